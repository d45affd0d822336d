"""Weights of those who answered, brought to the margins of the population, and what is to be said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.survey import Design, Unmet, Weighting, rake, representativeness
from saidanddone.surveys.insights.people import People
from saidanddone.surveys.margins import Margin, margins_of
from saidanddone.surveys.models import Wave

UNANSWERED = -1_000_000
"""Whoever did not say: they keep the share that they have, and the population's shares are of the others."""
Read = dict[str, tuple[NDArray[np.int64], dict[int, float]]]


@dataclass(frozen=True)
class Weighted:
    """The design that figures are worked out with. `said` is stored with the analysis, as JSON."""

    design: Design
    said: dict[str, Any] = field(default_factory=dict)
    heard: dict[str, Any] = field(default_factory=dict)


def weighted(wave: Wave, people: People, population: Sequence[Margin] = ()) -> Weighted:
    """Raked to the wave's margins, as near as can be; what is not met is said.

    `population` is what is known of those who live there beside the margins: to compare with, not to weight to.
    """
    margins = margins_of(wave)
    read = read_margins(margins, people)
    beside = [each for each in population if each.question not in read]
    compared = [*margins, *beside]
    heard = _heard(people, read | read_margins(beside, people), compared)
    if not read:
        return Weighted(people.design, {"spread": _spread(people.weights)}, heard)
    found = rake(people.design, read, unmet=Unmet.SAY)
    return Weighted(found.design, _said(found, margins), heard)


def read_margins(margins: list[Margin], people: People) -> Read:
    """Each margin as `rake` takes it, its population as many as the base weights stand for."""
    total, found = float(people.weights.sum()), {}
    for margin in margins:
        shares = margin.normed
        given = people.column(margin.question)
        labels = np.array([each if each in shares else UNANSWERED for each in map(_one, given)], dtype=np.int64)
        lost = float(people.weights[labels == UNANSWERED].sum())
        if lost >= total:
            continue
        sizes = {code: share * (total - lost) for code, share in shares.items()}
        found[margin.question] = (labels, sizes | ({UNANSWERED: lost} if lost else {}))
    return found


def _one(given: Any) -> Any:
    return given if isinstance(given, int) else None


def _said(found: Weighting, margins: list[Margin]) -> dict[str, Any]:
    whole: dict[str, float] = {}
    for each in found.targets:
        whole[each.variable] = whole.get(each.variable, 0) + each.population
    rows = [
        {
            "question": each.variable,
            "code": "" if each.label == str(UNANSWERED) else each.label,
            "count": each.count,
            "before": each.before / whole[each.variable],
            "after": each.after / whole[each.variable],
            "population": each.population / whole[each.variable],
            "met": each.met,
        }
        for each in found.targets
    ]
    return {
        "method": found.method,
        "steps": found.iterations,
        "margins": rows,
        "sources": {each.question: each.source for each in margins},
        "spread": _spread(found.design.weights),
        "trimmed": found.trimmed,
    }


def _spread(weights: NDArray[np.float64]) -> dict[str, float]:
    """How unequal the weights are: Kish's effective number, and the largest over the smallest."""
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return {
        "effective_count": effective,
        "design_effect": len(weights) / effective,
        "ratio": float(weights.max() / weights.min()),
    }


def _heard(people: People, read: Read, margins: Sequence[Margin]) -> dict[str, Any]:
    """Each group's share of those who answered, by base weights, beside its share of the population."""
    if not read:
        return {}
    groups = representativeness(people.design, read).groups
    rows = [
        {
            "question": each.variable,
            "code": each.label,
            "count": each.count,
            "share": each.share,
            "lower": None if np.isnan(each.interval.lower) else each.interval.lower,
            "upper": None if np.isnan(each.interval.upper) else each.interval.upper,
            "population": each.population,
            "far": each.far,
        }
        for each in groups
        if each.label != str(UNANSWERED)
    ]
    sources = {each.question: each.source for each in margins if each.question in read and each.source}
    return {"groups": rows, "sources": sources}
