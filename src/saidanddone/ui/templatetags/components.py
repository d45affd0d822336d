"""The components, as template tags. Each is shown in every state in `/gallery/`, with one line in docs/components.md.

A tag that holds other content ends with `end…`: `{% card %}…{% endcard %}`. All arguments but the first are named.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from saidanddone.ui import icons
from saidanddone.ui.states import look

register = template.Library()
TONES = {"said", "understood", "decided", "done", "felt", "late", "plain", "brand"}


def _tone(value: str) -> str:
    if value and value not in TONES:
        raise template.TemplateSyntaxError(f"{value!r} is not a tone; there are {', '.join(sorted(TONES))}")
    return value


# words, numbers and times


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    return icons.icon(name, label)


@register.filter
def grouped(number: int | None) -> str:
    """1284 → 1,284, as both languages write it."""
    return "" if number is None else f"{number:,}"


@register.simple_tag
def day(value: date | datetime | None, empty: str = "") -> str:
    """A day in the reader's language, readable by machines: 12 March 2026."""
    if value is None:
        return empty
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "j F Y"))


@register.simple_tag
def moment(value: datetime | None, empty: str = "") -> str:
    """A moment in the area's own time: 12 March 2026, 09:30."""
    if value is None:
        return empty
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(local, "j F Y, H:i"))


# small things


@register.simple_tag
def tag(state: str, words: Any = "", *, tone: str = "") -> SafeString:
    """A state told by icon, word and colour."""
    found = look(state)
    return format_html(
        '<span class="tag {}">{}{}</span>', _tone(tone) or found.tone, icons.icon(found.icon), words or found.word
    )


@register.simple_tag
def button(words: Any, *, href: str = "", kind: str = "", icon: str = "", name: str = "", value: str = "") -> SafeString:
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


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*steps: Any) -> dict[str, Any]:
    """Where this page stands: label and address in turn, nearest last. The page itself is not among them."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


# holders of content


@register.simple_block_tag
def card(content: str, *, stage: str = "", heading: Any = "", kind: str = "") -> SafeString:
    """A white card; with a stage, an edge in its colour. Kinds: sunk."""
    classes = " ".join(filter(None, ["card", f"card--{kind}" if kind else "", stage and "card--edge", _tone(stage)]))
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    return format_html('<section class="{}">{}{}</section>', classes, title, mark_safe(content))  # noqa: S308


@register.simple_block_tag
def quote(content: str, *, language: str = "", kind: str = "") -> SafeString:
    """People's own words, set large. `language` where it differs from the page's. Kinds: long."""
    classes = f"quote quote--{kind}" if kind else "quote"
    spoken = format_html(' lang="{}"', language) if language else ""
    return format_html('<blockquote class="{}"{}>{}</blockquote>', classes, spoken, mark_safe(content))  # noqa: S308


@register.simple_block_tag
def knot(content: str, heading: Any, *, stage: str, icon: str = "", when: Any = "", note: Any = "", id: str = "") -> str:  # noqa: A002
    """One dated event on a thread; stands in <ol class="thread">. `stage` may be waiting: nothing has happened yet."""
    head = format_html('<h2>{}</h2>', heading)
    if when or note:
        dated = day(when) if isinstance(when, date) else conditional_escape(when)
        parts = format_html_join(" · ", "{}", ((part,) for part in (dated, note) if part))
        head = format_html('{}<p class="meta">{}</p>', head, parts)
    picture = icons.icon(icon or ("waiting" if stage == "waiting" else stage))
    return format_html(
        '<li class="{}"{}><span class="knot">{}</span><div class="thread__head">{}</div>'
        '<div class="thread__body">{}</div></li>',
        stage, format_html(' id="{}"', id) if id else "", picture, head, mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def notice(content: str, heading: Any = "", *, kind: str = "info") -> SafeString:
    """Something to know before going on. Kinds: info, success, warning, error."""
    tone, picture = NOTICES[kind]
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    return format_html(
        '<div class="notice {}">{}<div class="notice__words">{}{}</div></div>',
        tone, icons.icon(picture), title, mark_safe(content),  # noqa: S308
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
        '<div class="notice {}" role="{}">{}<p class="notice__words">{}</p></div>', tone, role, icons.icon(picture), message
    )


@register.simple_block_tag
def panel(content: str, heading: Any, *, icon: str = "yes") -> SafeString:
    """What the person set out to do is done: the heading of a confirmation page."""
    return format_html(
        '<div class="panel">{}<h1>{}</h1>{}</div>', icons.icon(icon), heading, mark_safe(content)  # noqa: S308
    )


@register.simple_block_tag
def empty(content: str, heading: Any, *, icon: str = "unknown") -> SafeString:
    """Nothing here yet, said warmly, with what to do next."""
    return format_html(
        '<div class="empty">{}<h2>{}</h2>{}</div>', icons.icon(icon), heading, mark_safe(content)  # noqa: S308
    )


@register.simple_block_tag
def more(content: str, summary: Any, *, open: bool = False, id: str = "") -> SafeString:  # noqa: A002
    """Words that open when asked for."""
    return format_html(
        '<details class="more"{}{}><summary>{}{}</summary><div class="more__body">{}</div></details>',
        mark_safe(" open") if open else "", format_html(' id="{}"', id) if id else "",
        icons.icon("right"), summary, mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def table(content: str, caption: Any, *, note: Any = "", kind: str = "") -> SafeString:
    """A table that scrolls by itself on a phone; `kind="stack"` lays rows under each other (cells with data-label)."""
    words = format_html("{}<small>{}</small>", caption, note) if note else conditional_escape(caption)
    return format_html(
        '<div class="table{}" role="region" aria-label="{}" tabindex="0"><table><caption>{}</caption>{}</table></div>',
        f" table--{kind}" if kind else "", caption, words, mark_safe(content),  # noqa: S308
    )


# figures


@register.simple_tag
def figure(value: Any, label: Any, *, unit: Any = "", note: Any = "", stage: str = "", href: str = "") -> SafeString:
    """A key figure; stands in <dl class="figures">. None is "no data yet", which is a state of its own."""
    unknown = value is None
    shown = gettext("No data yet") if unknown else (grouped(value) if isinstance(value, int) else value)
    measured = format_html("{} <small>{}</small>", shown, unit) if unit and not unknown else conditional_escape(shown)
    named = format_html('<a href="{}">{}</a>', href, label) if href else conditional_escape(label)
    below = format_html('<dd class="figure__note">{}</dd>', note) if note else ""
    classes = " ".join(filter(None, ["figure", _tone(stage), "figure--unknown" if unknown else ""]))
    return format_html('<div class="{}"><dt>{}</dt><dd>{}</dd>{}</div>', classes, named, measured, below)


@register.inclusion_tag("ui/components/loop.html")
def loop(steps: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The stages on one line of thread. Each step: stage, value (None: no data yet), note; and href, label, if any."""
    return {
        "steps": [
            {"href": "", "note": "", **step, "label": step.get("label") or look(step["stage"]).word} for step in steps
        ]
    }


@register.simple_tag
def due(state: str, words: Any, *, spent: float) -> SafeString:
    """How much of the promised time has gone (0 to 1), as words and a bar."""
    width = round(max(0.0, min(1.0, spent)) * 100, 1)
    return format_html(
        '<span class="due {}"><span>{}</span><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="due__track" width="100" height="6"/><rect class="due__spent" width="{}" height="6"/></svg></span>',
        look(state).tone, words, width,
    )


@register.inclusion_tag("ui/components/chart.html")
def chart(drawn: Any) -> dict[str, Any]:
    """A picture with its table. Takes a `saidanddone.ui.charts.Chart`; the table stands alone until the picture is there."""
    return {"chart": drawn, "pictures": drawn.pictures()}


# ways on


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: template.Context, page: Any, *, parameter: str = "page") -> dict[str, Any]:
    """Earlier and later pages of a `core.paging.Page`, with the total where it is known."""
    query: QueryDict = context["request"].GET.copy()
    return {
        "page": page,
        "previous_url": _with(query, parameter, page.number - 1 if page.number > 2 else None),
        "next_url": _with(query, parameter, page.number + 1),
    }


def _with(query: QueryDict, parameter: str, value: Any) -> str:
    changed = query.copy()
    changed.pop(parameter, None)
    if value is not None:
        changed[parameter] = str(value)
    return f"?{changed.urlencode()}"


@register.inclusion_tag("ui/components/tabs.html")
def tabs(label: Any, *items: Any, current: str = "") -> dict[str, Any]:
    """Views of one thing, as links: label and address in turn. `current` is the address that is shown."""
    return {"label": label, "items": list(zip(items[::2], items[1::2], strict=True)), "current": current}


@register.inclusion_tag("ui/components/steps.html")
def steps(*names: Any, now: int) -> dict[str, Any]:
    """How far a form has come; `now` counts from 1."""
    numbered = [
        {"number": number, "name": name, "state": "is-past" if number < now else "is-now" if number == now else ""}
        for number, name in enumerate(names, start=1)
    ]
    return {"steps": numbered, "now": now, "total": len(names)}


@register.inclusion_tag("ui/components/copy.html")
def copy_link(url: str, label: Any, *, id: str = "copy-link") -> dict[str, Any]:  # noqa: A002
    """A link to keep, with a button that copies it."""
    return {"url": url, "label": label, "id": id}


@register.inclusion_tag("ui/components/verdict.html", takes_context=True)
def verdict(context: template.Context, question: Any, *, action: str, name: str = "verdict", with_unknown: bool = False) -> dict[str, Any]:
    """Yes, partly, no: one press, sent to `action`."""
    choices = ["yes", "partly", "no", *(["unknown"] if with_unknown else [])]
    return {
        "question": question, "action": action, "name": name, "csrf_token": context.get("csrf_token", ""),
        "choices": [(value, look(value)) for value in choices],
    }


@register.simple_block_tag
def said_so(content: str, value: str, who: Any = "") -> SafeString:
    """A verdict that was given, beside the claim it judges."""
    found = look(value)
    named = format_html("<b>{}</b> ", who) if who else ""
    return format_html(
        '<div class="said-so {}">{}<div>{}{}</div></div>', found.tone, icons.icon(found.icon), named, mark_safe(content)  # noqa: S308
    )


@register.inclusion_tag("ui/components/story.html")
def story(words: Any, *, url: str, title: Any = "", stage: str = "said", state: str = "", state_words: Any = "",
          facts: Iterable[Any] = (), credit: Any = "", support: int | None = None, language: str = "", level: int = 3) -> dict[str, Any]:
    """Someone's words in a list; stands in <ul class="stories">. The whole card leads to its thread."""
    return {
        "words": words, "url": url, "title": title, "stage": _tone(stage), "state": state, "state_words": state_words,
        "facts": [fact for fact in facts if fact], "credit": credit, "support": support, "language": language, "level": level,
    }


@register.inclusion_tag("ui/components/map.html")
def map(geojson: Any, label: Any, *, id: str = "map") -> dict[str, Any]:  # noqa: A001, A002
    """Areas and points: a GeoJSON FeatureCollection whose features have `name`, and may have `url`, `note`, `count`, `tone`.

    Always beside a list of the same things, which is what a reader without the picture uses.
    """
    from django.conf import settings

    return {"geojson": geojson, "label": label, "id": id, "tiles": getattr(settings, "MAP_TILES", ""),
            "credit": getattr(settings, "MAP_CREDIT", "")}


@register.simple_tag
def map_scripts() -> SafeString:
    """What a page with a map puts into its `scripts` block."""
    from django.templatetags.static import static

    return format_html(
        '<link rel="stylesheet" href="{}"><script defer src="{}"></script><script type="module" src="{}"></script>',
        static("ui/vendor/leaflet.css"), static("ui/vendor/leaflet.js"), static("ui/map.js"),
    )


# forms


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What must be mended, each with a link to its field. Nothing where the form is sound."""
    problems = []
    if form.is_bound and form.errors:
        problems = [(str(error), "") for error in form.non_field_errors()]
        for bound in form:
            problems += [(str(error), bound.first_id) for error in bound.errors]
    return {"problems": problems}


@register.simple_tag
def field(bound: BoundField, *, heading: bool = False, label: Any = "", hint: Any = "") -> SafeString:
    """One field. With `heading`, its label is the page's h1 (a page that asks one thing)."""
    return bound.render(context={"field": bound, "heading": heading, "label": label or bound.label, "hint": hint or bound.help_text})
