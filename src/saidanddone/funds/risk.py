"""Who bears it when a line spends more or less than its budget: a rule as data, worked out to the penny.

    {"kind": "own", "bearer": "council"}                        one partner bears all of it
    {"kind": "fixed", "shares": {"council": 60, "board": 40}}   by shares that were agreed
    {"kind": "variable"}                                        by what each has promised to pay in that year
    {"kind": "waterfall", "steps": ["inside", "reserve"], "then": {...}}
                                                                first what other lines leave over, then the reserve,
                                                                then another of these rules

Nothing here reads the database: a rule can be tried before anything is signed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from saidanddone.core.money import split

Rule = Mapping[str, Any]
Key = TypeVar("Key")
KINDS = ("own", "fixed", "variable", "waterfall")
STEPS = ("inside", "reserve")


class BadRule(ValueError):
    """A rule does not say who bears what; the message says why."""


@dataclass(frozen=True, slots=True)
class Means:
    """What there is beside the partners: left over on other lines, and in the reserve; and what each partner pays."""

    paid: Mapping[str, int]
    inside: int = 0
    reserve: int = 0


@dataclass(frozen=True, slots=True)
class Borne:
    """Who bears a variance, in pence: an overspend is above nothing, an underspend that comes back below."""

    partners: Mapping[str, int]
    inside: int = 0
    reserve: int = 0

    @property
    def total(self) -> int:
        return self.inside + self.reserve + sum(self.partners.values())


@dataclass(frozen=True, slots=True)
class Sharing:
    """A rule that was checked against the partners it names."""

    kind: str
    shares: Mapping[str, int] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    then: "Sharing | None" = None

    @classmethod
    def of(cls, rule: Rule, partners: Collection[str]) -> "Sharing":
        """Raises `BadRule` where it does not say who bears what."""
        kind = rule.get("kind")
        if kind == "own":
            return cls("own", _named({rule.get("bearer"): 1}, partners))
        if kind == "fixed":
            return cls("fixed", _named(rule.get("shares", {}), partners))
        if kind == "variable":
            return cls("variable")
        if kind == "waterfall":
            return cls("waterfall", steps=_steps(rule), then=_then(rule, partners))
        raise BadRule(f"a risk rule is one of {', '.join(KINDS)}")

    def bear(self, variance: int, means: Means) -> Borne:
        """What each bears of so many pence over (or, below nothing, under) a budget. Always sums to the variance."""
        if self.kind == "waterfall":
            return self._fall(variance, means)
        weights = self.shares or {who: paid for who, paid in means.paid.items() if paid > 0}
        if not weights:
            weights = dict.fromkeys(means.paid, 1)
        return Borne(dict.fromkeys(means.paid, 0) | split(variance, weights))

    def _fall(self, variance: int, means: Means) -> Borne:
        """An underspend needs no steps: it goes where the last rule says."""
        taken, left = dict.fromkeys(STEPS, 0), variance
        if variance > 0:
            for step in self.steps:
                taken[step] = max(0, min(left, getattr(means, step)))
                left -= taken[step]
        rest = self.then.bear(left, means) if self.then else Borne({})
        return Borne(rest.partners, inside=taken["inside"], reserve=taken["reserve"])


def share_out(
    variances: Mapping[Key, int], rules: Mapping[Key, Sharing], paid: Mapping[str, int], reserve: int
) -> dict[Key, Borne]:
    """Who bears what of the variances of all lines at once, each line in its turn: no penny is given out twice.

    What one line takes from the others, or from the reserve, is not there for the next; and a line that left something
    gives back to the partners only what no other line took. So `inside` sums to nothing over all lines.
    """
    left = {key: -variance for key, variance in variances.items() if variance < 0}
    free, borne = Means(paid, sum(left.values()), max(0, reserve)), {}
    for key, variance in variances.items():
        if variance >= 0:
            borne[key] = rules[key].bear(variance, free)
            free = Means(paid, free.inside - borne[key].inside, free.reserve - borne[key].reserve)
    taken = split(sum(left.values()) - free.inside, left) if left else {}
    for key, lent in taken.items():
        back = rules[key].bear(variances[key] + lent, free)
        borne[key] = Borne(back.partners, inside=-lent, reserve=back.reserve)
    return {key: borne[key] for key in variances}


def _named(shares: object, partners: Collection[str]) -> dict[str, int]:
    if not isinstance(shares, Mapping) or not shares:
        raise BadRule("a risk rule says which partner bears it")
    if strangers := sorted(str(who) for who in shares if who not in partners):
        raise BadRule(f"{strangers[0]} has no money in this fund")
    if any(type(share) is not int or share < 0 for share in shares.values()) or not sum(shares.values()):
        raise BadRule("shares are whole numbers from nothing up, and not all of them nothing")
    return dict(shares)


def _steps(rule: Rule) -> tuple[str, ...]:
    steps = tuple(rule.get("steps", ()))
    if not steps or len(set(steps)) < len(steps) or set(steps) - set(STEPS):
        raise BadRule(f"the steps of a waterfall are {' and '.join(STEPS)}, each once at most")
    return steps


def _then(rule: Rule, partners: Collection[str]) -> Sharing:
    then = rule.get("then")
    if not isinstance(then, Mapping) or then.get("kind") == "waterfall":
        raise BadRule("a waterfall ends in a rule of another kind")
    return Sharing.of(then, partners)
