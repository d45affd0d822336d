"""When it is asked, of whom, and how they are found."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.surveys.models.surveys import Survey
from saidanddone.surveys.wording import Worded, worded


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, viewer: Viewer) -> "WaveQuerySet":
        if viewer.acts_for_site or viewer.may(Permission.ADMINISTER):
            return self.all()
        return self.filter(
            Q(survey__organisation__in=viewer.organisation_ids)
            | Q(opened_at__isnull=False) & ~Q(survey__kind=Survey.Kind.STAFF)
        )

    def found_by(self, viewer: Viewer) -> "WaveQuerySet":
        """Others' rounds of staff too whose figures were published for everyone: of these the figures, no more."""
        heard = Wave.objects.filter(analyses__published_at__isnull=False, analyses__readers="everyone")
        seen = Wave.objects.visible_to(viewer)
        return self.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=heard.values("pk")))

    def public(self) -> "WaveQuerySet":
        return self.filter(opened_at__isnull=False).exclude(survey__kind=Survey.Kind.STAFF)


class Wave(models.Model):
    """One round of a survey. Its questions are frozen when it opens."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Sampling(models.TextChoices):
        PROBABILITY = "probability", _("Drawn by chance from a list")
        QUOTA = "quota", _("Asked until quotas were met")
        OPEN = "open", _("Whoever wanted to")
        EVERYONE = "everyone", _("Everyone was asked")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    opens_date = models.DateField()
    closes_date = models.DateField()
    sampling = models.CharField(max_length=12, choices=Sampling)
    population = models.JSONField(default=dict, blank=True, help_text="By language: whom it speaks for.")
    frame = models.JSONField(default=dict, blank=True, help_text="By language: the list, and whom it misses.")
    design = models.JSONField(default=dict, blank=True, help_text="By language: how people were chosen.")
    sponsor = models.CharField(max_length=200, blank=True)
    modes = models.JSONField(default=list, help_text="Ways in: link, code, panel, kiosk, paper, file.")
    margins = models.JSONField(
        default=list, blank=True, help_text="What to weight to: question, codes and shares, source."
    )
    wanted = models.PositiveIntegerField(null=True, blank=True, help_text="How many responses are hoped for.")
    link_key = models.SlugField(max_length=40, unique=True, null=True, blank=True, help_text="Of the open link.")
    questions = models.JSONField(default=list, blank=True, help_text="As they were asked; written when it opens.")
    questions_digest = models.CharField(max_length=64, blank=True)
    first_closes_date = models.DateField(null=True, blank=True, help_text="The last day as it was when it opened.")
    moved_reason = models.TextField(max_length=2000, blank=True, help_text="Why the last day was moved.")
    is_redacted = models.BooleanField(default=False, help_text="A moderator took words out of it or its questions.")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(max_length=2000, blank=True)
    identity_deleted_date = models.DateField(help_text="The day on which the sample's names and addresses go.")
    identity_deleted_at = models.DateTimeField(null=True, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ("survey", "number")
        constraints = (
            models.UniqueConstraint(fields=("survey", "number"), name="wave_number_once_a_survey"),
            models.CheckConstraint(name="wave_closes_after_opening", condition=Q(closes_date__gte=F("opens_date"))),
            models.CheckConstraint(
                name="wave_forgets_after_closing", condition=Q(identity_deleted_date__gte=F("closes_date"))
            ),
            models.CheckConstraint(
                name="wave_withdrawn_has_a_reason",
                condition=Q(state="withdrawn") & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey}, wave {self.number}"

    @property
    def ref(self) -> Ref:
        return Ref("survey-wave", self.public_id)

    def said(self, field: str) -> Worded:
        """`population`, `frame` or `design` in the reader's language."""
        return worded(getattr(self, field))

    @property
    def is_probability(self) -> bool:
        """Only then has an interval its plain meaning."""
        return self.sampling in {Wave.Sampling.PROBABILITY, Wave.Sampling.EVERYONE}

    @property
    def is_for_everyone(self) -> bool:
        """Whether its link stands on its page; of another, whoever measures gives it to those who are to answer."""
        is_wanted = self.sampling == Wave.Sampling.OPEN and self.survey.kind == Survey.Kind.PUBLIC
        return self.state == Wave.State.OPEN and bool(self.link_key) and is_wanted

    @property
    def since(self) -> datetime | None:
        """Since when it is open, closed or published; nothing is known of other states."""
        moments = {Wave.State.OPEN: self.opened_at, Wave.State.CLOSED: self.closed_at}
        return (moments | {Wave.State.PUBLISHED: self.published_at}).get(Wave.State(self.state))

    def takes_answers(self, on: date) -> bool:
        return self.state == Wave.State.OPEN and self.opens_date <= on <= self.closes_date


class Quota(models.Model):
    """How many responses of a category are wanted."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="quotas")
    question = models.SlugField(max_length=40)
    code = models.IntegerField()
    wanted = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "question", "code"), name="quota_once_a_category"),)

    def __str__(self) -> str:
        return f"{self.question} {self.code}: {self.wanted}"


class SampleCase(models.Model):
    """Somebody who was drawn. It says nothing of their answers, and no response leads to it.

    Of a member of the panel it holds no name and no address: those are the member's own, for as long as they stay.
    """

    class Status(models.TextChoices):
        DRAWN = "drawn", _("Not asked yet")
        INVITED = "invited", _("Invited")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Does not want to")
        NOT_REACHED = "not_reached", _("Could not be reached")
        NOT_ELIGIBLE = "not_eligible", _("Is not one of those whom it is about")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="sample")
    key = models.CharField(max_length=60, help_text="Its key in the file that it came from.")
    name = models.CharField(max_length=160, blank=True)
    address = models.TextField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, blank=True)
    stratum = models.CharField(max_length=60, blank=True)
    cluster = models.CharField(max_length=60, blank=True)
    weight = models.FloatField(default=1)
    place = models.ForeignKey("places.Place", models.SET_NULL, null=True, blank=True, related_name="+")
    from_panel = models.BooleanField(default=False)
    member = models.ForeignKey("surveys.PanelMember", models.SET_NULL, null=True, blank=True, related_name="cases")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAWN)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    answered_date = models.DateField(
        null=True, blank=True, help_text="The Monday of the week: the day itself would lead to a response."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wave", "key"), name="sample_case_once_a_wave"),
            models.UniqueConstraint(
                fields=("wave", "member"), condition=Q(member__isnull=False), name="panel_member_once_a_wave"
            ),
            models.CheckConstraint(
                name="case_from_panel_names_nobody",
                condition=Q(from_panel=True, name="", address="", email="", phone="")
                | Q(from_panel=False, member__isnull=True),
            ),
            models.CheckConstraint(name="sample_weight_is_positive", condition=Q(weight__gt=0)),
            models.CheckConstraint(name="two_reminders_at_most", condition=Q(reminders__lte=2)),
        )

    def __str__(self) -> str:
        return f"case {self.public_id}"


class SampleCode(models.Model):
    """What is kept of a code that a case was given: a keyed digest that finds the case, and no response.

    Each letter brings a code of its own, as nobody can print an earlier one again; each of them opens the survey.
    """

    case = models.ForeignKey(SampleCase, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return f"code of {self.case_id}"


class PanelMember(models.Model):
    """A contributor who agreed to be asked again. The row goes when they leave; no response ever led to it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    contributor = models.ForeignKey("people.Contributor", models.CASCADE, related_name="+")
    place = models.ForeignKey("places.Place", models.SET_NULL, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField()
    asked_date = models.DateField(null=True, blank=True, help_text="When they were last drawn, so that it is seldom.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "contributor"), name="panel_member_once"),)

    def __str__(self) -> str:
        return f"panel member {self.public_id}"
