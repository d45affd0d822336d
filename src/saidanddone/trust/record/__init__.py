"""What the record shows: one module for each ground of trust, from public rows to figures that anyone can recount.

rows(subject, period, on=today)     every ground with its figures, in a number of queries that does not grow
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from saidanddone.trust.determinants import Determinant
from saidanddone.trust.periods import Period
from saidanddone.trust.record import ability, consistency, fairness, integrity, openness, understanding
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import Definition, Shown
from saidanddone.trust.subjects import Subject

_MODULES = {
    Determinant.ABILITY: ability,
    Determinant.UNDERSTANDING: understanding,
    Determinant.FAIRNESS: fairness,
    Determinant.OPENNESS: openness,
    Determinant.INTEGRITY: integrity,
    Determinant.CONSISTENCY: consistency,
}

__all__ = ["Definition", "Shown", "figures", "rows"]


def figures(subject: Subject, determinant: str, period: Period, *, on: date) -> tuple[Shown, ...]:
    """Those of one ground."""
    return tuple(_beside_before(Determinant(determinant), Counting(subject, period, on)))


def rows(subject: Subject, period: Period, *, on: date) -> dict[Determinant, tuple[Shown, ...]]:
    counting = Counting(subject, period, on)
    return {each: tuple(_beside_before(each, counting)) for each in _MODULES}


def _beside_before(determinant: Determinant, counting: Counting) -> Iterator[Shown]:
    """Each figure, with that of the time before where there was enough in it."""
    read = _MODULES[determinant].figures
    before = {each.key: each for each in read(counting.before)} if counting.before else {}
    for each in read(counting):
        earlier = before.get(each.key)
        yield replace(each, earlier=earlier) if earlier and earlier.is_enough else each
