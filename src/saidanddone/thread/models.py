"""What became of each contribution, what was told to whom, how they wish to be told, and the figures of coverage."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Contribution
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor, Organisation, Person
from saidanddone.people.roles import Permission


class Disposition(models.TextChoices):
    """What has become of a contribution, worked out from its links."""

    WAITING = "waiting", _("Waiting")
    PASSED_ON = "passed_on", _("Passed on")
    IN_A_FINDING = "in_finding", _("In a finding")
    USED = "used", _("Used")
    PARTLY = "partly_used", _("Partly used")
    NOT_USED = "not_used", _("Not used, because")
    SAME_AS = "same_as", _("Same as another")


class Way(models.Model):
    """The hynt of one contribution: kept as things move, and equal to a walk along its links from scratch."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="+")
    disposition = models.CharField(max_length=12, choices=Disposition, default=Disposition.WAITING)
    found_at = models.DateTimeField(null=True, blank=True, help_text="First in a published finding.")
    decided_at = models.DateTimeField(null=True, blank=True, help_text="First with its use in a decision.")
    promised_at = models.DateTimeField(null=True, blank=True, help_text="First led to a commitment.")
    kept_at = models.DateTimeField(null=True, blank=True, help_text="First commitment that was kept.")
    told_at = models.DateTimeField(null=True, blank=True, help_text="First telling that left, or was seen.")
    thanked_at = models.DateTimeField(null=True, blank=True, help_text="First thanked or paid.")
    paid_at = models.DateTimeField(null=True, blank=True, help_text="First given more than words.")
    confirmed = models.CharField(max_length=12, blank=True, help_text="What the contributor says of it last.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    counted = models.JSONField(default=dict, blank=True, help_text="What it counts for now: see `coverage.py`.")

    class Meta:
        indexes = (models.Index(fields=("disposition",), name="way_by_disposition"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.disposition}"


class CoverageFigure(models.Model):
    """How many contributions to one organisation from one place reached a milestone after so many days.

    Days of milestones that have none (`said`) are 0. Medians come exactly from the histogram.
    """

    organisation_id = models.BigIntegerField(default=0, help_text="0: whomever they were addressed to, each once.")
    place_id = models.BigIntegerField(help_text="Without those within it; 0: everywhere.")
    measure = models.CharField(max_length=20)
    days = models.PositiveIntegerField(default=0)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation_id", "place_id", "measure", "days"), name="coverage_figure_once"
            ),
        )
        indexes = (models.Index(fields=("place_id", "organisation_id"), name="coverage_of_place"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.place_id} {self.measure} {self.days}: {self.count}"


class GroupFigure(models.Model):
    """The same for groups of the whole site: how people took part (`channel`), and how they are named (`credit`)."""

    dimension = models.CharField(max_length=10)
    group = models.CharField(max_length=14)
    measure = models.CharField(max_length=20)
    days = models.PositiveIntegerField(default=0)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dimension", "group", "measure", "days"), name="group_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.group} {self.measure} {self.days}: {self.count}"


class TellingWishQuerySet(models.QuerySet["TellingWish"]):
    def reached(self, by: str, address: str) -> "TellingWishQuerySet":
        """Those who wish to be told by this way at this number or postal address, now."""
        return self.filter(by=by, address=address, contributor__erased_at=None).exclude(address="")


class TellingWish(models.Model):
    """How a contributor wants to be told; without a row: at once, by the address that they gave."""

    class Often(models.TextChoices):
        AT_ONCE = "at_once", _("As it happens")
        DAILY = "daily", _("Once a day at most")
        WEEKLY = "weekly", _("Once a week at most")

    class By(models.TextChoices):
        EMAIL = "email", _("Email")
        TEXT = "text", _("Text message")
        LETTER = "letter", _("Letter")
        CONNECTOR = "connector", _("Through the connector who wrote it down")
        LINK = "link", _("Only on my own page")

    contributor = models.OneToOneField(Contributor, models.CASCADE, primary_key=True, related_name="+")
    often = models.CharField(max_length=8, choices=Often, default=Often.AT_ONCE)
    by = models.CharField(max_length=10, choices=By, default=By.EMAIL)
    address = models.CharField(max_length=500, blank=True, help_text="A telephone number, or lines of a letter.")
    unwanted = models.JSONField(default=list, blank=True, help_text="Kinds of movement that they do not want.")
    wants_digest = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = TellingWishQuerySet.as_manager()

    def __str__(self) -> str:
        return f"wish of {self.contributor_id}"


class TellingQuerySet(models.QuerySet["Telling"]):
    def due(self) -> "TellingQuerySet":
        return self.filter(state=Telling.State.DUE)

    def ready(self) -> "TellingQuerySet":
        """Due, about words that stand: while a moderator holds them, what came of them waits."""
        return self.due().filter(contribution__state=Contribution.State.PUBLISHED)

    def to_look_after(self) -> "TellingQuerySet":
        """What comes back to a person: it failed, nobody can tell, or a connector has it."""
        return self.filter(state__in=(Telling.State.FAILED, Telling.State.IN_DOUBT, Telling.State.HANDED))

    def unseen(self) -> "TellingQuerySet":
        """Settled, and not yet read on their own page as far as we know."""
        settled = (
            Telling.State.SENT,
            Telling.State.FAILED,
            Telling.State.IN_DOUBT,
            Telling.State.HANDED,
            Telling.State.UNREACHABLE,
        )
        return self.filter(state__in=settled, seen_at__isnull=True)


class Telling(models.Model):
    """One thing told to one contributor about one of their contributions, and whether it arrived."""

    class State(models.TextChoices):
        DUE = "due", _("Due")
        QUEUED = "queued", _("On its way")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        IN_DOUBT = "in_doubt", _("In doubt")
        HANDED = "handed", _("With a connector")
        SEEN = "seen", _("Seen")
        UNREACHABLE = "unreachable", _("Only on their own page")
        DROPPED = "dropped", _("Not wanted")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    what = models.CharField(max_length=24, help_text="The movement, as in docs/design/from-said-to-done.md.")
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When it is to leave, by how often they want to be told.")
    by = models.CharField(max_length=10, choices=TellingWish.By)
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was sent, handed over or given up.")
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("contributor", "contribution", "what", "about_kind", "about_id", "moved_at"),
                name="told_once",
            ),
            models.CheckConstraint(
                name="telling_on_its_way_has_its_message",
                condition=~Q(state="queued") | Q(message__isnull=False),
            ),
            models.CheckConstraint(name="telling_is_due_after_it_moved", condition=Q(due_at__gte=F("moved_at"))),
        )
        indexes = (
            models.Index(fields=("due_at", "id"), condition=Q(state="due"), name="telling_due"),
            models.Index(fields=("contributor", "-moved_at"), name="telling_of_contributor"),
            models.Index(fields=("contribution", "-moved_at"), name="telling_of_contribution"),
            models.Index(fields=("message",), name="telling_of_message"),
            models.Index(
                fields=("state", "-due_at"),
                condition=Q(state__in=("queued", "failed", "in_doubt", "handed")),
                name="telling_to_look_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} to {self.contributor_id}"

    @property
    def stage(self) -> str:
        """The colour in which a list shows it."""
        return {"answered": "decided", "linked": "said", "check_asked": "understood", "in_finding": "understood"}.get(
            self.what, {"views_opened": "decided", "decided": "decided", "setback": "late"}.get(self.what, "done")
        )

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)


class CreditsPage(models.Model):
    """A page open to everyone with what somebody gave under one name, and what it led to: their own choice.

    It holds what stands under that one name only, so that it ties no other name to it.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contributor = models.OneToOneField(Contributor, models.CASCADE, related_name="+")
    credit_name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="credits_page_has_a_name", condition=~Q(credit_name="")),)

    def __str__(self) -> str:
        return self.credit_name


class ThanksQuerySet(models.QuerySet["Thanks"]):
    def visible_to(self, viewer: Viewer) -> "ThanksQuerySet":
        """Whole, with kind, amount and words: whoever was thanked, and officers of the organisation that thanked."""
        if viewer.may(Permission.ANSWER):
            return self
        officer_of = [pk for permission, pk in viewer.permissions if permission == Permission.ANSWER]
        return self.filter(Q(contribution__contributor__in=viewer.contributor_ids) | Q(organisation__in=officer_of))

    def shown_to_all(self) -> "ThanksQuerySet":
        """Where everyone may read that there were some: under words that everyone may read, with a name."""
        return self.filter(contribution__in=Contribution.objects.public()).exclude(contribution__credit_name="")


class Thanks(models.Model):
    """What an organisation gave back to whoever said something. Kind, amount and words are between the two."""

    class Kind(models.TextChoices):
        THANKED = "thanked", _("Thanked")
        PAID = "paid", _("Paid for their time")
        VOUCHER = "voucher", _("Given a voucher")
        COSTS = "costs", _("Costs covered, such as travel or care")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    amount_pence = models.BigIntegerField(null=True, blank=True)
    words = models.TextField(max_length=1000, blank=True)
    given_date = models.DateField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Its words were hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="thanks_amount_is_not_negative", condition=Q(amount_pence=None) | Q(amount_pence__gte=0)
            ),
            models.CheckConstraint(
                name="thanks_alone_have_no_amount", condition=~Q(kind="thanked") | Q(amount_pence=None)
            ),
        )
        indexes = (models.Index(fields=("contribution", "given_date"), name="thanks_of_contribution"),)

    def __str__(self) -> str:
        return f"{self.kind} by {self.organisation_id}"

    @property
    def ref(self) -> Ref:
        return Ref("thanks", self.public_id)

    @property
    def shown_words(self) -> str:
        """As those may read them whom it concerns."""
        return "" if self.hidden_at else self.words
