"""What people chose in a trade-off, with small numbers kept back."""

from collections import Counter
from dataclasses import dataclass

from saidanddone.analysis.disclosure import protect, stepped
from saidanddone.decisions.models import Exercise, ExerciseItem

STEP = 10
"""Responses are counted ten at a time, so that nobody can see what the newest one chose."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many chose so many steps; None where the number is kept back."""

    steps: int
    people: int | None


@dataclass(frozen=True, slots=True)
class ItemResult:
    item: ExerciseItem
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """`people` is how many responses are counted: a multiple of ten."""

    people: int
    rows: tuple[ItemResult, ...]

    @property
    def are_kept_back(self) -> bool:
        return any(each.people is None for result in self.rows for each in result.chosen)


def results_of(exercise: Exercise) -> Results:
    """The choices of the first so many, item by item. Three queries."""
    given = exercise.responses.order_by("pk").values_list("shares", flat=True)
    counted = list(given[: stepped(given.count(), STEP)])
    items = exercise.items.order_by("order", "pk")
    return Results(len(counted), tuple(_result(each, counted) for each in items) if counted else ())


def _result(item: ExerciseItem, given: list[dict[str, int]]) -> ItemResult:
    steps = list(range(item.fewest, item.most + 1))
    counts = Counter(shares[item.public_id] for shares in given)
    table = protect([[counts[step] for step in steps]], [item.public_id], [str(step) for step in steps])
    cells = [None if cell.value is None else int(cell.value) for cell in table.cells[0]]
    return ItemResult(item, tuple(Chosen(step, people) for step, people in zip(steps, cells, strict=True)))
