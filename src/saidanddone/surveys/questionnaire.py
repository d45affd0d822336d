"""The questions of a wave as they are asked: frozen when it opens, so that nothing which was answered changes after.

    Asked.of(question)           a question of a survey, as it will be asked
    questionnaire(wave)          what a wave asks, in order
    placed(questions, place)     the answer that a known place is
    shown(questions, answers)    what somebody is asked who has answered so far
    cleaned(asked, raw)          an answer fit to keep, or why it is none

Answers are kept by name: a code for a scale and for one of several, a list of codes for several (sorted) and for an
order (first is first), a number, or words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.record import canonical
from saidanddone.surveys.models import Question, Wave
from saidanddone.surveys.wording import Worded, worded

Answer = int | float | str | list[int]
LONGEST = 4000
"""Characters of a written answer."""


@dataclass(frozen=True)
class Asked:
    """One question as it is asked. The fields are those of `Question`; codes in labels are text, as JSON keeps them."""

    name: str
    kind: str
    wording: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scoring: Mapping[str, Any] = field(default_factory=dict)
    lowest: int | None = None
    highest: int | None = None
    battery: str = ""
    instrument: str = ""
    instrument_version: int | None = None
    construct: str = ""
    determinant: str = ""
    speaks_of: str = ""
    shown_after: str = ""
    shown_for: Sequence[int] = ()
    splits_results: bool = False
    may_be_contribution: bool = False
    as_asked: str = ""
    """The digest of the question as it was asked, where a moderator took words out of it since."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Code → public id of the place that the answer is."""
    profile: Mapping[str, Any] = field(default_factory=dict)
    """`{"dimension": "age", "categories": {"1": ["16-24", "25-44"]}}`: which people of a profile an answer is."""

    @classmethod
    def of(cls, question: Question) -> "Asked":
        return cls(**{name: getattr(question, name) for name in cls.columns()})

    @classmethod
    def columns(cls) -> list[str]:
        """The fields that a question has too."""
        return [name for name in cls.__dataclass_fields__ if name != "as_asked"]

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """The answers to choose from, as they are shown: points or options in their order, then what is no answer."""
        points = self.scoring.get("points", [])
        options = [int(code) for code in next(iter(self.labels.values()), {}) if int(code) not in points]
        missing = [int(code) for code in self.scoring.get("missing", {})]
        return tuple(dict.fromkeys([*points, *(each for each in options if each not in missing), *missing]))

    @property
    def answers(self) -> list[tuple[int, Worded]]:
        """The codes with their words in the reader's language."""
        return [(code, self.label(code)) for code in self.codes]

    @cached_property
    def missing(self) -> Mapping[int, str]:
        """The codes that are no points, with what they mean: `dont_know`, `prefer_not`, `not_asked`."""
        return {int(code): meaning for code, meaning in self.scoring.get("missing", {}).items()}

    def net(self, what: str) -> Worded:
        """`title` or `words` of its net, where that has a name and a definition of its own; empty where not."""
        return worded(self.scoring.get("net", {}).get(what, {}))

    def said(self, what: str, language: str = "") -> Worded:
        """`wording` or `help` in a language, or the reader's."""
        return worded(getattr(self, what), language)

    def label(self, code: int, language: str = "") -> Worded:
        """The words at a code; empty where a point in the middle has none."""
        return worded({each: labels.get(str(code), "") for each, labels in self.labels.items()}, language)


def frozen(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """What a wave keeps of its questions when it opens."""
    return [_plain(Asked.of(each)) for each in questions]


def _plain(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in asdict(asked).items() if name != "as_asked" or value}


def digest(questions: Sequence[Mapping[str, Any]]) -> str:
    """Names exactly these questions, in these words and this order."""
    return canonical.digest_of(questions)


def as_it_was_asked(asked: Asked | Mapping[str, Any]) -> str:
    """The digest of one question as it was asked, whatever was taken out of it since."""
    plain = _plain(asked) if isinstance(asked, Asked) else asked
    return str(plain.get("as_asked") or digest([plain]))


def questionnaire(wave: Wave) -> Sequence[Asked]:
    """What a wave asks: frozen once it has opened, until then as its survey stands."""
    if wave.questions_digest and not wave.is_redacted:
        return _kept(_Kept(wave.questions_digest, wave))
    return tuple(Asked(**each) for each in wave.questions or frozen(wave.survey.questions.all()))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The questions that a wave keeps, told apart by their digest alone."""

    digest: str
    wave: Wave = field(compare=False)


@lru_cache(maxsize=64)
def _kept(kept: _Kept) -> tuple[Asked, ...]:
    """Read once a process: what is frozen never changes, and every page of answers needs it.

    Where a moderator took words out, the digest names what was asked and not what is shown, so it is read anew.
    """
    return tuple(Asked(**each) for each in kept.wave.questions)


def shown(questions: Sequence[Asked], answers: Mapping[str, Answer]) -> list[Asked]:
    """What somebody is asked after these answers. Where a question is skipped, so is what hangs on it."""
    asked: dict[str, Asked] = {}
    for each in questions:
        if not each.shown_after or (each.shown_after in asked and _leads_on(answers.get(each.shown_after), each)):
            asked[each.name] = each
    return list(asked.values())


def placed(questions: Sequence[Asked], place: str) -> dict[str, int]:
    """The answer of somebody whose place is known, by the question that asks for it; empty where none does."""
    found = ((each.name, code) for each in questions for code, public_id in each.places.items() if public_id == place)
    return {name: int(code) for name, code in found} if place else {}


def _leads_on(answer: Answer | None, asked: Asked) -> bool:
    if answer is None:
        return False
    given = answer if isinstance(answer, list) else [answer]
    return any(each in asked.shown_for for each in given)


def cleaned(asked: Asked, raw: Any) -> Answer | None:
    """An answer fit to keep; `None` for none, as every question may be left.

    Raises `Refused` with words for whoever is answering.
    """
    given = [
        each for each in (raw if isinstance(raw, list) else [raw]) if str(each if each is not None else "").strip()
    ]
    if not given:
        return None
    if asked.kind == Question.Kind.TEXT:
        return _words(str(given[0]))
    if asked.kind == Question.Kind.NUMBER:
        return _number(asked, given[0])
    codes = [_code(asked, each) for each in given]
    if asked.kind in {Question.Kind.SCALE, Question.Kind.SINGLE}:
        if len(codes) > 1:
            raise Refused(_("Choose one answer."))
        return codes[0]
    if asked.kind == Question.Kind.RANKING:
        if len(set(codes)) < len(codes):
            raise Refused(_("Give each place once."))
        return codes
    alone = [each for each in codes if each in asked.missing]
    if alone and len(set(codes)) > 1:
        raise Refused(_("Choose either answers, or that you have none."))
    return sorted(set(codes))


def _code(asked: Asked, given: Any) -> int:
    try:
        code = int(str(given))
    except ValueError:
        code = None
    if code is None or code not in asked.codes:
        raise Refused(_("Choose one of the answers shown."))
    return code


def _number(asked: Asked, given: Any) -> int | float:
    try:
        number = float(str(given).replace(",", ".").strip())
    except ValueError:
        raise Refused(_("Write a number.")) from None
    low = -1e9 if asked.lowest is None else asked.lowest
    high = 1e9 if asked.highest is None else asked.highest
    if not low <= number <= high:
        raise Refused(_("Write a number from %(low)s to %(high)s.") % {"low": f"{low:,.0f}", "high": f"{high:,.0f}"})
    return int(number) if number == int(number) else number


def _words(given: str) -> str:
    if len(given) > LONGEST:
        raise Refused(_("Write at most %(most)s characters.") % {"most": f"{LONGEST:,}"})
    return given.strip()
