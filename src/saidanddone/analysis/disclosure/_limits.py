"""Which questions of a table-maker may be answered, when each answer is about whoever fits a filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.optimize import linprog

Mask = NDArray[np.bool_]
NEAR = 1e-7


class Refusal(StrEnum):
    """Why a question is not answered; `words` says it to whoever asked.

    Examples
    --------
    >>> print(Refusal.FEW_PEOPLE.words)
    too few people fit it
    """

    MANY_VARIABLES = "many variables"
    EXCLUDED_PAIR = "excluded pair"
    FEW_PEOPLE = "few people"
    SMALL_DIFFERENCE = "small difference"

    @property
    def words(self) -> str:
        """It in plain English; apps translate it."""
        return _WORDS[self]


_WORDS = {
    Refusal.MANY_VARIABLES: "it splits people by too many things at once",
    Refusal.EXCLUDED_PAIR: "it joins two things that together could tell who somebody is",
    Refusal.FEW_PEOPLE: "too few people fit it",
    Refusal.SMALL_DIFFERENCE: "with earlier answers it would tell something of a few people",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question may be answered, and if not, why."""

    reasons: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons

    def __str__(self) -> str:
        if self.allowed:
            return "It may be answered."
        return f"It is not answered: {'; '.join(reason.words for reason in self.reasons)}."


@dataclass(frozen=True, slots=True)
class Limits:
    """How far people may be split by whoever asks questions one after another.

    Attributes
    ----------
    most_variables : int, default 3
        As many may split people at once, those that filter and those that the answer is shown by.
    excluded : iterable of pairs of str
        Variables that are never used together.
    smallest_base : int, default 10
        Fewer people are not answered about.
    least_difference : int, default 10
        No fewer people may be left when answers are added to and taken from each other.

    References
    ----------
    Survey Documentation and Analysis (Berkeley), MAXFILTERS, VAREXCLUDE and COMBEXCLUDE. Denning, D. E., Denning, P. J.
    and Schwartz, M. D. (1979). The tracker: a threat to statistical database security. *ACM Transactions on Database
    Systems* 4(1), 76–96.

    Examples
    --------
    >>> women, old = np.arange(100) < 60, np.arange(100) % 20 > 0
    >>> limits = Limits(excluded=[("ward", "occupation")])
    >>> print(limits.verdict(["sex"], women), limits.verdict(["ward", "occupation"], women), sep="\\n")
    It may be answered.
    It is not answered: it joins two things that together could tell who somebody is.
    >>> print(limits.verdict(["sex", "age"], women & old, answered=[women]))
    It is not answered: with earlier answers it would tell something of a few people.
    """

    most_variables: int = 3
    excluded: Iterable[tuple[str, str]] = ()
    smallest_base: int = 10
    least_difference: int = 10

    def __post_init__(self) -> None:
        if min(self.most_variables, self.smallest_base, self.least_difference) < 1:
            raise ValueError("limits are whole numbers from 1 on")
        object.__setattr__(self, "excluded", tuple((first, second) for first, second in self.excluded))

    def verdict(self, variables: Sequence[str], people: ArrayLike, answered: Sequence[ArrayLike] = ()) -> Verdict:
        """Whether a question may be answered, and why not.

        Parameters
        ----------
        variables : sequence of str
            That split people in it.
        people : array_like of bool, shape (n,)
            Who fits it, of all people there are.
        answered : sequence of array_like of bool, each of shape (n,)
            Who fitted each question that was answered before; that about everybody is taken as answered always.

        Returns
        -------
        Verdict

        Raises
        ------
        ValueError
            Where these are not all of the same people.

        Notes
        -----
        People whom no question tells apart are one kind. What can be worked out are sums of answers, each times some
        number; for each kind of fewer than `least_difference` people, a linear program looks for the sum that holds it
        once and the fewest others, counted as often as they are held. So subtraction, and Denning's trackers of any
        number of questions, are found.
        """
        asked = self._masks(people, answered)
        reasons = []
        if len(set(variables)) > self.most_variables:
            reasons.append(Refusal.MANY_VARIABLES)
        if any({first, second} <= set(variables) for first, second in self.excluded):
            reasons.append(Refusal.EXCLUDED_PAIR)
        if asked[-1].sum() < self.smallest_base:
            reasons.append(Refusal.FEW_PEOPLE)
        if not self._keeps_apart(asked):
            reasons.append(Refusal.SMALL_DIFFERENCE)
        return Verdict(tuple(reasons))

    def _masks(self, people: ArrayLike, answered: Sequence[ArrayLike]) -> Mask:
        """Everybody, what was answered, and what is asked: one row each."""
        own = np.asarray(people)
        masks = [np.ones(own.shape, dtype=bool), *(np.asarray(mask) for mask in answered), own]
        if own.ndim != 1 or any(mask.dtype != bool or mask.shape != own.shape for mask in masks):
            raise ValueError("limits: for each question who fits it, true or false for each of the same people")
        return np.array(masks)

    def _keeps_apart(self, asked: Mask) -> bool:
        """Whether no sum of answers holds fewer people than it may."""
        kinds, sizes = np.unique(asked, axis=1, return_counts=True)
        if (_between(kinds, sizes) < self.least_difference).any():
            return False
        small = np.flatnonzero(sizes < self.least_difference)
        return all(_fewest(kinds, sizes, int(kind)) >= self.least_difference - NEAR for kind in small)


def _between(kinds: Mask, sizes: NDArray[np.intp]) -> NDArray[np.float64]:
    """How many people fit the new question and not an earlier one or the other way round, where anybody does."""
    apart = (kinds[:-1] != kinds[-1]) @ sizes.astype(np.float64)
    found: NDArray[np.float64] = apart[apart > 0]
    return found


def _fewest(kinds: Mask, sizes: NDArray[np.intp], kind: int) -> float:
    """The fewest people in a sum of answers that holds one kind once; infinite where no sum does.

    The weights of the answers are free; each kind's weight is split into what is above and below nought.
    """
    questions, number = kinds.shape
    weights = sparse.csr_array(kinds.T.astype(np.float64))
    unit = sparse.eye_array(number, format="csr")
    found = linprog(
        np.concatenate([np.zeros(questions), sizes, sizes]),
        A_eq=sparse.hstack([weights, -unit, unit], format="csr"),
        b_eq=np.zeros(number),
        bounds=_bounds(questions, number, kind),
        method="highs",
    )
    return float(found.fun) if found.status == 0 else float("inf")


def _bounds(questions: int, kinds: int, kind: int) -> NDArray[np.float64]:
    lower = np.concatenate([np.full(questions, -np.inf), np.zeros(2 * kinds)])
    upper = np.full(questions + 2 * kinds, np.inf)
    lower[questions + kind] = upper[questions + kind] = 1
    upper[questions + kinds + kind] = 0
    return np.column_stack([lower, upper])
