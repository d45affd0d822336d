"""Samples drawn two thousand times from a county that is known: intervals cover the truth as often as they say."""

from functools import cache

import numpy as np
import pytest

from saidanddone.analysis.survey import By, balanced, design, jackknife, mean, quantile, share, total

DRAWS, LEVEL = 2000, 0.95
STRATA, CLUSTERS, DRAWN, PEOPLE = 3, 150, 16, 12
# Three standard errors of a share of two thousand draws.
CHANCE = 3 * np.sqrt(LEVEL * (1 - LEVEL) / DRAWS)


class County:
    """Everybody of three towns, in streets whose people are alike: trust from 0 to 10, and some of them young."""

    def __init__(self, rng):
        size = (STRATA, CLUSTERS, PEOPLE)
        town, street = rng.normal(0, 0.6, (STRATA, 1, 1)), rng.normal(0, 0.8, (STRATA, CLUSTERS, 1))
        self.felt = 5 + town + street + rng.normal(0, 2, size)
        self.trust = np.clip(np.round(self.felt), 0, 10)
        self.young = rng.random(size) < 0.35
        self.high = (self.trust >= 6).astype(float)
        self.rare = (self.trust >= 9).astype(float)

    def truth(self):
        return {
            "mean": self.trust.mean(),
            "young": self.trust[self.young].mean(),
            "total": self.high.sum(),
            "high": self.high.mean(),
            "rare": self.rare.mean(),
            "median": float(np.median(self.felt)),
        }


def intervals(county, rng):
    """Of one sample: sixteen streets of each town, everybody in them."""
    streets = np.stack([rng.choice(CLUSTERS, DRAWN, replace=False) for _town in range(STRATA)])
    pick = np.arange(STRATA)[:, None], streets
    trust, young, high, rare, felt = (
        each[pick].ravel() for each in (county.trust, county.young, county.high, county.rare, county.felt)
    )
    town = np.repeat(np.arange(STRATA), DRAWN * PEOPLE)
    street = np.repeat(np.arange(STRATA * DRAWN), PEOPLE)
    weights, known = np.full(len(trust), CLUSTERS / DRAWN), np.full(len(trust), CLUSTERS)
    people = design(weights, strata=town, clusters=street, population=known)
    pairs = design(weights, strata=street // 2, clusters=street, population=known * 2 / DRAWN)
    again, halves = jackknife(people), balanced(pairs, rho=0.3)
    by_taylor = {
        "mean": mean(people, trust).only,
        "young": mean(people, trust, where=young).only,
        "total": total(people, high).only,
        "high": share(people, high).only,
        "rare": share(people, rare).only,
    }
    found = {(name, each.method, By.T): each.interval() for name, each in by_taylor.items()}
    for name in ("high", "rare"):
        found |= {(name, by_taylor[name].method, by): by_taylor[name].interval(by=by) for by in (By.LOGIT, By.BETA)}
    for figure in (mean(people, trust, errors=again).only, mean(pairs, trust, errors=halves).only):
        found["mean", figure.method, By.T] = figure.interval()
    found["young", "jackknife", By.T] = mean(people, trust, where=young, errors=again).only.interval()
    for by in (By.LOGIT, By.BETA):
        found["rare", "jackknife", by] = share(people, rare, errors=again).only.interval(by=by)
    found["median", "Woodruff", By.T] = quantile(people, felt).only
    return found


@cache
def coverage():
    rng = np.random.default_rng(20261124)
    county = County(rng)
    truth, covered = county.truth(), {}
    for _draw in range(DRAWS):
        for way, each in intervals(county, rng).items():
            covered[way] = covered.get(way, 0) + (each.lower <= truth[way[0]] <= each.upper)
    return {way: times / DRAWS for way, times in covered.items()}


@pytest.mark.slow
def test_intervals_cover_as_often_as_they_say():
    off = {way: found for way, found in coverage().items() if abs(found - LEVEL) > CHANCE}

    assert len(coverage()) == 15
    assert not off
