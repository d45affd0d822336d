"""A decision as an open record: the question, what can be shaped, what was heard, the choice, and its public clock."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Contribution, Topic
from saidanddone.core.ids import new_public_id
from saidanddone.core.money import pounds
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models.findings import Finding
from saidanddone.decisions.models.references import Citing, SourceKind
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class OpenRecordQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, viewer: Viewer) -> "OpenRecordQuerySet":
        """What was announced, and the drafts of one's own organisations."""
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        seen = Q(announced_at__isnull=False, hidden_at__isnull=True)
        if viewer.organisation_ids:
            seen |= Q(organisation__in=viewer.organisation_ids)
        return self.filter(seen)

    def public(self) -> "OpenRecordQuerySet":
        return self.filter(announced_at__isnull=False, hidden_at__isnull=True)

    def taken(self) -> "OpenRecordQuerySet":
        """Decided once: what they did with their evidence is public."""
        return self.public().filter(decided_at__isnull=False).exclude(state=Decision.State.WITHDRAWN)

    def open_for_views(self, on: date) -> "OpenRecordQuerySet":
        return self.public().filter(state=Decision.State.OPEN, views_close_date__gte=on)


class Decision(Bilingual):
    """A choice, from the day on which it is announced to the day on which it is looked at again."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        OPEN = "open_for_views", _("Open for views")
        DECIDING = "being_decided", _("Being decided")
        DECIDED = "decided", _("Decided")
        REVIEW = "under_review", _("Under review")
        REPLACED = "replaced", _("Replaced")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class PilotEnd(models.TextChoices):
        CONTINUED = "continued", _("Continued")
        CHANGED = "changed", _("Changed")
        STOPPED = "stopped", _("Stopped")

    WORDS = {
        "question": _("The question"),
        "why_now": _("Why now"),
        "who_is_affected": _("Who is affected"),
        "trust_impact": _("What trust it could damage, and whose"),
        "headline": _("The choice as a headline"),
        "where_from": _("Where this came from"),
        "reasons": _("The reasons"),
        "without_listening_because": _("Why it was decided without listening"),
        "decided_by": _("Who decided"),
        "authority": _("Under which authority"),
        "interests": _("Declared interests"),
        "dissent": _("Dissent"),
        "conditions": _("Conditions"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField(max_length=240, help_text="The question that is decided, as people would ask it.")
    why_now = models.TextField(max_length=2000, blank=True)
    who_is_affected = models.TextField(max_length=2000, blank=True)
    headline = models.CharField(max_length=240, blank=True, help_text="The choice in the words of a headline.")
    where_from = models.TextField(max_length=2000, blank=True, help_text="Where this came from, for whoever asks.")
    choice = models.ForeignKey("Option", models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(max_length=5000, blank=True)
    without_listening_because = models.TextField(max_length=2000, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, help_text="Who decided: a body, or people by name.")
    authority = models.CharField(max_length=300, blank=True, help_text="Under which power or delegation.")
    interests = models.TextField(max_length=2000, blank=True, help_text="Declared interests; or that there are none.")
    dissent = models.TextField(max_length=2000, blank=True)
    conditions = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    views_close_date = models.DateField(null=True, blank=True)
    decided_date = models.DateField(null=True, blank=True)
    review_date = models.DateField(null=True, blank=True)
    trust_impact = models.TextField(max_length=2000, blank=True, help_text="What trust could this damage, and whose?")
    bed_in_until_date = models.DateField(null=True, blank=True, help_text="Not redesigned before this day.")
    is_pilot = models.BooleanField(default=False)
    pilot_review_date = models.DateField(null=True, blank=True)
    pilot_end = models.CharField(max_length=10, choices=PilotEnd, blank=True)
    pilot_learnt = models.TextField(max_length=2000, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was withdrawn or replaced.")
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it was published as decided, first.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = OpenRecordQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="decision_in_public_has_its_moment",
                condition=Q(state="draft", announced_at__isnull=True)
                | ~Q(state="draft") & Q(announced_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_taken_has_its_moment",
                condition=~Q(state__in=("decided", "under_review", "replaced")) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_replaced_says_by_what",
                condition=Q(state="replaced", replaced_by__isnull=False)
                | ~Q(state="replaced") & Q(replaced_by__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_withdrawn_has_a_reason", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
            models.CheckConstraint(name="decision_does_not_replace_itself", condition=~Q(replaced_by=F("pk"))),
        )
        indexes = (
            models.Index(fields=("state", "views_close_date"), name="decision_by_state"),
            models.Index(
                fields=("-announced_at", "-id"),
                condition=Q(announced_at__isnull=False),
                name="decision_announced_newest",
            ),
            models.Index(fields=("organisation", "state"), name="decision_of_organisation"),
            models.Index(fields=("place", "-announced_at"), name="decision_of_place"),
        )

    def __str__(self) -> str:
        return self.headline or self.question

    @property
    def ref(self) -> Ref:
        return Ref("decision", self.public_id)

    @property
    def is_public(self) -> bool:
        return self.announced_at is not None and self.hidden_at is None

    @property
    def named(self) -> str:
        """The field that names it in a line: the headline once there is one, else the question."""
        return "headline" if self.headline else "question"

    @property
    def is_taken(self) -> bool:
        """Decided once, and not withdrawn since."""
        return self.decided_at is not None and self.state != self.State.WITHDRAWN

    @property
    def is_standing(self) -> bool:
        """Decided, and neither replaced nor withdrawn since."""
        return self.state in (self.State.DECIDED, self.State.REVIEW)

    def is_bedding_in(self, on: date) -> bool:
        """Too early to redesign it. A pilot that was changed or stopped has ended, and makes room."""
        is_over = self.pilot_end in (self.PilotEnd.CHANGED, self.PilotEnd.STOPPED)
        return self.bed_in_until_date is not None and on < self.bed_in_until_date and not is_over

    def is_review_late(self, on: date) -> bool:
        """The day on which it was to be looked at again has passed, and it was not."""
        return self.state == self.State.DECIDED and self.review_date is not None and self.review_date < on

    def is_pilot_late(self, on: date) -> bool:
        """The day has passed by which it was to be continued, changed or stopped, and nobody said how it ends."""
        runs = self.is_pilot and not self.pilot_end and self.is_standing
        return runs and self.pilot_review_date is not None and self.pilot_review_date < on


class Bound(models.Model):
    """What of a decision people can shape, what is constrained and by what, and what is fixed."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Can be shaped")
        CONSTRAINED = "constrained", _("Constrained")
        FIXED = "fixed", _("Fixed")

    class By(models.TextChoices):
        MONEY = "money", _("By money")
        LAW = "law", _("By law")
        CAPACITY = "capacity", _("By capacity")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="bounds")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.CharField(max_length=10, choices=By, blank=True)
    text = models.TextField(max_length=1000)
    figures = models.CharField(max_length=300, blank=True, help_text="The figures behind it, with their source.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="only_what_is_constrained_says_by_what",
                condition=Q(kind="constrained") & ~Q(by="") | ~Q(kind="constrained") & Q(by=""),
            ),
        )

    def __str__(self) -> str:
        return self.text


class Option(models.Model):
    """One way to choose: what it costs, who gains and who loses, what it asks of those who deliver it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True)
    cost_pence = models.BigIntegerField(null=True, blank=True, help_text="Pence a year; empty: not known.")
    gain = models.TextField(max_length=1000, blank=True, help_text="Who gains, and what.")
    loss = models.TextField(max_length=1000, blank=True, help_text="Who loses, and what.")
    asks = models.TextField(max_length=1000, blank=True, help_text="What it asks of those who deliver it.")
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title

    @property
    def cost(self) -> str:
        return pounds(self.cost_pence or 0)


class Scenario(models.Model):
    """What matters to some communities and not to others, and what each way would mean for them."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="scenarios")
    title = models.CharField(max_length=160)
    matters_to = models.CharField(max_length=300)
    text = models.TextField(max_length=2000)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


def open_sources(viewer: Viewer = STRANGER) -> Q:
    """All but the results of an exercise whose decision the viewer may not see."""
    seen = Decision.objects.visible_to(viewer).filter(exercise__isnull=False)
    return ~Q(ref_kind=SourceKind.EXERCISE) | Q(ref_id__in=seen.values("exercise__public_id"))


class UseQuerySet(models.QuerySet["Use"]):
    def without_use(self) -> "UseQuerySet":
        return self.filter(value="")

    def sources(self) -> "UseQuerySet":
        """References, as against contributions and findings."""
        return self.exclude(ref_kind="")


class Use(Citing):
    """What a decision did with one piece of evidence: a contribution, a finding, or what `ref` names."""

    class Value(models.TextChoices):
        USED = "used", _("Used")
        PARTLY = "partly", _("Partly used")
        NOT_USED = "not_used", _("Not used, because")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="uses")
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(max_length=8, choices=Value, blank=True, help_text="Empty: not said yet.")
    because = models.TextField(max_length=1000, blank=True)
    cited_at = models.DateTimeField()

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints = (
            *Citing.Meta.constraints,
            models.UniqueConstraint(fields=("decision", "contribution"), name="contribution_considered_once"),
            models.UniqueConstraint(fields=("decision", "finding"), name="finding_considered_once"),
            models.UniqueConstraint(
                fields=("decision", "ref_kind", "ref_id"), condition=~Q(ref_kind=""), name="reference_considered_once"
            ),
            models.CheckConstraint(
                name="use_is_of_one_thing",
                condition=Q(contribution__isnull=False, finding__isnull=True, ref_kind="", ref_id="")
                | Q(contribution__isnull=True, finding__isnull=False, ref_kind="", ref_id="")
                | Q(contribution__isnull=True, finding__isnull=True) & ~Q(ref_kind="") & ~Q(ref_id=""),
            ),
            models.CheckConstraint(
                name="what_is_not_wholly_used_says_why",
                condition=~Q(value__in=("partly", "not_used")) | ~Q(because=""),
            ),
        )
        indexes = (
            models.Index(fields=("contribution", "decision"), name="use_of_contribution"),
            models.Index(fields=("finding", "decision"), name="use_of_finding"),
        )

    def __str__(self) -> str:
        return f"{self.value or 'no use yet'} in {self.decision_id}"

    @property
    def ref(self) -> Ref:
        return Ref("use", self.public_id)


class StateChange(models.Model):
    """A move of a decision from one state to the next: the public clock reads them."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="state_changes")
    before = models.CharField(max_length=14, choices=Decision.State)
    after = models.CharField(max_length=14, choices=Decision.State)
    reason = models.TextField(max_length=2000, blank=True)
    changed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class DatePromise(models.Model):
    """The day by which a decision is promised to reach a state. A new promise leaves the missed one in sight."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="date_promises")
    state = models.CharField(max_length=14, choices=Decision.State)
    due_date = models.DateField()
    promised_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, help_text="Why the day was moved, if it was.")
    superseded_at = models.DateTimeField(null=True, blank=True)
    met_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "state"),
                condition=Q(superseded_at__isnull=True, met_date__isnull=True),
                name="one_open_date_a_state",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_date",),
                condition=Q(superseded_at__isnull=True, met_date__isnull=True),
                name="date_promise_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} by {self.due_date}"

    def is_missed(self, on: date) -> bool:
        """Passed without the state being reached by then, whether or not it was reached later."""
        return (self.met_date or on) > self.due_date


class Version(models.Model):
    """What the public words of a decision were before they were revised."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(help_text="Field → its words, as they stood.")
    reason = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("decision", "number"), name="decision_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.decision_id}"


class Document(models.Model):
    """A paper that belongs to a decision, where it can be read."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title
