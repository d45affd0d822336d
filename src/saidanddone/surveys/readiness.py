"""What a survey still lacks before it can be asked: words in each language, both ends labelled, answers to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saidanddone.core.languages import Language
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.questionnaire import Asked

CHOSEN = {Question.Kind.SCALE, Question.Kind.SINGLE, Question.Kind.SEVERAL, Question.Kind.RANKING}
"""Kinds whose answers are chosen from what is offered."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, in words; of a question, or of the survey where `question` is empty."""

    words: str
    question: str = ""


def lacking(survey: Survey, questions: Sequence[Question]) -> list[Lack]:
    """All that stands between this survey and its first round."""
    found = [] if questions else [Lack(_("Ask at least one question."))]
    for language in Language:
        if not survey.title.get(language):
            found.append(Lack(_("Give it a title in %(language)s.") % {"language": language.label}))
        if not survey.introduction.get(language):
            words = _("Say in %(language)s what it is for, and what comes of it.")
            found.append(Lack(words % {"language": language.label}))
    before: list[str] = []
    for each in questions:
        found += [Lack(words, each.name) for words in _of_question(Asked.of(each), before)]
        before.append(each.name)
    return found


def _of_question(asked: Asked, before: Iterable[str]) -> list[str]:
    found = []
    codes = set(asked.codes) if asked.kind in CHOSEN else set()
    for language in Language:
        facts = {"language": language.label}
        if not asked.wording.get(language):
            found.append(_("It has no words in %(language)s.") % facts)
        labels = {int(code) for code in asked.labels.get(language, {})}
        if asked.kind == Question.Kind.SCALE:
            found += [words % facts for words in _of_scale(asked, labels)]
        elif codes - labels:
            found.append(_("Not every answer has words in %(language)s.") % facts)
        elif asked.help and not asked.help.get(language):
            found.append(_("Its help has no words in %(language)s.") % facts)
    if asked.kind in CHOSEN and len(codes - set(asked.missing)) < 2:
        found.append(_("It needs two answers or more."))
    if asked.shown_after and asked.shown_after not in before:
        found.append(_("It hangs on a question that is not asked before it."))
    return found


def _of_scale(asked: Asked, labels: set[int]) -> list[str]:
    points = asked.scoring.get("points", [])
    found = []
    if points and not {points[0], points[-1]} <= labels:
        found.append(_("The two ends of its scale have no words in %(language)s."))
    if set(asked.missing) - labels:
        found.append(_("What stands apart from its scale has no words in %(language)s."))
    return found
