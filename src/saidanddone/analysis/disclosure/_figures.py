"""Figures that are tied to each other by sums: what somebody reckons with who reads several tables at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Key = tuple[tuple[str, str], ...]
"""Variables with labels, sorted: a figure counts the people of whom all of it is so. The empty one is everybody."""
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """Counts, and the sums that they obey.

    Attributes
    ----------
    keys : tuple of Key, length f
    values : ndarray of int, shape (f,)
        The true counts; nought for `unknown` ones.
    equations : sparse array, shape (e, f)
        Each sum with the true counts is nought, once the unknown ones are what they are.
    latent : ndarray of bool, shape (f,)
        Never published, though they can be reckoned with.
    fixed : ndarray of bool, shape (f,)
        Known to everybody, whatever is done.
    signed : ndarray of bool, shape (f,)
        May be negative, such as a net change.
    """

    keys: tuple[Key, ...]
    values: Numbers
    equations: sparse.csr_array
    latent: Mask
    fixed: Mask
    signed: Mask

    @property
    def lowest(self) -> Floats:
        """How far each may fall below its value at most, as a negative number."""
        return np.where(self.signed, -np.inf, -self.values.astype(np.float64))

    @property
    def owed(self) -> Floats:
        """What the unknown figures must make up in each equation."""
        owed: Floats = -(self.equations @ self.values)
        return owed


@dataclass
class Ledger:
    """Figures and sums as they are written down, each once."""

    values: dict[Key, int] = field(default_factory=dict)
    latent: set[Key] = field(default_factory=set)
    fixed: set[Key] = field(default_factory=set)
    signed: set[Key] = field(default_factory=set)
    sums: dict[tuple[Key, str], dict[Key, int]] = field(default_factory=dict)

    def write(self, key: Key, value: int, *, published: bool) -> None:
        """A figure. Published once is published; two values for one figure mean that the people are not the same."""
        if self.values.setdefault(key, value) != value:
            raise ValueError(
                f"linked tables are of the same people: {named(key)} is {self.values[key]:,} and {value:,}"
            )
        if published:
            self.latent.discard(key)
        elif key not in self.seen:
            self.latent.add(key)
        self.seen.add(key)

    seen: set[Key] = field(default_factory=set)

    def add_up(self, whole: Key, by: str, parts: Iterable[Key]) -> None:
        """A figure is the sum of others."""
        self.sums[(whole, by)] = {whole: -1} | dict.fromkeys(parts, 1)

    def closed(self) -> Figures:
        """All of it as arrays, in an order that does not depend on the order of writing."""
        keys = tuple(sorted(self.values, key=lambda key: (len(key), key)))
        place = {key: number for number, key in enumerate(keys)}
        rows, columns, signs = [], [], []
        for row, name in enumerate(sorted(self.sums, key=lambda name: (len(name[0]), name))):
            for key, sign in self.sums[name].items():
                rows.append(row)
                columns.append(place[key])
                signs.append(sign)
        shape = (len(self.sums), len(keys))
        return Figures(
            keys,
            np.array([self.values[key] for key in keys], dtype=np.int64),
            sparse.csr_array((np.array(signs, dtype=np.float64), (rows, columns)), shape=shape),
            *(np.array([key in these for key in keys]) for these in (self.latent, self.fixed, self.signed)),
        )


def named(key: Key) -> str:
    """A figure in words."""
    return ", ".join(f"{variable} {label}" for variable, label in key) or "all"


def key_of(labels: Mapping[str, str]) -> Key:
    """The figure of these labels."""
    return tuple(sorted(labels.items()))
