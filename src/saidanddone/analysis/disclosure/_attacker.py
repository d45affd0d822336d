"""Somebody who knows all that is published, that it adds up, and that people are whole and never negative."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from saidanddone.analysis.disclosure._figures import Figures, Floats, Mask
from saidanddone.analysis.disclosure._network import Range

Places = NDArray[np.intp]
NEAR = 1e-6
"""How far from whole a linear program's answer may be; its own tolerance is 1e-7."""
UNBOUNDED = 3


@dataclass
class Attacker:
    """What can be reckoned about the hidden figures from all others.

    Attributes
    ----------
    figures : Figures
    hidden : ndarray of bool, shape (f,)
        What is not known; latent figures are hidden too.
    """

    figures: Figures
    hidden: Mask
    _islands: tuple[Places, Places] | None = field(default=None, init=False)

    def furthest(self, goal: Floats, most: float) -> Floats:
        """The other table that looks the same from outside and goes furthest.

        Parameters
        ----------
        goal : ndarray of float, shape (f,)
            How much each figure's rise counts.
        most : float
            Figures with a goal move no farther than this.

        Returns
        -------
        ndarray of float, shape (f,)
            How much each figure changes; infinite where it could go on without end.
        """
        columns, rows = self._around(goal)
        equations = self.figures.equations[rows][:, columns]
        aims = goal[columns] != 0
        lower, upper = self.figures.lowest[columns], np.full(len(columns), np.inf)
        lower = np.where(aims, np.maximum(lower, -most), lower)
        upper = np.where(aims, most, upper)
        change = np.zeros(len(goal))
        change[columns] = solved(-goal[columns], equations, self.figures.owed[rows], lower, upper)
        return change

    def range(self, place: int) -> Range:
        """The whole numbers that one hidden figure may be."""
        value = int(self.figures.values[place])
        goal = np.zeros(len(self.hidden))
        ends: list[int | None] = []
        for sign in (-1, 1):
            goal[place] = sign
            change = self.furthest(goal, np.inf)[place]
            ends.append(value + round(change) if np.isfinite(change) else None)
        return Range(ends[0], ends[1])

    def _around(self, goal: Floats) -> tuple[Places, Places]:
        """Only the hidden figures that hang together with those aimed at matter, and their equations."""
        if self._islands is None:
            places = np.flatnonzero(self.hidden)
            part = self.figures.equations[:, places]
            both = sparse.block_array([[None, part], [part.T, None]], format="csr")
            _, labels = connected_components(both, directed=False)
            islands: Places = labels.astype(np.intp)
            self._islands = islands[part.shape[0] :], islands[: part.shape[0]]
        of_columns, of_rows = self._islands
        places = np.flatnonzero(self.hidden)
        wanted = np.unique(of_columns[goal[places] != 0])
        return places[np.isin(of_columns, wanted)], np.flatnonzero(np.isin(of_rows, wanted))


def solved(costs: Floats, equations: sparse.csr_array, owed: Floats, lower: Floats, upper: Floats) -> Floats:
    """The cheapest whole numbers within bounds that obey the equations; all infinite where they have no end.

    A linear program first, which is enough nearly always; where its answer is not whole, an integer one.

    Raises
    ------
    ValueError
        Where nothing obeys them.
    """
    bounds = np.column_stack([lower, upper])
    found = linprog(costs, A_eq=equations, b_eq=owed, bounds=bounds, method="highs")
    if found.status == UNBOUNDED:
        return np.full(len(costs), np.inf)
    if found.x is not None and np.abs(found.x - np.rint(found.x)).max(initial=0) > NEAR:
        found = milp(
            costs,
            constraints=LinearConstraint(equations, owed, owed),
            bounds=Bounds(lower, upper),
            integrality=np.ones(len(costs)),
            options={"mip_rel_gap": 0},
        )
    if found.x is None:
        raise ValueError("no people fit all of these figures")
    whole: Floats = np.rint(found.x)
    return whole
