"""Put a survey into one of the site's languages: what stands around the questions, and the questions side by side."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import recording
from saidanddone.surveys.actions.building import SURVEY_WORDS
from saidanddone.surveys.drafts import QuestionWords, cleaned_words, in_order
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.permissions.building import check_translate_survey
from saidanddone.surveys.recording import locked


def translate_survey(
    *,
    by: Viewer,
    at: datetime,
    survey: Survey,
    language: str,
    words: Mapping[str, str],
    questions: Mapping[str, QuestionWords],
) -> Survey:
    """All words of one language at once, `questions` by name. What is left empty is taken away."""
    with transaction.atomic():
        current = locked(survey)
        check_translate_survey(by=by, survey=current, language=language, words=words, questions=questions)
        for name in SURVEY_WORDS:
            clean = clean_line if name == "title" else clean_text
            setattr(current, name, _put(getattr(current, name), language, clean(words.get(name, ""))))
        current.save(update_fields=SURVEY_WORDS)
        rows = [each for each in current.questions.all() if each.name in questions]
        for each in rows:
            _translate(each, language, questions[each.name])
        Question.objects.bulk_update(rows, ["wording", "help", "labels"])
        recording.publish_words(current, by=by, at=at)
    return current


def _translate(question: Question, language: str, words: QuestionWords) -> None:
    question.wording = _put(question.wording, language, clean_line(words.wording))
    question.help = _put(question.help, language, clean_line(words.help))
    labels = in_order(cleaned_words(words.labels))
    question.labels = {code: given for code, given in question.labels.items() if code != language}
    if labels:
        question.labels[language] = labels


def _put(words: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    kept = {each: given for each, given in words.items() if each != language}
    return {**kept, language: text} if text else kept
