"""Answer: begin, save as one goes, hand in. Whoever holds the key has the response; nobody can name another's.

Nothing here leaves a trace that joins a sample case to a response. A response by code has the first day of its wave for
its own days, and a row number drawn at random; the case keeps the Monday of the week, and no more.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import parting
from saidanddone.surveys.codes import Key, case_digest
from saidanddone.surveys.models import Mode, Response, SampleCase, Wave
from saidanddone.surveys.permissions.answering import check_begin_response, check_finish_response, check_save_answers
from saidanddone.surveys.questionnaire import cleaned, placed, questionnaire, shown

_ASKED_OF_IT = (
    *("answers", "language", "finished_date", "key_digest", "wave__state", "wave__opens_date", "wave__closes_date"),
    *("wave__survey__kind", "wave__survey__organisation"),
)
"""Of a response and its wave, as it is saved page after page: the questions alone are long."""


def begin_response(*, by: Viewer, at: datetime, wave: Wave, key: Key, language: str) -> Response:
    """The response of whoever holds the key, begun now or before; one a key, however often it is sent."""
    case = _case_of(key)
    check_begin_response(by=by, wave=wave, key=key, case=case, at=at)
    begun: dict[str, Any] = {
        "pk": parting.drawn(),
        "mode": Mode.KIOSK if key.at_kiosk else Mode.WEB,
        "language": language,
    }
    begun |= {"begun_date": _day(wave, key, at)}
    if case:
        begun |= {"stratum": case.stratum, "cluster": case.cluster, "weight": case.weight}
        if case.place:
            begun["answers"] = placed(questionnaire(wave), case.place.public_id)
    return Response.objects.get_or_create(wave=wave, key_digest=key.digest, defaults=begun)[0]


def save_answers(
    *, by: Viewer, at: datetime, wave: Wave, key: Key, answers: Mapping[str, Any], language: str
) -> Response:
    """Keep the answers of one page beside those of the others; sent again, they are the same. `None` takes one back."""
    asked = {each.name: each for each in questionnaire(wave)}
    given = {name: cleaned(asked[name], raw) for name, raw in answers.items() if name in asked}
    with transaction.atomic():
        response = _held(wave, key)
        check_save_answers(by=by, response=response, key=key, at=at)
        before = response.answers, response.language
        merged = response.answers | given
        response.answers = {name: answer for name, answer in merged.items() if answer is not None}
        response.language = language
        if (response.answers, response.language) != before:
            response.save(update_fields=["answers", "language"])
    return response


def finish_response(
    *, by: Viewer, at: datetime, wave: Wave, key: Key, language: str, as_contributions: Collection[str] = ()
) -> Response:
    """Hand it in: its words part from it, the rest stays as it is. Handed in before, it is left as it was.

    `as_contributions` names the questions whose words are given as a contribution too.
    """
    with transaction.atomic():
        response = _held(wave, key)
        if response.finished_date:
            return response
        check_finish_response(by=by, response=response, key=key, at=at, asked=questionnaire(wave))
        if key.is_code:
            _note_answered(key, at)
        asked = shown(questionnaire(wave), response.answers)
        response.answers = parting.part(
            wave, asked, response.answers, language=language, as_contributions=as_contributions, by=by, at=at
        )
        response.language, response.finished_date = language, _day(wave, key, at)
        response.save(update_fields=["answers", "language", "finished_date"])
    return response


def _held(wave: Wave, key: Key) -> Response:
    """The response of whoever holds the key, kept from others until the transaction ends."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("wave__survey").only(*_ASKED_OF_IT)
    response = rows.filter(wave=wave, key_digest=key.digest).first()
    if response is None:
        raise Refused(_("Begin the survey first."))
    return response


def _case_of(key: Key) -> SampleCase | None:
    if not key.is_code:
        return None
    return SampleCase.objects.select_related("place").filter(codes__digest=case_digest(key.secret)).first()


def _note_answered(key: Key, at: datetime) -> None:
    """Somebody who was written to twice has two codes; the one that is handed in first counts.

    The case is named by its own key: whoever waits for the row looks at its state again, and at nothing joined to it.
    """
    case, answered = _case_of(key), SampleCase.Status.ANSWERED
    waiting = SampleCase.objects.none() if case is None else SampleCase.objects.filter(pk=case.pk)
    if not waiting.exclude(status=answered).update(status=answered, answered_date=_monday(at)):
        raise Refused(_("Your answers were handed in with another of your codes. Thank you."))


def _day(wave: Wave, key: Key, at: datetime) -> date:
    """The first day of the wave for a response by code, whose case says in which week it was; else the week."""
    return wave.opens_date if key.is_code else max(wave.opens_date, _monday(at))


def _monday(at: datetime) -> date:
    day = local_date(at)
    return day - timedelta(days=day.weekday())
