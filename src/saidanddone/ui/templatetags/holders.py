"""What holds other content, and ends with `end…`: card, quote, knot, notice, panel, empty_state, more, table."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from saidanddone.ui import icons
from saidanddone.ui.states import tone_named
from saidanddone.ui.templatetags.words import day

register = template.Library()


@register.simple_block_tag
def card(content: str, *, stage: str = "", heading: Any = "", kind: str = "", on_paper: bool = True) -> SafeString:
    """A white card; with a stage, an edge in its colour. Kinds: sunk. What only a screen can do is not on paper."""
    kinds = [f"card--{kind}" if kind else "", stage and "card--edge", tone_named(stage), "" if on_paper else "no-print"]
    classes = " ".join(filter(None, ["card", *kinds]))
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    return format_html('<section class="{}">{}{}</section>', classes, title, mark_safe(content))  # noqa: S308


@register.simple_block_tag
def quote(content: str, *, language: str = "", kind: str = "") -> SafeString:
    """People's own words, set large. `language` where it differs from the page's. Kinds: long."""
    classes = f"quote quote--{kind}" if kind else "quote"
    spoken = format_html(' lang="{}"', language) if language else ""
    return format_html('<blockquote class="{}"{}>{}</blockquote>', classes, spoken, mark_safe(content))  # noqa: S308


@register.simple_block_tag
def knot(
    content: str, heading: Any, *, stage: str, icon: str = "", when: Any = "", note: Any = "", anchor: str = ""
) -> str:
    """One dated event on a thread; stands in <ol class="thread">. `stage` may be waiting: nothing has happened yet."""
    head = format_html("<h2>{}</h2>", heading)
    if when or note:
        dated = day(when) if isinstance(when, date) else conditional_escape(when)
        parts = format_html_join(" · ", "{}", ((part,) for part in (dated, note) if part))
        head = format_html('{}<p class="meta">{}</p>', head, parts)
    picture = icons.icon(icon or ("waiting" if stage == "waiting" else stage))
    return format_html(
        '<li class="{}"{}><span class="knot">{}</span><div class="thread__head">{}</div>'
        '<div class="thread__body">{}</div></li>',
        stage,
        format_html(' id="{}"', anchor) if anchor else "",
        picture,
        head,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def notice(content: str, heading: Any = "", *, kind: str = "info") -> SafeString:
    """Something to know before going on. Kinds: info, success, warning, error."""
    tone, picture = NOTICES[kind]
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    return format_html(
        '<div class="notice {}">{}<div class="notice__words">{}{}</div></div>',
        tone,
        icons.icon(picture),
        title,
        mark_safe(content),  # noqa: S308
    )


NOTICES = {
    "info": ("brand", "info"),
    "success": ("done", "yes"),
    "warning": ("decided", "warning"),
    "error": ("late", "warning"),
}


@register.simple_tag
def message_notice(message: Any) -> SafeString:
    """One of Django's messages, announced to screen readers."""
    kind = message.level_tag if message.level_tag in NOTICES else "info"
    tone, picture = NOTICES[kind]
    role = "alert" if kind == "error" else "status"
    return format_html(
        '<div class="notice {}" role="{}">{}<p class="notice__words">{}</p></div>',
        tone,
        role,
        icons.icon(picture),
        message,
    )


@register.simple_block_tag
def panel(content: str, heading: Any, *, icon: str = "yes") -> SafeString:
    """What the person set out to do is done: the heading of a confirmation page."""
    return format_html(
        '<div class="panel">{}<h1>{}</h1>{}</div>',
        icons.icon(icon),
        heading,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def empty_state(content: str, heading: Any, *, icon: str = "unknown") -> SafeString:
    """Nothing here yet, said warmly, with what to do next."""
    return format_html(
        '<div class="empty">{}<h2>{}</h2>{}</div>',
        icons.icon(icon),
        heading,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def more(content: str, summary: Any, *, open: bool = False, id: str = "") -> SafeString:  # noqa: A002
    """Words that open when asked for."""
    return format_html(
        '<details class="more"{}{}><summary>{}{}</summary><div class="more__body">{}</div></details>',
        mark_safe(" open") if open else "",
        format_html(' id="{}"', id) if id else "",
        icons.icon("right"),
        summary,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def table(content: str, caption: Any, *, note: Any = "", kind: str = "") -> SafeString:
    """A table that scrolls by itself on a phone; `kind="stack"` lays rows under each other (cells with data-label)."""
    words = format_html("{}<small>{}</small>", caption, note) if note else conditional_escape(caption)
    return format_html(
        '<div class="table{}" role="region" aria-label="{}" tabindex="0"><table><caption>{}</caption>{}</table></div>',
        f" table--{kind}" if kind else "",
        caption,
        words,
        mark_safe(content),  # noqa: S308
    )
