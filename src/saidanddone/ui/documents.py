"""Documents to print and pictures to share, set by typst from a template and plain values.

    documents.pdf("messaging/letters.typ", {"title": …, "language": "cy", …}, at=at)
    documents.png("thread/card.typ", {…}, width_px=1200)

A template stands among an app's templates, takes its values from `ui/documents/base.typ` (`data`) and wears its
frame (`document`, `card`). Words reach it as JSON and are set as they are: nothing that somebody typed is read as
markup. Every PDF is tagged and held to PDF/UA-1 as it is made: one without a title or language, with a picture that
has no words for it, or with a heading that skips a level is an error, not a file. It is made in memory, with the
fonts that are shipped, so that it looks alike on every machine.
"""

import io
import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.template.exceptions import TemplateDoesNotExist
from django.template.utils import get_app_template_dirs

from saidanddone.ui.glyphs import settable

ROOT = Path(__file__).resolve().parents[1]
"""What a template may read: this package, so that the colours come from tokens.css."""
FONTS = Path(__file__).resolve().parent / "fonts"
CARD_WIDTH = 600
"""Points across, of every template that is drawn as a picture."""
POINTS_TO_THE_INCH = 72


def pdf(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """A tagged PDF; `data` are JSON values with at least `title` and `language`. `at` is when it says it was made."""
    said = at.replace(microsecond=0) if at else None
    made = _compiler(template, data).compile(format="pdf", pdf_standards=["ua-1"], timestamp=said)
    assert isinstance(made, bytes)  # noqa: S101 - a PDF holds all its pages
    return made


def png(template: str, data: Mapping[str, Any], width_px: int) -> bytes:
    """The one page of a card as a picture, so many pixels across."""
    ppi = width_px / CARD_WIDTH * POINTS_TO_THE_INCH
    made = _compiler(template, data).compile(format="png", ppi=ppi)
    assert isinstance(made, bytes)  # noqa: S101 - several pages would come as a list: a card has one
    return made


def _compiler(template: str, data: Mapping[str, Any]) -> typst.Compiler:
    return typst.Compiler(
        input=str(_path(template)),
        root=str(ROOT),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(settable(dict(data)), ensure_ascii=False)},
    )


def code(address: str) -> str:
    """An address as a square to point a phone at, drawn as SVG: for `image(bytes(…), format: "svg")`."""
    picture = io.BytesIO()
    segno.make(address, micro=False).save(picture, kind="svg", scale=4, border=1)
    return picture.getvalue().decode()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The shipped ones only: what a machine has besides would make its own page breaks."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _path(template: str) -> Path:
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / template
        if path.is_file() and path.is_relative_to(ROOT):
            return path
    raise TemplateDoesNotExist(template)
