"""How trust among partners moves: our own checks by instrument and version, and what was brought in, each apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from saidanddone.alliances.models import Alliance, BroughtScore, Check, Shown
from saidanddone.alliances.queries.shown import Band, Side
from saidanddone.surveys.instruments import instrument


@dataclass(frozen=True, slots=True)
class Wave:
    """A check with how many of its questions lie on which side; of the whole, the band of each question."""

    check: Check
    strengths: int
    gaps: int
    between: int
    not_shown: int
    bands: Sequence[Band]


@dataclass(frozen=True, slots=True)
class Line:
    """Checks with the same questions in the same words, the earliest first: nothing else is drawn as one line."""

    is_of_pairs: bool
    waves: Sequence[Wave]


@dataclass(frozen=True, slots=True)
class Brought:
    """What another instrument gave, in one version of it."""

    instrument: str
    version: str
    dimension: str
    scores: Sequence[BroughtScore]


@dataclass(frozen=True, slots=True)
class Trend:
    lines: Sequence[Line]
    brought: Sequence[Brought]


def trend(alliance: Alliance) -> Trend:
    """For partners: three queries."""
    checks = list(alliance.checks.filter(worked_out_at__isnull=False).order_by("number"))
    rows: dict[int, list[Shown]] = {each.pk: [] for each in checks}
    for each in Shown.objects.filter(check_of__in=checks, by=None).select_related("about__organisation"):
        rows[each.check_of_id].append(each)
    lines: dict[tuple[str, int], list[Wave]] = {}
    for check in checks:
        lines.setdefault((check.instrument, check.instrument_version), []).append(_wave(check, rows[check.pk]))
    found = [Line(waves[0].check.is_of_pairs, waves) for waves in lines.values()]
    return Trend(found, _brought(alliance))


def _wave(check: Check, rows: Sequence[Shown]) -> Wave:
    items = {item.name: item for item in instrument(check.instrument).items}
    bands = [Band(items[each.item], each.about, each) for each in rows if each.item in items]
    sides = [each.side for each in bands]
    by_name = {each.item.name: each for each in bands}
    whole = [] if check.is_of_pairs else [by_name.get(name, Band(items[name], None, None)) for name in items]
    strengths, gaps, between = (sides.count(each) for each in (Side.STRENGTH, Side.GAP, Side.BETWEEN))
    return Wave(check, strengths, gaps, between, sides.count(Side.NOT_SHOWN), whole)


def _brought(alliance: Alliance) -> list[Brought]:
    lines: dict[tuple[str, str, str], list[BroughtScore]] = {}
    rows = BroughtScore.objects.filter(alliance=alliance).select_related("brought_by__organisation")
    for each in rows.order_by("instrument", "version", "dimension", "measured_date", "pk"):
        lines.setdefault((each.get_instrument_display(), each.version, each.dimension), []).append(each)
    return [Brought(*key, scores) for key, scores in lines.items()]
