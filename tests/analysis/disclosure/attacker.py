"""Somebody who reads a published table and works out what it keeps back, by linear programs and nothing of ours."""

import numpy as np
from scipy.optimize import linprog

from saidanddone.analysis.disclosure import ProtectedTable


def figures(table: ProtectedTable) -> list[float | None]:
    """Everything the table shows, None where it shows nothing: cells, totals of rows, of columns, of all."""
    cells = [cell for row in table.cells for cell in row]
    every = [*cells, *table.row_totals, *table.column_totals, table.total]
    return [0 if str(cell) == "[z]" else cell.value for cell in every]


def sums(rows: int, columns: int) -> np.ndarray:
    """The equations that every table obeys, one in a row; `columns` nought is a table of one dimension."""
    if not columns:
        return np.array([[1.0] * rows + [-1.0]])
    width = rows * columns + rows + columns + 1
    equations = []
    for row in range(rows):
        equation = np.zeros(width)
        equation[row * columns : (row + 1) * columns] = 1
        equation[rows * columns + row] = -1
        equations.append(equation)
    for column in range(columns):
        equation = np.zeros(width)
        equation[column : rows * columns : columns] = 1
        equation[rows * columns + rows + column] = -1
        equations.append(equation)
    whole = np.zeros(width)
    whole[rows * columns : rows * columns + rows] = 1
    whole[-1] = -1
    return np.array([*equations, whole])


def work_out(table: ProtectedTable) -> dict[int, tuple[float, float]]:
    """The place of each figure kept back, and the least and most it can be. Rounded figures may be off by half a base.

    Raises where nothing fits, which means that the table contradicts itself.
    """
    known = figures(table)
    equations = sums(len(table.rows), len(table.columns))
    slack = (table.rules.round_to / 2) if table.rules.round_to > 1 else 0.0
    limits = [
        (0, None) if value is None else (max(0.0, value - slack), value + slack) if value else (0.0, slack)
        for value in known
    ]
    found = {}
    for place, value in enumerate(known):
        if value is None:
            goal = np.zeros(len(known))
            goal[place] = 1
            least, most = (
                linprog(sign * goal, A_eq=equations, b_eq=np.zeros(len(equations)), bounds=limits, method="highs")
                for sign in (1, -1)
            )
            assert least.status == 0, "the published figures contradict each other"
            found[place] = (least.fun, np.inf if most.status == 3 else -most.fun)
    return found


def consistent(table: ProtectedTable) -> bool:
    """Whether there is any table that looks like this one."""
    known, equations = figures(table), sums(len(table.rows), len(table.columns))
    slack = table.rules.round_to / 2
    slack = slack if table.rules.round_to > 1 else 0.0
    limits = [(0, None) if value is None else (max(0.0, value - slack), value + slack) for value in known]
    nothing = np.zeros(len(known))
    return linprog(nothing, A_eq=equations, b_eq=np.zeros(len(equations)), bounds=limits, method="highs").status == 0
