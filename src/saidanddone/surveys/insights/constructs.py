"""Items that measure one determinant: whether they hang together, and what they say together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saidanddone.analysis import survey
from saidanddone.analysis.survey import Reliability
from saidanddone.surveys.insights.figures import Figure, Read, number_or_none, rows_of
from saidanddone.surveys.insights.items import Item
from saidanddone.surveys.questionnaire import Asked

PREFIX = "determinant-"
"""Before the name of a determinant, where its composite stands among items."""


def constructs(asked: Sequence[Asked], read: Read) -> tuple[dict[str, Any], list[Figure]]:
    """Alpha and omega of each determinant with two items or more on one scale; a composite from an alpha of .7 on."""
    said, rows = dict[str, Any](), list[Figure]()
    for determinant, items in sorted(_by_determinant(asked, read).items()):
        columns = {each.name: each.turned for each in items}
        try:
            found = survey.reliability(read.design, columns)
        except ValueError as unknown:
            said[determinant] = {"items": list(columns), "kept": False, "why": str(unknown)}
            continue
        said[determinant] = _said(found)
        if found.is_enough:
            rows += _composite(f"{PREFIX}{determinant}", read, columns)
    return said, rows


def _by_determinant(asked: Sequence[Asked], read: Read) -> dict[str, list[Item]]:
    of_name = {each.name: each for each in read.items if each.scoring.bands}
    found: dict[str, list[Item]] = defaultdict(list)
    for each in asked:
        if each.determinant and each.name in of_name:
            found[each.determinant].append(of_name[each.name])
    return {
        name: items
        for name, items in found.items()
        if len(items) > 1 and len({each.scoring.points for each in items}) == 1
    }


def _said(found: Reliability) -> dict[str, Any]:
    return {
        "items": list(found.loadings),
        "alpha": found.alpha,
        "omega": number_or_none(found.omega),
        "count": found.count,
        "left_out": found.left_out,
        "kept": found.is_enough,
    }


def _composite(name: str, read: Read, columns: Mapping[str, Any]) -> Iterator[Figure]:
    """The mean of the composite, of everybody and of groups that are large enough, none of them by itself."""
    means = survey.composite(read.design, columns)
    for row in rows_of(name, "mean", survey.mean(read.design, means)):
        yield row if (row.count or 0) >= read.fewest else row.kept_back
    for variable, group in read.groups.items():
        rows = list(rows_of(name, "mean", survey.mean(read.design, means, by=group), variable))
        few = {each.group for each in rows if (each.count or 0) < read.fewest or not each.error}
        if len(few) == 1:  # the others and everybody would give it away
            others = [each for each in rows if each.group not in few]
            few |= {min(others, key=lambda each: each.count or 0).group} if others else set()
        shown = [each for each in rows if each.group != str(Read.OUTSIDE)]
        yield from (each.kept_back if each.group in few else each for each in shown)
