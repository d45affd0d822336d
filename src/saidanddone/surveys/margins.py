"""What a wave is weighted to: the population by the answers to one of its questions.

`Wave.margins` is a list of `{"question": "age", "shares": {"1": 0.31, "2": 0.44, "3": 0.25}, "source": "Census 2021"}`
"""

from collections.abc import Mapping
from dataclasses import dataclass

from saidanddone.surveys.models import Wave


@dataclass(frozen=True, slots=True)
class Margin:
    """How the population is parted by the answers to a question; `shares` by code, from nought up."""

    question: str
    shares: Mapping[int, float]
    source: str = ""

    @property
    def normed(self) -> dict[int, float]:
        """The shares so that they add up to one: sources give per cents, shares or people."""
        whole = sum(self.shares.values())
        return {code: share / whole for code, share in self.shares.items()}


def margins_of(wave: Wave) -> list[Margin]:
    """In their order; a margin without people is none."""
    read = [
        Margin(
            each["question"],
            {int(code): float(share) for code, share in each["shares"].items()},
            each.get("source", ""),
        )
        for each in wave.margins
    ]
    return [each for each in read if sum(each.shares.values()) > 0]
