"""When a telling leaves, and by which way: worked out from what somebody wishes and how they can be reached."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from saidanddone.people.queries import Reach
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.movements import KIND_OF

GRACE = timedelta(minutes=5)
"""How long a telling waits even "as it happens", so that what moves in one sitting is one message."""
HOUR = time(9)
"""When daily and weekly ones leave, on the clock of the area."""
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Route:
    """By which way a telling goes, and the state in which that leaves it. `address` is where a message goes."""

    by: str
    state: str
    address: str = ""

    @property
    def is_settled(self) -> bool:
        return self.state != Telling.State.DUE


def due_at(often: str, at: datetime) -> datetime:
    """When what moved at `at` leaves.

    Daily and weekly ones leave at an hour of the local clock, whatever UTC makes of it: the day is found first, and
    the hour set on it after, so that a change of the clocks moves nothing.
    """
    if often == TellingWish.Often.AT_ONCE:
        return at + GRACE
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    local = at.astimezone(zone)
    day = local.date()
    if local.time() >= HOUR:
        day += timedelta(days=1)
    if often == TellingWish.Often.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, HOUR, tzinfo=zone).astimezone(at.tzinfo)


def often_of(wish: TellingWish | None) -> str:
    return wish.often if wish else TellingWish.Often.AT_ONCE


def route(what: str, *, may_write: bool, connector: int | None, reach: Reach | None, wish: TellingWish | None) -> Route:
    """As they wish, as far as it can be; else by the connector who wrote it down; else on their own page alone.

    `may_write` is whether they agreed to be contacted about it: without that, nothing but their own page tells them.
    """
    if wish and KIND_OF[what] in wish.unwanted:
        return Route(wish.by, Telling.State.DROPPED)
    if not may_write:
        return Route(TellingWish.By.LINK, Telling.State.UNREACHABLE)
    by = TellingWish.By(wish.by) if wish else TellingWish.By.EMAIL
    if by in (TellingWish.By.TEXT, TellingWish.By.LETTER) and wish and wish.address:
        return Route(by, Telling.State.DUE, wish.address)
    if by == TellingWish.By.LINK:
        return Route(by, Telling.State.UNREACHABLE)
    if by != TellingWish.By.CONNECTOR and reach:
        return Route(TellingWish.By.EMAIL, Telling.State.DUE, reach.address)
    if connector is not None:
        return Route(TellingWish.By.CONNECTOR, Telling.State.HANDED)
    if reach:
        return Route(TellingWish.By.EMAIL, Telling.State.DUE, reach.address)
    return Route(TellingWish.By.LINK, Telling.State.UNREACHABLE)
