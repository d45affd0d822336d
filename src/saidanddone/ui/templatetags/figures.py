"""Figures and pictures: key figure, loop, due, chart, map, diagram."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from saidanddone.ui.states import look, tone_named
from saidanddone.ui.templatetags.words import grouped

register = template.Library()


@register.simple_tag
def figure(value: Any, label: Any, *, unit: Any = "", note: Any = "", stage: str = "", href: str = "") -> SafeString:
    """A key figure; stands in <dl class="figures">. None is "no data yet", which is a state of its own."""
    unknown = value is None
    shown = gettext("No data yet") if unknown else (grouped(value) if isinstance(value, int) else value)
    measured = format_html("{} <small>{}</small>", shown, unit) if unit and not unknown else conditional_escape(shown)
    named = format_html('<a href="{}">{}</a>', href, label) if href else conditional_escape(label)
    below = format_html('<dd class="figure__note">{}</dd>', note) if note else ""
    classes = " ".join(filter(None, ["figure", tone_named(stage), "figure--unknown" if unknown else ""]))
    return format_html('<div class="{}"><dt>{}</dt><dd>{}</dd>{}</div>', classes, named, measured, below)


@register.inclusion_tag("ui/components/loop.html")
def loop(steps: Iterable[dict[str, Any]], *, back: bool = False) -> dict[str, Any]:
    """The stages on one line of thread. Each step: stage, value (None: no data yet), note; and href, label, if any.

    With `back`, it ends with the promise that whoever said it is told.
    """
    return {
        "steps": [
            {"href": "", "note": "", **step, "label": step.get("label") or look(step["stage"]).word} for step in steps
        ],
        "back": back,
    }


@register.simple_tag
def due(state: str, words: Any, *, spent: float) -> SafeString:
    """How much of the promised time has gone (0 to 1), as words and a bar."""
    width = round(max(0.0, min(1.0, spent)) * 100, 1)
    return format_html(
        '<span class="due {}"><span>{}</span><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="due__track" width="100" height="6"/><rect class="due__spent" width="{}" height="6"/>'
        "</svg></span>",
        look(state).tone,
        words,
        width,
    )


@register.inclusion_tag("ui/components/chart.html")
def chart(drawn: Any) -> dict[str, Any]:
    """A picture with its table. Takes a `charts.Chart`; the table stands alone until the picture is there."""
    return {"chart": drawn, "pictures": drawn.pictures()}


@register.inclusion_tag("ui/components/map.html")
def map(geojson: Any, label: Any, *, id: str = "map") -> dict[str, Any]:  # noqa: A001, A002
    """Areas and points: GeoJSON features that have `name`, and may have `url`, `note`, `count` and `tone`.

    Always beside a list of the same things, which is what a reader without the picture uses.
    """
    return {
        "geojson": geojson,
        "label": label,
        "id": id,
        "data_id": f"{id}-data",
        "tiles": getattr(settings, "MAP_TILES", ""),
        "credit": getattr(settings, "MAP_CREDIT", ""),
    }


@register.inclusion_tag("ui/components/diagram.html")
def diagram(drawing: Any, title: Any, description: Any, *, id: str = "diagram", target: str = "") -> dict[str, Any]:  # noqa: A002
    """How things lead to each other: a `diagrams.Drawing`. Always beside a list of the same things."""
    return {"drawing": drawing, "title": title, "description": description, "id": id, "target": target}


@register.inclusion_tag("ui/components/flow.html")
def flow(drawing: Any, title: Any, description: Any, *, id: str = "flow") -> dict[str, Any]:  # noqa: A002
    """What comes in and where it goes: a `diagrams.FlowDrawing`. Always beside a table of the same amounts."""
    return {"drawing": drawing, "title": title, "description": description, "id": id}


@register.inclusion_tag("ui/components/network.html")
def network(drawing: Any, *, id: str = "network") -> dict[str, Any]:  # noqa: A002
    """Who works with whom: a `networks.NetworkDrawing`, with its table."""
    return {"drawing": drawing, "id": id}


@register.simple_tag
def map_scripts() -> SafeString:
    """What a page with a map puts into its `scripts` block."""
    return format_html(
        '<link rel="stylesheet" href="{}"><script defer src="{}"></script><script type="module" src="{}"></script>',
        static("ui/vendor/leaflet.css"),
        static("ui/vendor/leaflet.js"),
        static("ui/map.js"),
    )
