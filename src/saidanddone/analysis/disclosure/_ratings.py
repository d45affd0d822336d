"""What a few people who know each other say of one of them: shown only as finely as is safe for all answers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from saidanddone.analysis.disclosure._network import Range

POINTS = 4
FEWEST = 3
"""So many raters, of so many organisations, at least."""
FEWEST_FOR_TENTHS = 8

Window = tuple[int, int]
"""The least and the greatest sum of answers that something shown leaves open."""
Seen = tuple[bool, ...]
"""In which of the waves somebody answered."""


class Fineness(StrEnum):
    """How finely a score is shown."""

    TENTHS = "tenths"
    FOUR = "four bands"
    THREE = "three bands"
    TWO = "two bands"
    NOT_SHOWN = "not shown"


_CUTS = {Fineness.FOUR: (1.75, 2.5, 3.25), Fineness.THREE: (2.25, 2.75), Fineness.TWO: (2.5,)}
_FINEST_FIRST = (Fineness.TENTHS, Fineness.FOUR, Fineness.THREE, Fineness.TWO)


@dataclass(frozen=True, slots=True)
class ShownRating:
    """What is shown of one wave's answers to one question about one partner.

    Attributes
    ----------
    raters : mapping of str to str
        Everybody who answered, with their organisation. This much is taken to be known.
    fineness : Fineness
    window : tuple of int or None
        The sums of answers that fit what is shown; None where nothing is.
    """

    raters: Mapping[str, str]
    fineness: Fineness
    window: Window | None

    @property
    def shown(self) -> bool:
        """Whether there is anything."""
        return self.window is not None

    @property
    def lower(self) -> float | None:
        """The least mean that fits what is shown."""
        return None if self.window is None else self.window[0] / len(self.raters)

    @property
    def upper(self) -> float | None:
        """The greatest mean that fits what is shown."""
        return None if self.window is None else self.window[1] / len(self.raters)

    @property
    def organisations(self) -> int:
        """Of how many organisations they are."""
        return len(set(self.raters.values()))

    def __str__(self) -> str:
        of = f"{len(self.raters)} raters of {self.organisations} organisations"
        if self.lower is None or self.upper is None:
            return f"[c] ({of})"
        return f"{self.lower:.1f} to {self.upper:.1f} ({of}, {self.fineness})"


def protect_ratings(
    answers: Mapping[str, int],
    organisations: Mapping[str, str],
    *,
    earlier: Sequence[ShownRating] = (),
    finest: Fineness = Fineness.TENTHS,
) -> ShownRating:
    """The mean of a few ratings from 1 to 4, as finely as nobody's answer can be worked out from.

    Parameters
    ----------
    answers : mapping of str to int
        By rater, from 1 to 4; who could not say is left out.
    organisations : mapping of str to str
        The organisation of each rater.
    earlier : sequence of ShownRating
        What was shown of the same question about the same partner in the waves before.
    finest : Fineness
        No finer than this: to leave room for what is shown of some of the same answers next.

    Returns
    -------
    ShownRating

    Raises
    ------
    ValueError
        Where an answer is not from 1 to 4, or a rater has no organisation.

    Notes
    -----
    The attacker is any one organisation of the raters, of this wave or an earlier one, or somebody outside: it knows
    its own answers, everything shown so far, who answered in which wave, and takes for granted that whoever stayed says
    the same as before. Safe means that each other person's answer keeps two values at least, **for all answers that
    could have been given**: the fineness follows from what is public, never from the answers, so it says nothing of
    them itself. In one wave a band of sums `a` to `b` of `n` raters is safe against an organisation with `m` of them
    exactly where ``b > n + 3m`` and ``a < 4n - 3m``, so no organisation may give half of the ratings or more. Several
    organisations that put their answers together are not guarded against.

    References
    ----------
    Kenthapadi, K., Mishra, N., Nissim, K. (2005). Simulatable auditing. *PODS '05*, 118-127.

    Examples
    --------
    Three gave 4, 3 and 1. When the third has gone, nothing is shown, as her answer would be.

    >>> of = {"Ada": "library", "Ben": "council", "Cai": "clinic"}
    >>> first = protect_ratings({"Ada": 4, "Ben": 3, "Cai": 1}, of)
    >>> print(first)
    2.7 to 4.0 (3 raters of 3 organisations, two bands)
    >>> print(protect_ratings({"Ada": 4, "Ben": 3}, of, earlier=[first]))
    [c] (2 raters of 2 organisations)
    """
    if any(not 1 <= answer <= POINTS for answer in answers.values()):
        raise ValueError("ratings: answers from 1 to 4")
    if missing := sorted(set(answers) - set(organisations)):
        raise ValueError(f"ratings: no organisation of {missing[0]}")
    raters = {rater: organisations[rater] for rater in answers}
    allowed = _FINEST_FIRST[_FINEST_FIRST.index(finest) :]
    fineness = _finest(raters, tuple(each for each in earlier if each.shown), allowed)
    window = _window(_windows(fineness, len(raters)), sum(answers.values())) if fineness in _FINEST_FIRST else None
    return ShownRating(raters, fineness, window)


def attack_ratings(shown: Sequence[ShownRating], known: Mapping[str, int]) -> dict[str, Range]:
    """What somebody who knows some of the answers can work out of each of the others.

    Parameters
    ----------
    shown : sequence of ShownRating
        Of all waves, in order.
    known : mapping of str to int
        Answers that the attacker knows; whoever stayed is taken to say the same in each wave.

    Returns
    -------
    dict of str to Range
        Empty where no answers fit everything shown, so that somebody must have changed their mind.

    Examples
    --------
    >>> wave = ShownRating({"Ada": "library", "Ben": "council", "Cai": "clinic"}, Fineness.TENTHS, (5, 5))
    >>> print(attack_ratings([wave], {"Ada": 3})["Cai"])
    1 to 1
    """
    waves = [each for each in shown if each.window is not None]
    windows = tuple(each.window for each in waves if each.window is not None)
    seen = _seen([each.raters for each in waves])
    own = tuple(sum(known[rater] for rater in known if rater in each.raters) for each in waves)
    groups = tuple(sorted(Counter(waves_of for rater, waves_of in seen.items() if rater not in known).items()))
    sums = [_range_of(_less(windows, own), groups, place) for place in range(len(groups))]
    if any(each is None for each in sums):
        return {}
    by_group = {group: _of_one(each, size) for (group, size), each in zip(groups, sums, strict=True) if each}
    return {rater: by_group[group] for rater, group in seen.items() if rater not in known}


def _finest(raters: Mapping[str, str], earlier: tuple[ShownRating, ...], allowed: Sequence[Fineness]) -> Fineness:
    """The finest of those allowed that is safe, by what is public."""
    most = max(Counter(raters.values()).values(), default=0)
    if len(raters) < FEWEST or len(set(raters.values())) < FEWEST or 2 * most >= len(raters):
        return Fineness.NOT_SHOWN
    for fineness in allowed:
        if fineness == Fineness.TENTHS and len(raters) < FEWEST_FOR_TENTHS:
            continue
        if _is_safe(_windows(fineness, len(raters)), raters, earlier):
            return fineness
    return Fineness.NOT_SHOWN


def _windows(fineness: Fineness, raters: int) -> tuple[Window, ...]:
    """All sums that there can be, in the groups that are told apart. The ends of tenths are one each."""
    sums = range(raters, POINTS * raters + 1)
    groups: dict[float, list[int]] = {}
    for each in sums:
        mean = each / raters
        if fineness == Fineness.TENTHS:
            place = round(min(max(mean, 1.5), POINTS - 0.5), 1)
        else:
            place = sum(mean >= cut for cut in _CUTS[fineness])
        groups.setdefault(place, []).append(each)
    return tuple((group[0], group[-1]) for group in groups.values())


def _window(windows: Sequence[Window], total: int) -> Window:
    return next(each for each in windows if each[0] <= total <= each[1])


def _is_safe(windows: Sequence[Window], raters: Mapping[str, str], earlier: Sequence[ShownRating]) -> bool:
    """Whether each attacker is left two values of each answer, whatever was answered."""
    before = tuple(each.window for each in earlier if each.window is not None)
    everybody = [*(each.raters for each in earlier), raters]
    seen, of = _seen(everybody), {rater: where for wave in everybody for rater, where in wave.items()}
    attacks = {_sides(seen, of, attacker) for attacker in (None, *of.values())}
    return all(
        _leaves_two(_less((*before, window), own), others)
        for mine, others in attacks
        for own in _own_sums(mine, len(everybody))
        for window in windows
    )


def _seen(waves: Sequence[Mapping[str, str]]) -> dict[str, Seen]:
    everybody = dict.fromkeys(rater for wave in waves for rater in wave)
    return {rater: tuple(rater in wave for wave in waves) for rater in everybody}


Groups = tuple[tuple[Seen, int], ...]


def _sides(seen: Mapping[str, Seen], of: Mapping[str, str], attacker: str | None) -> tuple[Groups, Groups]:
    """How many of the attacker's and of the other raters answered in which waves."""
    mine = Counter(waves for rater, waves in seen.items() if of[rater] == attacker)
    others = Counter(waves for rater, waves in seen.items() if of[rater] != attacker)
    return tuple(sorted(mine.items())), tuple(sorted(others.items()))


def _own_sums(mine: Groups, waves: int) -> Iterator[tuple[int, ...]]:
    """All that the attacker's own answers can come to in each wave."""
    totals = {
        tuple(sum(each for (seen, _), each in zip(mine, sums, strict=True) if seen[wave]) for wave in range(waves))
        for sums in product(*(range(size, POINTS * size + 1) for _, size in mine))
    }
    yield from sorted(totals)


def _less(windows: Sequence[Window], own: Sequence[int]) -> tuple[Window, ...]:
    return tuple((low - known, high - known) for (low, high), known in zip(windows, own, strict=True))


def _leaves_two(windows: tuple[Window, ...], groups: Groups) -> bool:
    for place, (_, size) in enumerate(groups):
        sums = _range_of(windows, groups, place)
        if sums is None:
            return True
        one = _of_one(sums, size)
        if one.low == one.high:
            return False
    return True


def _of_one(sums: Window, size: int) -> Range:
    """What one of so many can have said, where all of them may change places and each says 1 to 4."""
    low, high = sums
    return Range(max(1, low - POINTS * (size - 1)), min(POINTS, high - (size - 1)))


@lru_cache(maxsize=100_000)
def _range_of(windows: tuple[Window, ...], groups: Groups, place: int) -> Window | None:
    """The least and the greatest sum of a group that fits all waves; None where nothing does."""
    sizes = np.array([size for _, size in groups])
    limits = LinearConstraint(
        np.array([[seen[wave] for seen, _ in groups] for wave in range(len(windows))], dtype=float),
        [low for low, _ in windows],
        [high for _, high in windows],
    )
    aim = np.zeros(len(groups))
    aim[place] = 1
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * aim, constraints=limits, integrality=np.ones(len(groups)), bounds=Bounds(sizes, POINTS * sizes)
        )
        if not solved.success:
            return None
        found.append(round(sign * solved.fun))
    return found[0], found[1]
