"""What is promised to somebody outside a fund, an award or a contract, until transfers have paid it."""

from typing import Any

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.funds.models.budgets import Line
from saidanddone.funds.models.funds import Fund
from saidanddone.funds.models.years import YearEnd
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


class OrderQuerySet(models.QuerySet["Order"]):
    def of(self, fund: Fund) -> "OrderQuerySet":
        return self.filter(line__scheme__fund=fund)

    def placed(self) -> "OrderQuerySet":
        """Something of it is still to be paid."""
        return self.filter(cancelled_at=None, paid_pence__lt=F("amount_pence"))

    def weighing_on(self, year: int) -> "OrderQuerySet":
        """Those that a year's budget has still to pay: its own, and what years that are closed left unpaid."""
        closed = YearEnd.objects.filter(fund=OuterRef("line__scheme__fund")).order_by().values("fund")
        last = Coalesce(Subquery(closed.annotate(last=Max("year")).values("last")), F("year") - 1)
        return self.placed().annotate(weighs=Greatest(F("year"), last + 1)).filter(weighs=year)

    def in_full(self) -> "OrderQuerySet":
        """With whatever a page or a file says of it, in a number of queries that does not grow."""
        related = ("line__scheme__fund__host", "line__scheme__outcome", "organisation")
        places = models.Prefetch("places", Place.objects.defer("boundary", "outline").order_by("path"))
        return self.select_related(*related).prefetch_related(places)


class Order(Bilingual):
    """Never edited: it is paid, or what is left of it is cancelled with a reason, and another one placed.

    Whoever gets it is an organisation of this site, or is named by `recipient`. The name of a private person is for the
    partners alone, and so is where they live. `paid_pence` is kept, and equal to the sum of its approved transfers.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("Grant")
        CONTRACT = "contract", _("Contract")

    class State(models.TextChoices):
        PLACED = "placed", _("Promised")
        SETTLED = "settled", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")

    WORDS = {"title": _("What for"), "description": _("More about it"), "cancelled_reason": _("Why it was cancelled")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    line = models.ForeignKey(Line, models.PROTECT, related_name="orders")
    year = models.SmallIntegerField(help_text="The year of the fund from whose budget it is paid.")
    kind = models.CharField(max_length=8, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    recipient = models.CharField(max_length=160, blank=True, help_text="Who gets it, where it is nobody of this site.")
    is_individual = models.BooleanField(default=False, help_text="A private person: never named in public.")
    identifier = models.CharField(
        max_length=60, blank=True, help_text="Its number in a public register, as org-id.guide has it: GB-CHC-1164021."
    )
    amount_pence = models.BigIntegerField()
    paid_pence = models.BigIntegerField(default=0)
    agreed_date = models.DateField()
    starts_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=160)
    description = models.TextField(max_length=2000)
    places = models.ManyToManyField(Place, related_name="+", blank=True)
    placed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    placed_at = models.DateTimeField()
    cancelled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="order_is_more_than_nothing", condition=Q(amount_pence__gt=0)),
            models.CheckConstraint(
                name="order_is_paid_at_most_in_full", condition=Q(paid_pence__gte=0, paid_pence__lte=F("amount_pence"))
            ),
            models.CheckConstraint(
                name="order_goes_to_one",
                condition=Q(organisation__isnull=False, recipient="", is_individual=False)
                | Q(organisation=None) & ~Q(recipient=""),
            ),
            models.CheckConstraint(
                name="order_to_a_person_has_no_number", condition=Q(is_individual=False) | Q(identifier="")
            ),
            models.CheckConstraint(
                name="order_ends_after_it_starts",
                condition=Q(starts_date=None) | Q(ends_date=None) | Q(ends_date__gte=F("starts_date")),
            ),
            models.CheckConstraint(
                name="order_cancelled_has_a_reason",
                condition=Q(cancelled_at=None, cancelled_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_reason=""),
            ),
        )
        indexes = (models.Index(fields=("line", "-agreed_date", "-id"), name="order_of_line_by_day"),)

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("fund-order", self.public_id)

    @property
    def fund(self) -> Fund:
        return self.line.scheme.fund

    @property
    def state(self) -> "Order.State":
        if self.cancelled_at:
            return self.State.CANCELLED
        return self.State.SETTLED if self.paid_pence >= self.amount_pence else self.State.PLACED

    @property
    def outstanding_pence(self) -> int:
        """What is still promised."""
        return 0 if self.cancelled_at else self.amount_pence - self.paid_pence

    @property
    def recipient_shown(self) -> str:
        """To whom, as everyone may read it."""
        if self.is_individual:
            return str(_("A private person"))
        return self.recipient_named

    @property
    def recipient_named(self) -> str:
        """To whom, as the partners of the fund read it."""
        return self.organisation.local_name if self.organisation else self.recipient

    @property
    def public_places(self) -> list[Place]:
        return [] if self.is_individual else list(self.places.all())

    def facts(self) -> dict[str, Any]:
        """What the record says openly of it."""
        days = {name: getattr(self, name) for name in ("agreed_date", "starts_date", "ends_date")}
        return {
            "fund": self.fund.public_id,
            "line": self.line.public_id,
            "year": self.year,
            "kind": str(self.kind),
            "amount_pence": self.amount_pence,
            "to": self.organisation.slug if self.organisation else "person" if self.is_individual else "other",
            "identifier": self.identifier or None,
            **{name: day.isoformat() if day else None for name, day in days.items()},
        }
