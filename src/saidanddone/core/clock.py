"""The one place that reads the clock. Triggers (views, tasks, commands) call it and pass the moment on."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    return datetime.now(UTC)


def ticking(at: datetime) -> Callable[[], datetime]:
    """The moment as time goes on from `at`, for work that takes long enough for it to matter."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def local_date(at: datetime) -> date:
    """The day that `at` falls on where the area is: a promise runs in local days, not in UTC's."""
    return at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
