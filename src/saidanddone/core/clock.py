"""The one place that reads the clock. Triggers (views, tasks, commands) call it and pass the moment on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime) -> date:
    """The day that `at` falls on where the area is: a promise runs in local days, not in UTC's."""
    return at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
