"""State machines as tables: which state may follow which, by which action. A command draws them into docs/states.md.

An app registers its machines in `ready()` of its `apps.py`, and its permission checks ask the table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices


@dataclass(frozen=True, slots=True)
class Machine:
    """`moves` maps (state before, state after) to the name of the action; a thing begins in `initial`."""

    name: str
    states: type[TextChoices]
    initial: frozenset[str]
    moves: Mapping[tuple[str, str], str]

    def allows(self, before: str, after: str) -> bool:
        return (before, after) in self.moves

    def before(self, after: str) -> frozenset[str]:
        """The states from which this one can be reached in one move."""
        return frozenset(state for state, reached in self.moves if reached == after)

    def after(self, before: str) -> tuple[str, ...]:
        """The states that can follow, in the order of the table."""
        return tuple(reached for state, reached in self.moves if state == before)

    @property
    def final(self) -> frozenset[str]:
        """The states in which nothing follows."""
        return frozenset(self.states.values) - {state for state, _reached in self.moves}


def machine(
    name: str, states: type[TextChoices], *, initial: Iterable[str], moves: Mapping[tuple[str, str], str]
) -> Machine:
    """A machine whose every word is checked. Raises `ValueError` for a state that is none."""
    made = Machine(name, states, frozenset(map(str, initial)), {(str(a), str(b)): act for (a, b), act in moves.items()})
    strange = ({state for move in made.moves for state in move} | made.initial) - set(states.values)
    if strange:
        raise ValueError(f"{name}: no such state: {', '.join(sorted(strange))}")
    return made


_machines: dict[str, Machine] = {}


def register(*made: Machine) -> None:
    _machines.update({each.name: each for each in made})


def machines() -> tuple[Machine, ...]:
    return tuple(each for _name, each in sorted(_machines.items()))
