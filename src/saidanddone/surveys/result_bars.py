"""Bars of answers as they are drawn: what counts for it to the right, what counts against it to the left.

Nothing rests on colour: each part has its place, its own hatching and its words in the table beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saidanddone.surveys.models import Estimate
from saidanddone.surveys.questionnaire import Asked

HEIGHT, TOP, THICK = 46, 12, 22
ROOM_FOR_A_LABEL = 11
"""Of a hundred parts of a drawing: on a phone as wide as "38%" is."""
GAP = 3
"""Between the scale and those who do not know, in points of per cent."""
UNKNOWN = ("dont_know", "prefer_not")
Shares = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: `look` is low, middle, high, plain or unknown."""

    look: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a part may go, at its outer end."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a drawing as wide as `width`; the line of the middle at `middle`."""

    width: float
    parts: tuple[Part, ...]
    reaches: tuple[Reach, ...]
    middle: float | None
    height: int = HEIGHT
    top: int = TOP
    thick: int = THICK

    @property
    def labels(self) -> list[tuple[float, str]]:
        """Where shares stand above it, in per cent of its width, as far as there is room: the words below have all."""
        wide = [each for each in self.parts if 100 * each.width >= ROOM_FOR_A_LABEL * self.width]
        return [(round(100 * (each.x + each.width / 2) / self.width, 1), f"{each.width:.0f}%") for each in wide]

    @property
    def view(self) -> str:
        return f"0 0 {self.width:g} {self.height}"


@dataclass(frozen=True, slots=True)
class Room:
    """The common scale of several bars, so that they can be compared: per cent to each side, and of the unknown."""

    left: float
    right: float
    unknown: float

    @property
    def width(self) -> float:
        return round(self.left + self.right + (GAP + self.unknown if self.unknown else 0), 2)


def sides(asked: Asked) -> dict[str, int]:
    """The bands of a scale in the order of its points, with the side on which each counts."""
    bands = sorted(asked.scoring.get("bands", []), key=lambda each: each["lowest"])
    ordered = reversed(bands) if asked.scoring.get("is_reversed") else bands
    return {each["name"]: int(each.get("side", 0)) for each in ordered}


def room(all_shares: Iterable[tuple[Asked, Shares]]) -> Room:
    """As much as the longest bars need."""
    left = right = unknown = 1.0
    for asked, shares in all_shares:
        low, middle, high = _sums(asked, shares)
        left, right = max(left, low + middle / 2), max(right, high + middle / 2)
        unknown = max(unknown, sum(_percent(shares.get(name)) for name in UNKNOWN))
    return Room(min(left + 4, 104), min(right + 4, 104), unknown if unknown > 1 else 0)


def bar(asked: Asked, shares: Shares, within: Room) -> Bar | None:
    """Nothing where a part is kept back: the length of a gap would give it away."""
    of_bands = sides(asked)
    if any(name not in shares or shares[name].value is None for name in of_bands):
        return None
    _low, middle, _high = _sums(asked, shares)
    parts, reaches = [], []
    x = within.left + middle / 2
    for name in (each for each, side in of_bands.items() if side > 0):
        parts.append(_part("high", x, shares[name]))
        x += _percent(shares[name])
    highs = [name for name, side in of_bands.items() if side > 0]
    if highs and (reach := _reach(shares[highs[-1]], x, 1)):
        reaches.append(reach)
    x = within.left - middle / 2
    for name in (each for each, side in of_bands.items() if not side):
        parts.append(_part("middle", x, shares[name]))
        x += _percent(shares[name])
    x = within.left - middle / 2
    for name in reversed([each for each, side in of_bands.items() if side < 0]):
        x -= _percent(shares[name])
        parts.append(_part("low", x, shares[name]))
    lows = [name for name, side in of_bands.items() if side < 0]
    if lows and (reach := _reach(shares[lows[0]], x, -1)):
        reaches.append(reach)
    x = within.left + within.right + GAP
    for name in UNKNOWN:
        if name in shares and shares[name].value is not None:
            parts.append(_part("unknown", x, shares[name]))
            x += _percent(shares[name])
    return Bar(within.width, tuple(parts), tuple(reaches), round(within.left, 2))


def plain_bar(share: Estimate) -> Bar | None:
    """Of one answer, from nought to all."""
    if share.value is None:
        return None
    reach = _reach(share, _percent(share), 1)
    return Bar(104, (_part("plain", 0, share),), (reach,) if reach else (), None)


def effect_bar(effect: Estimate, rows: Sequence[Mapping[str, float]]) -> Bar:
    """An effect in points of per cent to either side of nought, on the scale of all rows."""
    least = min(0.0, *(100 * row["lower"] for row in rows)) - 1
    most = max(0.0, *(100 * row["upper"] for row in rows)) + 1
    value, nought = _percent(effect), -least
    part = Part("high" if value >= 0 else "low", round(nought + min(value, 0), 2), round(abs(value), 2))
    lower, upper = (100 * (each or 0) for each in (effect.lower, effect.upper))
    reach = Reach(round(nought + lower, 2), round(upper - lower, 2))
    return Bar(round(most - least, 2), (part,), (reach,), round(nought, 2))


def _sums(asked: Asked, shares: Shares) -> tuple[float, float, float]:
    found = {-1: 0.0, 0: 0.0, 1: 0.0}
    for name, side in sides(asked).items():
        found[max(-1, min(1, side))] += _percent(shares.get(name))
    return found[-1], found[0], found[1]


def _percent(share: Estimate | None) -> float:
    return 100 * share.value if share and share.value is not None else 0.0


def _part(look: str, x: float, share: Estimate) -> Part:
    return Part(look, round(x, 2), round(_percent(share), 2))


def _reach(share: Estimate, end: float, direction: int) -> Reach | None:
    if share.value is None or share.lower is None or share.upper is None:
        return None
    inner, outer = 100 * (share.value - share.lower), 100 * (share.upper - share.value)
    start = end - inner if direction > 0 else end - outer
    return Reach(round(max(start, 0), 2), round(inner + outer, 2))
