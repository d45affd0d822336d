"""Satisfaction beside trust, where a round asks for both: how they go together. Association, never a cause."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats

from saidanddone.analysis import survey
from saidanddone.surveys.insights.driving import TRUST
from saidanddone.surveys.insights.figures import LEVEL, Read, number_or_none
from saidanddone.surveys.insights.items import Item
from saidanddone.surveys.questionnaire import Asked

SATISFIED = "satisfied"
"""The question that ships, and before a hyphen where it is asked about several."""
ABOUT_TRUST = {"public-trust", "trust-in-institutions"}
SMALLEST_CELL = 10
YES, NO = "1", "-1"


def association(asked: Sequence[Asked], read: Read) -> dict[str, Any]:
    """How many more in a hundred trust among the satisfied than among the dissatisfied, with its interval.

    Of those who answered both, a high answer to trust against any other; who is neither satisfied nor dissatisfied is
    left out. Kept back where any of the four groups has fewer than ten people. Empty where the two are not asked.
    """
    of_name = {each.name: each for each in read.items if each.main == "net"}
    satisfied = next((each for each in asked if _is(each.name) and each.name in of_name), None)
    trust = next((each for each in asked if each.name in of_name and _is_trust(each)), None)
    if satisfied is None or trust is None:
        return {}
    said = {"trust": trust.name, "satisfied": satisfied.name}
    side, high = _side(of_name[satisfied.name]), _high(of_name[trust.name])
    where = (side != 0) & ~np.isnan(high)
    cells = [int((where & (side == each) & (high == answer)).sum()) for each in (1, -1) for answer in (0, 1)]
    if min(cells) < SMALLEST_CELL or min(cells[0] + cells[1], cells[2] + cells[3]) < read.fewest:
        return said | {"marker": "c"}
    found = survey.mean(read.design, np.where(where, high, np.nan), by=side)
    gap = found.of(YES) - found.of(NO)
    half = gap.error * float(stats.t.isf((1 - LEVEL) / 2, gap.degrees)) if gap.degrees >= 1 else float("nan")
    return said | {
        "value": gap.value,
        "lower": number_or_none(gap.value - half),
        "upper": number_or_none(gap.value + half),
        "error": number_or_none(gap.error),
        "degrees": gap.degrees,
        "among_satisfied": found.of(YES).value,
        "among_dissatisfied": found.of(NO).value,
        "count": int(where.sum()),
        "marker": "",
    }


def _is(name: str) -> bool:
    return name == SATISFIED or name.startswith(f"{SATISFIED}-")


def _is_trust(asked: Asked) -> bool:
    return asked.construct in TRUST or (asked.instrument in ABOUT_TRUST and not asked.determinant)


def _side(item: Item) -> Any:
    """1 for satisfied, -1 for dissatisfied, 0 for neither and for whoever did not say."""
    net = item.scoring.net()
    known = item.scoring.mean().below[item.places] > 0
    return np.where(known, net.above[item.places], 0).astype(int)


def _high(item: Item) -> Any:
    """1 for a high answer, 0 for any other, `nan` for whoever gave none."""
    known = item.scoring.mean().below[item.places] > 0
    return np.where(known, (item.scoring.net().above[item.places] > 0).astype(float), np.nan)
