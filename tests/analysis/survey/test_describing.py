"""Means, totals, shares, nets, ratios, domains and intervals, as R survey has them."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from saidanddone.analysis.survey import By, Lonely, LonelyClusterError, design, mean, net, ratio, share, total
from tests.analysis.survey.reference import agrees, api, numbers

ASKED = [
    *("api00", "api99", "growth", "meals", "ell", "mobility", "acs.k3", "acs.46", "col.grad", "enroll", "wide", "net"),
]
PAIRS = [("api.stu", "enroll"), ("api00", "api99"), ("growth", "acs.k3")]
DOMAINS = [each for each in product(("api00", "acs.46", "enroll", "awarded", "net"), "EHM") if each != ("acs.46", "H")]
SHARES = ["wide", "awarded", "high", "low"]
RULES = [Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE]


@cache
def schools(name):
    columns = dict(api(f"api{name}"))
    columns["wide"] = (columns["sch.wide"] == "Yes").astype(float)
    columns["awarded"] = (columns["awards"] == "Yes").astype(float)
    columns["high"] = (columns["growth"] >= 25).astype(float)
    columns["low"] = (columns["growth"] < 5).astype(float)
    columns["net"] = columns["high"] - columns["low"]
    return columns


@cache
def sample(name):
    """A design of `describing.R`, and its schools."""
    of = schools(name.removesuffix("_endless"))
    weights = of["pw"]
    return {
        "strat": lambda: design(weights, strata=of["stype"], population=of["fpc"]),
        "strat_endless": lambda: design(weights, strata=of["stype"]),
        "clus1": lambda: design(weights, clusters=of["dnum"], population=of["fpc"]),
        "clus2": lambda: design(weights, clusters=[of["dnum"], of["snum"]], population=[of["fpc1"], of["fpc2"]]),
        "clus2_endless": lambda: design(weights, clusters=of["dnum"]),
    }[name](), of


DESIGNS = ["strat", "strat_endless", "clus1", "clus2", "clus2_endless"]


def figure(name, asked, **more):
    people, of = sample(name)
    if asked == "net":
        return net(people, of["high"], of["low"], **more)
    return (share if asked in {"wide", "awarded"} else mean)(people, of[asked], **more)


@pytest.mark.parametrize("name", DESIGNS)
def test_means_and_totals(name):
    for asked in ASKED:
        found = figure(name, asked).only
        people, of = sample(name)
        whole = total(people, of[asked]).only

        agrees("describing", f"{name} mean {asked}", found.value, found.error, found.design_effect)
        agrees("describing", f"{name} total {asked}", whole.value, whole.error)


@pytest.mark.parametrize("name", DESIGNS)
def test_ratios(name):
    people, of = sample(name)

    for above, below in PAIRS:
        found = ratio(people, of[above], of[below]).only

        agrees("describing", f"{name} ratio {above} {below}", found.value, found.error)


@pytest.mark.parametrize("name", DESIGNS)
def test_domains_have_degrees_of_freedom_of_their_own(name):
    people, of = sample(name)

    for asked, kind in DOMAINS:
        found = figure(name, asked, by=of["stype"]).of(kind)
        alone = figure(name, asked, where=of["stype"] == kind).only
        ends = found.interval()

        agrees("describing", f"{name} domain {asked} {kind}", found.value, found.error, found.degrees, *_ends(ends))
        assert (alone.value, alone.error) == pytest.approx((found.value, found.error), rel=1e-12)
        assert alone.degrees == found.degrees
    for kind in "EHM":
        found = total(people, of["enroll"], by=of["stype"]).of(kind)

        agrees("describing", f"{name} domain total {kind}", found.value, found.error)


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_of_shares(name):
    people, of = sample(name)

    for asked in SHARES:
        found = share(people, of[asked]).only
        ends = [_ends(found.interval(by=by)) for by in (By.LOGIT, By.BETA, By.T)]

        agrees("describing", f"{name} interval {asked}", *ends, _ends(found.interval(0.9, By.BETA)))


@pytest.mark.parametrize("name", DESIGNS)
def test_differences_between_groups(name):
    people, of = sample(name)
    found = mean(people, of["api00"], by=of["stype"])
    differences = [found.of("E") - found.of("H"), found.of("H") - found.of("M")]
    values = [each.value for each in differences]

    agrees("describing", f"{name} difference", values, [each.error for each in differences])
    agrees("describing", f"{name} covariance", found.covariance)


@pytest.mark.parametrize("name", DESIGNS)
def test_each_item_is_estimated_of_all_who_answered_it(name):
    people, of = sample(name)
    other = of["acs.46"]
    alone = [mean(people, each).only for each in (of["api00"], other)]
    both = np.where(np.isnan(other), np.nan, of["api00"])
    listwise = [mean(people, each).only for each in (both, other)]

    values, errors = [each.value for each in alone], [each.error for each in alone]
    agrees("describing", f"{name} item by item", values, errors)
    agrees("describing", f"{name} listwise", [each.value for each in listwise], [each.error for each in listwise])
    assert not np.isclose(alone[0].value, listwise[0].value, rtol=1e-6)


def lonely(rule, *, known):
    """Four strata of districts, one of them with a single district."""
    of = schools("clus1")
    order = np.unique(of["dnum"], return_inverse=True)[1]
    part = np.searchsorted([5, 10, 13, 14], order)
    districts = np.array([60, 40, 30, 20])[part] if known else None
    return design(of["pw"], strata=part, clusters=of["dnum"], population=districts, lonely=rule), of


@pytest.mark.parametrize(("rule", "known"), list(product(RULES, (False, True))))
def test_lonely_clusters_by_named_rule(rule, known):
    people, of = lonely(rule, known=known)
    name = f"lonely {rule} {'known' if known else 'endless'}"

    for asked in ("api00", "growth", "meals"):
        found, whole = mean(people, of[asked]).only, total(people, of[asked]).only

        agrees("describing", f"{name} {asked}", found.value, found.error, whole.value, whole.error, found.degrees)
    found = ratio(people, of["api.stu"], of["enroll"]).only
    agrees("describing", f"{name} ratio", found.value, found.error)


def test_a_lonely_cluster_without_a_rule_is_refused():
    with pytest.raises(LonelyClusterError, match="1 of 4 strata"):
        lonely(Lonely.FAIL, known=False)


def test_over_a_thousand_numbers_are_compared():
    compared = {
        *(f"{name} {kind} {asked}" for name in DESIGNS for kind in ("mean", "total") for asked in ASKED),
        *(f"{name} ratio {above} {below}" for name in DESIGNS for above, below in PAIRS),
        *(f"{name} domain {asked} {kind}" for name in DESIGNS for asked, kind in DOMAINS),
        *(f"{name} domain total {kind}" for name in DESIGNS for kind in "EHM"),
        *(f"{name} interval {asked}" for name in DESIGNS for asked in SHARES),
        *(f"{name} {each}" for name in DESIGNS for each in ("difference", "covariance", "item by item", "listwise")),
        *(
            f"lonely {rule} {known} {each}"
            for rule in RULES
            for known in ("known", "endless")
            for each in ("api00", "growth", "meals", "ratio")
        ),
    }

    assert compared == set(numbers("describing"))
    assert sum(map(len, numbers("describing").values())) == 1077


def _ends(found):
    return found.lower, found.upper
