"""What the money is for: schemes tied to outcomes, lines with yearly budgets, forecasts and what is done about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Outcome
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.funds.models.funds import Fund
from saidanddone.people.models import Organisation


class Scheme(Bilingual):
    """What a part of the money does, for an outcome."""

    WORDS = {"name": _("What is done")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.CASCADE, related_name="schemes")
    name = models.CharField(max_length=160)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who sees to it.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Line(Bilingual):
    """One line of a scheme's budget, with the rule by which its risk is shared (`funds/risk.py`)."""

    WORDS = {"name": _("What is paid for")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="lines")
    name = models.CharField(max_length=160)
    risk = models.JSONField(default=dict, blank=True, help_text="Who bears it when more or less is spent.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Budget(models.Model):
    """What a line may spend in a year. Moved only by virements once the fund is open."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="budgets")
    year = models.SmallIntegerField()
    amount_pence = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("line", "year"), name="budget_once_a_year"),
            models.CheckConstraint(name="budget_is_not_negative", condition=Q(amount_pence__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.line} in {self.year}"

    @property
    def year_name(self) -> str:
        return self.line.scheme.fund.year_name(self.year)


class Forecast(models.Model):
    """What a line will have spent at the end of a year, as thought on a day; the newest holds."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    line = models.ForeignKey(Line, models.CASCADE, related_name="forecasts")
    year = models.SmallIntegerField()
    amount_pence = models.BigIntegerField()
    cause = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.CheckConstraint(name="forecast_is_not_negative", condition=Q(amount_pence__gte=0)),)
        indexes = (models.Index(fields=("line", "year", "-made_at"), name="forecast_newest_of_line"),)

    def __str__(self) -> str:
        return f"{self.line} in {self.year}: {self.amount_pence} p"

    @property
    def ref(self) -> Ref:
        return Ref("fund-forecast", self.public_id)


class VariancePlan(models.Model):
    """What is done about a line that is forecast over or under its budget."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="plans")
    what = models.CharField(max_length=500)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_date = models.DateField()
    ended_date = models.DateField(null=True, blank=True)
    came_of_it = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="variance_plan_ends_with_words",
                condition=Q(ended_date=None, came_of_it="") | Q(ended_date__isnull=False) & ~Q(came_of_it=""),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def ref(self) -> Ref:
        return Ref("fund-plan", self.public_id)


class VirementQuerySet(models.QuerySet["Virement"]):
    def of(self, fund: Fund) -> "VirementQuerySet":
        return self.filter(giving__scheme__fund=fund)

    def waiting(self) -> "VirementQuerySet":
        return self.filter(settled_at=None)


class Virement(models.Model):
    """Part of one line's budget moved to another line of the fund. Asked for by one person, approved by another."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    giving = models.ForeignKey(Line, models.PROTECT, related_name="+")
    getting = models.ForeignKey(Line, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    amount_pence = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    is_approved = models.BooleanField(null=True, help_text="Empty while it waits.")
    refusal = models.CharField(max_length=300, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = VirementQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="virement_moves_more_than_nothing", condition=Q(amount_pence__gt=0)),
            models.CheckConstraint(name="virement_has_two_lines", condition=~Q(giving=F("getting"))),
            models.CheckConstraint(
                name="virement_is_settled_by_somebody_else",
                condition=Q(settled_by=None) | Q(asked_by=None) | ~Q(settled_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="virement_settled_is_approved_or_not",
                condition=Q(settled_at=None, is_approved=None, refusal="")
                | Q(settled_at__isnull=False, is_approved=True, refusal="")
                | Q(settled_at__isnull=False, is_approved=False) & ~Q(refusal=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_pence} p from {self.giving} to {self.getting}"

    @property
    def fund(self) -> Fund:
        return self.giving.scheme.fund

    @property
    def ref(self) -> Ref:
        return Ref("fund-virement", self.public_id)
