"""How a fund stands in a year: what each partner owes and has paid, what each line may spend, has spent and will.

standing_on(fund, year, on)          as a page shows it; the two below are its halves
standing(fund, year, on)             all of it, in a handful of queries, from what approvals keep
standing.borne(line)                 who bears what of a line's forecast variance
standing.tried(variances)            the same of all lines, for variances that somebody only thinks of: what if?
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import FilteredRelation, Q, prefetch_related_objects
from django.db.models.functions import Coalesce

from saidanddone.funds.models import Account, Forecast, Fund, Instalment, Line, Partner, VariancePlan
from saidanddone.funds.models.funds import PARTNERS
from saidanddone.funds.queries.ledger import Balances, kept_balances
from saidanddone.funds.queries.orders import promised_by_line
from saidanddone.funds.risk import Borne, Sharing, share_out

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
    recurrent: int = 0
    """Of what it promised as money, what is meant to come again each year."""
    in_kind: tuple[str, ...] = ()
    """What it promised in kind, in words."""
    behind_since: date | None = None
    """The due day of the first instalment that has not come in full."""

    @property
    def behind(self) -> int:
        """What was due and has not come; nothing where more came than was due."""
        return max(0, self.due - self.received)


@dataclass(frozen=True, slots=True)
class LineStanding:
    """One line in a year. `forecast` is the newest one, or nothing where nobody has made any; `promised` is what others
    have still to get of its budget.

    Once a year is over, what was spent takes the place of what was forecast: `is_final`.
    """

    line: Line
    budget: int
    spent: int
    used: int
    forecast: Forecast | None
    promised: int = 0
    tolerance: int = 0
    plans: Sequence[VariancePlan] = field(default=())
    is_final: bool = False

    @property
    def variance(self) -> int | None:
        """What will be spent over its budget; below nothing: under it. `None` where there is no forecast."""
        if self.is_final:
            return self.spent - self.budget
        return None if self.forecast is None else self.forecast.amount_pence - self.budget

    @property
    def expected(self) -> int:
        """What it will have spent: as forecast, or else its budget."""
        return self.budget + (self.variance or 0)

    @property
    def left(self) -> int:
        return self.budget - self.spent

    @property
    def free(self) -> int:
        """Neither spent nor promised to anybody."""
        return self.left - self.promised

    @property
    def over(self) -> int:
        return max(0, self.variance or 0)

    @property
    def under(self) -> int:
        return max(0, -(self.variance or 0))

    @property
    def is_off(self) -> bool:
        """Over or under by more than the fund lets pass."""
        return abs(self.variance or 0) > self.tolerance

    @property
    def open_plan(self) -> VariancePlan | None:
        return next((each for each in self.plans if not each.ended_date), None)

    @property
    def needs_plan(self) -> bool:
        """It is off, and nobody has said yet what is done about it: while there is something to be done."""
        return self.is_off and not self.open_plan and not self.is_final


@dataclass(frozen=True)
class Standing:
    """A fund in a year."""

    fund: Fund
    year: int
    partners: Sequence[PartnerStanding]
    lines: Sequence[LineStanding]
    balances: Balances
    is_final: bool = False
    """The year is over: it stands as it did on its last day."""

    @cached_property
    def purse(self) -> int:
        """What lies in the purse now, of all years; of a year that is over, what lay there on its last day."""
        return self.balances.of(Kind.PURSE)

    @cached_property
    def carried(self) -> int:
        """What lay in the purse when the year began."""
        return self.balances.until(self.year - 1).of(Kind.PURSE)

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
    def promised_on(self) -> int:
        """What others have still to get of the year's budget."""
        return sum(each.promised for each in self.lines)

    @property
    def received(self) -> int:
        return sum(each.received for each in self.partners)

    @property
    def promised(self) -> int:
        return sum(each.promised for each in self.partners)

    @property
    def has_in_kind(self) -> bool:
        return any(each.promised_in_kind or each.given for each in self.partners)

    @property
    def years(self) -> list[dict[str, Any]]:
        """Of the fund, each by its number and its name."""
        return [{"number": year, "name": self.fund.year_name(year)} for year in self.fund.years]

    @property
    def figures(self) -> dict[str, Any]:
        """What everybody may know, as the record keeps it."""
        names = ("promised", "received", "given")
        return {
            "budget_pence": self.budget,
            "spent_pence": self.spent,
            "promised_on_pence": self.promised_on,
            **{f"{name}_pence": sum(getattr(each, name) for each in self.partners) for name in names},
            "purse_pence": self.purse,
            "reserve_pence": self.reserve,
        }

    @property
    def partner_figures(self) -> list[dict[str, Any]]:
        """The same of each partner: in a list, as no field of the record is named by a short name with a dash."""
        return [
            {
                "partner": each.partner.organisation.slug,
                "promised_pence": each.promised,
                "received_pence": each.received,
                "given_pence": each.given,
            }
            for each in self.partners
        ]

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Account by its number → the partner or the line that it is of, in the reader's language; others have none."""
        partners = {each.partner.pk: each.partner.organisation.local_name for each in self.partners}
        lines = {each.line.pk: str(each.line.said("name")) for each in self.lines}
        of = {Kind.PAID_IN: partners, Kind.GIVEN: partners, Kind.SPENT: lines, Kind.USED: lines}
        accounts = self.balances.accounts.items()
        return {number: of[Kind(kind)][about] for number, (kind, about) in accounts if about is not None}

    @property
    def needs_plan(self) -> list[LineStanding]:
        """Lines that are off without a plan, the farthest off first."""
        return sorted((each for each in self.lines if each.needs_plan), key=lambda each: -abs(each.variance or 0))

    @cached_property
    def shared(self) -> Mapping[int, Borne]:
        """Line by its number → who bears its variance, by the rules that were agreed."""
        return self._share({each.line.pk: each.variance for each in self.lines if each.variance is not None})

    def borne(self, line: LineStanding) -> Borne | None:
        return self.shared.get(line.line.pk)

    def tried(self, variances: Mapping[int, int]) -> Mapping[int, Borne]:
        """Line by its number → who would bear so many pence over or under. Lines that are not named are on budget."""
        return self._share({each.line.pk: variances.get(each.line.pk, 0) for each in self.lines})

    def _share(self, variances: Mapping[int, int]) -> Mapping[int, Borne]:
        paid = {each.partner.organisation.slug: each.promised for each in self.partners}
        rules = {each.line.pk: Sharing.of(each.line.risk or {"kind": "variable"}, set(paid)) for each in self.lines}
        return share_out(variances, rules, paid, self.reserve)


def standing(fund: Fund, *, year: int, on: date) -> Standing:
    """Seven queries, however many transfers there are."""
    balances = kept_balances(fund)
    return Standing(fund, year, _partners(fund, year, on, balances), _lines(fund, year, balances), balances)


def final_standing(fund: Fund, *, year: int) -> Standing:
    """As it stood on the last day of a year that is over: with what was spent in place of what was forecast."""
    now = standing(fund, year=year, on=fund.year_ends_on(year))
    lines = [replace(each, is_final=True) for each in now.lines]
    return replace(now, lines=lines, balances=now.balances.until(year), is_final=True)


def standing_on(fund: Fund, *, year: int, on: date) -> Standing:
    """As a page shows it: what was spent takes the place of what was forecast once a year is over."""
    is_over = on > fund.year_ends_on(year)
    return final_standing(fund, year=year) if is_over else standing(fund, year=year, on=on)


def _partners(fund: Fund, year: int, on: date, balances: Balances) -> list[PartnerStanding]:
    prefetch_related_objects([fund], PARTNERS)
    partners = list(fund.partners.all())
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
    received = -balances.of(Kind.PAID_IN, year, about=partner.pk)
    return PartnerStanding(
        partner,
        promised=sum(each.amount_pence for each in cash),
        due=sum(each.amount_pence for each in cash if each.due_date <= on),
        received=received,
        promised_in_kind=sum(each.amount_pence for each in instalments) - sum(each.amount_pence for each in cash),
        given=-balances.of(Kind.GIVEN, year, about=partner.pk),
        recurrent=sum(each.amount_pence for each in cash if each.is_recurrent),
        in_kind=tuple(dict.fromkeys(each.what for each in instalments if each.what)),
        behind_since=_behind_since(cash, received, on),
    )


def _behind_since(cash: Sequence[Instalment], received: int, on: date) -> date | None:
    """What came counts for the earliest first."""
    due = 0
    for each in sorted(cash, key=lambda each: each.due_date):
        due += each.amount_pence
        if each.due_date <= on and due > received:
            return each.due_date
    return None


def _lines(fund: Fund, year: int, balances: Balances) -> list[LineStanding]:
    lines = Line.objects.filter(scheme__fund=fund).select_related("scheme__outcome", "scheme__lead")
    of_year = FilteredRelation("budgets", condition=Q(budgets__year=year))
    lines = lines.annotate(of_year=of_year, budget_pence=Coalesce("of_year__amount_pence", 0))
    forecasts, plans = _newest_forecasts(fund, year), _plans(fund, year)
    promised = promised_by_line(fund, year)
    return [
        LineStanding(
            line,
            budget=line.budget_pence,
            spent=balances.of(Kind.SPENT, year, about=line.pk),
            used=balances.of(Kind.USED, year, about=line.pk),
            forecast=forecasts.get(line.pk),
            promised=promised.get(line.pk, 0),
            tolerance=fund.tolerance_pence,
            plans=plans.get(line.pk, ()),
        )
        for line in lines.order_by("scheme__order", "scheme", "order", "pk")
    ]


def _newest_forecasts(fund: Fund, year: int) -> Mapping[int, Forecast]:
    """Of each line the newest; there are as many as somebody typed, so a few."""
    made = Forecast.objects.filter(line__scheme__fund=fund, year=year).order_by("made_at", "pk")
    return {each.line_id: each for each in made}


def _plans(fund: Fund, year: int) -> Mapping[int, Sequence[VariancePlan]]:
    """Of each line the newest first: a plan goes on when its forecast is replaced by another."""
    made = VariancePlan.objects.filter(forecast__line__scheme__fund=fund, forecast__year=year)
    found: defaultdict[int, list[VariancePlan]] = defaultdict(list)
    for each in made.select_related("owner", "forecast").order_by("-pk"):
        found[each.forecast.line_id].append(each)
    return found
