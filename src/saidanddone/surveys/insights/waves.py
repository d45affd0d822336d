"""A wave worked out: every figure with how sure it is, what it rests on, and what changed since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone import __version__
from saidanddone.analysis import survey
from saidanddone.surveys.insights import changes
from saidanddone.surveys.insights.association import association
from saidanddone.surveys.insights.changes import Beyond, breaks_between
from saidanddone.surveys.insights.constructs import constructs
from saidanddone.surveys.insights.driving import driving
from saidanddone.surveys.insights.figures import (
    FEWEST,
    FEWEST_OF_STAFF,
    Figure,
    Read,
    number_or_none,
    of_everybody,
    of_groups,
    rows_of,
)
from saidanddone.surveys.insights.items import items_of, numbers_of
from saidanddone.surveys.insights.people import LONELY, People, people_of
from saidanddone.surveys.insights.protection import hidden_in
from saidanddone.surveys.insights.reaching import r_indicator_of, rates
from saidanddone.surveys.insights.weighting import Weighted, read_margins, weighted
from saidanddone.surveys.margins import margins_of
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.populations import populations_of
from saidanddone.surveys.questionnaire import Asked, questionnaire

ENGINE = f"saidanddone {__version__}"
SPLITTING = {Question.Kind.SINGLE, Question.Kind.SCALE}


class NobodyAnsweredError(ValueError):
    """There is nothing to work out."""


@dataclass(frozen=True)
class WorkedOut:
    """All that is stored of a working-out; dictionaries as JSON."""

    figures: tuple[Figure, ...]
    method: str
    count: int
    effective_count: float
    weighting: dict[str, Any] = field(default_factory=dict)
    rates: dict[str, Any] = field(default_factory=dict)
    representativeness: dict[str, Any] = field(default_factory=dict)
    reliability: dict[str, Any] = field(default_factory=dict)
    drivers: dict[str, Any] = field(default_factory=dict)
    association: dict[str, Any] = field(default_factory=dict)
    drops: tuple[Beyond, ...] = ()


def work_out(wave: Wave, earlier: Wave | None = None) -> WorkedOut:
    """Read everybody once, and work out all figures of the wave and what changed since an earlier one.

    Raises `NobodyAnsweredError` where nobody has finished.
    """
    people, asked = people_of(wave), questionnaire(wave)
    if not len(people):
        raise NobodyAnsweredError("nobody has finished")
    found = weighted(wave, people, populations_of(wave, asked))
    read = _read(asked, people, found.design, fewest_of(wave))
    said, composites = constructs(asked, read)
    before = _before(earlier, read.fewest)
    same = before.read if before and earlier and is_of_the_same_people(wave, earlier) else None
    figures = [*of_everybody(read), *of_groups(read, partial(hidden_in, read, earlier=same)), *composites]
    figures += [
        row for each in asked if each.kind == Question.Kind.NUMBER for row in _number(each, people, found, read.fewest)
    ]
    now = changes.Wave(people, read_margins(margins_of(wave), people), read)
    changed = _changes(earlier, asked, now, before)
    main = {each.name: each.main for each in read.items}
    return WorkedOut(
        figures=(*figures, *changed),
        method=_method(people, found, wave, same_people=same is not None),
        count=len(people),
        effective_count=found.said["spread"]["effective_count"],
        weighting=found.said,
        rates=rates(wave),
        representativeness=found.heard | {"r_indicator": r_indicator_of(wave)},
        reliability=said,
        drivers=driving(asked, read.items, found.design),
        association=association(asked, read),
        drops=tuple(changes.drops(changed, main)),
    )


def fewest_of(wave: Wave) -> int:
    return FEWEST_OF_STAFF if wave.survey.kind == Survey.Kind.STAFF else FEWEST


def _read(asked: Sequence[Asked], people: People, design: survey.Design, fewest: int) -> Read:
    items = [item for each in asked for item in items_of(each, people)]
    splitting = {each.name for each in asked if each.splits_results and each.kind in SPLITTING}
    groups = {each.name: _group(each) for each in items if each.name in splitting}
    return Read(design, items, groups, fewest)


def _group(item: Any) -> NDArray[np.int64]:
    """The answers that part people; whoever gave none is in no group that is shown."""
    is_answer = np.isin(item.codes, item.scoring.points)
    return np.where(is_answer, item.codes, Read.OUTSIDE)


def _number(asked: Asked, people: People, found: Weighted, fewest: int) -> list[Figure]:
    """Mean and median. No group of it is shown: a number can stand for one person."""
    numbers = numbers_of(asked, people)
    if not np.isfinite(numbers).any():
        return [Figure(asked.name, "mean", "mean", marker="x")]
    middle = survey.quantile(found.design, numbers).only
    median = Figure(
        asked.name,
        "median",
        "median",
        value=number_or_none(middle.value),
        lower=number_or_none(middle.lower),
        upper=number_or_none(middle.upper),
        error=number_or_none(middle.error),
        degrees=middle.degrees,
        count=middle.count,
    )
    rows = [*rows_of(asked.name, "mean", survey.mean(found.design, numbers)), median]
    return [each if (each.count or 0) >= fewest else each.kept_back for each in rows]


def is_of_the_same_people(wave: Wave, earlier: Wave) -> bool:
    """Whether both asked everyone."""
    return {wave.sampling, earlier.sampling} == {Wave.Sampling.EVERYONE}


def _before(earlier: Wave | None, fewest: int) -> changes.Wave | None:
    """The earlier wave, where anybody answered it."""
    if earlier is None:
        return None
    people, asked = people_of(earlier), questionnaire(earlier)
    if not len(people):
        return None
    read = _read(asked, people, weighted(earlier, people).design, fewest)
    return changes.Wave(people, read_margins(margins_of(earlier), people), read)


def _changes(
    earlier: Wave | None, asked: Sequence[Asked], now: changes.Wave, then: changes.Wave | None
) -> list[Figure]:
    if earlier is None or then is None:
        return []
    return list(changes.changes(now, then, breaks_between(asked, questionnaire(earlier))))


def _method(people: People, found: Weighted, wave: Wave, *, same_people: bool) -> str:
    """In the engine's own words, for whoever works it out again; pages say it for readers."""
    parts = ["Taylor linearisation", *(each.method for each in found.design.calibration)]
    parts.append(f"{len(set(people.strata))} strata" if people.is_stratified else "no strata")
    clusters = len(set(zip(people.strata, people.units, strict=True)))
    if people.is_grouped:
        parts.append(f"no clusters; people in {clusters} random groups")
    else:
        parts.append(f"{clusters} clusters" if people.is_clustered else "no clusters")
    parts += ["clusters nested in strata", f"lonely clusters: {LONELY}", "Student's t, 95%"]
    parts.append("small numbers in groups by maximum flow, totals known")
    if same_people:
        parts.append("of the same people as the last round: fewer than ten who came or went are guarded in each group")
    parts.append("probability sample" if wave.is_probability else "not a probability sample")
    return "; ".join(parts)
