"""Tables of the same people keep back together what one of them would give away about another."""

import dataclasses
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import (
    Cell,
    LinkedTable,
    Marker,
    Nesting,
    Range,
    Rules,
    attack_linked,
    protect,
    protect_linked,
)
from tests.analysis.disclosure.people import (
    WARDS,
    all_values,
    everybody,
    finest,
    linked_tables,
    shown,
    tabled,
    work_out,
)

HIDDEN = Cell(None, Marker.SUPPRESSED)
REGION = ("region", ["North", "Mid", "South"])
TINY = Rules(smallest_base=1, smallest_cell=2, zeros=False, unanimous=False, width=1)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(linked_tables(), st.sampled_from([Rules(), Rules(smallest_cell=5, width=5, zeros=False), Rules(width=3)]))
def test_an_attacker_who_thinks_of_all_people_cannot_narrow_anything(given_tables, rules):
    tables, kinds = given_tables

    published = protect_linked(tables, within=[WARDS], rules=rules)

    for least, most in work_out(shown(tables, published), kinds).values():
        assert np.floor(most + 1e-6) - np.ceil(least - 1e-6) >= rules.width


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(linked_tables(), st.randoms())
def test_our_own_attacker_finds_as_much(given_tables, rng):
    tables, kinds = given_tables
    alone = [protect(table.counts, *table.labels) for table in tables]
    together = protect_linked(tables, within=[WARDS])
    published = rng.choice([alone, list(together)])

    found = attack_linked(tables, published, within=[WARDS])

    expected = work_out(shown(tables, published), kinds)
    assert {each.figure for each in found} == set(expected)
    for each in found:
        least, most = expected[each.figure]
        assert each.range.low >= least - 1e-6
        assert (np.inf if each.range.high is None else each.range.high) <= most + 1e-6
        assert each.range.low < np.ceil(least - 1e-6) + 1
        assert each.range.high is None or each.range.high > np.floor(most + 1e-6) - 1


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    linked_tables(
        number=st.sampled_from([0, 0, 0, 0, 1]),
        sets=[[("area", "says"), ("area", "sex"), ("sex", "says")], [("ward", "sex"), ("area", "sex")]],
    ).filter(lambda found: 0 < np.asarray(found[0][0].counts).sum() <= 5)
)
def test_every_crowd_there_can_be_agrees_on_tiny_tables(given_tables):
    tables, kinds = given_tables
    published = [
        dataclasses.replace(table, total=Cell(int(np.sum(each.counts))))
        for table, each in zip(protect_linked(tables, within=[WARDS], rules=TINY), tables, strict=True)
    ]

    found = attack_linked(tables, published, within=[WARDS])

    values = all_values(shown(tables, published), kinds)
    assert {each.figure: (each.range.low, each.range.high) for each in found} == {
        key: (min(some), max(some)) for key, some in values.items()
    }
    for some in values.values():
        assert len(some) == max(some) - min(some) + 1


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(linked_tables(), st.randoms())
def test_the_order_of_tables_rows_and_columns_does_not_matter(given_tables, rng):
    tables, _ = given_tables
    order = list(range(len(tables)))
    rng.shuffle(order)
    turned = [_turned(tables[place]) for place in order]

    before = protect_linked(tables, within=[WARDS])
    after = protect_linked(turned, within=[WARDS])

    assert shown(tables, before) == shown(turned, after)


def _turned(table):
    """The same table with its first variable the other way round."""
    return LinkedTable(np.asarray(table.counts)[::-1], (table.rows[0], table.rows[1][::-1]), table.columns)


@given(st.lists(st.integers(10, 90), min_size=6, max_size=6))
def test_one_table_alone_is_protected_as_a_linked_one(counts):
    table = LinkedTable(np.reshape(counts, (3, 2)), REGION, ("sex", ["F", "M"]))

    (linked,) = protect_linked([table])

    assert linked.suppressed == protect(table.counts, *table.labels).suppressed == 0
    assert attack_linked([table], [linked]) == ()


def test_a_figure_is_kept_back_in_every_table_that_has_it():
    sex = LinkedTable([[30, 22], [61, 49], [4, 3]], REGION, ("sex", ["F", "M"]))
    people = LinkedTable([52, 110, 7], REGION)

    by_sex, alone = protect_linked([sex, people])

    assert alone.cells[2] == (HIDDEN,)
    assert by_sex.row_totals[2] == HIDDEN
    assert [row[0] for row in alone.cells] == list(by_sex.row_totals)


def test_what_one_table_keeps_back_another_would_have_given_away():
    areas = ("area", ["North", "South"])
    wards = LinkedTable([[30, 30], [30, 4], [12, 12], [40, 40]], ("ward", list(WARDS.of)), ("sex", ["F", "M"]))
    by_area = LinkedTable([[60, 34], [52, 52]], areas, ("sex", ["F", "M"]))
    alone = [protect(table.counts, *table.labels) for table in (wards, by_area)]

    known = attack_linked([wards, by_area], alone, within=[WARDS])
    together = protect_linked([wards, by_area], within=[WARDS])
    still = attack_linked([wards, by_area], together, within=[WARDS])

    assert "sex M, ward Quay: 4 to 4" in map(str, known)
    assert still
    assert all(each.range.width >= 10 for each in still)


def test_tables_that_cross_in_a_ring_say_more_than_their_sums():
    """All who are 1 in a are 1 in b, so what is published of b is known of a; the sums alone do not say it."""
    a, b, c = (("a", ["1", "2"]), ("b", ["1", "2"]), ("c", ["1", "2"]))
    tables = [
        LinkedTable([[40, 0], [0, 40]], a, b),
        LinkedTable([[30, 10], [10, 30]], b, c),
        LinkedTable([[30, 10], [10, 30]], a, c),
    ]
    some = [protect(table.counts, *table.labels, rules=Rules(1, 1, zeros=False, unanimous=False)) for table in tables]
    partly = [*some[:2], dataclasses.replace(some[2], cells=((HIDDEN, HIDDEN), (HIDDEN, HIDDEN)))]

    found = {each.figure: each.range for each in attack_linked(tables, partly)}

    assert found[("a", "1"), ("c", "1")] == Range(30, 30)
    assert all(each.range.width >= 10 for each in attack_linked(tables, protect_linked(tables)))


def in_a_ring(people):
    """Tables by each two of three variables, protected one by one."""
    people = np.reshape(people, (3, 2, 2))
    a, b, c = ("a", ["1", "2", "3"]), ("b", ["1", "2"]), ("c", ["1", "2"])
    crosses = [((a, b), 2), ((b, c), 0), ((a, c), 1)]
    tables = [LinkedTable(people.sum(axis=axis), *variables) for variables, axis in crosses]
    rules = Rules(1, 3, zeros=False, unanimous=False, width=3)
    return tables, [protect(table.counts, *table.labels, rules=rules) for table in tables]


def test_where_a_linear_program_takes_half_people_whole_ones_are_reckoned_with():
    tables, published = in_a_ring([0, 2, 1, 0, 1, 1, 0, 0, 2, 2, 1, 1])
    true = {}
    for table in tables:
        true |= dict(zip(table.keys, np.asarray(table.counts).ravel().tolist(), strict=False))

    for each in attack_linked(tables, published):
        if len(each.figure) == 2:
            assert each.range.low <= true[each.figure] <= each.range.high


@pytest.mark.slow
@pytest.mark.parametrize("people", [[1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1], [2, 1, 2, 0, 0, 1, 0, 1, 1, 0, 0, 2]])
def test_whole_people_leave_no_more_open_than_a_linear_program(people):
    tables, published = in_a_ring(people)
    kinds = [{"a": one, "b": two, "c": three} for one in "123" for two in "12" for three in "12"]

    found = {each.figure: each.range for each in attack_linked(tables, published)}

    for key, (least, most) in work_out(shown(tables, published), kinds).items():
        assert least - 1e-6 <= found[key].low <= found[key].high <= most + 1e-6


def test_wards_may_be_crossed_in_a_ring_of_areas():
    crosses = [("ward", "sex"), ("ward", "says"), ("sex", "says"), ("area", "age"), ("age", "sex")]
    kinds = everybody(finest(crosses))
    tables = tabled(crosses, kinds, [number % 7 for number in range(len(kinds))])

    published = protect_linked(tables, within=[WARDS])

    assert all(each.range.width >= 10 for each in attack_linked(tables, published, within=[WARDS]))


def test_where_all_is_kept_back_there_is_no_limit():
    table = LinkedTable([3, 2, 0], REGION)

    (published,) = protect_linked([table])

    assert published.suppressed == 4
    assert {str(each.range) for each in attack_linked([table], [published])} == {"0 or more"}


def test_a_ring_of_too_many_combinations_is_refused():
    many = [str(number) for number in range(30)]
    ones = np.full((30, 30), 50)
    a, b, c = ("a", many), ("b", many), ("c", many)

    with pytest.raises(ValueError, match=r"ring of 27,000 combinations \(a, b, c\).*fewer of them together"):
        protect_linked([LinkedTable(ones, a, b), LinkedTable(ones, b, c), LinkedTable(ones, a, c)])


def test_where_nobody_can_be_is_marked_and_helps_nobody():
    births = LinkedTable([[30, 22, 0], [61, 49, 0], [44, 35, 0]], REGION, ("says", ["a", "b", "c"]), np.eye(3)[[2] * 3])
    sex = LinkedTable([[48, 4], [61, 49], [44, 35]], REGION, ("sex", ["F", "M"]))

    published = protect_linked([births, sex])

    assert [row[2] for row in published[0].cells] == [Cell(None, Marker.NOT_APPLICABLE)] * 3
    assert published[0].column_totals[2] == Cell(None, Marker.NOT_APPLICABLE)
    assert all(each.range.width >= 10 for each in attack_linked([births, sex], published))


def test_linked_counts_are_rounded_last():
    table = LinkedTable([52, 113, 71], REGION)

    (published,) = protect_linked([table], rules=Rules(round_to=5))

    assert published.cells == ((Cell(50),), (Cell(115),), (Cell(70),))


FLAT = LinkedTable([52, 110, 71], REGION)
WARD_TABLE = tabled([("ward",)], [{"ward": "Quay"}], [60])[0]


@pytest.mark.parametrize(
    ("tables", "within", "words"),
    [
        ([], (), "one at least"),
        ([LinkedTable([[1]], ("a", ["x"]), ("a", ["x"]))], (), "different variables"),
        ([FLAT, LinkedTable([52, 110, 70], REGION)], (), "region South is 71 and 70"),
        ([FLAT, LinkedTable([100, 133], ("region", ["North", "Mid"]))], (), "same labels in all tables"),
        ([FLAT, LinkedTable([10, 20], ("sex", ["F", "M"]))], (), "all is 233 and 30"),
        ([WARD_TABLE], (Nesting("ward", "area", {"Quay": "North"}),), "within which 'Castle' lies"),
        ([WARD_TABLE], (WARDS, Nesting("ward", "x", WARDS.of)), "within one other"),
        ([WARD_TABLE], (WARDS, Nesting("area", "ward", {"North": "Quay", "South": "Quay"})), "lies within itself"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tables, within, words):
    with pytest.raises(ValueError, match=words):
        protect_linked(tables, within=within)


def test_counts_that_no_people_can_have_are_refused():
    a, b, c = (("a", ["1", "2"]), ("b", ["1", "2"]), ("c", ["1", "2"]))
    tables = [
        LinkedTable([[40, 0], [0, 40]], a, b),
        LinkedTable([[40, 0], [0, 40]], b, c),
        LinkedTable([[0, 40], [40, 0]], a, c),
    ]

    with pytest.raises(ValueError, match="no people fit"):
        protect_linked(tables)


def test_an_attack_needs_what_was_published():
    with pytest.raises(ValueError, match="one for each of 1 tables; these are 0"):
        attack_linked([FLAT], [])
    with pytest.raises(ValueError, match="labels of its table"):
        attack_linked([FLAT], [protect([10, 20], ["F", "M"])])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_table_of_forty_by_eight_is_protected_and_audited_within_two_seconds(seed):
    rng = np.random.default_rng(seed)
    shares = np.outer(rng.dirichlet(np.full(40, 3.0)), rng.dirichlet(np.full(8, 2.5)))
    counts = rng.poisson(12_800 * shares)
    table = LinkedTable(counts, ("place", [f"{number:02}" for number in range(40)]), ("says", list("abcdefgh")))

    before = time.process_time()
    published = protect_linked([table])
    found = attack_linked([table], published)
    seconds = time.process_time() - before

    assert min(each.range.width for each in found) >= 10
    assert seconds < 2


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "people"), [(1, 1100), (2, 1100), (3, 400), (4, 5000)])
def test_a_survey_by_place_and_five_variables_takes_a_few_seconds(seed, people):
    rng = np.random.default_rng(seed)
    place = rng.choice(10, people, p=rng.dirichlet(np.full(10, 5.0)))
    tables = []
    for number, labels in enumerate([2, 5, 6, 4, 3]):
        counts = np.zeros((10, labels), dtype=int)
        np.add.at(counts, (place, rng.choice(labels, people, p=rng.dirichlet(np.full(labels, 3.0)))), 1)
        tables.append(LinkedTable(counts, ("place", list("abcdefghij")), (f"v{number}", list("uvwxyz")[:labels])))

    before = time.process_time()
    published = protect_linked(tables)
    found = attack_linked(tables, published)

    assert all(each.range.width >= 10 for each in found)
    assert time.process_time() - before < 5
