"""A report on paper: what a page says of one thing, as sections of words, facts, lists, tables and pictures.

    report = reports.Report(
        title=finding.said("title"), address=page.address, tone="understood", word=_("What was understood"),
        sections=[reports.Section(_("Who wrote it"), [reports.Items([reports.Item("Owen Rees")])])],
    )
    content = reports.pdf(report, at=at)
    reports.answer(content, "finding-k3pm7x2q9d")

Words are strings, or say their language themselves, so that a screen reader changes its voice for them. A section of
which nothing is known is left out. Set by `ui/templates/ui/documents/report.typ`; see `ui/documents.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from saidanddone.core.languages import active
from saidanddone.ui import documents
from saidanddone.ui.charts import Drawing

TOKENS = Path(__file__).resolve().parent / "static" / "ui" / "tokens.css"


class Spoken(Protocol):
    """Words in the language that they are in."""

    @property
    def text(self) -> str: ...

    @property
    def language(self) -> str: ...


Words = str | Spoken
Values = dict[str, Any]
"""What typst is handed, as JSON; empty where a block has nothing to say."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a field that keeps its language beside it."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs as they were typed; `is_note` is small print."""

    kind: ClassVar[str] = "prose"
    words: Words
    is_note: bool = False

    def values(self) -> Values:
        return {"words": _words(self.words), "is_note": self.is_note} if _text(self.words) else {}


@dataclass(frozen=True, slots=True)
class Quote:
    """People's own words, set apart."""

    kind: ClassVar[str] = "quote"
    words: Words

    def values(self) -> Values:
        return {"words": _words(self.words)} if _text(self.words) else {}


@dataclass(frozen=True, slots=True)
class Notice:
    """What should be read before the rest."""

    kind: ClassVar[str] = "notice"
    heading: Words
    words: Sequence[Words] = ()

    def values(self) -> Values:
        return {"heading": _words(self.heading), "paragraphs": _all(self.words)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section: of level 3, or 4; of level 2 in the opening, which has none."""

    kind: ClassVar[str] = "heading"
    words: Words
    level: int = 3

    def values(self) -> Values:
        return {"words": _words(self.words), "level": self.level}


@dataclass(frozen=True, slots=True)
class Facts:
    """What each thing is called, and what it is; without those of which nothing is said."""

    kind: ClassVar[str] = "facts"
    rows: Sequence[tuple[Words, Words]]

    def values(self) -> Values:
        rows = [[_words(label), _words(value)] for label, value in self.rows if _text(value)]
        return {"rows": rows} if rows else {}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list, more that is said of it, small print, and the address where it stands whole."""

    words: Words
    more: Words = ""
    notes: Sequence[Words] = ()
    link: str = ""

    def values(self) -> Values:
        words, more = _words(self.words), _all([self.more])
        return {"words": words, "more": more, "notes": _all(self.notes), "link": absolute(self.link)}


@dataclass(frozen=True, slots=True)
class Items:
    kind: ClassVar[str] = "items"
    items: Sequence[Item]

    def values(self) -> Values:
        return {"items": [each.values() for each in self.items]} if self.items else {}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below their headings, without columns that are empty; those named in `numbers` stand to the right.

    An empty caption is for a table whose heading says it already. A row of one cell is a heading within the table.
    """

    kind: ClassVar[str] = "table"
    caption: Words
    headings: Sequence[Words]
    rows: Sequence[Sequence[Words]]
    numbers: Sequence[int] = ()

    @property
    def _whole(self) -> list[Sequence[Words]]:
        return [row for row in self.rows if len(row) > 1 or len(self.headings) == 1]

    def values(self) -> Values:
        kept = [column for column in range(len(self.headings)) if any(_text(row[column]) for row in self._whole)]
        if not kept:
            return {}
        return {
            "caption": _words(self.caption),
            "headings": [_words(self.headings[column]) for column in kept],
            "rows": [[_words(row[column]) for column in kept[: len(row)]] for row in self.rows],
            "numbers": [place for place, column in enumerate(kept) if column in self.numbers],
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and what it shows in words."""

    kind: ClassVar[str] = "picture"
    svg: str
    words: str

    def values(self) -> Values:
        return {"svg": self.svg, "alt": self.words}


Block = Prose | Quote | Notice | Heading | Facts | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    heading: Words
    blocks: Sequence[Block]
    starts_page: bool = False

    def values(self) -> Values:
        blocks = _blocks(self.blocks)
        values = {"heading": _words(self.heading), "blocks": blocks, "starts_page": self.starts_page}
        return values if blocks else {}


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. `tone` and `word` are its stage, `lines` what stands below its title, `contents` the heading of a list
    of its sections with their pages, for what is too long to leaf through.
    """

    title: Words
    address: str
    tone: str
    word: str
    lines: Sequence[Words] = ()
    opening: Sequence[Block] = ()
    sections: Sequence[Section] = ()
    contents: str = ""

    def values(self) -> Values:
        return {
            "title": _text(self.title),
            "heading": _words(self.title),
            "language": active(),
            "site": self.address.partition("://")[2],
            "address": self.address,
            "page_words": gettext("Page {page} of {pages}"),
            "tone": self.tone,
            "word": self.word,
            "lines": _all(self.lines),
            "opening": _blocks(self.opening),
            "contents": self.contents,
            "sections": [values for section in self.sections if (values := section.values())],
        }


def pdf(report: Report, *, at: datetime) -> bytes:
    """Tagged, in the reader's language."""
    return documents.pdf("ui/documents/report.typ", report.values(), at=at)


def answer(content: bytes, name: str) -> HttpResponse:
    """A PDF that browsers show, and keep under its own name."""
    named = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=named)


def absolute(link: str) -> str:
    """The whole address: paper knows no site that it belongs to."""
    return f"{settings.SITE_URL}{link}" if link.startswith("/") else link


def picture_of(chart: Drawing) -> list[Block]:
    """A chart as it is on pages, once it is drawn; its words are those that are read out there."""
    drawn = next((each.svg for each in chart.pictures() if each.size == "wide"), "")
    return [Picture(_printed(drawn), f"{chart.title}. {chart.description}")] if drawn else []


def _printed(svg: str) -> str:
    """A drawing without the stylesheet of its page: colours instead of tokens, and the typeface of documents."""
    coloured = re.sub(r"var\(--([a-z-]+)\)", lambda found: _tokens()[found[1]], svg)
    return re.sub(r'font-family="[^"]*"', 'font-family="Noto Sans"', coloured)


@lru_cache(maxsize=1)
def _tokens() -> dict[str, str]:
    light = TOKENS.read_text(encoding="utf-8").split("@media")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))


def _text(words: Words) -> str:
    return words if isinstance(words, str) else words.text


def _words(words: Words) -> dict[str, str]:
    return {"text": _text(words), "language": "" if isinstance(words, str) else words.language}


def _all(words: Sequence[Words]) -> list[dict[str, str]]:
    return [_words(each) for each in words if _text(each)]


def _blocks(blocks: Sequence[Block]) -> list[Values]:
    """Without those that say nothing."""
    return [{"kind": block.kind, **values} for block in blocks if (values := block.values())]
