"""A partner's own share of a fund in a year. A pool is no body of its own: each must find its part for its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saidanddone.core.money import split
from saidanddone.funds.models import Fund, Line, Partner, YearEnd
from saidanddone.funds.queries.figures import LineStanding, PartnerStanding, Standing, final_standing, standing


@dataclass(frozen=True, slots=True)
class LineShare:
    """Of one line: a partner's share of its budget, of what was spent, and what it bears of the forecast variance."""

    line: Line
    budget: int
    spent: int
    bears: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What one partner paid, what was done with it, and what is left of it."""

    partner: PartnerStanding
    lines: tuple[LineShare, ...]
    left: int
    reserve: int

    @property
    def spent(self) -> int:
        return sum(each.spent for each in self.lines)

    @property
    def bears(self) -> int:
        return sum(each.bears for each in self.lines)


def statements(stood: Standing) -> list[Statement]:
    """One for each partner. For each figure the statements sum to the fund's, to the penny."""
    weights = _weights(stood)
    left, reserve = split(stood.purse, weights), split(stood.reserve, weights)
    shares = {each.line.pk: _shares(stood, each, weights) for each in stood.lines}
    return [
        Statement(
            partner,
            tuple(shares[each.line.pk][partner.partner.organisation.slug] for each in stood.lines),
            left[partner.partner.organisation.slug],
            reserve[partner.partner.organisation.slug],
        )
        for partner in stood.partners
    ]


def frozen(stood: Standing) -> dict[str, dict[str, Any]]:
    """Short name of each partner → its statement as plain figures, to be kept for good."""
    return {each.partner.partner.organisation.slug: _plain(each) for each in statements(stood)}


def _plain(statement: Statement) -> dict[str, Any]:
    partner = statement.partner
    lines = [
        {"line": each.line.public_id, "budget": each.budget, "spent": each.spent, "bears": each.bears}
        for each in statement.lines
    ]
    names = ("promised", "received", "promised_in_kind", "given")
    figures = {name: getattr(partner, name) for name in names}
    return figures | {"left": statement.left, "reserve": statement.reserve, "lines": lines}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of a statement, as it is read."""

    line: Line
    budget: int
    spent: int
    bears: int


@dataclass(frozen=True, slots=True)
class Told:
    """A partner's statement of a year as it is read: `digest` is that of what was kept when the year was closed."""

    partner: Partner
    fund: Fund
    year: int
    figures: dict[str, int]
    lines: tuple[ToldLine, ...]
    year_end: YearEnd | None

    @property
    def digest(self) -> str:
        return str(self.year_end.digests[self.partner.organisation.slug]) if self.year_end else ""

    def total(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.lines)

    @property
    def budget(self) -> int:
        return self.total("budget")

    @property
    def spent(self) -> int:
        return self.total("spent")

    @property
    def bears(self) -> int:
        return self.total("bears")


def statement_of(fund: Fund, partner: Partner, *, year: int, on: date) -> Told:
    """As it was kept where the year is closed; otherwise as it stands, by what was spent once the year is over."""
    year_end, slug = fund.year_ends.filter(year=year).first(), partner.organisation.slug
    is_over = on > fund.year_ends_on(year)
    kept = (
        year_end.statements[slug]
        if year_end
        else frozen(final_standing(fund, year=year) if is_over else standing(fund, year=year, on=on))[slug]
    )
    names = {each.public_id: each for each in Line.objects.filter(scheme__fund=fund).select_related("scheme")}
    lines = tuple(ToldLine(names[each["line"]], each["budget"], each["spent"], each["bears"]) for each in kept["lines"])
    figures = {name: pence for name, pence in kept.items() if name != "lines"}
    return Told(partner, fund, year, figures, lines, year_end)


def _weights(stood: Standing) -> dict[str, int]:
    """By what each paid in; before anybody has, by what each promised, or else all alike."""
    for field in ("received", "promised"):
        weights = {each.partner.organisation.slug: max(0, getattr(each, field)) for each in stood.partners}
        if sum(weights.values()):
            return weights
    return {each.partner.organisation.slug: 1 for each in stood.partners}


def _shares(stood: Standing, line: LineStanding, weights: Mapping[str, int]) -> dict[str, LineShare]:
    budget, spent, borne = split(line.budget, weights), split(line.spent, weights), stood.borne(line)
    bears = borne.partners if borne else {}
    return {who: LineShare(line.line, budget[who], spent[who], bears.get(who, 0)) for who in weights}
