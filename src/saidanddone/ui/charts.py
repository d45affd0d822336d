"""Charts: an Altair specification, drawn to SVG in a task when its figures change, never in a request.

    chart = charts.bars(
        _("What people said, by month"), rows=[("Jan", 12), …], headings=(_("Month"), _("Contributions")),
        description=_("What a reader should see in it."),
    )
    charts.want(chart)         # in a task or an action: draws it, unless it is drawn
    {% chart chart %}          # on a page: picture and table, or the table alone until the picture is there

A drawing is kept in `settings.CHARTS_DIR` under the hash of everything that is drawn, in the language of its words,
so that it is never out of date and needs no row in the database. Colours are tokens, so that one drawing serves the
light and the dark scheme; it is set into the page, since a picture by address would not see the tokens.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from saidanddone.core import jobs

WIDTHS = {"wide": 680, "narrow": 340}
HEIGHT = 280
VERSION = 2
"""Part of the key: raise it when drawings should look different."""


@dataclass(frozen=True, slots=True)
class Picture:
    size: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Chart:
    """One series of bars: what is drawn, and the table beside it. A `None` is "no data yet", and leaves a gap."""

    title: str
    description: str
    headings: tuple[str, str]
    table: tuple[tuple[str, int | None], ...]
    tone: str = "said"
    marked: str = ""
    """The label of a bar that a line is drawn before: the promise, say."""

    @property
    def key(self) -> str:
        content = json.dumps([VERSION, asdict(self)], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def path(self, size: str) -> Path:
        return Path(settings.CHARTS_DIR) / f"{self.key}-{size}.svg"

    def pictures(self) -> list[Picture]:
        """The drawings at both widths, or nothing while they are not there."""
        read = [(size, _read(self.path(size))) for size in WIDTHS]
        return [Picture(size, mark_safe(svg)) for size, svg in read if svg]  # noqa: S308 - drawn by us, words escaped


def bars(
    title: Any,
    *,
    rows: Sequence[tuple[Any, int | None]],
    headings: tuple[Any, Any],
    description: Any,
    tone: str = "said",
    marked: Any = "",
) -> Chart:
    """Bars in the order given: months, or days that answers took."""
    table = tuple((str(label), value) for label, value in rows)
    return Chart(str(title), str(description), (str(headings[0]), str(headings[1])), table, tone, str(marked))


def want(chart: Chart) -> None:
    """Have it drawn, once the transaction has committed, unless it is drawn already."""
    if not all(chart.path(size).exists() for size in WIDTHS):
        jobs.queue("saidanddone.ui.tasks.draw", chart=asdict(chart))


def draw(chart: Chart) -> None:
    """Draw both widths and keep them. Half a file is never read: each is written beside its place and moved."""
    for size, width in WIDTHS.items():
        path = chart.path(size)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{size}.part")
        unfinished.write_text(_svg(chart, size, width), encoding="utf-8")
        unfinished.replace(path)


def revived(values: dict[str, Any]) -> Chart:
    """A chart from the JSON of a task."""
    return Chart(**{**values, "headings": tuple(values["headings"]), "table": tuple(map(tuple, values["table"]))})


def _read(path: Path) -> str:
    return _kept(path) if path.exists() else ""


@lru_cache(maxsize=256)
def _kept(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _svg(chart: Chart, size: str, width: int) -> str:
    import vl_convert  # 0.7 s to load: the worker pays it, not the server

    drawn = vl_convert.vegalite_to_svg(_specification(chart, width))
    return _accessible(drawn, chart, size)


def _specification(chart: Chart, width: int) -> dict[str, Any]:
    import altair

    tone = f"var(--{chart.tone})"
    rows = [{"label": label, "value": value} for label, value in chart.table]
    x = altair.X(
        "label:N", sort=None, title=None, axis=altair.Axis(labelAngle=0, labelOverlap="greedy", labelPadding=8)
    )
    y = altair.Y("value:Q", title=None, axis=altair.Axis(tickCount=4, format=",d", domain=False, ticks=False))
    base = altair.Chart(altair.Data(values=rows)).encode(x=x)
    layers = [base.mark_bar(color=tone, cornerRadiusTopLeft=3, cornerRadiusTopRight=3).encode(y=y)]
    if chart.marked:
        before = altair.X("label:N", sort=None, title=None, bandPosition=0)
        marked = base.transform_filter(altair.datum.label == chart.marked).encode(x=before)
        layers.append(marked.mark_rule(color="var(--ink)", strokeDash=[4, 4], strokeWidth=2))
    style: dict[str, Any] = {
        "labelColor": "var(--quiet)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line-strong)",
    }
    return (
        altair.layer(*layers)
        .properties(
            width=width, height=HEIGHT, autosize=altair.AutoSizeParams(type="fit", contains="padding"), padding=2
        )
        .configure(background="transparent", font="Atkinson Hyperlegible Next, system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(**style, tickColor="var(--line-strong)", labelFontSize=14)
        .to_dict()
    )


def _accessible(svg: str, chart: Chart, size: str) -> str:
    """One image with a title and a description; the parts inside it are silent, and its ids are its own."""
    svg = re.sub(r' (?:role|aria-[a-z]+|class|xmlns:xlink|version|pointer-events)="[^"]*"', "", svg)
    name = f"chart-{chart.key[:12]}-{size}"
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r"url\(#", f"url(#{name}-", svg)
    words = f'<title id="{name}-title">{escape(chart.title)}</title>'
    words += f'<desc id="{name}-about">{escape(chart.description)}</desc>'
    opening, rest = svg.split(">", 1)
    opening = re.sub(r' (?:width|height)="[^"]*"', "", opening)
    return f'{opening} role="img" aria-labelledby="{name}-title" aria-describedby="{name}-about">{words}{rest}'
