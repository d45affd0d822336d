"""A new release of a table does not tell, beside the earlier ones, what few people said who came or left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from saidanddone.analysis.disclosure import (
    Cell,
    Marker,
    Moves,
    Range,
    Rules,
    attack_waves,
    protect,
    protect_waves,
    stepped,
)

HIDDEN = Cell(None, Marker.SUPPRESSED)
LABELS = ["North", "South"], ["yes", "no"]


def every(counts):
    counts = np.asarray(counts)
    if counts.ndim == 1:
        return [*counts, counts.sum()]
    return [*counts.ravel(), *counts.sum(axis=1), *counts.sum(axis=0), counts.sum()]


def released(waves, labels, moves, rules=None):
    """Each release protected when it came, with the earlier ones out."""
    out = []
    for number in range(len(waves)):
        out.append(protect_waves(waves[: number + 1], *labels, earlier=out, moves=moves, rules=rules or Rules()))
    return out


def test_a_panel_member_who_left_cannot_be_found_by_subtraction():
    waves = [[[41, 30], [52, 60]], [[40, 30], [52, 60]]]
    plain = [protect(wave, *LABELS) for wave in waves]

    known = attack_waves(waves, *LABELS, published=plain, moves=Moves.LEFT)
    guarded = protect_waves(waves, *LABELS, earlier=plain[:1], moves=Moves.LEFT)
    still = attack_waves(waves, *LABELS, published=[plain[0], guarded], moves=Moves.LEFT)

    assert "between 1 and 2, column yes, row North: 1 to 1" in map(str, known)
    assert {str(each.range) for each in still if dict(each.figure).get("between") and len(each.figure) == 3}.isdisjoint(
        {"1 to 1"}
    )
    assert guarded.cell("North", "yes") == HIDDEN
    assert guarded.total == HIDDEN


def test_a_change_of_many_is_shown():
    waves = [[[41, 30], [52, 60]], [[61, 45], [72, 75]]]

    assert released(waves, LABELS, Moves.JOINED)[1].suppressed == 0
    assert released(waves, LABELS, Moves.BOTH)[1].suppressed == 0


def test_a_group_in_which_nobody_moved_is_shown():
    waves = [[[41, 30], [52, 60]], [[61, 45], [52, 60]]]

    assert released(waves, LABELS, Moves.JOINED)[1].suppressed == 0


def test_those_who_came_and_all_said_the_same_are_kept_back():
    waves = [[[41, 30], [52, 60]], [[71, 30], [90, 90]]]

    assert released(waves, LABELS, Moves.JOINED)[1].cell("North", "yes") == HIDDEN


def test_a_small_balance_is_kept_back_where_people_come_and_go():
    waves = [[[41, 30], [52, 60]], [[44, 50], [80, 40]]]

    second = released(waves, LABELS, Moves.BOTH)[1]

    assert second.cell("North", "yes") == HIDDEN
    for each in attack_waves(waves, *LABELS, published=released(waves, LABELS, Moves.BOTH)):
        if ("row", "North") in each.figure and ("column", "yes") in each.figure:
            assert each.range.width >= 10


def test_small_steps_do_not_add_up_to_a_way_round():
    """The first and the third differ by few, though each differs from the second by many."""
    waves = [[41, 52], [61, 80], [44, 55]]

    third = released(waves, (["A", "B"],), Moves.BOTH)[2]

    assert third.cell("A") == HIDDEN


def test_what_is_out_already_is_not_mended_but_all_else_is_kept_back():
    before = protect([[3, 40], [50, 20]], *LABELS, rules=Rules(smallest_cell=1))

    after = protect_waves([[[3, 40], [50, 20]], [[1, 40], [50, 20]]], *LABELS, earlier=[before], moves=Moves.LEFT)

    assert after.suppressed == 9


@st.composite
def waves(draw):
    """Three releases of one table, of people who only come, only go, or both."""
    moves = draw(st.sampled_from(list(Moves)))
    rows, columns = draw(st.sampled_from([(2, None), (3, None), (2, 2), (3, 2)]))
    size = rows * (columns or 1)
    number = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 60))
    steps = [np.array(draw(st.lists(number, min_size=size, max_size=size))) for _ in range(3)]
    found = list(np.cumsum(steps, axis=0)) if moves != Moves.BOTH else steps
    if moves == Moves.LEFT:
        found = found[::-1]
    shape = (rows, columns) if columns else (rows,)
    labels = [f"r{row}" for row in range(rows)], columns and [f"c{column}" for column in range(columns)]
    return moves, [wave.reshape(shape) for wave in found], labels


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(waves())
def test_an_attacker_with_all_releases_cannot_narrow_what_the_rules_guard(given_waves):
    moves, tables, labels = given_waves

    out = released(tables, labels, moves)

    ranges = _work_out(tables, out, moves)
    for (first, second, cell), (least, most) in ranges.items():
        change = abs(tables[second].ravel()[cell] - tables[first].ravel()[cell])
        if 0 < change < 10:
            assert most - least >= 10 - 1e-6


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(waves())
def test_our_own_attack_on_waves_finds_as_much(given_waves):
    moves, tables, labels = given_waves
    out = [protect(table, *labels) for table in tables]

    found = {each.figure: each.range for each in attack_waves(tables, *labels, published=out, moves=moves)}

    for (first, second, cell), (least, most) in _work_out(tables, out, moves).items():
        row, column = divmod(cell, len(labels[1] or "x"))
        parts = [("between", f"{first + 1} and {second + 1}")]
        parts += sorted([("row", labels[0][row]), *([("column", labels[1][column])] if labels[1] else [])])
        ours = found[tuple(parts)]
        assert -np.inf if ours.low is None else ours.low == pytest.approx(least)
        assert (np.inf if ours.high is None else ours.high) == pytest.approx(most)


def _work_out(tables, out, moves):
    """Least and most change of each cell between each two releases, by one linear program over the cells of all."""
    size, shape = tables[0].size, tables[0].shape
    number = len(tables) * size
    equations, values = [], []
    for place, shown in enumerate(out):
        own = np.eye(number)[place * size : (place + 1) * size].reshape(*shape, number)
        sums = [*own.reshape(-1, number)]
        if len(shape) == 2:
            sums += [*own.sum(axis=1), *own.sum(axis=0), own.sum(axis=(0, 1))]
        else:
            sums += [own.sum(axis=0)]
        for equation, cell in zip(sums, shown.figures, strict=True):
            if cell.value is not None:
                equations.append(equation)
                values.append(cell.value)
    order = [] if moves == Moves.BOTH else [(step, step + 1) for step in range(len(tables) - 1)]
    lower = np.zeros((len(order) * size, number))
    for line, (first, second) in enumerate(order):
        sign = 1 if moves == Moves.JOINED else -1
        for cell in range(size):
            lower[line * size + cell, [first * size + cell, second * size + cell]] = sign, -sign
    found = {}
    for first in range(len(tables)):
        for second in range(first + 1, len(tables)):
            for cell in range(size):
                goal = np.zeros(number)
                goal[[first * size + cell, second * size + cell]] = (1, -1) if moves == Moves.LEFT else (-1, 1)
                ends = []
                for sign in (1, -1):
                    result = linprog(
                        sign * goal,
                        A_ub=lower if order else None,
                        b_ub=np.zeros(len(lower)) if order else None,
                        A_eq=np.array(equations).reshape(-1, number),
                        b_eq=values,
                        bounds=(0, None),
                        method="highs",
                    )
                    ends.append(-sign * np.inf if result.status == 3 else sign * result.fun)
                found[first, second, cell] = tuple(ends)
    return found


def test_changes_without_limits_print():
    assert str(Range(None, 4)) == "4 or less"
    assert str(Range(None, None)) == "anything"
    assert Range(3, None).width == float("inf")
    assert Range(3, 15).width == 12


@pytest.mark.parametrize(("people", "step"), [(-1, 10), (5, 0)])
def test_steps_of_nobody_are_refused(people, step):
    with pytest.raises(ValueError, match="one person or more"):
        stepped(people, step)


@pytest.mark.parametrize(
    ("counts", "earlier", "moves", "words"),
    [
        ([], [], Moves.BOTH, "one table of counts at least"),
        ([[20, 30], [20, 30]], [], Moves.BOTH, "1 published beside 2"),
        ([[20, 30], [20, 30]], [protect([20, 30], ["A", "C"])], Moves.BOTH, "same labels"),
        ([[20, 30], [20, 29]], [protect([20, 30], ["A", "B"])], Moves.JOINED, "nobody leaves, but .*row B moves"),
        ([[20, 30], [21, 30]], [protect([20, 30], ["A", "B"])], Moves.LEFT, "nobody joins, but .*row A moves"),
    ],
)
def test_releases_that_do_not_fit_are_refused(counts, earlier, moves, words):
    with pytest.raises(ValueError, match=words):
        protect_waves(counts, ["A", "B"], earlier=earlier, moves=moves)
