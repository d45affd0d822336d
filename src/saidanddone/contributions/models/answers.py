"""To whom a contribution is addressed, the clock that runs, the answers, and what the contributor makes of them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models.contributions import Contribution
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.text import to_html
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def waiting(self) -> "AddresseeQuerySet":
        return self.filter(state=Addressee.State.WAITING)

    def late(self, on: date) -> "AddresseeQuerySet":
        """Waiting past the due date, with the clock running."""
        return self.waiting().filter(due_date__lt=on, paused_at__isnull=True)

    def of(self, organisation: Organisation) -> "AddresseeQuerySet":
        return self.filter(organisation=organisation)

    def counted(self) -> "AddresseeQuerySet":
        """Of contributions that stand: published, whatever their audience."""
        return self.filter(contribution__state=Contribution.State.PUBLISHED)


class Addressee(models.Model):
    """One organisation that a contribution is addressed to, and its clock.

    The clock runs from `asked_at` to the first answer that is more than an acknowledgement. Without a promise there is
    no due date and nothing is late, but waiting is still counted.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        PASSED_ON = "passed_on", _("Passed on")

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    passed_on_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    promise_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The promise when it was asked.")
    due_date = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="Set while the clock stands still.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    first_answer_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Working days, pauses left out."
    )
    answered_in_time = models.BooleanField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True, help_text="By an unhappy verdict; once.")

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contribution", "organisation"), name="addressed_once"),
            models.CheckConstraint(
                name="first_answer_is_whole",
                condition=Q(first_answered_at__isnull=True, first_answer_days__isnull=True)
                | Q(first_answered_at__isnull=False, first_answer_days__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=("organisation", "due_date"),
                condition=Q(state="waiting"),
                name="addressee_waiting_by_due_date",
            ),
            models.Index(fields=("organisation", "-contribution"), name="addressee_newest"),
            models.Index(
                fields=("due_date", "id"),
                condition=Q(state="waiting", paused_at__isnull=True, due_date__isnull=False),
                name="addressee_due_soonest",
            ),
            models.Index(fields=("contribution",), condition=Q(state="waiting"), name="addressee_waiting"),
            models.Index(fields=("contribution",), condition=Q(paused_at__isnull=False), name="addressee_paused"),
            models.Index(
                fields=("organisation", "due_date"),
                condition=Q(state="waiting", paused_at__isnull=False),
                name="addressee_paused_by_due_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} to {self.organisation_id}"

    def is_late(self, on: date) -> bool:
        return (
            self.state == self.State.WAITING
            and self.paused_at is None
            and self.due_date is not None
            and self.due_date < on
        )


class ClockPauseQuerySet(models.QuerySet["ClockPause"]):
    def visible_to(self, viewer: Viewer) -> "ClockPauseQuerySet":
        """Those whose reason is shown, of contributions that the viewer may see."""
        seen = self.filter(addressee__contribution__in=Contribution.objects.visible_to(viewer))
        return seen.filter(hidden_at__isnull=True)


class ClockPause(models.Model):
    """A stretch in which the clock stood still, for a reason that everyone can read.

    While a moderator kept it from the organisation, nobody gave a reason: `by_moderation` says it.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="pauses")
    reason = models.TextField(max_length=1000, blank=True)
    by_moderation = models.BooleanField(default=False)
    paused_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Its reason was hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)

    objects = ClockPauseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="clock_pause_has_a_reason",
                condition=Q(by_moderation=False) & ~Q(reason="") | Q(by_moderation=True, reason=""),
            ),
            models.UniqueConstraint(
                fields=("addressee",), condition=Q(resumed_at__isnull=True), name="one_clock_pause_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"pause of {self.addressee_id}"

    @property
    def ref(self) -> Ref:
        return Ref("clock-pause", self.public_id)

    @property
    def shown_reason(self) -> str:
        """The reason as everyone may read it."""
        return "" if self.hidden_at else self.reason


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, viewer: Viewer) -> "AnswerQuerySet":
        return self.filter(contribution__in=Contribution.objects.visible_to(viewer), hidden_at__isnull=True)

    def saying_something(self) -> "AnswerQuerySet":
        """More than an acknowledgement, and not passed on."""
        return self.exclude(kind__in=(Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON))


class Answer(models.Model):
    """What an organisation says back. Added, never overwritten."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ANSWERED = "answered", _("Answered")
        WILL_DO = "will_do", _("Will do")
        CANNOT_DO = "cannot_do", _("Cannot do, because")
        PASSED_ON = "passed_on", _("Passed on")
        ALREADY_DECIDED = "already_decided", _("Already decided")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.TextField(max_length=5000)
    reason = models.TextField(max_length=2000, blank=True)
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, choices=Language)
    answered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="cannot_do_has_a_reason", condition=~Q(kind="cannot_do") | ~Q(reason="")),
            models.CheckConstraint(
                name="passed_on_says_to_whom",
                condition=Q(kind="passed_on", passed_to__isnull=False)
                | ~Q(kind="passed_on") & Q(passed_to__isnull=True),
            ),
        )
        indexes = (
            models.Index(fields=("contribution", "answered_at"), name="answer_of_contribution"),
            models.Index(fields=("-answered_at", "-id"), condition=Q(hidden_at__isnull=True), name="answer_newest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} by {self.organisation_id}"

    @property
    def ref(self) -> Ref:
        return Ref("answer", self.public_id)

    @property
    def html(self) -> str:
        return to_html(self.text)


class Verdict(models.Model):
    """What the contributor says of an answer: did we understand you?"""

    class Value(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        CANNOT_TELL = "cannot_tell", _("Cannot tell")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    answer = models.OneToOneField(Answer, models.CASCADE, related_name="verdict")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    value = models.CharField(max_length=12, choices=Value)
    words = models.TextField(max_length=2000, blank=True)
    words_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="Hidden by a moderator, or not yet checked."
    )
    is_redacted = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("value", "-given_at", "-id"), name="verdict_newest"),)

    def __str__(self) -> str:
        return f"{self.value} on {self.answer_id}"

    @property
    def ref(self) -> Ref:
        return Ref("verdict", self.public_id)

    @property
    def shown_words(self) -> str:
        """The words as everyone may read them."""
        return "" if self.words_hidden_at else self.words


class CannedOpening(models.Model):
    """The first words of an answer, ready to take: of one organisation, or of the whole site. Never a whole answer."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, choices=Language)
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text
