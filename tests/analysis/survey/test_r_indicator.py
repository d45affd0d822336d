"""The R-indicator and its parts are those of the RISQ project."""

import numpy as np
import pytest

from saidanddone.analysis.survey import design, r_indicator
from tests.analysis.survey.reference import agrees, api, numbers


@pytest.fixture(scope="module", params=["strata", "lot"])
def found(request):
    of = api("apistrat")
    poor = np.array(["few", "some", "many"])[np.searchsorted([20, 50], of["meals"])]
    groups = {"stype": of["stype"], "sch.wide": of["sch.wide"], "poor": poor}
    asked = (
        design(of["pw"], strata=of["stype"], population=of["fpc"])
        if request.param == "strata"
        else design(np.full(200, 30.97), population=np.full(200, 6194))
    )
    return request.param, r_indicator(asked, of["mobility"] > 12, groups)


def test_the_whole(found):
    of, whole = found

    errors = whole.error, whole.response_rate, whole.variation, whole.variation_error
    agrees("r_indicator", f"{of} whole", whole.value, whole.unadjusted, *errors)


def test_variables(found):
    of, whole = found

    for each in whole.variables:
        alone = each.unconditional, each.unconditional_error
        agrees("r_indicator", f"{of} {each.variable}", *alone, each.conditional, each.conditional_error)


def test_groups(found):
    of, whole = found

    assert len(whole.groups) == 8
    for each in whole.groups:
        alone = each.unconditional, each.unconditional_error
        agrees("r_indicator", f"{of} {each.variable} {each.label}", *alone, each.conditional, each.conditional_error)


def test_all_numbers_are_looked_at():
    assert sum(len(each) for each in numbers("r_indicator").values()) == 100
