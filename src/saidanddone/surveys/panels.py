"""Who of a panel is asked in a round: drawn by chance, by place, in groups in which nobody stands out.

A response carries the group and the base weight of whoever gave it. A group that is small is therefore joined to the
place around it, and a panel of a handful is not asked at all.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from saidanddone.surveys.models import PanelMember

SMALLEST = 10
"""Members of a group at the least, and of those who are drawn from it."""
SELDOM = timedelta(days=90)
"""Nobody is drawn again before so long: what whoever joins is told."""
Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One who is asked, with the group and the base weight that their response will carry."""

    member: PanelMember
    stratum: str
    weight: float


def chosen(members: Sequence[PanelMember], *, wanted: int | None, by_place: bool) -> Iterator[Chosen]:
    """All, or so many by chance; by place each group has its share, and members weigh as they were likely."""
    groups = grouped({each: each.place.path if each.place else "" for each in members}) if by_place else {"": members}
    numbers = shares({path: len(group) for path, group in groups.items()}, wanted)
    for path, group in sorted(groups.items()):
        weight = len(group) / numbers[path]
        for member in secrets.SystemRandom().sample(list(group), numbers[path]):
            yield Chosen(member, _last(path)[:60], weight)


def grouped(paths: Mapping[Member, str]) -> dict[str, list[Member]]:
    """By place; one that has too few is joined to the place around it, and at the top to the smallest beside it."""
    groups: dict[str, list[Member]] = defaultdict(list)
    for member, path in paths.items():
        groups[path].append(member)
    while len(groups) > 1 and (small := [path for path, group in groups.items() if len(group) < SMALLEST]):
        path = max(small, key=lambda each: (each.count("/"), each))
        moved = groups.pop(path)
        around = _around(path) if path else min(groups, key=lambda each: (len(groups[each]), each))
        groups[around].extend(moved)
    return dict(groups)


def shares(sizes: Mapping[str, int], wanted: int | None) -> dict[str, int]:
    """How many of each group: in proportion, and never so few that one of them stands out."""
    whole = sum(sizes.values())
    if wanted is None or wanted >= whole:
        return dict(sizes)
    return {path: min(size, max(SMALLEST, round(wanted * size / whole))) for path, size in sizes.items()}


def _around(path: str) -> str:
    return "".join(f"{part}/" for part in path.split("/")[:-2])


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
