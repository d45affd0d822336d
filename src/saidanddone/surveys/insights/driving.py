"""What goes with trust, by the OECD's rule, where a survey asks for both. Association, never a cause."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from saidanddone.analysis.survey import (
    Design,
    Drivers,
    LonelyClusterError,
    NoFitError,
    Replicates,
    bootstrap,
    drivers,
    jackknife,
)
from saidanddone.surveys.insights.items import Item
from saidanddone.surveys.questionnaire import Asked

TRUST = {"trust", "overall"}
"""The constructs of the item that is explained."""
OWN_DRIVERS = "drivers-of-trust"
"""The instrument whose items are drivers where it was asked; else those of the determinants are."""
FEWEST_PEOPLE, MOST_DRIVERS = 100, 16
MOST_CLUSTERS = 3000
"""Up to so many clusters one is left out at a time; beyond, they are drawn again."""
DRAWN, SEED = 200, 20_261_124


def driving(asked: Sequence[Asked], items: Sequence[Item], design: Design) -> dict[str, Any]:
    """Effects and shares with their intervals; empty where nothing is to be explained, or too few people said it."""
    of_name = {each.name: each for each in items if each.scoring.bands}
    trust = next((each for each in asked if each.construct in TRUST and each.name in of_name), None)
    able = [each for each in asked if each.determinant and each.name in of_name and each is not trust]
    named = [each.name for each in able if each.instrument == OWN_DRIVERS] or [each.name for each in able]
    if trust is None or not 2 <= len(named) <= MOST_DRIVERS:
        return {}
    outcome = of_name[trust.name]
    try:
        high, low = _sides(outcome)
        columns = {name: of_name[name].turned for name in named}
        found = drivers(design, high, low, columns, errors=_errors(design))
    except (ValueError, NoFitError, LonelyClusterError) as unknown:
        return {"trust": trust.name, "rows": [], "why": str(unknown)}
    if found.count < FEWEST_PEOPLE:
        return {"trust": trust.name, "rows": [], "why": "too few"}
    return {"trust": trust.name, **_said(found)}


def _sides(item: Item) -> tuple[Any, Any]:
    """1 where somebody's answer counts for the net, and where it counts against it; the midpoint is neither."""
    net = item.scoring.net()
    known, side = item.scoring.mean().below[item.places] > 0, net.above[item.places]
    return tuple(np.where(known, side == each, np.nan) for each in (1, -1))  # type: ignore[return-value]


def _errors(design: Design) -> Replicates:
    if design.frame.units <= MOST_CLUSTERS:
        return jackknife(design)
    return bootstrap(design, DRAWN, np.random.default_rng(SEED))


def _said(found: Drivers) -> dict[str, Any]:
    rows = []
    for effect, share in zip(found.effects, found.shares, strict=True):
        reach, part = effect.interval(), share.interval()
        rows.append(
            {
                "item": effect.group,
                "effect": effect.value,
                "lower": reach.lower,
                "upper": reach.upper,
                "share": share.value,
                "share_lower": part.lower,
                "share_upper": part.upper,
            }
        )
    return {
        "rows": sorted(rows, key=lambda row: -row["effect"]),
        "explained": found.explained,
        "alpha": found.alpha,
        "one_thing": found.measure_one_thing,
        "count": found.count,
        "midpoints": found.midpoints,
        "left_out": found.left_out,
    }
