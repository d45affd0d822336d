"""What others measured, to set beside one's own figures: read once from `data/benchmarks.toml`.

    of("trust-in-institutions", "trust-local")     those of one item

Tiers are never put together: each figure says which one it is of. A year is there only where its source names one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import Language
from saidanddone.surveys.instruments import DATA, BadInstrument, instrument
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.wording import Worded, worded


class Tier(models.TextChoices):
    """Of what a figure speaks. Two tiers never stand in one figure."""

    NATIONAL = "national", _("National")
    LOCAL = "local", _("Local")
    CIVIL_SERVICE = "civil_service", _("Civil service")
    SERVICE = "service", _("A public service")
    COURTS = "courts", _("Courts")
    PEOPLE = "people", _("People")
    PUBLIC_SECTOR = "public_sector", _("Public sector")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    VOLUNTARY_SECTOR = "voluntary_sector", _("Voluntary sector")
    GOVERNMENT_UNSPLIT = "government_unsplit", _("Central and local government, not parted by the source")
    ALL_SECTORS = "all_sectors", _("All sectors")


FIGURES = {
    "high": _("trust it, or much of it"),
    "low": _("do not trust it, or little"),
    "net": _("high less low"),
    "none": _("none at all"),
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One figure of somebody else's. `figure` is a band of its item's scoring, or `net`; `value` is in per cent."""

    name: str
    instrument: str
    item: str
    figure: str
    value: float
    tier: Tier
    population: Mapping[str, str]
    source: str
    year: int | None = None
    link: str = ""
    note: Mapping[str, str] = field(default_factory=dict)

    def said(self, what: str) -> Worded:
        """`population` or `note` in the reader's language."""
        return worded(getattr(self, what))

    @property
    def asked(self) -> Worded:
        """The question that it is set beside, in our words."""
        return worded(instrument(self.instrument).item(self.item).wording)

    @property
    def figure_words(self) -> str:
        return str(FIGURES.get(self.figure, self.figure))


def benchmarks() -> tuple[Benchmark, ...]:
    return _all()


def of(instrument_name: str, item_name: str) -> tuple[Benchmark, ...]:
    """Those of one item of an instrument."""
    return tuple(each for each in _all() if (each.instrument, each.item) == (instrument_name, item_name))


@cache
def _all() -> tuple[Benchmark, ...]:
    rows = tomllib.loads((DATA / "benchmarks.toml").read_text())["benchmarks"]
    found = tuple(read(row) for row in rows)
    if len({each.name for each in found}) < len(found):
        raise BadInstrument("benchmarks: each has a name of its own")
    return found


def read(row: Mapping[str, Any]) -> Benchmark:
    """One benchmark, held against its item; raises `BadInstrument`."""
    try:
        made = Benchmark(**{**row, "tier": Tier(row["tier"])})
        item = instrument(made.instrument).item(made.item)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInstrument(f"{row.get('name', 'a benchmark')}: {error}") from None
    figures = {"net"} | {band["name"] for band in item.scoring.get("bands", ())}
    wrong = [
        (made.figure not in figures, f"a figure of its item: {', '.join(sorted(figures))}"),
        (not -100 <= made.value <= 100 or (made.figure != "net" and made.value < 0), "a value in per cent"),
        (not all(made.population.get(each) for each in Language.values) or not made.source, "a population, a source"),
        (made.year is None and not made.note, "a year, or a note that says why there is none"),
        (bool(made.note) and not all(made.note.get(each) for each in Language.values), "a note in each language"),
    ]
    for is_wrong, needed in wrong:
        if is_wrong:
            raise BadInstrument(f"{made.name}: it needs {needed}")
    return made


def beside(asked: Asked) -> tuple[Benchmark, ...]:
    """Those of a question that was taken from an instrument as it is, by whatever name it goes in its survey."""
    if not asked.instrument:
        return ()
    items = [item for item in instrument(asked.instrument).items if _is(asked, item.name)]
    return of(asked.instrument, items[0].name) if items else ()


def _is(asked: Asked, item: str) -> bool:
    return asked.name == item or asked.name.startswith(f"{item}-")
