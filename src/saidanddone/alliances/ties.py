"""Ties between organisations: what two of them do together in public, by kind of thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

Pair = tuple[str, str]


@dataclass(slots=True)
class Ties:
    """Organisations by slug with their kinds, and what each two of them share: how many of what."""

    kinds: dict[str, str]
    shared: dict[Pair, Counter[str]] = field(default_factory=dict)

    def share(self, what: str, organisations: Iterable[str]) -> None:
        """All who are in one thing share it, each with each."""
        here = sorted(each for each in set(organisations) if each in self.kinds)
        for pair in combinations(here, 2):
            self.shared.setdefault(pair, Counter())[what] += 1
