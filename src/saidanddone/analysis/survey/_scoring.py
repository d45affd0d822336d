"""How answers become figures, as data: points, bands, what is no answer, and who is in the base."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._codes import Ints
from saidanddone.analysis.survey._estimates import Kind
from saidanddone.analysis.survey._frame import Floats


class Missing(StrEnum):
    """Why there is no point of the scale. Kept apart, as they say different things."""

    DONT_KNOW = "dont_know"
    PREFER_NOT = "prefer_not"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring points that are read together, from `lowest` to `highest`.

    `side` is +1 where they count for the net, −1 where they count against it, and 0 for a midpoint or another band.
    """

    name: str
    lowest: int
    highest: int
    side: int = 0

    def __contains__(self, point: int) -> bool:
        return self.lowest <= point <= self.highest


@dataclass(frozen=True, slots=True)
class Figure:
    """What is worked out of the answers: each answer's part in the sum above, and in the sum below.

    Attributes
    ----------
    name : str
    kind : Kind
    above, below : ndarray of float, shape (K,)
        In the order of `Scoring.answers`; the figure is the weighted sum of `above` over that of `below`.
    """

    name: str
    kind: Kind
    above: Floats
    below: Floats


@dataclass(frozen=True, slots=True)
class Scoring:
    """The rule by which answers to an item are scored. It is kept with each figure, as sources differ in it.

    Attributes
    ----------
    points : tuple of int
        The points of the scale, the lowest first.
    bands : tuple of Band
        What is read together; a point lies in one band at most.
    missing : mapping of int to Missing
        The codes that are no points, and what they mean.
    dont_know_in_base : bool
        Whether shares are of all who were asked and answered or said that they do not know (as the OECD does), or of
        those with an opinion (as the European Social Survey does). Means never know of it.
    is_reversed : bool
        Whether a high point means little: points are then mirrored, so that high is always good.

    Raises
    ------
    ValueError
        Where points repeat or fall, bands overlap or leave the scale, or a missing code is a point.

    Examples
    --------
    >>> print(OECD)
    0 to 10; low 0 to 4, neutral 5 to 5, high 6 to 10; don't know is in the base.
    >>> OECD.net().above
    array([-1., -1., -1., -1., -1.,  0.,  1.,  1.,  1.,  1.,  1.,  0.,  0.,
            0.])
    """

    points: tuple[int, ...]
    bands: tuple[Band, ...] = ()
    missing: Mapping[int, Missing] = field(default_factory=dict)
    dont_know_in_base: bool = False
    is_reversed: bool = False

    def __post_init__(self) -> None:
        if len(self.points) < 2 or list(self.points) != sorted(set(self.points)):
            raise ValueError("a scale has two points or more, each once, the lowest first")
        if set(self.points) & set(self.missing):
            raise ValueError(f"{sorted(set(self.points) & set(self.missing))} are points and missing codes at once")
        taken = [band.name for point in self.points for band in self.bands if point in band]
        if len(taken) > len({point for point in self.points if any(point in band for band in self.bands)}):
            raise ValueError("a point lies in one band at most")
        for band in self.bands:
            if band.name not in taken or not {band.lowest, band.highest} <= set(self.points):
                raise ValueError(f"the band {band.name!r} ends at points of the scale")

    def __str__(self) -> str:
        bands = ", ".join(f"{band.name} {band.lowest} to {band.highest}" for band in self.bands)
        base = "is in the base" if self.dont_know_in_base else "is left out"
        turned = ", reversed" if self.is_reversed else ""
        return f"{self.points[0]} to {self.points[-1]}{turned}; {bands + '; ' if bands else ''}don't know {base}."

    @property
    def answers(self) -> tuple[int, ...]:
        """All codes that may occur: the points, then the missing codes."""
        return (*self.points, *sorted(self.missing))

    def places(self, codes: ArrayLike, *, name: str = "the item") -> Ints:
        """The place of each person's code among `answers`, shape (n,).

        Raises
        ------
        ValueError
            Where a code is none of them; the row is named.
        """
        given = np.asarray(codes)
        if given.dtype.kind == "f":
            return self._of_numbers(given, name)
        if given.dtype.kind not in "iub":
            raise ValueError(f"answers to {name} are whole numbers, not {given.dtype}")
        lowest, highest = min(self.answers), max(self.answers)
        place_of = np.full(highest - lowest + 3, -1, dtype=np.int64)
        place_of[np.array(self.answers) - lowest + 1] = np.arange(len(self.answers))
        # What lies beyond either end falls on the -1 that stands there.
        places = place_of.take(given.astype(np.int64, copy=False) - (lowest - 1), mode="clip")
        if len(places) and places.min() < 0:
            row = int(np.argmax(places < 0))
            raise ValueError(f"row {row}: {given[row]} is no answer to {name}, which takes {self.takes}")
        return places

    def _of_numbers(self, given: Floats, name: str) -> Ints:
        whole = np.nan_to_num(given, nan=0.5)
        if (whole != np.round(whole)).any():
            row = int(np.argmax(whole != np.round(whole)))
            raise ValueError(f"row {row}: {given[row]} is no answer to {name}, which takes {self.takes}")
        return self.places(whole.astype(np.int64), name=name)

    @property
    def takes(self) -> str:
        codes = f" and {', '.join(str(each) for each in sorted(self.missing))}" if self.missing else ""
        return f"{self.points[0]} to {self.points[-1]}{codes}"

    def mean(self) -> Figure:
        """The mean of the points."""
        low, high = self.points[0], self.points[-1]
        values = [low + high - point if self.is_reversed else point for point in self.points]
        return Figure("mean", Kind.MEAN, self._filled(values), self._filled([1] * len(self.points)))

    def share(self, band: str) -> Figure:
        """The share of a band by its name."""
        found = self._band(band)
        return Figure(band, Kind.SHARE, self._filled([self._turned(p) in found for p in self.points]), self._base())

    def answer(self, code: int) -> Figure:
        """The share of one answer, a point or a code, of all who were asked."""
        if code not in self.answers:
            raise ValueError(f"{code} is no answer: it takes {self.takes}")
        asked = [self.missing.get(each) is not Missing.NOT_ASKED for each in self.answers]
        chosen = np.array([float(each == code) for each in self.answers])
        return Figure(str(code), Kind.SHARE, chosen, np.array(asked, dtype=float))

    def unknown(self, kind: Missing) -> Figure:
        """The share of those who gave no point for this reason, of all who were asked."""
        chosen = [float(self.missing.get(each) is kind) for each in self.answers]
        asked = [float(self.missing.get(each) is not Missing.NOT_ASKED) for each in self.answers]
        return Figure(str(kind), Kind.SHARE, np.array(chosen), np.array(asked))

    def net(self) -> Figure:
        """High less low: the mean of +1, 0 and −1.

        Raises
        ------
        ValueError
            Where no band is high, or none is low.
        """
        sides = [next((band.side for band in self.bands if self._turned(p) in band), 0) for p in self.points]
        if not {1, -1} <= set(sides):
            raise ValueError("a net needs a band that counts for it and one that counts against it")
        return Figure("net", Kind.NET, self._filled(sides), self._base())

    def _turned(self, point: int) -> int:
        return self.points[0] + self.points[-1] - point if self.is_reversed else point

    def _band(self, name: str) -> Band:
        for band in self.bands:
            if band.name == name:
                return band
        raise ValueError(f"no band {name!r}; there are {', '.join(band.name for band in self.bands) or 'none'}")

    def _base(self) -> Floats:
        base = self._filled([1] * len(self.points))
        if self.dont_know_in_base:
            for place, code in enumerate(sorted(self.missing), start=len(self.points)):
                base[place] = self.missing[code] is Missing.DONT_KNOW
        return base

    def _filled(self, of_points: list[int] | list[bool]) -> Floats:
        return np.array([*of_points, *[0] * len(self.missing)], dtype=float)


OECD = Scoring(
    points=tuple(range(11)),
    bands=(Band("low", 0, 4, -1), Band("neutral", 5, 5), Band("high", 6, 10, 1)),
    missing={77: Missing.PREFER_NOT, 88: Missing.DONT_KNOW, 99: Missing.NOT_ASKED},
    dont_know_in_base=True,
)
"""0 to 10 as the OECD's survey of trust reads it: 6 to 10 is high, 5 neutral, and who does not know is in the base."""
