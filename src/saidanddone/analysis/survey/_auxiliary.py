"""Variables whose totals are known: categories by the cells that occur, numbers by person, or both."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from saidanddone.analysis.survey._calibration import Auxiliary, Tally
from saidanddone.analysis.survey._codes import MISSING, Ints
from saidanddone.analysis.survey._frame import Floats, sum_by

AT_ONCE = 65_536
"""Rows that are multiplied at once, so that no copy of a whole matrix is made."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The categories of m margins. A million people lie in a few thousand cells, and cells are all that is worked on.

    Attributes
    ----------
    cell : ndarray of int, shape (n,)
        The cell of each person.
    categories : ndarray of int, shape (C, m)
        Which of the p categories of all margins the cell has in each margin.
    width : int
        p.
    """

    cell: Ints
    categories: Ints
    width: int

    def tally(self, weights: Floats, code: Ints, length: int) -> Tally:
        """By cell and code in one number, worked out once; each item then costs one look at each person."""
        inside = slice(None) if code.min() > MISSING else np.flatnonzero(code > MISSING)
        both, weighted, cells = (self.cell * length + code)[inside], weights[inside], len(self.categories)

        def read(places: Ints, width: int) -> Floats:
            at = both * width
            at += places[inside]
            by_cell = np.bincount(at, weighted, cells * length * width).astype(float, copy=False)
            return self.over_cells(by_cell.reshape(cells, -1)).reshape(-1, length, width)

        return read

    def sums(self, weighted: Floats, code: Ints, length: int) -> Floats:
        cells = len(self.categories)
        if cells * (length + 1) <= 2 * len(self.cell) + 1000:
            both = np.bincount(self.cell * (length + 1) + (code + 1), weighted, cells * (length + 1)).astype(float)
            return self.over_cells(both.reshape(cells, length + 1)[:, 1:]).T
        found = np.zeros((length + 1) * self.width)
        for margin in self.categories.T:
            found += np.bincount((code + 1) * self.width + margin[self.cell], weighted, len(found))
        return found.reshape(length + 1, self.width)[1:]

    def cross(self, weighted: Floats) -> Floats:
        return self.over_cells(sum_by(self.cell, weighted, len(self.categories)))

    def gram(self, weights: Floats) -> Floats:
        found = np.zeros(self.width**2)
        by_cell = np.bincount(self.cell, weights, len(self.categories))
        for one in self.categories.T:
            for other in self.categories.T:
                found += np.bincount(one * self.width + other, by_cell, len(found))
        return found.reshape(self.width, self.width)

    def overlap(self, other: Auxiliary, weights: Floats) -> Floats:
        return self.over_cells(other.sums(weights, self.cell, len(self.categories))).T

    def at(self, slopes: Floats) -> Floats:
        by_cell: Floats = slopes[self.categories].sum(axis=1)
        return by_cell[self.cell]

    def totals(self, weights: Floats) -> Floats:
        """What weights of people add up to in each category, shape (p,)."""
        return self.over_cells(np.bincount(self.cell, weights, len(self.categories)).astype(float)[:, None])[:, 0]

    def over_cells(self, by_cell: Floats) -> Floats:
        """Add up what cells have, shape (C, k), by category: shape (p, k)."""
        cells, margins = self.categories.shape
        starts = np.arange(0, cells * margins + 1, margins)
        has = sparse.csr_array((np.ones(cells * margins), self.categories.ravel(), starts), (cells, self.width))
        found: Floats = has.T @ by_cell
        return found


def _tally(auxiliary: Auxiliary, weights: Floats, code: Ints, length: int) -> Tally:
    def read(places: Ints, width: int) -> Floats:
        both = np.where(code == MISSING, MISSING, code * width + places)
        return auxiliary.sums(weights, both, length * width).T.reshape(-1, length, width)

    return read


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Numbers of each person: `matrix` has the shape (n, p)."""

    matrix: Floats

    def tally(self, weights: Floats, code: Ints, length: int) -> Tally:
        return _tally(self, weights, code, length)

    def sums(self, weighted: Floats, code: Ints, length: int) -> Floats:
        inside = code + 1
        columns = [np.bincount(inside, weighted * column, length + 1)[1:] for column in self.matrix.T]
        return np.stack(columns, axis=1)

    def cross(self, weighted: Floats) -> Floats:
        found: Floats = self.matrix.T @ weighted
        return found

    def gram(self, weights: Floats) -> Floats:
        found = np.zeros((self.matrix.shape[1],) * 2)
        for start in range(0, len(weights), AT_ONCE):
            rows = self.matrix[start : start + AT_ONCE]
            found += (rows * weights[start : start + AT_ONCE, None]).T @ rows
        return found

    def overlap(self, other: Auxiliary, weights: Floats) -> Floats:
        return other.cross(weights[:, None] * self.matrix)

    def at(self, slopes: Floats) -> Floats:
        found: Floats = self.matrix @ slopes
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Several of these side by side."""

    parts: tuple[Cells | Numbers, ...]
    widths: tuple[int, ...]

    def tally(self, weights: Floats, code: Ints, length: int) -> Tally:
        return _tally(self, weights, code, length)

    def sums(self, weighted: Floats, code: Ints, length: int) -> Floats:
        return np.concatenate([each.sums(weighted, code, length) for each in self.parts], axis=1)

    def cross(self, weighted: Floats) -> Floats:
        return np.concatenate([each.cross(weighted) for each in self.parts])

    def gram(self, weights: Floats) -> Floats:
        return np.block([[other.overlap(each, weights) for other in self.parts] for each in self.parts])

    def overlap(self, other: Auxiliary, weights: Floats) -> Floats:
        return np.concatenate([each.overlap(other, weights) for each in self.parts], axis=1)

    def at(self, slopes: Floats) -> Floats:
        ends = np.cumsum(self.widths)[:-1]
        found: Floats = sum(
            (part.at(own) for part, own in zip(self.parts, np.split(slopes, ends), strict=True)), np.zeros(1)
        )
        return found
