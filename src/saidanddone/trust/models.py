"""What an organisation does to be trusted more, in sight of everyone; and what came before and after a decision."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.trust.determinants import Determinant


class Benefit(models.TextChoices):
    """What trust is good for: the twelve of the plan *Building Trust*."""

    DELIVERY = "P1", _("Services are delivered in new ways")
    DEMAND = "P2", _("Demand for services can be managed")
    EXPECTATIONS = "P3", _("Expectations of those who are served can be managed")
    BEHAVIOUR = "P4", _("People change what they do")
    CAPACITY = "P5", _("The community takes part in delivering services")
    CONTACT = "P6", _("Less contact that nobody needs")
    DEMOCRACY = "P7", _("More people take part in democracy")
    COHESION = "P8", _("Communities hold together, and places get better")
    ACCESS = "P9", _("Services are easier to get, and used")
    MORALE = "P10", _("Staff and elected members are in better heart")
    LIVES = "P11", _("Residents live better")
    JOINED_UP = "P12", _("Local public services fit together")


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, viewer: Viewer) -> "PlanActionQuerySet":
        """Public from the moment it is planned; what a moderator hid is for its own organisation and moderators."""
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        return self.filter(Q(hidden_at=None) | Q(organisation__in=viewer.organisation_ids))

    def public(self) -> "PlanActionQuerySet":
        return self.filter(hidden_at=None)

    def open(self) -> "PlanActionQuerySet":
        return self.filter(done_date=None, dropped_date=None)

    def by_day(self) -> "PlanActionQuerySet":
        """Open ones first, by the day that they are due; then those that ended, the newest first."""
        ended = Coalesce("done_date", "dropped_date")
        return self.annotate(ended=ended).order_by(F("ended").desc(nulls_first=True), "due_date", "pk")


class PlanAction(Bilingual):
    """One thing that an organisation does for one ground of trust, with the measure by which it will be seen."""

    WORDS = {
        "what": _("What is done"),
        "measure": _("How it will be seen"),
        "owner": _("Who sees to it"),
        "came_of_it": _("What came of it"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    determinant = models.CharField(max_length=16, choices=Determinant)
    benefit = models.CharField(max_length=3, choices=Benefit)
    what = models.CharField(max_length=300)
    measure = models.CharField(max_length=300)
    owner = models.CharField(max_length=160, help_text="By post or name.")
    due_date = models.DateField()
    planned_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    planned_at = models.DateTimeField()
    done_date = models.DateField(null=True, blank=True)
    dropped_date = models.DateField(null=True, blank=True)
    came_of_it = models.TextField(
        max_length=2000, blank=True, help_text="What the measure shows; or why it was dropped."
    )
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="plan_action_ends_once_with_words",
                condition=Q(done_date=None, dropped_date=None, came_of_it="")
                | Q(done_date__isnull=False, dropped_date=None) & ~Q(came_of_it="")
                | Q(done_date=None, dropped_date__isnull=False) & ~Q(came_of_it=""),
            ),
        )
        indexes = (models.Index(fields=("organisation", "due_date"), name="plan_action_of_organisation"),)

    def __str__(self) -> str:
        return self.what

    @property
    def ref(self) -> Ref:
        return Ref("trust-action", self.public_id)

    @property
    def is_open(self) -> bool:
        return self.done_date is None and self.dropped_date is None

    def state(self, on: date) -> str:
        """As the pages show it: done, dropped, overdue or to_come."""
        if self.done_date:
            return "done"
        if self.dropped_date:
            return "dropped"
        return "overdue" if self.due_date < on else "to_come"


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    def public(self) -> "ComparisonQuerySet":
        """As long as everyone may read what it is about, and no moderator hid it."""
        decided = Q(decision__in=Decision.objects.public()) | Q(commitment__in=Commitment.objects.public())
        return self.filter(decided, hidden_at=None)


class Comparison(models.Model):
    """Before and after a decision, or a promise: one figure of the record by months, of the organisation that made it.

    What is compared is chosen from a list; what came out is worked out when it is read. Withdrawn, it stays in sight
    with the reason: else whoever does not like what it shows would leave no trace.
    """

    WORDS = {"withdrawn_because": _("Why it was withdrawn")}

    class Measure(models.TextChoices):
        IN_TIME = "answered_in_time", _("Answers in the promised time")
        UNDERSTOOD = "understood", _("“You understood me”")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.CharField(max_length=20, choices=Measure)
    starts_date = models.DateField(help_text="From when it was meant to work: declared, and not fitted to the figures.")
    declared_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField()

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True, help_text="Of the reason.")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "measure"), condition=Q(withdrawn_at=None), name="comparison_once_a_measure"
            ),
            models.UniqueConstraint(
                fields=("commitment", "measure"), condition=Q(withdrawn_at=None), name="comparison_of_promise_once"
            ),
            models.CheckConstraint(
                name="comparison_is_of_one_thing",
                condition=Q(decision__isnull=False, commitment=None) | Q(decision=None, commitment__isnull=False),
            ),
            models.CheckConstraint(
                name="comparison_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} before and after {self.thing.ref}"

    @property
    def thing(self) -> Decision | Commitment:
        """What came between before and after."""
        return self.decision or self.commitment  # type: ignore[return-value]

    @property
    def organisation(self) -> Organisation:
        return self.thing.organisation

    @property
    def ref(self) -> Ref:
        return Ref("trust-comparison", self.public_id)
