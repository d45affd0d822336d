"""When everything happened, counted back from the moment of loading."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saidanddone.core.working_days import add_working_days
from saidanddone.demonstration.content import Event, Said

ZONE = ZoneInfo("Europe/London")
SOONEST = timedelta(minutes=7)
"""Between two things that come of the same contribution."""


@dataclass(frozen=True, slots=True)
class Step:
    """A moment, and what is entered then."""

    at: datetime
    take: Callable[[], object]


def ago(at: datetime, days: int, *, hour: int = 11) -> datetime:
    """An hour of the local day that lies so many days back; of today, nothing that is still to come."""
    day = at.astimezone(ZONE).date() - timedelta(days=days)
    return min(_moment(day, f"{hour:02}:00"), at - SOONEST) if days <= 0 else _moment(day, f"{hour:02}:00")


@dataclass(frozen=True, slots=True)
class Happening:
    """A moment, and what happened then: `event` is None where the contribution itself was said."""

    at: datetime
    said: Said
    event: Event | None
    what: str


def happenings(said: Said, *, at: datetime, holidays: Collection[date]) -> list[Happening]:
    """What had happened by `at`, in order. What would come later is left out, with all that comes after it."""
    all_of_it = sorted(_expected(said, at=at, holidays=holidays), key=lambda happening: happening.at)
    return [happening for happening in all_of_it if happening.at <= at]


def _expected(said: Said, *, at: datetime, holidays: Collection[date]) -> Iterator[Happening]:
    said_date = at.astimezone(ZONE).date() - timedelta(days=said.days_ago)
    said_at = min(_moment(said_date, said.time), at - SOONEST)
    yield Happening(said_at, said, None, "said")
    before = said_at
    for event in said.then:
        if event.working_day is not None:
            moment = _moment(add_working_days(said_date, event.working_day, holidays), event.time)
        else:
            moment = _moment(before.astimezone(ZONE).date() + timedelta(days=event.after or 0), event.time)
        moment = max(moment, before + SOONEST)
        yield Happening(moment, said, event, event.what)
        if event.until_working_day is not None:
            resumed = add_working_days(said_date, event.until_working_day, holidays)
            yield Happening(_moment(resumed, event.time), said, event, "resume")
            before = said_at
        else:
            before = moment


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)
