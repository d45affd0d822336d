"""Sheets of paper: typed in by two people who do not see each other's, and settled where they differ."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import parting
from saidanddone.surveys.codes import paper_digest
from saidanddone.surveys.models import Mode, PaperSheet, Response, Wave
from saidanddone.surveys.permissions.paper import check_settle_sheet, check_type_sheet
from saidanddone.surveys.questionnaire import Answer, cleaned, questionnaire, shown


def type_sheet(
    *, by: Viewer, at: datetime, wave: Wave, number: str, answers: Mapping[str, Any], language: str
) -> PaperSheet:
    """Keep a sheet as one person read it. Where the second agrees with the first it is a response at once."""
    number, given = clean_line(number).upper(), _cleaned(wave, answers)
    with transaction.atomic():
        current = _locked(wave)
        typed = list(current.sheets.filter(number=number).order_by("entry"))
        check_type_sheet(by=by, wave=current, number=number, typed=typed)
        facts = {"answers": given, "language": language, "typed_by_id": by.person_id, "typed_at": at}
        sheet = PaperSheet.objects.create(wave=current, number=number, entry=len(typed) + 1, **facts)
        if typed and typed[0].answers == given:
            _respond(by, at, current, number, given, language)
            sheet.refresh_from_db()
    return sheet


def settle_sheet(*, by: Viewer, at: datetime, wave: Wave, number: str, answers: Mapping[str, Any]) -> Response:
    """Somebody has looked at the paper: these are its answers."""
    given = _cleaned(wave, answers)
    with transaction.atomic():
        current = _locked(wave)
        typed = list(current.sheets.filter(number=number).order_by("entry"))
        check_settle_sheet(by=by, wave=current, typed=typed)
        return _respond(by, at, current, number, given, typed[0].language)


def _locked(wave: Wave) -> Wave:
    return Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)


def _cleaned(wave: Wave, answers: Mapping[str, Any]) -> dict[str, Answer]:
    asked = {each.name: each for each in questionnaire(wave)}
    found = {name: cleaned(asked[name], raw) for name, raw in answers.items() if name in asked}
    return {name: answer for name, answer in found.items() if answer is not None}


def _respond(
    by: Viewer, at: datetime, wave: Wave, number: str, answers: Mapping[str, Answer], language: str
) -> Response:
    """One response a sheet. What the two had typed goes from their entries: the paper is the proof, and words part."""
    asked = shown(questionnaire(wave), answers)
    kept = parting.part(wave, asked, answers, language=language, as_contributions=(), by=by, at=at)
    day = min(max(local_date(at), wave.opens_date), wave.closes_date)
    response = Response.objects.create(
        pk=parting.drawn(),
        wave=wave,
        key_digest=paper_digest(wave.public_id, number),
        mode=Mode.PAPER,
        language=language,
        answers=kept,
        begun_date=_monday(day, wave),
        finished_date=_monday(day, wave),
    )
    wave.sheets.filter(number=number).update(response=response, answers={})
    return response


def _monday(day: date, wave: Wave) -> date:
    return max(wave.opens_date, date.fromordinal(day.toordinal() - day.weekday()))
