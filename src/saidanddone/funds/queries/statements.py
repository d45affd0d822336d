"""A partner's own share of a fund in a year. A pool is no body of its own: each must find its part for its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saidanddone.core.money import split
from saidanddone.funds.models import Line
from saidanddone.funds.queries.figures import LineStanding, PartnerStanding, Standing


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


def statements(standing: Standing) -> list[Statement]:
    """One for each partner. For each figure the statements sum to the fund's, to the penny."""
    weights = _weights(standing)
    left, reserve = split(standing.purse, weights), split(standing.reserve, weights)
    shares = {each.line.pk: _shares(standing, each, weights) for each in standing.lines}
    return [
        Statement(
            partner,
            tuple(shares[each.line.pk][partner.partner.organisation.slug] for each in standing.lines),
            left[partner.partner.organisation.slug],
            reserve[partner.partner.organisation.slug],
        )
        for partner in standing.partners
    ]


def frozen(standing: Standing) -> dict[str, dict[str, Any]]:
    """Short name of each partner → its statement as plain figures, to be kept for good."""
    return {each.partner.partner.organisation.slug: _plain(each) for each in statements(standing)}


def _plain(statement: Statement) -> dict[str, Any]:
    partner = statement.partner
    lines = [
        {"line": each.line.public_id, "budget": each.budget, "spent": each.spent, "bears": each.bears}
        for each in statement.lines
    ]
    names = ("promised", "received", "promised_in_kind", "given")
    figures = {name: getattr(partner, name) for name in names}
    return figures | {"left": statement.left, "reserve": statement.reserve, "lines": lines}


def _weights(standing: Standing) -> dict[str, int]:
    """By what each paid in; before anybody has, by what each promised, or else all alike."""
    for field in ("received", "promised"):
        weights = {each.partner.organisation.slug: max(0, getattr(each, field)) for each in standing.partners}
        if sum(weights.values()):
            return weights
    return {each.partner.organisation.slug: 1 for each in standing.partners}


def _shares(standing: Standing, line: LineStanding, weights: Mapping[str, int]) -> dict[str, LineShare]:
    budget, spent, borne = split(line.budget, weights), split(line.spent, weights), standing.borne(line)
    bears = borne.partners if borne else {}
    return {who: LineShare(line.line, budget[who], spent[who], bears.get(who, 0)) for who in weights}
