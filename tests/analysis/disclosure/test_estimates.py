"""Weighted shares are shown where the counts behind them may be, marked where they are not sure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import Cell, GroupedShares, LinkedTable, Marker, Rules, protect_estimates
from tests.analysis.disclosure.people import work_out

ANSWERS = ["low", "mid", "high"]
HIDDEN = Cell(None, Marker.SUPPRESSED)


def shares_of(counts):
    """Shares as if all weights were even, which gives most away."""
    counts = np.asarray(counts, dtype=float)
    bases = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, bases, out=np.full(counts.shape, np.nan), where=bases > 0)


def grouped(groups, counts, **rest):
    return GroupedShares(groups, counts, shares_of(counts), **rest)


def protected(by, rules=None, **rest):
    whole = np.asarray(next(iter(by.values()))).sum(axis=0, keepdims=True)
    return protect_estimates(
        ANSWERS,
        grouped(["all"], whole),
        {name: grouped([f"{name} {row}" for row in range(len(counts))], counts, **rest) for name, counts in by.items()},
        rules=rules or Rules(),
    )


def test_all_is_shown_to_whole_per_cents_with_rounded_bases():
    found = protected({"sex": [[20, 31, 52], [40, 40, 41]]})

    assert str(found) == "all: 27%, 32%, 42% of 225\nsex 0: 19%, 30%, 50% of 105\nsex 1: 33%, 33%, 34% of 120"
    assert [group.summary for group in found.by["sex"]] == [None, None]
    assert found.of("sex", "sex 1").base == Cell(120)
    with pytest.raises(KeyError):
        found.of("sex", "sex 2")


def test_a_small_base_keeps_its_group_back_and_another_with_it():
    found = protected({"age": [[3, 2, 2], [20, 31, 52], [40, 40, 41], [60, 60, 60]]})

    first, *others = found.by["age"]
    assert first.base == HIDDEN
    assert {estimate.share for estimate in first.estimates} == {HIDDEN}
    assert first.summary == Marker.SUPPRESSED
    assert any(other.summary == Marker.SUPPRESSED for other in others)
    assert str(first) == "age 0: [c], [c], [c] of [c]"


@pytest.mark.parametrize("rules", [Rules(), Rules(smallest_cell=1, zeros=False)])
def test_a_group_that_all_says_one_thing_is_kept_back(rules):
    found = protected({"age": [[0, 0, 52], [20, 31, 52], [40, 40, 41]]}, rules)

    assert found.by["age"][0].estimates[2].share == HIDDEN
    assert found.by["age"][0].summary == Marker.SUPPRESSED


def test_small_answers_pass_where_the_rules_look_at_bases_only():
    counts = {"age": [[3, 40, 52], [20, 31, 52]]}

    assert protected(counts).by["age"][0].estimates[0].share == HIDDEN
    assert protected(counts, Rules(smallest_cell=1, zeros=False)).by["age"][0].estimates[0].share == Cell(0.03)


def test_those_who_are_in_no_group_cannot_be_found_by_subtraction():
    found = protect_estimates(
        ANSWERS, grouped(["all"], [[60, 71, 93]]), {"sex": grouped(["F", "M"], [[20, 30, 50], [40, 40, 40]])}
    )

    assert [group.group for group in found.by["sex"]] == ["F", "M"]
    assert HIDDEN in {estimate.share for group in found.by["sex"] for estimate in group.estimates}


def test_one_in_a_hundred_without_a_group_is_lost_in_whole_per_cents():
    found = protect_estimates(
        ANSWERS, grouped(["all"], [[260, 371, 493]]), {"sex": grouped(["F", "M"], [[120, 230, 250], [140, 140, 240]])}
    )

    assert [group.summary for group in found.by["sex"]] == [None, None]


def test_few_people_few_effective_ones_and_wide_intervals_are_marked():
    counts = [[11, 12, 13], [40, 40, 41]]
    ends = {"lower": [[0.1, 0.2, 0.3]] * 2, "upper": [[0.3, 0.6, 0.5]] * 2}

    few = protected({"age": [[10, 11, 12], [40, 40, 41]]}, Rules(reliable_base=40))
    weak = protected({"age": counts}, effective=[36, 29])
    unknown = protected({"age": counts}, effective=[[36, 36, 36], [100, np.nan, 100]])
    wide = protected({"age": counts}, **ends)

    assert [group.summary for group in few.by["age"]] == [Marker.UNRELIABLE, None]
    assert [str(estimate) for estimate in weak.by["age"][1].estimates] == ["33% [u]", "33% [u]", "34% [u]"]
    assert [each.share.marker for each in unknown.by["age"][1].estimates] == [None, Marker.UNRELIABLE, None]
    assert unknown.by["age"][1].summary == Marker.UNRELIABLE
    assert [each.share.marker for each in wide.by["age"][0].estimates] == [None, Marker.UNRELIABLE, None]
    assert (wide.by["age"][0].estimates[0].lower, wide.by["age"][0].estimates[0].upper) == (0.1, 0.3)


def test_intervals_go_with_what_is_kept_back_and_are_cut_off_at_nought_and_one():
    whole = grouped(["all"], [[4, 40, 60]], lower=[[-0.01, np.nan, 0.5]], upper=[[0.1, 0.5, 1.2]])

    found = protect_estimates(ANSWERS, whole, rules=Rules(smallest_cell=1)).everybody

    assert [(each.lower, each.upper) for each in found.estimates] == [(0, 0.1), (None, None), (0.5, 1)]
    assert protect_estimates(ANSWERS, whole).everybody.estimates[0].lower is None


def test_a_share_that_rounds_to_nought_says_so():
    whole = GroupedShares(["all"], [[10, 2000, 3000]], [[0.002, 0.398, 0.6]])

    assert protect_estimates(ANSWERS, whole).everybody.estimates[0].share == Cell(0, Marker.LOW)


def test_bases_are_never_exact():
    for rules, base in ((Rules(), 105), (Rules(round_to=10), 100)):
        assert protected({"sex": [[20, 31, 52], [40, 40, 41]]}, rules).by["sex"][0].base == Cell(base)


def test_a_group_that_nobody_is_in_is_kept_back():
    found = protected({"sex": [[0, 0, 0], [40, 40, 41], [30, 30, 30]]}, Rules(smallest_base=1, zeros=False))

    assert found.by["sex"][0].summary == Marker.SUPPRESSED


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=4, max_size=8), st.data())
def test_nobody_finds_a_hidden_count_behind_shares_of_even_weights(people, data):
    """The attacker takes each share times its true base for an exact count."""
    people = np.array(people)
    by = {}
    for name, number in (("age", 3), ("sex", 2)):
        counts = np.zeros((number, 3), dtype=int)
        np.add.at(
            counts, data.draw(st.lists(st.integers(0, number - 1), min_size=len(people), max_size=len(people))), people
        )
        by[name] = counts

    found = protected(by)

    kinds = [
        {"age": f"age {age}", "sex": f"sex {sex}", "": answer}
        for age in range(3)
        for sex in range(2)
        for answer in ANSWERS
    ]
    figures = {}
    for name, counts in by.items():
        table = LinkedTable(counts, (name, [group.group for group in found.by[name]]), ("", ANSWERS))
        rows = [each.share for group in found.by[name] for each in group.estimates]
        totals = [*(group.base for group in found.by[name]), *(each.share for each in found.everybody.estimates)]
        true = [*counts.ravel(), *counts.sum(axis=1), *counts.sum(axis=0), counts.sum()]
        for key, cell, value in zip(table.keys, [*rows, *totals, found.everybody.base], true, strict=True):
            figures[key] = int(value) if cell.shown else None
    for least, most in work_out(figures, kinds).values():
        assert np.floor(most + 1e-6) - np.ceil(least - 1e-6) >= 10


WHOLE = grouped(["all"], [[20, 30, 40]])


@pytest.mark.parametrize(
    ("everybody", "by", "words"),
    [
        (GroupedShares(["all"], [[20, 30]], [[0.4, 0.6]]), {}, r"counts are of the shape \(1, 3\)"),
        (GroupedShares(["all"], [[20, 30, 50]], [[0.4, 0.6]]), {}, "shares are of the shape"),
        (GroupedShares(["all"], [[20, 30, 50]], [[0.4, 0.6, 0.5]]), {}, "all: shares lie between 0 and 1"),
        (GroupedShares(["all"], [[20, 30, 50]], [[np.nan, 0.6, 0.4]]), {}, "add up to 1"),
        (GroupedShares(["all"], [[0, 30, 50]], [[0.1, 0.5, 0.4]]), {}, "that nobody gave"),
        (GroupedShares(["all"], [[1.5, 30, 50]], [[0.1, 0.5, 0.4]]), {}, "whole numbers"),
        (GroupedShares(["all"], [[20, 30, 50]], [[0.2, 0.3, 0.5]], effective=[-1]), {}, "not negative"),
        (GroupedShares(["all"], [[20, 30, 50]], [[0.2, 0.3, 0.5]], effective=[1, 2]), {}, "effective are of the shape"),
        (GroupedShares(["all"], [[20, 30, 50]], [[0.2, 0.3, 0.5]], lower=[[0, 0, 0]]), {}, "both ends"),
        (grouped(["a", "b"], [[20, 30, 40]] * 2), {}, "one group"),
        (WHOLE, {"sex": grouped(["F", "M"], [[20, 30, 40]] * 2)}, "sex: more people"),
    ],
)
def test_what_are_no_estimates_is_refused(everybody, by, words):
    with pytest.raises(ValueError, match=words):
        protect_estimates(ANSWERS, everybody, by)
