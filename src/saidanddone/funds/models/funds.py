"""A fund, the organisations whose money is in it, and what each has promised to pay."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, viewer: Viewer) -> "FundQuerySet":
        """Everyone sees a fund from the day on which it opens; until then its partners alone."""
        if viewer.acts_for_site or viewer.may(Permission.MODERATE):
            return self.all()
        seen = Q(opened_at__isnull=False, hidden_at__isnull=True)
        if viewer.organisation_ids:
            seen |= Q(pk__in=Partner.objects.filter(organisation__in=viewer.organisation_ids).values("fund"))
        return self.filter(seen)

    def locked(self, fund: "Fund") -> "Fund":
        """For one change at a time: every action takes the row of its fund first, so none waits crosswise."""
        return self.select_for_update(of=("self",)).select_related("host").get(pk=fund.pk)

    def public(self) -> "FundQuerySet":
        return self.filter(opened_at__isnull=False, hidden_at__isnull=True)

    def of(self, organisation_ids: frozenset[int]) -> "FundQuerySet":
        """Those in which one of these organisations has money."""
        return self.filter(pk__in=Partner.objects.filter(organisation__in=organisation_ids).values("fund"))


class Fund(Bilingual):
    """Money put together (pooled), or spent side by side to one plan (aligned). One partner keeps its books."""

    class Kind(models.TextChoices):
        POOLED = "pooled", _("Pooled: one purse, kept by one partner")
        ALIGNED = "aligned", _("Aligned: each keeps its own purse, and all follow one plan")

    class Surplus(models.TextChoices):
        CARRIED = "carried", _("It is carried into the next year")
        RETURNED = "returned", _("It goes back to the partners, by what they paid")
        RESERVED = "reserved", _("It goes into the reserve for risks")

    WORDS = {"name": _("Its name"), "purpose": _("What it is for"), "closed_reason": _("Why it closed")}

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POOLED)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who keeps its books.")
    starts_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True, help_text="Until when its money is sure; empty: no end is set.")
    year_month = models.PositiveSmallIntegerField(default=4, help_text="The month with which its year begins.")
    tolerance_pence = models.PositiveBigIntegerField(
        default=0, help_text="A line forecast over or under by more than this needs a plan."
    )
    surplus = models.CharField(max_length=8, choices=Surplus, default=Surplus.CARRIED)
    locked_date = models.DateField(null=True, blank=True, help_text="Nothing of this day or earlier can be entered.")
    set_up_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    set_up_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(max_length=2000, blank=True)
    figures_date = models.DateField(
        null=True, blank=True, help_text="When its figures were last entered in the record; once a month."
    )
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="Hidden by a moderator.")
    is_redacted = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice

    objects = FundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="fund_year_begins_with_a_month", condition=Q(year_month__range=(1, 12))),
            models.CheckConstraint(
                name="fund_ends_after_it_starts", condition=Q(ends_date=None) | Q(ends_date__gt=F("starts_date"))
            ),
            models.CheckConstraint(
                name="fund_closed_has_a_reason",
                condition=Q(closed_at=None, closed_reason="")
                | Q(closed_at__isnull=False, opened_at__isnull=False) & ~Q(closed_reason=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("fund", self.public_id)

    @property
    def is_public(self) -> bool:
        return self.opened_at is not None and self.hidden_at is None

    @property
    def is_open(self) -> bool:
        """Money may move."""
        return self.opened_at is not None and self.closed_at is None

    def year_of(self, day: date) -> int:
        """The year of the fund in which a day lies, named by the calendar year in which it begins."""
        return day.year if day.month >= self.year_month else day.year - 1

    def year_starts(self, year: int) -> date:
        return date(year, self.year_month, 1)

    def year_ends_on(self, year: int) -> date:
        """The last day of a year."""
        return self.year_starts(year + 1) - timedelta(days=1)

    @property
    def years(self) -> range:
        """From its first to its last; without an end, ten from its first."""
        first = self.year_of(self.starts_date)
        return range(first, (self.year_of(self.ends_date) if self.ends_date else first + 9) + 1)

    def year_name(self, year: int) -> str:
        """2025, or 2025/26 where it does not begin in January."""
        return str(year) if self.year_month == 1 else f"{year}/{(year + 1) % 100:02}"


class Partner(models.Model):
    """An organisation whose money is in a fund."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    joined_date = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("fund", "organisation"), name="partner_of_a_fund_once"),)

    def __str__(self) -> str:
        return str(self.organisation)


PARTNERS = models.Prefetch("partners", Partner.objects.select_related("organisation").order_by("pk"))
"""With these a fund knows who its partners are from one question, for its page as for who may do what."""


class Instalment(models.Model):
    """What a partner has promised to pay on a day. What it has paid, the ledger says."""

    class Form(models.TextChoices):
        CASH = "cash", _("Money")
        IN_KIND = "in_kind", _("In kind: time, space or things, at what they are worth")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="instalments")
    form = models.CharField(max_length=8, choices=Form, default=Form.CASH)
    is_recurrent = models.BooleanField(default=False, help_text="It is meant to come again each year.")
    amount_pence = models.BigIntegerField()
    due_date = models.DateField()
    what = models.CharField(max_length=300, blank=True, help_text="Of one in kind: what is given.")

    class Meta:
        ordering = ("due_date", "pk")
        constraints = (
            models.CheckConstraint(name="instalment_is_more_than_nothing", condition=Q(amount_pence__gt=0)),
            models.CheckConstraint(
                name="instalment_in_kind_says_what", condition=Q(form="cash") | Q(form="in_kind") & ~Q(what="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_pence} p on {self.due_date}"
