"""How a fund stands in a year: what each partner owes and has paid, what each line may spend, has spent and will.

standing(fund, year, on)             all of it, in a handful of queries, from what approvals keep
standing.borne(line)                 who bears what of a line's forecast variance
standing.tried(line, variance)       the same for a variance that somebody only thinks of: what if?
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from saidanddone.funds.models import Account, Budget, Forecast, Fund, Instalment, Line, Partner
from saidanddone.funds.queries.ledger import Balances, kept_balances
from saidanddone.funds.risk import Borne, Means, Sharing

Kind = Account.Kind


@dataclass(frozen=True, slots=True)
class PartnerStanding:
    """What one partner promised for a year, what of it was due by now, and what came. In kind is apart, always."""

    partner: Partner
    promised: int
    due: int
    received: int
    promised_in_kind: int
    given: int

    @property
    def behind(self) -> int:
        """What was due and has not come; nothing where more came than was due."""
        return max(0, self.due - self.received)


@dataclass(frozen=True, slots=True)
class LineStanding:
    """One line in a year. `forecast` is the newest one, or nothing where nobody has made any."""

    line: Line
    budget: int
    spent: int
    used: int
    forecast: Forecast | None

    @property
    def variance(self) -> int | None:
        """What will be spent over its budget; below nothing: under it. `None` where there is no forecast."""
        return None if self.forecast is None else self.forecast.amount_pence - self.budget

    @property
    def left(self) -> int:
        return self.budget - self.spent


@dataclass(frozen=True)
class Standing:
    """A fund in a year."""

    fund: Fund
    year: int
    partners: Sequence[PartnerStanding]
    lines: Sequence[LineStanding]
    balances: Balances

    @cached_property
    def purse(self) -> int:
        """What lies in the purse now, of all years."""
        return self.balances.of(Kind.PURSE)

    @cached_property
    def reserve(self) -> int:
        return self.balances.of(Kind.RESERVE)

    @property
    def budget(self) -> int:
        return sum(each.budget for each in self.lines)

    @property
    def spent(self) -> int:
        return sum(each.spent for each in self.lines)

    @property
    def received(self) -> int:
        return sum(each.received for each in self.partners)

    @property
    def promised(self) -> int:
        return sum(each.promised for each in self.partners)

    @property
    def needs_plan(self) -> list[LineStanding]:
        """Lines forecast over or under by more than the fund lets pass, the farthest off first."""
        off = [each for each in self.lines if abs(each.variance or 0) > self.fund.tolerance_pence]
        return sorted(off, key=lambda each: -abs(each.variance or 0))

    def means(self, line: Line) -> Means:
        """What there is for a line beside the partners: what other lines are forecast to leave, and the reserve."""
        over = [-(each.variance or 0) for each in self.lines if each.line.pk != line.pk]
        paid = {each.partner.organisation.slug: each.promised for each in self.partners}
        return Means(paid, inside=sum(left for left in over if left > 0), reserve=max(0, self.reserve))

    def borne(self, line: LineStanding) -> Borne | None:
        """Who bears its forecast variance, by the rule that was agreed."""
        return None if line.variance is None else self.tried(line.line, line.variance)

    def tried(self, line: Line, variance: int) -> Borne:
        """Who would bear so many pence over or under on a line."""
        means = self.means(line)
        return Sharing.of(line.risk, set(means.paid)).bear(variance, means)


def standing(fund: Fund, *, year: int, on: date) -> Standing:
    """Nine queries at most, however many transfers there are."""
    balances = kept_balances(fund)
    return Standing(fund, year, _partners(fund, year, on, balances), _lines(fund, year, balances), balances)


def _partners(fund: Fund, year: int, on: date, balances: Balances) -> list[PartnerStanding]:
    partners = list(fund.partners.select_related("organisation").order_by("pk"))
    starts, ends = fund.year_starts(year), fund.year_starts(year + 1)
    due = Instalment.objects.filter(Q(due_date__gte=starts, due_date__lt=ends), partner__fund=fund)
    by_partner: dict[int, list[Instalment]] = {each.pk: [] for each in partners}
    for each in due:
        by_partner[each.partner_id].append(each)
    return [_partner(each, by_partner[each.pk], year, on, balances) for each in partners]


def _partner(
    partner: Partner, instalments: Sequence[Instalment], year: int, on: date, balances: Balances
) -> PartnerStanding:
    cash = [each for each in instalments if each.form == Instalment.Form.CASH]
    return PartnerStanding(
        partner,
        promised=sum(each.amount_pence for each in cash),
        due=sum(each.amount_pence for each in cash if each.due_date <= on),
        received=-balances.of(Kind.PAID_IN, year, partner=partner.pk),
        promised_in_kind=sum(each.amount_pence for each in instalments) - sum(each.amount_pence for each in cash),
        given=-balances.of(Kind.GIVEN, year, partner=partner.pk),
    )


def _lines(fund: Fund, year: int, balances: Balances) -> list[LineStanding]:
    lines = Line.objects.filter(scheme__fund=fund).select_related("scheme__outcome", "scheme__lead")
    budgets = dict(Budget.objects.filter(line__scheme__fund=fund, year=year).values_list("line", "amount_pence"))
    forecasts = _newest_forecasts(fund, year)
    return [
        LineStanding(
            line,
            budget=budgets.get(line.pk, 0),
            spent=balances.of(Kind.SPENT, year, line=line.pk),
            used=balances.of(Kind.USED, year, line=line.pk),
            forecast=forecasts.get(line.pk),
        )
        for line in lines.order_by("scheme__order", "scheme", "order", "pk")
    ]


def _newest_forecasts(fund: Fund, year: int) -> Mapping[int, Forecast]:
    """Of each line the newest; there are as many as somebody typed, so a few."""
    made = Forecast.objects.filter(line__scheme__fund=fund, year=year).order_by("made_at", "pk")
    return {each.line_id: each for each in made.prefetch_related("plans__owner")}
