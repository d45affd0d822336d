"""A real survey of trust: AmericasBarometer, Brazil, held against the figures that its own package publishes.

The data stand outside the project, in `../shared/data/surveys`, whose README has origin and licence.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from saidanddone.analysis.survey import Lonely, design, share

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "surveys"
ITEMS = ("b13", "b21", "b31")
PUBLISHED = {
    ("b31", "2018/19"): (43.08618, 40.06770, 46.10465),
    ("b31", "2023"): (42.16415, 38.97057, 45.35774),
    ("b13", "2018/19"): (30.32138, 27.76127, 32.88150),
    ("b13", "2023"): (35.25472, 32.18235, 38.32709),
    ("b21", "2018/19"): (13.61917, None, None),
    ("b21", "2023"): (20.52433, None, None),
}
"""R `lapop`, documentation of `lpr_dumb`: per cent who answer 5 to 7 of 7, and their intervals."""
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=f"the real surveys are not here: no {FOLDER}")


@cache
def estimates(item, file="cm23.csv", weight="weight1500"):
    with (FOLDER / file).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    column = {
        name: np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])
        for name in (item, "upm", "strata", weight)
    }
    people = design(column[weight], strata=column["strata"], clusters=column["upm"], nest=True, lonely=Lonely.ADJUST)
    high = np.where(np.isnan(column[item]), np.nan, column[item] >= 5)
    return share(people, high, by=np.array([row["wave"] for row in rows]))


@pytest.mark.parametrize(("item", "wave"), PUBLISHED)
def test_shares_and_intervals_are_the_published_ones_to_the_printed_digits(item, wave):
    found = estimates(item).of(wave)
    interval = found.interval()
    for number, published in zip((found.value, interval.lower, interval.upper), PUBLISHED[item, wave], strict=True):
        assert published is None or 100 * number == pytest.approx(published, abs=5e-6)


def test_degrees_of_freedom_are_those_of_the_wave_and_not_of_all_waves_together():
    assert estimates("b31").of("2023").degrees == 120


@pytest.mark.parametrize("item", ITEMS)
def test_the_file_of_one_wave_gives_what_the_file_of_all_gives(item):
    alone = estimates(item, "bra23.csv", "wt").of("2023")
    assert 100 * alone.value == pytest.approx(PUBLISHED[item, "2023"][0], abs=5e-6)
