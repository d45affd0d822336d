"""Raked, post-stratified, calibrated and trimmed samples weigh and tell what those of R survey do."""

from functools import cache

import numpy as np
import pytest

from saidanddone.analysis.survey import (
    Design,
    Distance,
    calibrate,
    design,
    mean,
    post_stratify,
    rake,
    ratio,
    share,
    total,
    trim,
)
from saidanddone.analysis.survey._propensities import fit_propensities, model_matrix
from tests.analysis.survey.reference import agrees, api, numbers

TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
AWARDS = {"No": 2027, "Yes": 4167}
SOME = np.array([1, 2, 3, 50, 100, 150, 183]) - 1
SAMPLES = ["strat", "clus1", "clus1_endless"]
FITS = [
    *("post", "rake_two", "rake_three", "linear_margins", "linear_numbers", "linear_both", "linear_bounds"),
    *("raking_numbers", "raking_bounds", "logit_margins", "logit_both"),
]
CLOSE = 1e-13


@cache
def columns(name):
    found = dict(api("apistrat" if name == "strat" else "apiclus1"))
    found["enroll"] = np.where(np.isnan(found["enroll"]), 600, found["enroll"])
    return found


@cache
def sample(name) -> Design:
    of = columns(name)
    if name == "strat":
        return design(of["pw"], strata=of["stype"], population=of["fpc"])
    return design(of["pw"], clusters=of["dnum"], population=of["fpc"] if name == "clus1" else None)


@cache
def fitted(name, how):
    of, people = columns(name), sample(name)
    kind, wide, award = (of["stype"], TYPES), (of["sch.wide"], WIDE), (of["awards"], AWARDS)
    two = {"stype": kind, "sch.wide": wide}
    both = {"margins": {"stype": kind}, "numbers": {"api99": (of["api99"], 3914069)}}
    counted = {
        "schools": (np.ones(len(people)), 6194),
        "api99": (of["api99"], 3914069),
        "enroll": (of["enroll"], 3811472),
    }
    match how:
        case "post":
            return post_stratify(people, *kind)
        case "rake_two":
            return rake(people, two, tolerance=CLOSE)
        case "rake_three":
            return rake(people, two | {"awards": award}, tolerance=CLOSE)
        case "linear_margins":
            return calibrate(people, margins=two)
        case "linear_numbers":
            return calibrate(people, numbers=counted)
        case "linear_both":
            return calibrate(people, **both)
        case "linear_bounds":
            return calibrate(people, **both, bounds=(0.7, 1.6))
        case "raking_numbers":
            return calibrate(people, numbers=counted, distance=Distance.RAKING)
        case "raking_bounds":
            return calibrate(people, **both, distance=Distance.RAKING, bounds=(0.7, 1.6))
        case "logit_margins":
            return calibrate(people, margins=two, distance=Distance.LOGIT, bounds=(0.5, 2))
        case "logit_both":
            return calibrate(people, **both, distance=Distance.LOGIT, bounds=(0.6, 1.8))
        case _:
            upper, lower = numbers("weights")[f"{name} bounds"]
            raked = fitted(name, "rake_three").design
            if how == "again":
                return trim(raked, upper=0.93 * upper)
            return trim(raked, upper=upper, lower=lower if how == "both" else None, iterations=1)


def whole(weights):
    return weights[SOME], weights.min(), weights.max(), (weights**2).sum()


def told(estimate):
    return estimate.value, estimate.error


@pytest.mark.parametrize("how", [*FITS, "once", "both", "again"])
@pytest.mark.parametrize("name", SAMPLES)
class TestAsR:
    def test_weights(self, name, how):
        agrees("weights", f"{name} {how} weights", *whole(fitted(name, how).design.weights))

    def test_means(self, name, how):
        of, people = columns(name), fitted(name, how).design
        for each in ("api00", "meals", "growth", "acs.46"):
            agrees("weights", f"{name} {how} mean {each}", *told(mean(people, of[each]).only))

    def test_totals_and_ratios(self, name, how):
        of, people = columns(name), fitted(name, how).design
        agrees_or_is_known(f"{name} {how} total enroll", total(people, of["enroll"]).only, nothing=1e-6)
        agrees("weights", f"{name} {how} ratio", *told(ratio(people, of["api.stu"], of["enroll"]).only))

    def test_domains(self, name, how):
        of, people = columns(name), fitted(name, how).design
        for each in mean(people, of["api00"], by=of["stype"]):
            agrees("weights", f"{name} {how} domain {each.group}", *told(each))
        for each in share(people, of["sch.wide"] == "Yes", by=of["awards"]):
            agrees_or_is_known(f"{name} {how} share {each.group}", each, nothing=1e-14)


def agrees_or_is_known(name, estimate, nothing):
    """What the weights were fitted to has no error; rounding leaves something, in R another something."""
    value, error = numbers("weights")[name]
    assert estimate.value == pytest.approx(value, rel=1e-8)
    assert estimate.error == pytest.approx(error, rel=1e-8, abs=nothing)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_weights_of_the_rake_of_r_are_ours(name):
    agrees("weights", f"{name} rake object weights", fitted(name, "rake_two").design.weights[SOME])


@pytest.mark.parametrize(("name", "apart"), [("strat", 2e-3), ("clus1", 1e-8), ("clus1_endless", 1e-8)])
def test_the_errors_of_the_rake_of_r_differ_a_little_where_base_weights_differ(name, apart):
    """R's `rake` takes no weights in the regression of residuals; R's `calibrate` and we take base weights."""
    value, error = numbers("weights")[f"{name} rake object mean api00"]

    found = mean(fitted(name, "rake_two").design, columns(name)["api00"]).only

    assert found.value == pytest.approx(value, rel=1e-8)
    assert found.error == pytest.approx(error, rel=apart)
    assert (found.error == pytest.approx(error, rel=apart / 100)) == (name != "strat")


def test_propensities_are_those_of_glm():
    of, people = columns("strat"), sample("strat")
    answered = of["mobility"] > 12
    predictors = {"stype": of["stype"], "sch.wide": of["sch.wide"], "api99": of["api99"]}

    found = fit_propensities(model_matrix(people, predictors), people.weights * answered, people.weights).values

    agrees("weights", "propensity", found[SOME], found.min(), found.max(), found.sum())


def test_all_numbers_are_looked_at():
    counted = sum(len(each) for name, each in numbers("weights").items() if not name.endswith(" bounds"))

    each_fit = 10 + 4 * 2 + 2 + 2 + 3 * 2 + 2 * 2
    assert counted == len(SAMPLES) * ((len(FITS) + 3) * each_fit + 7 + 2) + 10 == 1381
