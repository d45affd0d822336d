"""The public clock of a decision: which days were promised, kept, missed or moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saidanddone.core.clock import local_date
from saidanddone.decisions.models import DatePromise, Decision

_State = Decision.State
_ENDED = (_State.REPLACED, _State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Promised:
    """One promised day: `standing` is to_come, today, kept, late (reached after it), missed or moved."""

    state: str
    state_words: str
    due_date: date
    standing: str
    met_date: date | None
    days_late: int
    reason: str

    @property
    def is_missed(self) -> bool:
        return self.standing in ("missed", "late")


def promised_days(promises: Iterable[DatePromise], on: date) -> list[Promised]:
    """All promised days in the order in which they come, the moved ones too."""
    ordered = sorted(promises, key=lambda each: (_ORDER[each.state], each.promised_at, each.pk))
    return [_promised(each, on) for each in ordered]


_ORDER = {state: place for place, state in enumerate(_State.values)}


def _promised(promise: DatePromise, on: date) -> Promised:
    ended = promise.met_date or (local_date(promise.superseded_at) if promise.superseded_at else on)
    days_late = max(0, (ended - promise.due_date).days)
    if promise.met_date:
        standing = "late" if days_late else "kept"
    elif days_late:
        standing = "missed"
    else:
        standing = "moved" if promise.superseded_at else "to_come"
    words = str(_State(promise.state).label)
    return Promised(promise.state, words, promise.due_date, standing, promise.met_date, days_late, promise.reason)


def next_day(decision: Decision, days: Iterable[Promised]) -> Promised | None:
    """The promised day that the decision is on its way to, if it is on its way at all."""
    if decision.decided_at or decision.state in _ENDED:
        return None
    ahead = [each for each in days if each.standing in ("to_come", "missed") and each.met_date is None]
    return next((each for each in ahead if _ORDER[each.state] > _ORDER[decision.state]), None)
