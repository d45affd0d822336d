"""What is worked out of each question: its codes as an array, and the figures that its scoring asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone.analysis.survey import Band, Figure, Missing, Scoring
from saidanddone.surveys.insights.people import People
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Asked

Codes = NDArray[np.int64]
LEFT = "left"
NAMES = {Missing.DONT_KNOW: "dont_know", Missing.PREFER_NOT: "prefer_not"}


@dataclass(frozen=True)
class Item:
    """A question, or one answer of a question that takes several, as it is tabulated.

    Attributes
    ----------
    name : str
        Of the question.
    codes : ndarray of int, shape (n,)
        `left` is whoever was not asked or gave no answer: they are in no base.
    main : str
        The figure by which the item is compared and watched.
    parts : tuple of Figure
        The parts into which people with an opinion fall, each once: what small numbers are kept back by.
    more : tuple of Figure
        Figures that could be worked out from the parts, or from single answers.
    unknown : tuple of Figure
        Don't know and prefer not to say, which are no opinion: of everybody only.
    answers : tuple of Figure
        The share of each answer, for everybody only.
    """

    name: str
    codes: Codes
    scoring: Scoring
    left: int
    main: str
    parts: tuple[Figure, ...]
    more: tuple[Figure, ...] = ()
    unknown: tuple[Figure, ...] = ()
    answers: tuple[Figure, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Of everybody and of groups."""
        return (*self.parts, *self.more)

    @cached_property
    def places(self) -> Codes:
        """Where each person's code stands among `scoring.answers`."""
        return self.scoring.places(self.codes, name=self.name)

    def counted(self, figure: Figure) -> NDArray[np.float64]:
        """What each person adds to a figure, `nan` for whoever is not in its base."""
        return np.where(figure.below > 0, figure.above, np.nan)[self.places]

    @property
    def turned(self) -> NDArray[np.float64]:
        """Points so that high means good, `nan` for whoever gave none."""
        return self.counted(self.scoring.mean())


def items_of(asked: Asked, people: People) -> list[Item]:
    """What is tabulated of a question; nothing of words, and nothing of a number (see `numbers_of`)."""
    given = people.column(asked.name)
    if asked.kind == Question.Kind.SCALE:
        return _scale(asked, given)
    if asked.kind == Question.Kind.SINGLE:
        return _choice(asked, given)
    if asked.kind == Question.Kind.RANKING:
        return _choice(asked, [each[0] if each else None for each in given])
    if asked.kind == Question.Kind.SEVERAL:
        return _several(asked, given)
    return []


def numbers_of(asked: Asked, people: People) -> NDArray[np.float64]:
    """The answers to a question that takes a number, `nan` for none."""
    missing = asked.missing
    given = people.column(asked.name)
    return np.array([np.nan if each is None or each in missing else each for each in given], dtype=float)


def scoring_of(asked: Asked) -> tuple[Scoring, int] | None:
    """Its scoring with a code of its own for no answer; nothing where there are not two answers to choose from."""
    missing = {code: Missing(meaning) for code, meaning in asked.missing.items()}
    points = asked.scoring.get("points") or sorted(code for code in asked.codes if code not in missing)
    if len(points) < 2:
        return None
    left = min(*points, *missing, 0) - 1
    bands = tuple(
        Band(each["name"], each["lowest"], each["highest"], each.get("side", 0))
        for each in asked.scoring.get("bands", [])
    )
    scoring = Scoring(
        points=tuple(points),
        bands=bands,
        missing={**missing, left: Missing.NOT_ASKED},
        dont_know_in_base=bool(asked.scoring.get("dont_know_in_base", False)),
        is_reversed=bool(asked.scoring.get("is_reversed", False)),
    )
    return scoring, left


def _codes(given: Sequence[Any], left: int) -> Codes:
    return np.array([left if each is None else each for each in given], dtype=np.int64)


def _scale(asked: Asked, given: Sequence[Any]) -> list[Item]:
    found = scoring_of(asked)
    if found is None:
        return []
    scoring, left = found
    bands = [scoring.share(each.name) for each in scoring.bands]
    sides = {each.side for each in scoring.bands}
    nets = [scoring.net()] if {1, -1} <= sides else []
    answers = tuple(scoring.answer(point) for point in scoring.points)
    item = Item(
        name=asked.name,
        codes=_codes(given, left),
        scoring=scoring,
        left=left,
        main="net" if nets else "mean",
        parts=tuple(bands) or answers,
        more=(scoring.mean(), *nets),
        unknown=_unknown(scoring),
        answers=answers if bands else (),
    )
    return [item]


def _choice(asked: Asked, given: Sequence[Any]) -> list[Item]:
    found = scoring_of(asked)
    if found is None:
        return []
    scoring, left = found
    parts = tuple(scoring.answer(point) for point in scoring.points)
    main = str(scoring.points[0])
    return [Item(asked.name, _codes(given, left), scoring, left, main, parts, unknown=_unknown(scoring))]


def _several(asked: Asked, given: Sequence[Any]) -> list[Item]:
    """One item an answer: whoever gave any, and did not choose this one, said no to it."""
    known = {code: Missing(meaning) for code, meaning in asked.missing.items()}
    found = []
    for code in asked.codes:
        if code in known:
            continue
        scoring = Scoring(points=(0, 1), missing={-1: Missing.NOT_ASKED})
        chosen = [-1 if not each or each[0] in known else int(code in each) for each in given]
        figure = scoring.answer(1)
        named = Figure(str(code), figure.kind, figure.above, figure.below)
        found.append(Item(asked.name, np.array(chosen, dtype=np.int64), scoring, -1, str(code), (named,)))
    return found


def _unknown(scoring: Scoring) -> tuple[Figure, ...]:
    """Don't know and prefer not to say, where the question offers them."""
    there = set(scoring.missing.values())
    named = ((kind, name) for kind, name in NAMES.items() if kind in there)
    return tuple(
        Figure(name, each.kind, each.above, each.below) for kind, name in named for each in (scoring.unknown(kind),)
    )
