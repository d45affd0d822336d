"""Made-up people, tables of them, and attackers who think of all people at once: nothing of ours but the results."""

from itertools import combinations_with_replacement, product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from saidanddone.analysis.disclosure import LinkedTable, Nesting

LABELS = {
    "ward": ["Castle", "Quay", "Mill", "Moor"],
    "area": ["North", "South"],
    "age": ["old", "mid", "young"],
    "sex": ["F", "M"],
    "says": ["no", "yes"],
}
WARDS = Nesting("ward", "area", {"Castle": "North", "Quay": "North", "Mill": "South", "Moor": "South"})
FEW_OR_MORE = st.one_of(st.integers(0, 6), st.integers(0, 40))
SETS = [
    [("area", "age"), ("area", "sex")],
    [("area", "age"), ("area", "sex"), ("area",)],
    [("area", "age"), ("age", "sex"), ("area", "sex")],
    [("ward", "age"), ("area", "age")],
    [("ward", "age"), ("area", "sex"), ("sex",)],
    [("ward", "sex"), ("area", "says"), ("sex", "says")],
    [("age", "says"), ("sex", "says"), ("area", "says")],
    [("ward", "says"), ("ward", "sex"), ("area", "age")],
    [("ward", "sex"), ("ward", "says"), ("sex", "says"), ("area", "age"), ("age", "sex")],
]
"""Which tables are published together; some cross in a ring."""


def everybody(variables):
    """All kinds of people there can be, by these variables and what they lie within."""
    kinds = [dict(zip(variables, each, strict=True)) for each in product(*(LABELS[name] for name in variables))]
    for kind in kinds:
        if "ward" in kind:
            kind["area"] = WARDS.of[kind["ward"]]
    return kinds


def finest(crosses):
    """The variables that say all, wards saying areas."""
    names = sorted({name for cross in crosses for name in cross})
    return [name for name in names if name != "area" or "ward" not in names]


def tabled(crosses, kinds, numbers):
    """The tables of so many people of each kind."""
    found = []
    for cross in crosses:
        counts = np.zeros([len(LABELS[name]) for name in cross], dtype=int)
        for kind, number in zip(kinds, numbers, strict=True):
            counts[tuple(LABELS[name].index(kind[name]) for name in cross)] += number
        found.append(LinkedTable(counts, *((name, LABELS[name]) for name in cross)))
    return found


@st.composite
def linked_tables(draw, number=FEW_OR_MORE, sets=SETS):
    """Several tables of the same people, with the kinds that these are of."""
    crosses = draw(st.sampled_from(sets))
    kinds = everybody(finest(crosses))
    numbers = draw(st.lists(number, min_size=len(kinds), max_size=len(kinds)))
    return tabled(crosses, kinds, numbers), kinds


def shown(tables, published):
    """Every figure of the tables, with its value or None where it is kept back. Shown once is known."""
    found = {}
    for table, result in zip(tables, published, strict=True):
        every = [*(cell for row in result.cells for cell in row), *result.row_totals, *result.column_totals]
        for key, cell in zip(table.keys, [*every, result.total], strict=True):
            found[key] = found.get(key) if cell.value is None else cell.value
    return found


def is_of(kind, key):
    return all(kind[variable] == label for variable, label in key)


def work_out(figures, kinds):
    """Least and most of each hidden figure, by linear programs over how many people there are of each kind."""
    known = [key for key, value in figures.items() if value is not None]
    equations = np.array([[float(is_of(kind, key)) for kind in kinds] for key in known]).reshape(-1, len(kinds))
    values = np.array([figures[key] for key in known], dtype=float)
    found = {}
    for key in figures.keys() - set(known):
        goal = np.array([float(is_of(kind, key)) for kind in kinds])
        least, most = (
            linprog(sign * goal, A_eq=equations, b_eq=values, bounds=(0, None), method="highs") for sign in (1, -1)
        )
        assert least.status == 0, "the published figures contradict each other"
        found[key] = (least.fun, np.inf if most.status == 3 else -most.fun)
    return found


def all_values(figures, kinds):
    """All values that each hidden figure can have, by thinking of every possible crowd; the total is known."""
    found = {key: set() for key, value in figures.items() if value is None}
    for crowd in combinations_with_replacement(range(len(kinds)), figures[()]):
        true = {key: sum(is_of(kinds[place], key) for place in crowd) for key in figures}
        if all(value is None or true[key] == value for key, value in figures.items()):
            for key, values in found.items():
                values.add(true[key])
    return found
