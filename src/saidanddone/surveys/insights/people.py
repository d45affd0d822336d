"""Whoever answered a wave, as arrays: their weights, how they were chosen, and one column a question."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.survey import Design, Lonely, design
from saidanddone.surveys.models import Response, Wave

Floats = NDArray[np.float64]
Labels = NDArray[np.object_]
LONELY = Lonely.ADJUST
"""A stratum with a single cluster counts by its distance from the whole sample: careful, and said by the method."""
MOST_ALONE, GROUPS = 20_000, 3000
"""Of more people than the first, drawn one by one, errors come from about so many random groups: as sure to two in a
hundred, and fast. Wolter (2007), *Introduction to Variance Estimation*, chapter 2.
"""


@dataclass(frozen=True)
class People:
    """The finished responses of one wave, in the order in which they were begun.

    `keys` names whoever is the same person in several waves of a panel; empty where nobody can tell.
    """

    weights: Floats
    strata: Labels
    clusters: Labels
    keys: Labels
    languages: Labels
    answers: Sequence[Mapping[str, Any]]

    def __len__(self) -> int:
        return len(self.weights)

    @cached_property
    def units(self) -> Labels:
        """The cluster in which each was chosen; without one, the person, who is the same in each wave of a panel."""
        own = np.where(self.keys != "", self.keys, self._alone)
        if not self.is_clustered and len(self) > MOST_ALONE:
            own = self._in_groups
        return np.where(self.clusters != "", self.clusters, own)

    @cached_property
    def _alone(self) -> Labels:
        return np.array([f"#{number}" for number in range(len(self))], dtype=object)

    @cached_property
    def _in_groups(self) -> Labels:
        """Random groups: people by turn, those of a panel by their key, so that they stay together."""
        groups = max(GROUPS // len(set(self.strata)), 10)
        turn = [zlib.crc32(key.encode()) if key else number for number, key in enumerate(self.keys)]
        return np.array([f"@{each % groups}" for each in turn], dtype=object)

    @property
    def is_clustered(self) -> bool:
        return bool((self.clusters != "").any())

    @property
    def is_grouped(self) -> bool:
        """Whether so many people were asked one by one that their errors are worked out by random groups."""
        return not self.is_clustered and len(self) > MOST_ALONE

    @property
    def is_stratified(self) -> bool:
        return len(set(self.strata)) > 1

    @cached_property
    def design(self) -> Design:
        """With base weights. Names of clusters may begin anew in each stratum."""
        return design(
            self.weights,
            strata=self.strata if self.is_stratified else None,
            clusters=self.units,
            nest=True,
            lonely=LONELY,
        )

    def column(self, name: str) -> list[Any]:
        return [each.get(name) for each in self.answers]

    def beside(self, other: "People") -> "People":
        """Both in one, those of `self` first: whoever is in both, and clusters of both, keep their names."""
        joined = {
            name: np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("weights", "strata", "clusters", "keys", "languages")
        }
        return replace(self, **joined, answers=[*self.answers, *other.answers])

    def shares_with(self, other: "People") -> bool:
        """Whether somebody, or a cluster, was asked in both."""
        mine, theirs = ({*each.keys, *each.clusters} - {""} for each in (self, other))
        return bool(mine & theirs)


def people_of(wave: Wave) -> People:
    """One query. Responses of weight nought stand for nobody and are left out."""
    fields = ("weight", "stratum", "cluster", "panel_key", "language", "answers")
    rows = Response.objects.filter(wave=wave, weight__gt=0).finished().order_by("pk").values_list(*fields)
    return _of(rows.iterator(chunk_size=5000))


def _of(rows: Iterable[tuple[Any, ...]]) -> People:
    read = list(rows)
    columns = list(zip(*read, strict=True)) if read else [()] * 6
    strata, clusters, keys, languages = (np.array(each, dtype=object) for each in columns[1:5])
    return People(np.array(columns[0], dtype=float), strata, clusters, keys, languages, columns[5])
