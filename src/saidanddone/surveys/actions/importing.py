"""Bring in answers that were given elsewhere, into closed rounds of their own. Feeding a file again changes nothing."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any

from django.db import transaction

from saidanddone.core.languages import Language
from saidanddone.core.rejects import Unfit
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.surveys import recording
from saidanddone.surveys.codebooks import BadCodebook, Codebook, Round, with_places
from saidanddone.surveys.microdata import BadCell, Given, Reader, Summary
from saidanddone.surveys.models import Mode, Question, Response, Survey, Wave
from saidanddone.surveys.permissions.importing import check_import_survey
from saidanddone.surveys.permissions.results import OVER
from saidanddone.surveys.questionnaire import digest, frozen

BATCH = 1000
FROM_FILE = ["file"]


@transaction.atomic
def import_survey(
    *,
    by: Viewer,
    at: datetime,
    rows: Iterable[TableRow],
    codebook: Codebook,
    source: str,
    into: Survey | None = None,
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Bring in every row that fits, and say of every other why it does not. Raises `BadCodebook`.

    `into` is a survey that was built here and asked by others: it keeps its words, and asks what the codebook asks.
    """
    organisation = Organisation.objects.filter(slug=codebook.organisation).first()
    if organisation is None:
        raise BadCodebook(f"[survey] names {codebook.organisation}, which is no organisation of this site.")
    check_import_survey(by=by, organisation=organisation, into=into)
    codebook = with_places(codebook)
    survey = _built_here(by, at, into, codebook) if into else _survey(by, at, organisation, codebook, source)
    waves = {name: _wave(by, at, survey, each) for name, each in codebook.waves.items()}
    summary, reader, remaining = Summary(survey.public_id), Reader(codebook), iter(rows)
    seen: dict[str, int] = {}
    while batch := list(islice(remaining, BATCH)):
        _take(batch, reader, waves, source, seen=seen, summary=summary, tick=tick)
    transaction.set_rollback(is_trial)
    return summary


def _survey(by: Viewer, at: datetime, organisation: Organisation, codebook: Codebook, source: str) -> Survey:
    """The one that this source made before, or a new one with the questions of the codebook."""
    key = hashlib.sha256(f"import {organisation.pk} {source}".encode()).hexdigest()
    survey, is_new = Survey.objects.get_or_create(
        submission_key=key,
        defaults={
            "organisation": organisation,
            "kind": codebook.kind,
            "state": Survey.State.READY,
            "title": dict(codebook.title),
            "introduction": dict(codebook.introduction),
            "about_kind": "organisation",
            "about_id": organisation.public_id,
            "created_by_id": by.person_id,
            "created_at": at,
            "first_opened_at": at,
        },
    )
    questions = [
        Question(survey=survey, order=order, **_fields(each.asked)) for order, each in enumerate(codebook.questions)
    ]
    if is_new:
        Question.objects.bulk_create(questions)
        recording.publish_words(survey, by=by, at=at)
    elif digest(frozen(survey.questions.all())) != digest(frozen(questions)):
        raise BadCodebook("This source was brought in before with other questions. Give another --source.")
    return survey


def _built_here(by: Viewer, at: datetime, into: Survey, codebook: Codebook) -> Survey:
    """With its first round it is there for everyone, as if the round had been opened here."""
    survey = recording.locked(into)
    asked = [Question(**_fields(each.asked)) for each in codebook.questions]
    if digest(frozen(survey.questions.all())) != digest(frozen(asked)):
        raise BadCodebook("The survey asks other questions than the codebook, or in other words.")
    if survey.first_opened_at is None:
        survey.first_opened_at = at
        survey.save(update_fields=["first_opened_at"])
        recording.publish_words(survey, by=by, at=at)
    return survey


def _fields(asked: Any) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asked.columns()}


def _wave(by: Viewer, at: datetime, survey: Survey, given: Round) -> Wave:
    """Over when it is brought in: nobody can answer it here."""
    questions = frozen(survey.questions.all())
    opened, closed = (datetime.combine(day, time(), tzinfo=UTC) for day in (given.opens, given.closes))
    wave, is_new = Wave.objects.select_for_update().get_or_create(
        survey=survey,
        number=given.number,
        defaults={
            "state": Wave.State.CLOSED,
            "opens_date": given.opens,
            "closes_date": given.closes,
            "identity_deleted_date": given.closes,
            "identity_deleted_at": at,
            "sampling": given.sampling,
            "sponsor": given.sponsor,
            "population": dict(given.population),
            "frame": dict(given.frame),
            "design": dict(given.design),
            "margins": given.margins,
            "modes": FROM_FILE,
            "questions": questions,
            "questions_digest": digest(questions),
            "opened_at": opened,
            "closed_at": closed,
        },
    )
    if is_new:
        recording.publish_wave(wave, by=by, at=at)
    elif wave.modes != FROM_FILE or wave.state not in OVER:
        raise BadCodebook(f"Round {wave.number} of this survey was asked here. Give yours another number.")
    return wave


def _take(
    batch: list[TableRow],
    reader: Reader,
    waves: dict[str, Wave],
    source: str,
    *,
    seen: dict[str, int],
    summary: Summary,
    tick: Callable[[], None],
) -> None:
    read: dict[str, tuple[TableRow, Response]] = {}
    for row in batch:
        tick()
        try:
            given = reader.read(row)
            response = _response(given, waves[given.wave], source)
            earlier = seen.setdefault(response.key_digest, row.line)
            if earlier != row.line:
                raise BadCell(reader.codebook.columns["key"], given.key, f"is the same as on line {earlier}")
            read[response.key_digest] = (row, response)
        except BadCell as bad:
            summary.rejected.append(Unfit(row, bad.column, bad.value, bad.reason))
    before = {each.key_digest: each for each in Response.objects.filter(key_digest__in=read)}
    new = []
    for key, (row, response) in read.items():
        if key not in before:
            new.append(response)
        elif _says(before[key]) == _says(response):
            summary.unchanged += 1
        else:
            reason = "was brought in before with other answers, which stay as they are"
            summary.rejected.append(Unfit(row, "", "", reason))
    Response.objects.bulk_create(new)
    summary.created += len(new)


def _response(given: Given, wave: Wave, source: str) -> Response:
    named = f"import {source} {given.wave} {given.key}"
    person = f"import {source} person {given.person}"
    return Response(
        wave=wave,
        key_digest=hashlib.sha256(named.encode()).hexdigest(),
        panel_key=hashlib.sha256(person.encode()).hexdigest() if given.person else "",
        mode=Mode.FILE,
        language=given.language or Language.ENGLISH,
        stratum=given.stratum,
        cluster=given.cluster,
        weight=given.weight,
        answers=dict(given.answers),
        begun_date=wave.closes_date,
        finished_date=wave.closes_date,
    )


def _says(response: Response) -> tuple[object, ...]:
    return (response.stratum, response.cluster, response.weight, response.panel_key, response.answers)
