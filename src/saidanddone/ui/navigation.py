"""What stands in the header, the desk's side and the footer. Apps add their own, in `ready()` of their `apps.py`:

    navigation.add("main", _("What people say"), "contributions:list", order=10)
    navigation.add("desk", _("Reports"), "moderation:queue", order=30, shown_to=may_moderate, count=open_reports)
    navigation.set_record_line(queries.newest_for_footer)

Bars: `main`, `account`, `desk`, `footer`; `call` is the one invitation to speak.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

BARS = ("main", "account", "desk", "footer", "call")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link as an app registers it. `shown_to` and `count` take the request; `label` is lazily translated."""

    label: Any
    url_name: str
    order: int
    icon: str
    shown_to: Callable[[HttpRequest], bool] | None
    count: Callable[[HttpRequest], int | None] | None
    group: Any
    within: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a template shows it."""

    label: Any
    url: str
    is_current: bool
    icon: str
    count: int | None
    group: Any


@dataclass(frozen=True, slots=True)
class RecordLine:
    """How much the public record holds, for the footer."""

    entries: int
    newest_at: datetime | None
    url: str


_bars: dict[str, list[Entry]] = {bar: [] for bar in BARS}
_record_line: list[Callable[[], RecordLine | None]] = []


def add(
    bar: str,
    label: Any,
    url_name: str,
    *,
    order: int,
    icon: str = "",
    shown_to: Callable[[HttpRequest], bool] | None = None,
    count: Callable[[HttpRequest], int | None] | None = None,
    group: Any = "",
    within: str = "",
) -> None:
    """Put a link into a bar. Adding the same address again replaces it.

    `within` is a pattern of other addresses that belong to it, where they do not begin with its own.
    """
    entries = [entry for entry in _bars[bar] if entry.url_name != url_name]
    entries.append(Entry(label, url_name, order, icon, shown_to, count, group, within))
    _bars[bar] = sorted(entries, key=lambda entry: (entry.order, entry.url_name))


def set_record_line(line: Callable[[], RecordLine | None]) -> None:
    _record_line[:] = [line]


def record_line() -> RecordLine | None:
    return _record_line[0]() if _record_line else None


def links(bar: str, request: HttpRequest) -> list[Link]:
    """The bar's links that this request may see; the one whose address begins this page's is current.

    A request refused before anyone asked who sends it (a strange host name, say) sees what is for everyone.
    """
    known = hasattr(request, "user")
    shown = [entry for entry in _bars[bar] if entry.shown_to is None or (known and entry.shown_to(request))]
    urls = [reverse(entry.url_name) for entry in shown]
    belongs = (url for entry, url in zip(shown, urls, strict=True) if _is_within(entry, request.path))
    current = next(belongs, None) or _current(urls, request.path)
    return [
        Link(entry.label, url, url == current, entry.icon, entry.count(request) if entry.count else None, entry.group)
        for entry, url in zip(shown, urls, strict=True)
    ]


def _is_within(entry: Entry, path: str) -> bool:
    return bool(entry.within and re.search(entry.within, path))


def _current(urls: list[str], path: str) -> str | None:
    matches = [url for url in urls if path == url or (url.count("/") > 1 and path.startswith(url))]
    return max(matches, key=len, default=None)
