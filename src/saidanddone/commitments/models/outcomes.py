"""A long-term change for people, that several organisations answer for together; and its report calendar."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.clock import local_date
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, viewer: Viewer) -> "OutcomeQuerySet":
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        seen = Q(hidden_at__isnull=True)
        if viewer.organisation_ids:
            seen |= Q(pk__in=Owner.objects.current().filter(organisation__in=viewer.organisation_ids).values("outcome"))
        return self.filter(seen)

    def public(self) -> "OutcomeQuerySet":
        return self.filter(hidden_at__isnull=True)

    def live(self) -> "OutcomeQuerySet":
        """Those that count against the site's limit: set, and not ended."""
        return self.filter(ended_date__isnull=True)


class Outcome(Bilingual):
    """It keeps its page when its plan, owner or programme changes: goals outlive plans."""

    WORDS = {
        "title": _("What should change"),
        "why": _("Why it matters"),
        "end_reason": _("Why it ended"),
        "lessons": _("What was learnt"),
    }

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    title = models.CharField(max_length=200)
    why = models.TextField(max_length=3000, help_text="Why it matters, in residents' words.")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    report_months = models.PositiveSmallIntegerField(default=6, help_text="A report is due every so many months.")
    set_date = models.DateField()
    ended_date = models.DateField(null=True, blank=True)
    end_reason = models.TextField(max_length=2000, blank=True)
    lessons = models.TextField(max_length=3000, blank=True, help_text="What whoever takes it over should know.")
    set_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="outcome_ended_has_a_reason",
                condition=Q(ended_date__isnull=True, end_reason="") | Q(ended_date__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(name="outcome_reports_sometimes", condition=Q(report_months__range=(1, 24))),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("outcome", self.public_id)

    @property
    def is_public(self) -> bool:
        """Everyone may read it: no moderator hid it."""
        return self.hidden_at is None


class OwnerQuerySet(models.QuerySet["Owner"]):
    def current(self) -> "OwnerQuerySet":
        """Those that answer for it now, or were asked to."""
        return self.filter(until_date__isnull=True)

    def agreed(self) -> "OwnerQuerySet":
        """Named by another is not yet answering: only who has agreed answers."""
        return self.current().filter(agreed_at__isnull=False)


class Owner(models.Model):
    """An organisation that answers for an outcome with the others, by name, and where it stands in its own plan."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    named_person = models.CharField(max_length=160, blank=True, help_text="Who answers for it there, by post or name.")
    plan_link = models.URLField(max_length=500, blank=True)
    plan_text = models.TextField(max_length=2000, blank=True, help_text="As it stands in its own plan.")
    clashes_with = models.TextField(
        max_length=1000, blank=True, help_text="The duty of its own that it may clash with."
    )
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="Empty: named by another, and not yet agreed.")
    since_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", help_text="Whose part it took over."
    )

    objects = OwnerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("outcome", "organisation"), condition=Q(until_date__isnull=True), name="owner_once_at_a_time"
            ),
            models.CheckConstraint(
                name="owner_leaves_after_joining",
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("since_date")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.outcome_id}"

    @property
    def ref(self) -> Ref:
        return Ref("outcome-owner", self.public_id)


class Report(models.Model):
    """One report that is due on a day. Not published by then, it says so by itself."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="reports")
    due_date = models.DateField()
    text = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    published_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("outcome", "due_date"), name="report_once"),
            models.CheckConstraint(
                name="report_published_has_words",
                condition=Q(text="", published_at__isnull=True) | ~Q(text="") & Q(published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"report of {self.outcome_id} on {self.due_date}"

    @property
    def days_late(self) -> int:
        """How many days after its own it was published."""
        return max(0, (local_date(self.published_at) - self.due_date).days) if self.published_at else 0

    @property
    def ref(self) -> Ref:
        return Ref("report", self.public_id)


class Burden(models.Model):
    """What staff say of the work around the work, on the way to an outcome. Shown as counts, never by person.

    It has no free words: among a few colleagues they would say who wrote them.
    """

    class Weight(models.TextChoices):
        HELPS = "helps", _("It helps")
        LIGHT = "light", _("It costs little")
        HEAVY = "heavy", _("It gets in the way")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="burdens")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    process = models.CharField(max_length=200, help_text="The form, meeting or return it is about.")
    weight = models.CharField(max_length=6, choices=Weight)
    hours_a_week = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    reported_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("outcome", "process", "reported_by"), name="one_report_a_process"),
        )

    def __str__(self) -> str:
        return self.process
