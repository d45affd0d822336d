"""Words, numbers, times and small things: icon, day, moment, tag, button, facts."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core import money
from saidanddone.ui import icons, numbers
from saidanddone.ui.states import look, tone_named

register = template.Library()
MONTHS = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
)
"""Our own, as Django's Welsh catalogue misspells July; in a sentence Welsh and English write them alike."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    return icons.icon(name, label)


@register.filter
def grouped(number: int | str | None) -> str:
    """1284 → 1,284, as both languages write it; words stay as they are."""
    if isinstance(number, str):
        return number
    return "" if number is None else f"{number:,}"


@register.filter
def pounds(pence: int) -> str:
    """123456 → £1,234.56."""
    return money.pounds(pence)


@register.filter
def of_unit(figure: str, unit: str) -> str:
    """`value|of_unit:indicator.unit`: 62.7% and 12 minutes."""
    return numbers.with_unit(figure, unit)


@register.filter
def said(thing: Any, field: str) -> Any:
    """`outcome|said:"why"`: the words of a field in the reader's language, with `language` as they are in it."""
    return thing.said(field)


@register.simple_tag
def words_of(thing: Any, field: str) -> SafeString:
    """The words of a field in the reader's language, line by line; in another language they say which one."""
    found = thing.said(field)
    lines = linebreaksbr(found.text, autoescape=True)
    if not found.text or found.language == (get_language() or "")[:2]:
        return SafeString(lines)
    return format_html('<span lang="{}">{}</span>', found.language, lines)


@register.filter
def split(words: str) -> list[str]:
    """ "Buses,Glan yr Afon" → its parts, for the gallery and other templates that list words."""
    return [part.strip() for part in words.split(",")]


def written(value: date | datetime) -> str:
    """A day in the reader's language, as words alone: for what is no page."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@register.simple_tag
def day(value: date | datetime | None, empty: str = "") -> str:
    """A day in the reader's language, readable by machines: 12 March 2026."""
    if value is None:
        return empty
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), written(value))


@register.simple_tag
def moment(value: datetime | None, empty: str = "") -> str:
    """A moment in the area's own time: 12 March 2026, 09:30."""
    if value is None:
        return empty
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), f"{written(local)}, {local:%H:%M}")


@register.simple_tag
def tag(state: str, words: Any = "", *, tone: str = "") -> SafeString:
    """A state told by icon, word and colour."""
    found = look(state)
    return format_html(
        '<span class="tag {}">{}{}</span>', tone_named(tone) or found.tone, icons.icon(found.icon), words or found.word
    )


@register.simple_tag
def button(
    words: Any, *, href: str = "", kind: str = "", icon: str = "", name: str = "", value: str = ""
) -> SafeString:
    """A link that looks like a button, or the form's button. Kinds, with spaces: plain, warning, small, large."""
    classes = " ".join(["button", *(f"button--{each}" for each in kind.split())])
    picture = icons.icon(icon) if icon else ""
    if href:
        return format_html('<a class="{}" href="{}">{}{}</a>', classes, href, picture, words)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="{}"{}>{}{}</button>', classes, named, picture, words)


@register.simple_tag
def back_link(href: str, words: Any = "") -> SafeString:
    return format_html('<a class="back" href="{}">{}{}</a>', href, icons.icon("back"), words or gettext("Back"))


@register.simple_tag
def facts(*values: Any) -> SafeString:
    """Short facts on one line, parted by dots; empty ones are left out."""
    items = format_html_join("", "<li>{}</li>", ((value,) for value in values if value not in ("", None)))
    return format_html('<ul class="facts" role="list">{}</ul>', items) if items else SafeString("")
