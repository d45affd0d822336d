"""What changed since the last wave, as far as the question is the same, and which changes are beyond chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from saidanddone.analysis import survey
from saidanddone.analysis.survey import Design, Estimate, Instrument, Reason, Scoring
from saidanddone.surveys.insights.figures import EVERYBODY, Figure, Read, number_or_none
from saidanddone.surveys.insights.items import Item, scoring_of
from saidanddone.surveys.insights.people import People
from saidanddone.surveys.insights.weighting import Read as Margins
from saidanddone.surveys.models import Estimate as Kept
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Asked, as_it_was_asked

NEITHER = Scoring(points=(0, 1))
"""Of a question that has no scale: its words and its place are compared alone."""
WEIGHTED_KINDS = {Question.Kind.SCALE, Question.Kind.SINGLE}


def breaks_between(later: Sequence[Asked], earlier: Sequence[Asked]) -> dict[str, str]:
    """The questions that may not be compared, with the reason: `wording`, `scale`, `labels` or `order`."""
    if not later or not earlier:
        return {}
    later = _with_gaps_alike(later, earlier)
    languages = set.intersection(*({*each.wording} for each in (*later, *earlier)))
    if not languages:
        return {each.name: str(Reason.WORDING) for each in later}
    new, old = (_instrument(each, languages) for each in (later, earlier))
    return {each.item: str(each.reason) for each in new.breaks(old)}


def _with_gaps_alike(later: Sequence[Asked], earlier: Sequence[Asked]) -> list[Asked]:
    """A question out of which a moderator took words is compared as it was asked."""
    before = {each.name: each for each in earlier}
    made = []
    for each in later:
        old = before.get(each.name)
        is_same = old and (each.as_asked or old.as_asked) and as_it_was_asked(each) == as_it_was_asked(old)
        made.append(replace(each, wording=old.wording, labels=old.labels) if old and is_same else each)
    return made


def _instrument(asked: Sequence[Asked], languages: set[str]) -> Instrument:
    return Instrument("survey", 1, tuple(_item(each, languages) for each in asked))


def _item(asked: Asked, languages: set[str]) -> survey.Item:
    found = scoring_of(asked) if asked.kind in WEIGHTED_KINDS else None
    scoring = found[0] if found else NEITHER
    labels = {language: _labels(asked, language, scoring) for language in languages}
    return survey.Item(asked.name, {each: asked.wording[each] or "…" for each in languages}, scoring, labels)


def _labels(asked: Asked, language: str, scoring: Scoring) -> dict[int, str]:
    """The words at the points, both ends among them even where they have none."""
    given = {int(code): words for code, words in asked.labels.get(language, {}).items()}
    ends = {scoring.points[0]: "", scoring.points[-1]: ""}
    return {code: words for code, words in (ends | given).items() if code in scoring.answers}


@dataclass(frozen=True)
class Wave:
    """One of two waves that are compared: its people, what it is weighted to, and its items by name."""

    people: People
    margins: Margins
    read: Read

    def item(self, name: str) -> tuple[int, Item] | None:
        for number, each in enumerate(self.read.items):
            if each.name == name and each.scoring.bands:
                return number, each
        return None


def changes(later: Wave, earlier: Wave, broken: Mapping[str, str]) -> Iterator[Figure]:
    """Of each scale that both waves asked; where the question is not the same, a marker `b` and no number.

    Where waves share people or clusters, their covariance is in the error: both are then read as one design.
    """
    both = _Both.of(later, earlier) if later.people.shares_with(earlier.people) else None
    for number, item in enumerate(later.read.items):
        found = earlier.item(item.name)
        if found is None or not item.scoring.bands:
            continue
        if item.name in broken or item.scoring != found[1].scoring:
            yield Figure(item.name, item.main, "difference", marker="b")
            continue
        fewest = later.read.fewest
        for figure in (*item.figures, *item.unknown):
            if both:
                changed = both.difference(item, found[1], figure)
            else:
                pair = (
                    later.read.estimates(number, figure, EVERYBODY),
                    earlier.read.estimates(found[0], figure, EVERYBODY),
                )
                changed = survey.difference(pair[0].only, pair[1].only, independent=True)
            yield _row(item.name, figure.name, changed, fewest)


def _row(item: str, figure: str, changed: Estimate, fewest: int) -> Figure:
    row = Figure(item, figure, "difference", count=changed.count)
    if np.isnan(changed.value) or changed.count < fewest:
        return replace(row, count=None, marker="x" if np.isnan(changed.value) else "c")
    half = changed.error * float(stats.t.isf(0.025, changed.degrees)) if changed.degrees >= 1 else float("nan")
    return replace(
        row,
        value=changed.value,
        lower=number_or_none(changed.value - half),
        upper=number_or_none(changed.value + half),
        error=number_or_none(changed.error),
        degrees=changed.degrees,
    )


@dataclass(frozen=True)
class _Both:
    """Two waves as one design, the later first, each weighted to its own margins."""

    design: Design
    wave: NDArray[np.int64]
    later: int

    @classmethod
    def of(cls, later: Wave, earlier: Wave) -> "_Both":
        people = later.people.beside(earlier.people)
        wave = np.repeat([1, 0], [len(later.people), len(earlier.people)])
        made = people.design
        margins = {**_of_one(later, people, 0, "later"), **_of_one(earlier, people, len(later.people), "earlier")}
        if margins:
            made = survey.rake(made, margins, unmet=survey.Unmet.SAY).design
        return cls(made, wave, len(later.people))

    def difference(self, item: Item, before: Item, figure: survey.Figure) -> Estimate:
        counted = np.concatenate([item.counted(figure), before.counted(figure)])
        found = replace(survey.mean(self.design, counted, by=self.wave), kind=figure.kind)
        return found.of("1") - found.of("0")


def _of_one(wave: Wave, people: People, start: int, name: str) -> dict[str, tuple[NDArray[np.int64], dict[int, float]]]:
    """The margins of one wave for both: whoever is of the other stays as they are."""
    other = -2_000_000
    whole = float(people.weights.sum())
    own = float(wave.people.weights.sum())
    found = {}
    for question, (labels, population) in wave.margins.items():
        of_both = np.full(len(people), other, dtype=np.int64)
        of_both[start : start + len(labels)] = labels
        found[f"{name} {question}"] = (of_both, {**population, other: whole - own})
    return found


Changed = TypeVar("Changed", Figure, Kept)
"""A change as it is worked out, or as it was stored."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A drop beyond chance."""

    item: str
    figure: str
    change: float
    lower: float
    upper: float


def drops(rows: Iterable[Figure], main: Mapping[str, str], level: float = 0.05) -> list[Beyond]:
    """The main figure of each item that fell, after Holm's correction over all that could have."""
    watched = [each for each in rows if each.value is not None and main.get(each.item) == each.figure]
    return [
        Beyond(each.item, each.figure, each.value, each.lower, each.upper)
        for each in beyond_chance(watched, level)
        if each.value is not None and each.value < 0 and each.lower is not None and each.upper is not None
    ]


def beyond_chance(changes: Sequence[Changed], level: float = 0.05) -> list[Changed]:
    """Those that stand after Holm's correction: however many are compared, one in twenty rounds names a wrong one."""
    chances = [_chance(each) for each in changes]
    if not chances:
        return []
    stands = survey.holm(chances, level=level).stands
    return [each for each, stood in zip(changes, stands, strict=True) if stood]


def _chance(row: Figure | Kept) -> float:
    """How likely so large a change is where nothing changed."""
    if not row.error or row.value is None or not row.degrees or row.degrees < 1:
        return float("nan")
    return float(2 * stats.t.sf(abs(row.value / row.error), row.degrees))
