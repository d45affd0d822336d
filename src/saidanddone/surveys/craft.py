"""The craft of asking, as rules with names: what a questionnaire could do better before anybody is asked.

    review(questions)      each rule, with the questions that it speaks of; none where all is well
    reading_age(words)     of English, by Flesch and Kincaid

A rule is advice. What must hold before a survey is ready stands in `readiness`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Asked

OLDEST = 13
"""Years: what is harder to read than for this age is named."""
LONGEST = 25
"""Words in a question."""
MOST_MINUTES = 15
CLOSED_SECONDS, TEXT_SECONDS = 12, 45
"""So long an answer takes by rule of thumb: one that is chosen, and one that is written."""

_TWO_AT_ONCE = re.compile(r"\b(and|or|as well as)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(surely|obviously|clearly|of course|don't you (?:think|agree)|do you agree that|how (?:good|great|excellent)"
    r"|wonderful|terrible|wrth gwrs|yn amlwg|siawns nad|onid ydych|a ydych yn cytuno)\b",
    re.IGNORECASE,
)
_DONT_KNOW = re.compile(r"don't know|do not know|not sure|ddim yn gwybod|dim syniad", re.IGNORECASE)
_INSTRUMENT_RANK = {"trust-between-people": 0, "trust-in-institutions": 1, "public-trust": 1, "drivers-of-trust": 2}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, why it is one, and the names of the questions that it speaks of."""

    name: str
    title: str | Promise
    why: str | Promise
    questions: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return not self.questions


Look = Callable[[Sequence[Asked]], Iterator[str]]
_RULES: list[tuple[str, Any, Any, Look]] = []


def _rule(title: Any, why: Any) -> Callable[[Look], Look]:
    def registered(look: Look) -> Look:
        _RULES.append((look.__name__.strip("_"), title, why, look))
        return look

    return registered


def review(questions: Sequence[Asked]) -> list[Rule]:
    """All rules, in their order."""
    return [Rule(name, title, why, tuple(dict.fromkeys(look(questions)))) for name, title, why, look in _RULES]


@_rule(
    _("Trust between people, then institutions, then what drives trust"),
    _("What is asked first colours what comes after. Asked in this order, figures compare with those of others."),
)
def _order(questions: Sequence[Asked]) -> Iterator[str]:
    highest = 0
    for each in questions:
        rank = _INSTRUMENT_RANK.get(each.instrument, highest)
        if rank < highest:
            yield each.name
        highest = max(highest, rank)


@_rule(
    _("Questions about the person come last"),
    _("People answer them more readily once they know what the rest was about."),
)
def _person_last(questions: Sequence[Asked]) -> Iterator[str]:
    last = max((place for place, each in enumerate(questions) if each.instrument or each.kind == "scale"), default=-1)
    yield from (each.name for each in questions[: last + 1] if each.splits_results)


@_rule(_("Both ends of a scale have words"), _("A number alone means something else to everyone."))
def _ends(questions: Sequence[Asked]) -> Iterator[str]:
    for each in _scales(questions):
        points = each.scoring["points"]
        languages = each.wording.keys() | each.labels.keys()
        ends = {str(points[0]), str(points[-1])}
        if any(not ends <= set(each.labels.get(language, {})) for language in languages):
            yield each.name


@_rule(
    _("As many points count for it as against it"),
    _("A scale that leans to one side leads people to that side."),
)
def _balanced(questions: Sequence[Asked]) -> Iterator[str]:
    for each in _scales(questions):
        sides = [0, 0, 0]
        for band in each.scoring.get("bands", ()):
            sides[band["side"]] += band["highest"] - band["lowest"] + 1
        if sides[1] != sides[-1]:
            yield each.name


@_rule(
    _("There is a point in the middle"),
    _("Without one, whoever stands in between is made to choose a side. It may be meant so: then leave it."),
)
def _middle(questions: Sequence[Asked]) -> Iterator[str]:
    yield from (each.name for each in _scales(questions) if len(each.scoring["points"]) % 2 == 0)


@_rule(
    _("“Don't know” stands apart from the scale"),
    _("It is no point in the middle. Counted as one, it hides how many have no view."),
)
def _dont_know(questions: Sequence[Asked]) -> Iterator[str]:
    for each in _scales(questions):
        points = {str(point) for point in each.scoring["points"]}
        at_points = [words for labels in each.labels.values() for code, words in labels.items() if code in points]
        is_apart = "dont_know" in each.scoring.get("missing", {}).values()
        if not is_apart or any(_DONT_KNOW.search(words) for words in at_points):
            yield each.name


@_rule(_("Short questions"), _("Up to 25 words. Longer ones are read to the end by few."))
def _short(questions: Sequence[Asked]) -> Iterator[str]:
    yield from (each.name for each in questions if any(len(words.split()) > LONGEST for words in each.wording.values()))


@_rule(
    _("Words that a 13-year-old can read"),
    _("By the formula of Flesch and Kincaid, in English: sentence length and syllables. Few questions are too simple."),
)
def _reading_age(questions: Sequence[Asked]) -> Iterator[str]:
    yield from (each.name for each in questions if reading_age(each.wording.get("en", "")) > OLDEST)


@_rule(
    _("One thing at a time"),
    _("“And” and “or” may ask two things at once, and nobody knows which one was answered."),
)
def _one_thing(questions: Sequence[Asked]) -> Iterator[str]:
    yield from (each.name for each in questions if _TWO_AT_ONCE.search(_last_sentence(each.wording.get("en", ""))))


@_rule(_("No word that leads"), _("“Surely”, “how good” or “do you agree that” say which answer is hoped for."))
def _leading(questions: Sequence[Asked]) -> Iterator[str]:
    yield from (each.name for each in questions if any(_LEADING.search(words) for words in each.wording.values()))


def minutes(questions: Sequence[Asked]) -> int:
    """About how long it takes to answer, as a whole number of minutes."""
    written = sum(each.kind == Question.Kind.TEXT for each in questions)
    seconds = TEXT_SECONDS * written + CLOSED_SECONDS * (len(questions) - written)
    return max(1, round(seconds / 60))


def reading_age(words: str) -> float:
    """The age at which a text in English is read with ease: Flesch and Kincaid's school grade, and five.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975). Names that have to be there
    count like other words, and a single short question says little: take it as a hint.
    """
    tokens = re.findall(r"[A-Za-z']+", words)
    if not tokens:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", words)))
    grade = 0.39 * len(tokens) / sentences + 11.8 * sum(map(syllables, tokens)) / len(tokens) - 15.59
    return max(0.0, grade + 5)


def syllables(word: str) -> int:
    """Groups of vowels, but for a silent e at the end; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    is_silent = plain.endswith("e") and not plain.endswith(("le", "ee"))
    is_ending = plain.endswith(("es", "ed")) and len(plain) > 4
    return max(1, groups - (is_silent or is_ending))


def _scales(questions: Sequence[Asked]) -> Iterator[Asked]:
    yield from (each for each in questions if each.kind == Question.Kind.SCALE and each.scoring.get("points"))


def _last_sentence(words: str) -> str:
    """What is asked, without what leads up to it."""
    asked = [each for each in re.split(r"(?<=[.!?])\s+", words.strip()) if each]
    return asked[-1].rpartition(",")[2] if asked else ""
