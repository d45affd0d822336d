"""Shapley shares: how much of what is explained belongs to each of several terms that lean on each other."""

from math import factorial

import numpy as np

from saidanddone.analysis.survey._frame import Floats

MOST = 16
"""Terms; each more doubles the work."""


def shapley(moments: Floats, controls: int = 0) -> tuple[Floats, Floats]:
    """Part R² among p terms, over all orders in which they may come in.

    `moments`: sums of squares and products about the mean of (controls, p terms, outcome), shape (R, q, q), for each of
    R replicates at once. Returns what each term adds on average over what the controls explain, shape (R, p), and R² of
    all terms over that of the controls, shape (R,).

    Lindeman, R. H., Merenda, P. F. and Gold, R. Z. (1980). *Introduction to Bivariate and Multivariate Analysis*.
    """
    swept = moments.copy()
    for place in range(controls):
        swept = _swept(swept, place)
    left = swept[:, controls:, controls:]
    terms = left.shape[1] - 1
    whole = moments[:, -1, -1]
    parts = np.zeros((len(moments), terms))
    gain = [factorial(size) * factorial(terms - size - 1) / factorial(terms) for size in range(terms)]
    unexplained = left[:, -1, -1]
    stack = [(left, -1, np.zeros(terms, dtype=bool))]
    last = np.zeros(len(moments))
    while stack:
        table, newest, inside = stack.pop()
        explained = (unexplained - table[:, -1, -1]) / whole
        size = int(inside.sum())
        share = np.where(inside, gain[size - 1] if size else 0, -gain[size] if size < terms else 0)
        parts += explained[:, None] * share
        if size == terms:
            last = explained
        for place in range(newest + 1, terms):
            more = inside.copy()
            more[place] = True
            stack.append((_swept(table, place), place, more))
    return parts, last


def _swept(tables: Floats, place: int) -> Floats:
    """Take out of each table what the variable at a place explains."""
    pivot = tables[:, place, place]
    safe = np.where(pivot > 0, pivot, np.inf)
    column = tables[:, :, place]
    found: Floats = tables - column[:, :, None] * (column / safe[:, None])[:, None, :]
    return found
