"""Plan a wave, open it, close it, and take it back. Opening freezes what is asked."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from saidanddone.core import jobs
from saidanddone.core.clock import local_date
from saidanddone.core.ids import new_public_id
from saidanddone.core.once import once
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.surveys import recording
from saidanddone.surveys.actions.results import ANALYSE
from saidanddone.surveys.drafts import WaveDraft
from saidanddone.surveys.models import Question, Quota, Survey, Wave
from saidanddone.surveys.permissions.waves import (
    check_close_ended_waves,
    check_close_wave,
    check_edit_wave,
    check_move_last_day,
    check_open_wave,
    check_plan_wave,
    check_set_margin,
    check_set_quota,
    check_withdraw_wave,
)
from saidanddone.surveys.questionnaire import digest, frozen
from saidanddone.surveys.recording import locked
from saidanddone.surveys.ways_in import WayIn


def plan_wave(*, by: Viewer, at: datetime, survey: Survey, draft: WaveDraft) -> Wave:
    """Its number is the next of its survey. A form sent twice plans one."""

    def plan() -> Wave:
        current = locked(survey)
        check_plan_wave(by=by, survey=current, draft=draft, on=local_date(at))
        last = current.waves.aggregate(last=Max("number"))["last"] or 0
        return Wave.objects.create(
            survey=current, number=last + 1, submission_key=draft.submission_key, **draft.values()
        )

    return once(lambda: _planned_before(survey, draft), plan)


def _planned_before(survey: Survey, draft: WaveDraft) -> Wave | None:
    return survey.waves.filter(submission_key=draft.submission_key).first() if draft.submission_key else None


def edit_wave(*, by: Viewer, at: datetime, wave: Wave, draft: WaveDraft) -> Wave:
    with transaction.atomic():
        current = _locked(wave)
        check_edit_wave(by=by, wave=current, draft=draft)
        for name, value in draft.values().items():
            setattr(current, name, value)
        current.save(update_fields=list(draft.values()))
    return current


def set_quota(*, by: Viewer, at: datetime, wave: Wave, question: str, wanted: Mapping[int, int]) -> list[Quota]:
    """How many of each answer to one question are wanted, in the place of what was set; nought sets none."""
    with transaction.atomic():
        current = _locked(wave)
        asked = Question.objects.filter(survey=current.survey, name=question).first()
        check_set_quota(by=by, wave=current, question=asked, wanted=wanted)
        current.quotas.filter(question=question).delete()
        return Quota.objects.bulk_create(
            [
                Quota(wave=current, question=question, code=code, wanted=number)
                for code, number in wanted.items()
                if number
            ]
        )


def open_wave(*, by: Viewer, at: datetime, wave: Wave) -> Wave:
    """From now on what it asks is frozen, and everyone can read that it is asked, but for one of staff."""
    with transaction.atomic():
        current = _locked(wave)
        survey = current.survey
        questions = list(survey.questions.all())
        others = survey.waves.exclude(pk=current.pk)
        check_open_wave(by=by, wave=current, questions=questions, others=others, on=local_date(at))
        current.questions = frozen(questions)
        current.questions_digest = digest(current.questions)
        current.state, current.opened_at = Wave.State.OPEN, at
        current.opens_date = min(current.opens_date, local_date(at))
        current.link_key = new_public_id() if WayIn.LINK in current.modes else None
        current.save()
        if survey.first_opened_at is None:
            survey.first_opened_at = at
            survey.save(update_fields=["first_opened_at"])
            recording.publish_words(survey, by=by, at=at)
        recording.publish_wave(current, by=by, at=at)
        recording.index(survey)
    return current


def move_last_day(*, by: Viewer, at: datetime, wave: Wave, closes_date: date, reason: str) -> Wave:
    """With a reason, in sight of everyone. The day on which names and addresses go follows."""
    reason = clean_text(reason)
    with transaction.atomic():
        current = _locked(wave)
        check_move_last_day(by=by, wave=current, closes_date=closes_date, reason=reason, on=local_date(at))
        moved = closes_date - current.closes_date
        current.first_closes_date = current.first_closes_date or current.closes_date
        current.closes_date, current.moved_reason = closes_date, reason
        current.identity_deleted_date += moved
        current.save(update_fields=["closes_date", "first_closes_date", "moved_reason", "identity_deleted_date"])
        recording.publish_wave(current, by=by, at=at, moved=reason)
    return current


def set_margin(
    *, by: Viewer, at: datetime, wave: Wave, question: str, shares: Mapping[int, float], source: str
) -> Wave:
    """How the population is parted by the answers to one question, in the place of what was set; no shares set none."""
    with transaction.atomic():
        current = _locked(wave)
        asked = Question.objects.filter(survey=current.survey, name=question).first()
        check_set_margin(by=by, wave=current, question=asked, shares=shares)
        others = [each for each in current.margins if each["question"] != question]
        made = {"question": question, "shares": {str(code): share for code, share in shares.items()}}
        current.margins = [*others, made | {"source": clean_line(source)[:200]}] if shares else others
        current.save(update_fields=["margins"])
    return current


def close_wave(*, by: Viewer, at: datetime, wave: Wave) -> Wave:
    """No more answers are taken, and what was said is worked out for those who look after it."""
    with transaction.atomic():
        current = _locked(wave)
        check_close_wave(by=by, wave=current)
        current.state, current.closed_at = Wave.State.CLOSED, at
        current.save(update_fields=["state", "closed_at"])
        recording.publish_wave(current, by=by, at=at)
        jobs.queue(ANALYSE, wave=current.public_id)
    return current


def close_ended_waves(*, by: Viewer, at: datetime) -> int:
    """Once a day: whatever is past its last day is closed; gives how many."""
    check_close_ended_waves(by=by)
    ended = Wave.objects.filter(state=Wave.State.OPEN, closes_date__lt=local_date(at)).order_by("pk")
    for wave in ended:
        close_wave(by=by, at=at, wave=wave)
    return len(ended)


def withdraw_wave(*, by: Viewer, at: datetime, wave: Wave, reason: str) -> Wave:
    """Take it back, in sight of everyone who could see it."""
    reason = clean_text(reason)
    with transaction.atomic():
        current = _locked(wave)
        check_withdraw_wave(by=by, wave=current, reason=reason)
        current.state, current.withdrawn_reason = Wave.State.WITHDRAWN, reason
        current.save(update_fields=["state", "withdrawn_reason"])
        recording.publish_wave(current, by=by, at=at, reason=reason)
    return current


def _locked(wave: Wave) -> Wave:
    """The row as it stands now, and its survey, held until the transaction ends."""
    survey = locked(wave.survey)
    current = survey.waves.select_for_update(of=("self",)).get(pk=wave.pk)
    current.survey = survey
    return current
