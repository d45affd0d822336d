"""Who bears an overspend is worked out from the rule that was agreed, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.funds.risk import BadRule, Means, Sharing, share_out

PARTNERS = ("board", "council", "homes")
PAID = {"board": 60_000_00, "council": 35_000_00, "homes": 5_000_00}
VARIANCES = st.integers(-(10**12), 10**12)

own = st.sampled_from(PARTNERS).map(lambda who: {"kind": "own", "bearer": who})
fixed = (
    st.dictionaries(st.sampled_from(PARTNERS), st.integers(0, 100), min_size=1)
    .filter(lambda shares: sum(shares.values()))
    .map(lambda shares: {"kind": "fixed", "shares": shares})
)
simple = own | fixed | st.just({"kind": "variable"})
steps = st.sampled_from([["inside"], ["reserve"], ["inside", "reserve"], ["reserve", "inside"]])
rules = simple | st.builds(lambda way, then: {"kind": "waterfall", "steps": way, "then": then}, steps, simple)
means = st.builds(
    Means,
    paid=st.fixed_dictionaries(dict.fromkeys(PARTNERS, st.integers(0, 10**10))),
    inside=st.integers(0, 10**8),
    reserve=st.integers(0, 10**8),
)


@given(rules, VARIANCES, means)
def test_all_of_it_is_borne_to_the_penny(rule, variance, given_means):
    borne = Sharing.of(rule, PARTNERS).bear(variance, given_means)

    assert borne.total == variance
    assert 0 <= borne.inside <= given_means.inside
    assert 0 <= borne.reserve <= given_means.reserve
    assert set(borne.partners) == set(PARTNERS)


@given(rules, VARIANCES, means)
def test_nobody_gains_from_an_overspend_or_loses_by_an_underspend(rule, variance, given_means):
    borne = Sharing.of(rule, PARTNERS).bear(variance, given_means)

    assert all(share * variance >= 0 for share in borne.partners.values())


@given(st.dictionaries(st.integers(0, 5), st.tuples(rules, st.integers(-(10**9), 10**9)), min_size=1), means)
def test_no_penny_is_given_out_twice_over_many_lines(lines, given_means):
    variances = {key: variance for key, (_rule, variance) in lines.items()}
    sharing = {key: Sharing.of(rule, PARTNERS) for key, (rule, _variance) in lines.items()}

    borne = share_out(variances, sharing, given_means.paid, given_means.reserve)

    assert {key: each.total for key, each in borne.items()} == variances
    assert sum(each.inside for each in borne.values()) == 0
    assert sum(each.reserve for each in borne.values()) <= given_means.reserve
    assert all(share * variances[key] >= 0 for key, each in borne.items() for share in each.partners.values())


@pytest.mark.parametrize(
    ("rule", "variance", "borne"),
    [
        ({"kind": "own", "bearer": "council"}, 80_000_00, {"board": 0, "council": 80_000_00, "homes": 0}),
        (
            {"kind": "fixed", "shares": {"council": 60, "board": 40}},
            80_000_00,
            {"board": 32_000_00, "council": 48_000_00, "homes": 0},
        ),
        ({"kind": "variable"}, 1_000_01, {"board": 600_01, "council": 350_00, "homes": 50_00}),
        ({"kind": "variable"}, -1_00, {"board": -60, "council": -35, "homes": -5}),
    ],
)
def test_known_shares(rule, variance, borne):
    assert Sharing.of(rule, PARTNERS).bear(variance, Means(PAID)).partners == borne


def test_a_waterfall_takes_what_other_lines_leave_then_the_reserve_then_the_partners():
    rule = {"kind": "waterfall", "steps": ["inside", "reserve"], "then": {"kind": "own", "bearer": "homes"}}

    borne = Sharing.of(rule, PARTNERS).bear(100_00, Means(PAID, inside=30_00, reserve=50_00))

    assert (borne.inside, borne.reserve, borne.partners["homes"]) == (30_00, 50_00, 20_00)


def test_where_nobody_has_paid_yet_all_bear_alike():
    borne = Sharing.of({"kind": "variable"}, PARTNERS).bear(3_00, Means(dict.fromkeys(PARTNERS, 0)))

    assert borne.partners == dict.fromkeys(PARTNERS, 1_00)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"kind": "luck"},
        {"kind": "own"},
        {"kind": "own", "bearer": "stranger"},
        {"kind": "fixed"},
        {"kind": "fixed", "shares": {}},
        {"kind": "fixed", "shares": ["council"]},
        {"kind": "fixed", "shares": {"council": 0}},
        {"kind": "fixed", "shares": {"council": -1, "board": 2}},
        {"kind": "fixed", "shares": {"council": 0.5}},
        {"kind": "fixed", "shares": {"council": True}},
        {"kind": "waterfall", "then": {"kind": "variable"}},
        {"kind": "waterfall", "steps": ["inside", "inside"], "then": {"kind": "variable"}},
        {"kind": "waterfall", "steps": ["luck"], "then": {"kind": "variable"}},
        {"kind": "waterfall", "steps": ["inside"]},
        {"kind": "waterfall", "steps": ["inside"], "then": {"kind": "waterfall"}},
    ],
)
def test_a_rule_that_says_nothing_is_an_error(rule):
    with pytest.raises(BadRule):
        Sharing.of(rule, PARTNERS)
