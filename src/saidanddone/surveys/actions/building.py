"""Build a survey while it is a draft: its words, its questions, their order, and their other language."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from saidanddone.core.once import once
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import recording
from saidanddone.surveys.drafts import QuestionDraft, SurveyDraft, SurveyWords, cleaned_words
from saidanddone.surveys.instruments import Instrument, Item
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.permissions.building import (
    check_add_question,
    check_archive_survey,
    check_create_survey,
    check_edit_question,
    check_edit_survey,
    check_make_ready,
    check_move_question,
    check_remove_question,
    check_rewrite_survey,
    check_take_from_instrument,
)
from saidanddone.surveys.recording import locked

SURVEY_WORDS = ("title", "introduction", "thanks")


def create_survey(*, by: Viewer, at: datetime, draft: SurveyDraft) -> Survey:
    """Begin a draft. A form sent twice begins one."""
    check_create_survey(by=by, draft=draft)

    def create() -> Survey:
        return Survey.objects.create(
            organisation=draft.organisation,
            kind=draft.kind,
            about_kind=draft.about.kind,
            about_id=draft.about.public_id,
            created_by_id=by.person_id,
            created_at=at,
            submission_key=draft.submission_key,
            **{name: getattr(draft.words, name) for name in SURVEY_WORDS},
        )

    return once(lambda: _created_before(draft), create)


def _created_before(draft: SurveyDraft) -> Survey | None:
    if not draft.submission_key:
        return None
    return Survey.objects.filter(organisation=draft.organisation, submission_key=draft.submission_key).first()


def edit_survey(*, by: Viewer, at: datetime, survey: Survey, words: SurveyWords) -> Survey:
    """Its title, its introduction and its thanks. What everyone can read already enters the record as it now is."""
    with transaction.atomic():
        current = locked(survey)
        check_edit_survey(by=by, survey=current, words=words)
        for name in SURVEY_WORDS:
            setattr(current, name, getattr(words, name))
        current.save(update_fields=SURVEY_WORDS)
        recording.publish_words(current, by=by, at=at)
    return current


def take_from_instrument(
    *,
    by: Viewer,
    at: datetime,
    survey: Survey,
    instrument: Instrument,
    items: Collection[str],
    whom: Mapping[str, str],
    suffix: str = "",
) -> list[Question]:
    """Copy questions that ship to the end of a survey, about somebody by name, in the order of their instrument.

    `suffix` sets their names apart where a survey asks the same about several. What is copied stays as it is, whatever
    a later version says.
    """
    names = {item: f"{item}-{suffix}" if suffix else item for item in items}
    with transaction.atomic():
        current = locked(survey)
        taken = current.questions.values_list("name", flat=True)
        check_take_from_instrument(by=by, survey=current, instrument=instrument, names=names, taken=taken)
        last = _last(current)
        chosen = [item for item in instrument.items if item.name in names]
        made = [
            _copied(current, instrument, item, whom=cleaned_words(whom), name=names[item.name], suffix=suffix)
            for item in chosen
        ]
        for place, question in enumerate(made, start=last + 1):
            question.order = place
        return Question.objects.bulk_create(made)


def _copied(
    survey: Survey, instrument: Instrument, item: Item, *, whom: Mapping[str, str], name: str, suffix: str
) -> Question:
    """Questions about one organisation are scored together, and not with those about another."""
    construct = item.construct.name
    return Question(
        survey=survey,
        name=name,
        kind=item.kind,
        wording=item.asked(whom),
        help=dict(item.help),
        labels={language: dict(words) for language, words in item.labels.items()},
        scoring=instrument.scoring_of(item),
        battery=f"{item.battery}-{suffix}"[:40] if item.battery and suffix else item.battery,
        instrument=instrument.name,
        instrument_version=instrument.version,
        construct=f"{construct}-{suffix}"[:40] if construct and suffix else construct,
        determinant=item.construct.determinant,
        speaks_of=item.construct.speaks_of,
        may_be_contribution=item.may_be_contribution,
    )


def add_question(*, by: Viewer, at: datetime, survey: Survey, draft: QuestionDraft) -> Question:
    """One's own question, at the end."""
    with transaction.atomic():
        current = locked(survey)
        check_add_question(by=by, survey=current, draft=draft, before=list(current.questions.all()))
        return Question.objects.create(survey=current, order=_last(current) + 1, **draft.values())


def edit_question(*, by: Viewer, at: datetime, question: Question, draft: QuestionDraft) -> Question:
    """Where words, labels or points of a question that ships are changed, it is no longer that of the instrument."""
    with transaction.atomic():
        current = _locked_question(question)
        others = current.survey.questions.exclude(pk=current.pk)
        before, after = list(others.filter(order__lt=current.order)), list(others.filter(order__gt=current.order))
        check_edit_question(by=by, question=current, draft=draft, before=before, after=after)
        if current.instrument and _asks_otherwise(current, draft):
            current.instrument, current.instrument_version = "", None
        for name, value in draft.values().items():
            setattr(current, name, value)
        current.save()
    return current


def _asks_otherwise(question: Question, draft: QuestionDraft) -> bool:
    return any(getattr(question, name) != getattr(draft, name) for name in ("kind", "wording", "labels", "scoring"))


def move_question(*, by: Viewer, at: datetime, question: Question, up: bool) -> Question:
    """It changes places with its neighbour."""
    with transaction.atomic():
        current = _locked_question(question)
        rows = list(current.survey.questions.order_by("order", "pk"))
        place = rows.index(current)
        beside = place - 1 if up else place + 1
        other = rows[beside] if 0 <= beside < len(rows) else None
        check_move_question(by=by, question=current, other=other)
        rows[place], rows[beside] = rows[beside], rows[place]
        for order, each in enumerate(rows, start=1):
            each.order = order
        Question.objects.bulk_update(rows, ["order"])
        return rows[beside]


def remove_question(*, by: Viewer, at: datetime, question: Question) -> None:
    with transaction.atomic():
        current = _locked_question(question)
        hanging = current.survey.questions.filter(shown_after=current.name).values_list("name", flat=True)
        check_remove_question(by=by, question=current, hanging=hanging)
        current.delete()


def make_ready(*, by: Viewer, at: datetime, survey: Survey) -> Survey:
    """Nothing is missing: it can be asked."""
    with transaction.atomic():
        current = locked(survey)
        check_make_ready(by=by, survey=current, questions=list(current.questions.all()))
        return _brought_to(current, Survey.State.READY)


def rewrite_survey(*, by: Viewer, at: datetime, survey: Survey) -> Survey:
    """Back to a draft. What was asked before stays as it was asked."""
    with transaction.atomic():
        current = locked(survey)
        check_rewrite_survey(by=by, survey=current, waves=current.waves.all())
        return _brought_to(current, Survey.State.DRAFT)


def archive_survey(*, by: Viewer, at: datetime, survey: Survey) -> Survey:
    """Put it away: it is asked no more, and what was found stays."""
    with transaction.atomic():
        current = locked(survey)
        check_archive_survey(by=by, survey=current, waves=current.waves.all())
        return _brought_to(current, Survey.State.ARCHIVED)


def _brought_to(survey: Survey, state: str) -> Survey:
    survey.state = state
    survey.save(update_fields=["state"])
    return survey


def _last(survey: Survey) -> int:
    return survey.questions.aggregate(last=Max("order"))["last"] or 0


def _locked_question(question: Question) -> Question:
    survey = locked(question.survey)
    current = survey.questions.get(pk=question.pk)
    current.survey = survey
    return current
