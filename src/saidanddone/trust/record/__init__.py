"""What the record shows: one module for each ground of trust, from public rows to figures that anyone can recount.

rows(subject, on=today)     every ground with its figures, in a number of queries that does not grow
"""

from datetime import date

from saidanddone.trust.determinants import Determinant
from saidanddone.trust.record import ability, consistency, fairness, integrity, openness, understanding
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


def figures(subject: Subject, determinant: str, *, on: date) -> tuple[Shown, ...]:
    """Those of one ground."""
    return tuple(_MODULES[Determinant(determinant)].figures(subject, on=on))


def rows(subject: Subject, *, on: date) -> dict[Determinant, tuple[Shown, ...]]:
    return {each: figures(subject, each, on=on) for each in _MODULES}
