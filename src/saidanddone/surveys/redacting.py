"""How moderators take words out of a survey: those around its questions, and of each round what it says and asks.

Each language of each field is a part by itself; the labels of a question are one part a language, one a line. What a
round asked is frozen: a question from which words were taken keeps the digest of itself as it was asked, so that the
round's own digest stays what the record says, and rounds are still compared where they asked the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core import jobs
from saidanddone.core.languages import Language
from saidanddone.core.refs import url_of
from saidanddone.core.rules import Refused
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.record import actions as record
from saidanddone.surveys import recording
from saidanddone.surveys.forms.words import lines_of
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.questionnaire import as_it_was_asked, digest

SURVEY_WORDS = ("title", "introduction", "thanks")
WAVE_WORDS = ("population", "frame", "design")
LINES = ("sponsor", "withdrawn_reason", "moved_reason")
QUESTION_WORDS = ("wording", "help")
GAP = "[…]"
_LABELS = {
    "title": _("The title"),
    "introduction": _("The introduction"),
    "thanks": _("The thanks at the end"),
    "population": _("Whom it speaks for"),
    "frame": _("The list, and whom it misses"),
    "design": _("How it is done"),
    "sponsor": _("Who pays for it"),
    "withdrawn_reason": _("Why it was withdrawn"),
    "moved_reason": _("Why the last day was moved"),
    "wording": _("A question"),
    "help": _("A line of help"),
    "labels": _("The answers to a question, one a line"),
    "source": _("Where the shares of a margin come from"),
}
_LINE = re.compile(r"^\s*(-?\d+)\s*=\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Words:
    """One part: where its words are, as they stand, and in which language."""

    name: str
    field: str
    language: str
    text: str

    def part(self) -> Part:
        language = f" ({Language(self.language).label})" if self.language else ""
        return Part(self.name, f"{_LABELS[self.field]}{language}", self.text, longest=8000)


def of_question(asked: Mapping[str, Any], number: int) -> Iterator[Words]:
    """The words of one question, as a row or as a round has frozen it."""
    for field in QUESTION_WORDS:
        for language, text in sorted(asked[field].items()):
            yield Words(f"question_{number}_{field}_{language}", field, language, text)
    for language, labels in sorted(asked["labels"].items()):
        yield Words(f"question_{number}_labels_{language}", "labels", language, lines_of(labels))


def rewritten(asked: dict[str, Any], number: int, words: Mapping[str, str]) -> dict[str, Any]:
    """The question with those words in their places. A label whose line is gone is a gap: its answer stays."""
    made = dict(asked)
    for field in QUESTION_WORDS:
        made[field] = {
            language: words.get(f"question_{number}_{field}_{language}", text)
            for language, text in asked[field].items()
        }
    made["labels"] = {
        language: _labels(labels, words.get(f"question_{number}_labels_{language}"))
        for language, labels in asked["labels"].items()
    }
    return made


def _labels(labels: Mapping[str, str], typed: str | None) -> dict[str, str]:
    if typed is None:
        return dict(labels)
    found = {match[1]: match[2].strip() for line in typed.splitlines() if (match := _LINE.match(line))}
    return {code: found.get(code, GAP) for code in labels}


class _OfSurvey(Handler):
    """A survey is not hidden: whoever asks it takes a round back with a reason, in sight."""

    def hide(self, public_id: str, at: datetime) -> None:
        raise Refused(gettext("A survey is not hidden. Take words out of it; whoever asks it can withdraw a round."))

    def show(self, public_id: str, at: datetime) -> None:
        """It is always shown."""

    def _described(self, survey: Survey, words: list[Words], *, url: str, is_redacted: bool) -> Described:
        return Described(
            title=excerpt(str(survey), 80),
            parts=tuple(each.part() for each in words if each.text),
            url=url,
            language=survey.said("title").language,
            is_shown=True,
            is_public=recording.is_public(survey),
            author_person_id=survey.created_by_id,
            organisation_ids=frozenset({survey.organisation_id}),
            is_redacted=is_redacted,
            is_within=True,
        )


class SurveyHandler(_OfSurvey):
    """Its title, introduction and thanks, and its questions as the next round would ask them."""

    def describe(self, public_id: str) -> Described | None:
        rows = Survey.objects.filter(public_id=public_id, first_opened_at__isnull=False)
        survey = rows.select_related("organisation").first()
        if survey is None:
            return None
        words = [*_by_language(survey, SURVEY_WORDS)]
        for question in survey.questions.all():
            words.extend(of_question(_plain(question), question.pk))
        return self._described(survey, words, url=url_of(survey.ref), is_redacted=survey.is_redacted)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        survey = recording.locked(Survey.objects.select_related("organisation").get(public_id=public_id))
        _put(survey, SURVEY_WORDS, words)
        survey.is_redacted = is_redacted
        survey.save(update_fields=[*SURVEY_WORDS, "is_redacted"])
        for question in survey.questions.all():
            for field, value in rewritten(_plain(question), question.pk, words).items():
                setattr(question, field, value)
            question.save(update_fields=[*QUESTION_WORDS, "labels"])
        names = [each.name for each in _by_language(survey, SURVEY_WORDS)]
        record.close(by=SITE, about=survey.ref, at=at, fields=names)
        recording.publish_correction(survey, at=at, is_redacted=is_redacted)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        seen = Survey.objects.visible_to(viewer).filter(first_opened_at__isnull=False)
        return seen.filter(public_id=public_id).exists()


class WaveHandler(_OfSurvey):
    """What a round says of itself, why it was withdrawn, and its questions in the words in which they were asked."""

    def describe(self, public_id: str) -> Described | None:
        rows = Wave.objects.filter(public_id=public_id, opened_at__isnull=False)
        wave = rows.select_related("survey__organisation").first()
        if wave is None:
            return None
        return self._described(wave.survey, list(_of_wave(wave)), url=url_of(wave.ref), is_redacted=wave.is_redacted)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        rows = Wave.objects.select_for_update(of=("self",)).select_related("survey__organisation")
        wave = rows.get(public_id=public_id)
        names = [each.name for each in _of_wave(wave)]
        _put(wave, WAVE_WORDS, words)
        for field in LINES:
            setattr(wave, field, words.get(field, getattr(wave, field)))
        wave.margins = [
            {**each, "source": words.get(f"margin_{number}_source", each.get("source", ""))}
            for number, each in enumerate(wave.margins)
        ]
        wave.questions = _frozen_again(wave, words)
        wave.is_redacted = is_redacted or any("as_asked" in each for each in wave.questions)
        wave.save(update_fields=[*WAVE_WORDS, *LINES, "margins", "questions", "is_redacted"])
        _bring_sources_along(wave)
        record.close(by=SITE, about=wave.ref, at=at, fields=[*names, "reason"])
        recording.publish_wave_correction(wave, at=at, is_redacted=is_redacted)
        jobs.queue("saidanddone.surveys.tasks.draw_results", survey=wave.survey.public_id)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Wave.objects.visible_to(viewer).filter(public_id=public_id, opened_at__isnull=False).exists()


def _of_wave(wave: Wave) -> Iterator[Words]:
    yield from _by_language(wave, WAVE_WORDS)
    for field in LINES:
        yield Words(field, field, "", getattr(wave, field))
    for number, margin in enumerate(wave.margins):
        yield Words(f"margin_{number}_source", "source", "", margin.get("source", ""))
    for number, asked in enumerate(wave.questions):
        yield from of_question(asked, number)


def _frozen_again(wave: Wave, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each question from which words were taken says which it was; brought back as it was asked, it is that again."""
    made = []
    for number, asked in enumerate(wave.questions):
        was = as_it_was_asked(asked)
        plain = rewritten({name: value for name, value in asked.items() if name != "as_asked"}, number, words)
        made.append(plain if digest([plain]) == was else plain | {"as_asked": was})
    return made


def _bring_sources_along(wave: Wave) -> None:
    """What was worked out keeps the sources of its margins beside its figures."""
    sources = {each["question"]: each.get("source", "") for each in wave.margins}
    for analysis in wave.analyses.all():
        kept = analysis.weighting.get("sources")
        if kept:
            analysis.weighting["sources"] = {name: sources.get(name, source) for name, source in kept.items()}
            analysis.save(update_fields=["weighting"])


def _by_language(row: Survey | Wave, fields: tuple[str, ...]) -> Iterator[Words]:
    for field in fields:
        for language, text in sorted(getattr(row, field).items()):
            yield Words(f"{field}_{language}", field, language, text)


def _put(row: Survey | Wave, fields: tuple[str, ...], words: Mapping[str, str]) -> None:
    for field in fields:
        before = getattr(row, field)
        setattr(row, field, {each: words.get(f"{field}_{each}", text) for each, text in before.items()})


def _plain(question: Question) -> dict[str, Any]:
    return {field: getattr(question, field) for field in (*QUESTION_WORDS, "labels")}
