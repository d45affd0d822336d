"""The icons of `static/ui/icons.svg`, set into pages as inline SVG, so that they need no request and no exception
from the content security policy, and take the colour of the words beside them."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


class UnknownIcon(LookupError):
    """No icon of this name is in the sprite."""


@cache
def drawings() -> dict[str, str]:
    """Each icon's name and its shapes."""
    return dict(re.findall(r'<symbol id="([a-z-]+)"[^>]*>(.*?)</symbol>', SPRITE.read_text(encoding="utf-8")))


@cache
def shapes(name: str) -> SafeString:
    """What an icon is drawn of, for a picture that has it among other things."""
    if name not in drawings():
        raise UnknownIcon(f"No icon {name!r} in {SPRITE.name}; it has {', '.join(sorted(drawings()))}")
    return mark_safe(drawings()[name])  # noqa: S308 - from our own file


@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon. Without a label it is decoration, and a screen reader passes over it."""
    drawn = shapes(name)
    if label:
        return format_html('<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, drawn)
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawn)
