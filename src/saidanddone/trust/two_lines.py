"""What the public says and what staff say, from round to round, as two lines in one picture with its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.trust.feelings import Feeling, Measured

WIDTH, HEIGHT, EDGE = 600.0, 200.0, 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """Places as SVG takes them: the line, an upright for each margin, a dot for each round."""

    path: str
    spans: str
    dots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A row of the table: the day, and what either said in the round that ended on it."""

    day: date
    outside: Measured | None
    inside: Measured | None


@dataclass(frozen=True, slots=True)
class TwoLines:
    outside: Line
    inside: Line
    rounds: tuple[Round, ...]
    highest: str
    middle: str
    lowest: str


def two_lines(outside: Feeling, inside: Feeling) -> TwoLines | None:
    """Nothing where the two are figures of different sorts, which have no scale in common."""
    if outside.newest.figure != inside.newest.figure or outside.newest.figure != "net":
        return None
    of_public, of_staff = ([each for each in one.line if each.value is not None] for one in (outside, inside))
    days = sorted({each.day for each in (*of_public, *of_staff)})
    if not of_public or not of_staff:
        return None
    rounds = tuple(Round(day, _on(day, of_public), _on(day, of_staff)) for day in reversed(days))
    highest, middle, lowest = (of_public[-1].written(each) for each in (1.0, 0.0, -1.0))
    return TwoLines(_line(of_public, days), _line(of_staff, days), rounds, highest, middle, lowest)


def _on(day: date, known: Sequence[Measured]) -> Measured | None:
    return next((each for each in known if each.day == day), None)


def _line(known: Sequence[Measured], days: Sequence[date]) -> Line:
    first, length = days[0], max(1, (days[-1] - days[0]).days)

    def x(each: Measured) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (each.day - first).days / length, 1)

    def y(each: Measured, value: float | None) -> float:
        return round(HEIGHT * (1 - each.at(value or 0) / 100), 1)

    dots = tuple(f"{x(each)} {y(each, each.value)}" for each in known)
    spans = "".join(f"M{x(each)} {y(each, each.lower)}V{y(each, each.upper)}" for each in known if each.has_interval)
    return Line("M" + "L".join(dots), spans, dots)
