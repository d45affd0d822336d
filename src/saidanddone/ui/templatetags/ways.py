"""Ways on, and forms: breadcrumbs, pages, downloads, posting buttons, tabs, steps, copy link, errors, field."""

from typing import Any, cast

from django import template
from django.conf import settings
from django.forms import BaseForm, Field
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.beside import told_of
from saidanddone.core.downloads import Ending
from saidanddone.core.refs import Ref
from saidanddone.ui.context import Site
from saidanddone.ui.forms import BoundField

register = template.Library()


@register.simple_tag(takes_context=True)
def our_site(context: template.Context) -> Site:
    """The frame's own `site`: allauth gives its pages another of that name."""
    given = context.get("site")
    return given if isinstance(given, Site) else Site(context["request"])


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*steps: Any) -> dict[str, Any]:
    """Where this page stands: label and address in turn, nearest last. The page itself is not among them."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.inclusion_tag("ui/components/beside.html", takes_context=True)
def beside(context: template.Context, ref: Ref) -> dict[str, Any]:
    """What apps above say of the thing of this page, a card for each heading: see `core.beside`."""
    return {"told": told_of(ref.kind, ref.public_id, context["request"].viewer)}


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


_NAMES = {Ending.CSV: "CSV", Ending.JSON: "JSON", Ending.XLSX: "Excel"}


@register.inclusion_tag("ui/components/downloads.html")
def downloads(url_name: str, query: str = "", **arguments: Any) -> dict[str, Any]:
    """A list as files: each form of a `core.downloads.Download`. `query` has the filters in force, with its `?`."""
    links = [(name, reverse(url_name, kwargs={**arguments, "ending": each}) + query) for each, name in _NAMES.items()]
    return {"links": links}


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(
    context: template.Context, words: Any, url_name: str, *args: Any, about: Any = "", kind: str = "", **arguments: Any
) -> dict[str, Any]:
    """What one press does: a form of its own. `about` is heard, not seen, where several say the same in a list."""
    return {
        "words": words,
        "action": reverse(url_name, args=args, kwargs=arguments),
        "about": about,
        "classes": " ".join(["button", *(f"button--{each}" for each in kind.split())]),
        "csrf_token": context.get("csrf_token", ""),
    }


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


KEYS = {
    "j": _("the next one"),
    "k": _("the one before"),
    "Enter": _("open it"),
    "a": _("answer it"),
    "c": _("cite it"),
    "x": _("tick it"),
    "/": _("go to the search"),
    "?": _("show these keys"),
}
"""What `ui/desk.js` knows → what it does."""


@register.inclusion_tag("ui/components/keys.html")
def keys(*own: str) -> dict[str, Any]:
    """The desk's keys of a page: to move, to open and to show them, and those of its own."""
    named = {"j", "k", "Enter", "?", *own}
    return {"keys": [(key, words) for key, words in KEYS.items() if key in named]}


@register.simple_tag
def on_paper(url: str) -> SafeString:
    """Where a page stands, for whoever holds it on paper. What links lead to is printed beside them, from the root."""
    follow = gettext("Addresses in brackets go on from %(site)s") % {"site": settings.SITE_URL}
    return format_html('<p class="on-paper meta">{}<br>{}</p>', url, follow)


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What must be mended, each with a link to its field. Nothing where the form is sound."""
    problems = []
    if form.is_bound and form.errors:
        problems = [(str(error), "") for error in form.non_field_errors()]
        for bound in cast("list[BoundField]", list(form)):
            problems += [(_named(str(error), bound), bound.first_id) for error in bound.errors]
    return {"problems": problems}


def _named(error: str, bound: BoundField) -> str:
    """The words that every field shares say nothing in a list, so the field's own label goes before them."""
    if error != str(Field.default_error_messages["required"]):
        return error
    label = str(bound.label)
    return f"{label} {error}" if label.endswith("?") else f"{label}: {error}"


@register.simple_tag
def field(bound: BoundField, *, heading: bool = False, label: Any = "", hint: Any = "") -> SafeString:
    """One field. With `heading`, its label is the page's h1 (a page that asks one thing)."""
    return bound.render(
        context={"field": bound, "heading": heading, "label": label or bound.label, "hint": hint or bound.help_text}
    )
