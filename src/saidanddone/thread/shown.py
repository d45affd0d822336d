"""Coverage as its pages and files show it: shares in words, groups beside each other with small numbers kept back."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.downloads import Download
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.thread import insights
from saidanddone.thread.queries import coverage as queries
from saidanddone.thread.queries import equity
from saidanddone.ui.numbers import days, in_table, percent

COLUMNS = ("organisation", "place", "measure", "count", "of", "share", "median_days", "days_of_nine_in_ten")
COVERAGE = Download("coverage", {name: itemgetter(name) for name in COLUMNS}, {})
COMPARED = ("answered", "found", "used", "told", "confirmed")
HEADED = ("answered", "in_time", "found", "used", "told", "confirmed")
TONES = {"answered": "done", "in_time": "done", "found": "understood", "used": "decided", "told": "said"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its name, where it leads, and its cells in the order of the head."""

    name: str
    slug: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Page:
    said: int
    figures: list[tuple[str | Promise, str | None, str, str]]
    """Label, share, note and tone."""
    milestones: list[queries.Reached]
    organisations: list[Line]
    places: list[Line]
    are_places_protected: bool


def coverage_page(organisation: Organisation | None, place: Place | None) -> Page:
    found = queries.coverage(organisation, place)
    places = _compared_places(queries.by_place(place, organisation))
    return Page(
        said=found.said,
        figures=[_figure(found.of(measure)) for measure in HEADED],
        milestones=found.milestones,
        organisations=[] if organisation else [_line(row) for row in queries.by_organisation(place, dated=False)],
        places=places if len(places) > 1 else [],
        are_places_protected=any(gettext("kept back") in line.cells for line in places),
    )


def _figure(reached: queries.Reached) -> tuple[str | Promise, str | None, str, str]:
    note = gettext("%(count)s of %(base)s") % {"count": f"{reached.count:,}", "base": f"{reached.base:,}"}
    tone = TONES.get(reached.measure, "felt")
    return reached.label, percent(reached.share), note if reached.base else "", tone


def _line(row: queries.Row) -> Line:
    cells = [in_table(percent(row.coverage.of(measure).share)) for measure in HEADED]
    median = days(row.coverage.of("answered").median)
    return Line(row.name, row.slug, [in_table(row.coverage.said), *cells, in_table(median)])


def _compared_places(rows: list[queries.Row]) -> list[Line]:
    counts = {row.slug: _counts(row.coverage) for row in rows}
    compared = insights.compare(counts, dict.fromkeys(COMPARED, "said"), COMPARED)
    return [Line(row.name, row.slug, _cells(each)) for row, each in zip(rows, compared, strict=True)]


def _counts(coverage: queries.Coverage) -> dict[str, int]:
    return {"said": coverage.said} | {each.measure: each.count for each in coverage.milestones}


def _cells(compared: insights.Compared) -> list[str]:
    base = gettext("kept back") if compared.base is None else f"{compared.base:,}"
    return [base, *(_share(share) for share in compared.shares.values())]


def _share(share: insights.Share) -> str:
    if share.share is None:
        return gettext("kept back")
    words = percent(share.share) or ""
    return gettext("%(share)s, of few") % {"share": words} if share.is_uncertain else words


def coverage_rows(organisation: Organisation | None, place: Place | None) -> list[dict[str, object]]:
    """Every milestone of what was asked for, then of each organisation: an organisation's own performance is public."""
    whole = [(organisation.slug if organisation else "", queries.coverage(organisation, place))]
    others = [] if organisation else [(row.slug, row.coverage) for row in queries.by_organisation(place)]
    return [
        {
            "organisation": slug or None,
            "place": place.slug if place else None,
            "measure": each.measure,
            "count": each.count,
            "of": each.base,
            "share": None if each.share is None else round(each.share, 4),
            "median_days": each.median if each.has_days else None,
            "days_of_nine_in_ten": each.percentile_90 if each.has_days else None,
        }
        for slug, found in whole + others
        for each in found.milestones
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """A share, and within how many days half of it came."""

    share: str
    days: str = ""


@dataclass(frozen=True, slots=True)
class EquityLine:
    name: str
    given: str
    cells: list[Cell]
    """In the order of `equity.BASES`."""


@dataclass(frozen=True, slots=True)
class Equity:
    """One way of looking: by place, by how people took part, by how they are named."""

    heading: str
    lines: list[EquityLine]


def equity_page() -> list[Equity]:
    """Given, acknowledged, used, named, told, thanked or paid, with the days to each; small numbers kept back."""
    channels = {value: str(label) for value, label in Contribution.Channel.choices}
    names = {value: str(label) for value, label in Contribution.Credit.choices}
    places = equity.places()
    return [
        Equity(gettext("By place"), _equity({row.slug: row.name for row in places}, _by_slug(places))),
        Equity(gettext("By how people took part"), _equity(channels, equity.groups("channel"))),
        Equity(gettext("By how people are named"), _equity(names, equity.groups("credit"))),
    ]


def thanked_of_everyone() -> list[tuple[str, str | None, str]]:
    """Label, share and note, for the head of the page."""
    everyone = equity.everyone()
    labels = {"thanked": gettext("Thanked or paid"), "paid": gettext("Of those, paid")}
    return [(label, *_whole(everyone, measure)) for measure, label in labels.items()]


def _whole(group: equity.Group, measure: str) -> tuple[str | None, str]:
    count, base = (group.counts.get(each, 0) for each in (measure, equity.BASES[measure]))
    if not base:
        return None, ""
    of = gettext("%(count)s of %(base)s") % {"count": f"{count:,}", "base": f"{base:,}"}
    return percent(count / base), ", ".join(filter(None, (of, _half_within(group, measure))))


def _by_slug(rows: list[equity.PlaceRow]) -> dict[str, equity.Group]:
    return {row.slug: row.group for row in rows}


def _equity(names: Mapping[str, str], groups: Mapping[str, equity.Group]) -> list[EquityLine]:
    counts = {key: groups[key].counts for key in names if key in groups}
    compared = insights.compare(counts, equity.BASES, tuple(equity.BASES))
    return [_equity_line(names[each.group], groups[each.group], each) for each in compared]


def _equity_line(name: str, group: equity.Group, compared: insights.Compared) -> EquityLine:
    given, *shares = _cells(compared)
    cells = [
        Cell(words, _half_within(group, measure) if share.share is not None else "")
        for words, (measure, share) in zip(shares, compared.shares.items(), strict=True)
    ]
    return EquityLine(name, given, cells)


def _half_within(group: equity.Group, measure: str) -> str:
    """A median is shown only where the share that it belongs to is."""
    median = days(group.medians.get(measure)) if measure in equity.WITH_DAYS else None
    if median is None:
        return ""
    return gettext("half in %(days)s days") % {"days": median}
