"""What else to keep back so that nobody who reads several tables can work out what must be kept back.

Every other table that looks the same from outside is kept as a witness: what is hidden later only adds to what could
be, so a witness stays good until a figure in which it differs is shown. Most questions are answered by those at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from saidanddone.analysis.disclosure._attacker import Attacker, solved
from saidanddone.analysis.disclosure._figures import Figures, Floats, Mask, Numbers


def hide_linked(figures: Figures, primary: Mask, width: int, guarded: Mask | None = None) -> Mask:
    """Which figures to hide in all, so that every hidden one has a range at least `width` wide.

    Parameters
    ----------
    figures : Figures
    primary : ndarray of bool, shape (f,)
        What must be hidden.
    width : int
    guarded : ndarray of bool, shape (f,), optional
        Latent figures that must not be worked out either.

    Returns
    -------
    ndarray of bool, shape (f,)
        The latent ones among them.

    Notes
    -----
    For each figure that is too narrow, the cheapest change of all tables that moves it far enough is found by a linear
    program in which hidden figures cost nothing and others their count; what it changes is hidden. Then each figure
    hidden so, the largest first, is shown again where all stay wide without it. At last those that are still hidden
    with the primary ones are looked at too, and more is hidden where one of them is narrow.

    References
    ----------
    Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. *Management Science* 47(7), 1008–1027. Castro, J. (2012). Recent advances in optimization techniques
    for statistical tabular data protection. *EJOR* 216(2), 257–269.
    """
    must = primary | (np.zeros_like(primary) if guarded is None else guarded)
    search = Search(figures, width, must, primary | figures.latent)
    search.widen(lambda: must)
    search.show_again(must)
    search.widen(lambda: must | (search.hidden & ~figures.latent))
    return search.hidden


@dataclass
class Search:
    """Figures hidden so far, and the witnesses that they cannot be worked out."""

    figures: Figures
    width: int
    must: Mask
    hidden: Mask
    witnesses: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.witnesses = np.zeros((1, len(self.hidden)), dtype=np.int64)

    def widen(self, guarded: Callable[[], Mask]) -> None:
        """Hide what it takes until all that are guarded are wide, or nothing is left to hide."""
        before = -1
        while before != self.hidden.sum():
            before = int(self.hidden.sum())
            attacker = self._attacker()
            self._see_far(attacker, guarded())
            for place in sorted(
                np.flatnonzero(guarded()), key=lambda place: (int(self.figures.values[place]), int(place))
            ):
                if not self._is_wide(attacker, int(place)):
                    self._hide_around(int(place))
                    attacker = self._attacker()

    def show_again(self, guarded: Mask) -> None:
        """Show what need not be hidden, the largest first, where those guarded stay wide without it."""
        extra = self.hidden & ~self.must & ~self.figures.latent
        for place in sorted(np.flatnonzero(extra), key=lambda place: (-int(self.figures.values[place]), int(place))):
            self.hidden[place] = False
            attacker = self._attacker()
            unsure = np.flatnonzero(guarded & (self._widths() < self.width))
            self.hidden[place] = not all(self._is_wide(attacker, int(each)) for each in unsure)

    def _attacker(self) -> Attacker:
        return Attacker(self.figures, self.hidden.copy())

    def _widths(self) -> Numbers:
        """How wide each figure is at least, by the witnesses that look the same from outside."""
        good = self.witnesses[~(self.witnesses[:, ~self.hidden] != 0).any(axis=1)]
        found: Numbers = np.maximum(good.max(axis=0), 0) - np.minimum(good.min(axis=0), 0)
        return found

    def _see_far(self, attacker: Attacker, guarded: Mask) -> None:
        """Two witnesses for many figures at once."""
        for sign in (-1.0, 1.0):
            narrow = guarded & (self._widths() < self.width)
            if narrow.any():
                self._keep(attacker.furthest(np.where(narrow, sign, 0), self.width))

    def _is_wide(self, attacker: Attacker, place: int) -> bool:
        """Whether a figure is wide, asking the linear program only where the witnesses do not say."""
        for sign in (-1.0, 1.0):
            if self._widths()[place] >= self.width:
                return True
            goal = np.zeros(len(self.hidden))
            goal[place] = sign
            self._keep(attacker.furthest(goal, self.width))
        return bool(self._widths()[place] >= self.width)

    def _keep(self, change: Floats) -> None:
        self.witnesses = np.vstack([self.witnesses, change.astype(np.int64)])

    def _hide_around(self, place: int) -> None:
        """Hide what it takes to widen one figure, upwards or downwards, whichever hides fewer people."""
        low, high = (self._room(place, sign) for sign in (-1, 1))
        ways = [self._cheapest(place, self.width - low), self._cheapest(place, high - self.width)]
        found = [way for way in ways if way is not None]
        if found:
            _, change = min(found, key=lambda way: way[0])
            self.hidden |= change != 0
            self._keep(change)
        else:
            self.hidden |= ~self.figures.fixed

    def _room(self, place: int, sign: int) -> int:
        good = self.witnesses[~(self.witnesses[:, ~self.hidden] != 0).any(axis=1)]
        return int((sign * good[:, place]).max(initial=0))

    def _cheapest(self, place: int, by: int) -> tuple[float, Floats] | None:
        """The change of all tables that moves one figure so far and touches the fewest people not hidden yet."""
        figures = self.figures
        if by < figures.lowest[place]:
            return None
        cost = np.where(self.hidden, 0, figures.values + 1).astype(np.float64)
        fall = np.where(figures.fixed, 0, -figures.lowest)
        rise = np.where(figures.fixed, 0, np.inf)
        lower = np.zeros(2 * len(cost))
        upper = np.concatenate([rise, fall])
        upper[[place, len(cost) + place]] = max(by, 0), max(-by, 0)
        lower[[place, len(cost) + place]] = max(by, 0), max(-by, 0)
        both = sparse.hstack([figures.equations, -figures.equations], format="csr")
        try:
            found = solved(np.concatenate([cost, cost]), both, figures.owed, lower, upper)
        except ValueError:
            return None
        change: Floats = found[: len(cost)] - found[len(cost) :]
        return float((cost * (change != 0)).sum()), change
