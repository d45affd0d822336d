"""A trade-off as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.money import pounds
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Exercise, ExerciseItem
from saidanddone.decisions.permissions.exercises import is_open


@dataclass(frozen=True, slots=True)
class Trial:
    exercise: Exercise
    items: list[ExerciseItem]
    is_open: bool
    is_tried: bool

    @property
    def limit(self) -> str:
        return self.amount(self.exercise.limit)

    @property
    def costs(self) -> dict[str, str]:
        return {each.public_id: self.amount(each.cost) for each in self.items}

    def amount(self, number: int) -> str:
        """Pounds of a budget, or points."""
        if self.exercise.kind == Exercise.Kind.BUDGET:
            return pounds(number)
        return _("%(number)s points") % {"number": f"{number:,}"}


def trial(exercise: Exercise, viewer: Viewer, at: datetime) -> Trial:
    items = list(exercise.items.order_by("order", "pk"))
    own = exercise.responses.filter(contributor__in=viewer.contributor_ids)
    return Trial(exercise, items, is_open(exercise, at), bool(viewer.contributor_ids) and own.exists())
