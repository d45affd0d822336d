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
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, cast

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from saidanddone.core import jobs

WIDTHS = {"wide": 680, "narrow": 340}
HEIGHT = 280
VERSION = 3
"""Part of the key: raise it when drawings should look different."""


@dataclass(frozen=True, slots=True)
class Picture:
    size: str
    svg: SafeString


class Drawing(ABC):
    """A chart of any kind: what is drawn, and the table beside it. A kind is a frozen dataclass that says `kind`."""

    __slots__ = ()
    kinds: ClassVar[dict[str, type["Drawing"]]] = {}
    kind: ClassVar[str]
    title: str
    description: str

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        Drawing.kinds[cls.kind] = cls

    @abstractmethod
    def specification(self, size: str) -> dict[str, Any]:
        """What Vega-Lite draws at that width, without a background."""

    @property
    def content(self) -> dict[str, Any]:
        """All that is drawn, as JSON that `revived` reads back."""
        return {"kind": self.kind, **asdict(cast(Any, self))}

    @property
    def key(self) -> str:
        content = json.dumps([VERSION, self.content], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def path(self, size: str) -> Path:
        return Path(settings.CHARTS_DIR) / f"{self.key}-{size}.svg"

    def pictures(self) -> list[Picture]:
        """The drawings at both widths, or nothing while they are not there."""
        read = [(size, _read(self.path(size))) for size in WIDTHS]
        return [Picture(size, mark_safe(svg)) for size, svg in read if svg]  # noqa: S308 - drawn by us, words escaped


@dataclass(frozen=True, slots=True)
class Chart(Drawing):
    """One series of bars: what is drawn, and the table beside it. A `None` is "no data yet", and leaves a gap."""

    kind = "bars"
    title: str
    description: str
    headings: tuple[str, str]
    table: tuple[tuple[str, int | None], ...]
    tone: str = "said"
    marked: str = ""
    """The label of a bar that a line is drawn before: the promise, say."""

    def specification(self, size: str) -> dict[str, Any]:
        return _bars(self, WIDTHS[size])


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


def want(chart: Drawing) -> None:
    """Have it drawn, once the transaction has committed, unless it is drawn already."""
    if not all(chart.path(size).exists() for size in WIDTHS):
        jobs.queue("saidanddone.ui.tasks.draw", chart=chart.content)


def draw(chart: Drawing) -> None:
    """Draw both widths and keep them. Half a file is never read: each is written beside its place and moved.

    The same chart may have been asked for many times before the first was drawn; it is drawn once.
    """
    for size in WIDTHS:
        path = chart.path(size)
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{size}.part")
        unfinished.write_text(_svg(chart, size), encoding="utf-8")
        unfinished.replace(path)


def revived(values: dict[str, Any]) -> Drawing:
    """A chart from the JSON of a task."""
    kind = Drawing.kinds[values.get("kind", Chart.kind)]
    return kind(**{name: _tuples(value) for name, value in values.items() if name != "kind"})


def _tuples(value: Any) -> Any:
    """Lists as they come from JSON, as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _read(path: Path) -> str:
    return _kept(path) if path.exists() else ""


@lru_cache(maxsize=256)
def _kept(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _svg(chart: Drawing, size: str) -> str:
    import vl_convert  # 0.7 s to load: the worker pays it, not the server

    drawn = vl_convert.vegalite_to_svg(chart.specification(size))
    return _accessible(drawn, chart, size)


def _bars(chart: Chart, width: int) -> dict[str, Any]:
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
    return framed(altair.layer(*layers), width, HEIGHT)


def framed(drawn: Any, width: int, height: int) -> dict[str, Any]:
    """An Altair chart in our look: no ground of its own, our tokens, our typeface."""
    import altair

    style: dict[str, Any] = {
        "labelColor": "var(--quiet)",
        "titleColor": "var(--quiet)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line-strong)",
    }
    framed: dict[str, Any] = (
        drawn.properties(
            width=width, height=height, autosize=altair.AutoSizeParams(type="fit", contains="padding"), padding=2
        )
        .configure(background="transparent", font="Atkinson Hyperlegible Next, system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(**style, tickColor="var(--line-strong)", labelFontSize=14)
        .to_dict()
    )
    return framed


def _accessible(svg: str, chart: Drawing, size: str) -> str:
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
