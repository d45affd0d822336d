"""Of which time a figure of the record is: the last twelve months, the twelve before them, or since this site began."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

YEAR, ALL = "year", "all"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to `until`, both days within; without `since` it is from the beginning."""

    name: str
    until: date
    since: date | None = None

    @property
    def before(self) -> "Period | None":
        """The twelve months before; of all the time there is no time before."""
        if self.since is None:
            return None
        return year_to(self.since - timedelta(days=1))

    @property
    def query(self) -> str:
        """What an address says of it; nothing for the one that is shown where nothing is said."""
        return "?period=all" if self.name == ALL else ""

    def holds(self, day: date) -> bool:
        return self.since is None or self.since <= day <= self.until

    def moments(self, field: str) -> Q:
        """Rows whose moment is within."""
        if self.since is None:
            return Q()
        first, after = midnight(self.since), midnight(self.until + timedelta(days=1))
        return Q(**{f"{field}__gte": first, f"{field}__lt": after})


def midnight(day: date) -> datetime:
    """The moment at which a day begins where the area is."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.LOCAL_TIME_ZONE))


def year_to(until: date) -> Period:
    """The twelve months that end with this day."""
    day = until + timedelta(days=1)
    try:
        since = day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        since = date(day.year - 1, 3, 1)
    return Period(YEAR, until, since)


def period_of(name: str, *, on: date) -> Period:
    """`all`, or whatever else: the last twelve months."""
    return Period(ALL, on) if name == ALL else year_to(on)
