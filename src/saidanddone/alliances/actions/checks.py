"""Run a relationship check: plan it, name who is asked, answer, close it, talk it over, and mend what was agreed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from saidanddone.alliances.insights import shown_of
from saidanddone.alliances.models import Alliance, Check, FacilitatorWords, Party, Rater, Rating, Repair, Shown
from saidanddone.alliances.permissions import (
    check_agree_repair,
    check_close_check,
    check_end_repair,
    check_name_rater,
    check_open_check,
    check_plan_check,
    check_rate,
    check_talk_over,
    check_write_to_facilitator,
)
from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Person
from saidanddone.record import actions as record
from saidanddone.surveys.instruments import instrument

INSTRUMENTS = {Check.Form.PAIRS: "partners", Check.Form.WHOLE: "partnership"}


def plan_check(
    *, by: Viewer, at: datetime, alliance: Alliance, form: str, opens_date: date, closes_date: date
) -> Check:
    """The next check, with the questions as they ship now."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_plan_check(by=by, alliance=alliance, opens_date=opens_date, closes_date=closes_date)
        asked = instrument(INSTRUMENTS[Check.Form(form)])
        return Check.objects.create(
            alliance=alliance,
            number=alliance.checks.count() + 1,
            form=form,
            instrument=asked.name,
            instrument_version=asked.version,
            opens_date=opens_date,
            closes_date=closes_date,
        )


def name_rater(*, by: Viewer, at: datetime, check: Check, party: Party, person: Person) -> Rater:
    """A party says who of its people is asked."""
    with transaction.atomic():
        check = _locked(check)
        check_name_rater(by=by, check=check, party=party, person=person)
        rater, _made = Rater.objects.get_or_create(check_of=check, person=person, defaults={"party": party})
    return rater


def open_check(*, by: Viewer, at: datetime, check: Check) -> Check:
    """Who is asked is fixed from now on."""
    with transaction.atomic():
        check = _locked(check)
        check_open_check(by=by, check=check)
        return _move(check, Check.State.OPEN, opened_at=at)


def rate(
    *, by: Viewer, at: datetime, rater: Rater, answers: Mapping[str, int | None], about: Party | None = None
) -> None:
    """Say it of one partner, or of the whole. Said again while it is open, the last holds."""
    with transaction.atomic():
        rater = _read(rater)
        items = [each.name for each in instrument(rater.check_of.instrument).items]
        check_rate(by=by, rater=rater, about=about, answers=answers, items=items)
        for item, points in answers.items():
            Rating.objects.update_or_create(rater=rater, about=about, item=item, defaults={"points": points})
        rater.has_answered = True
        rater.save(update_fields=["has_answered"])


def write_to_facilitator(*, by: Viewer, at: datetime, rater: Rater, words: str) -> FacilitatorWords:
    """Words that the facilitator alone reads; they keep no name."""
    words = clean_text(words)
    rater = _read(rater)
    check_write_to_facilitator(by=by, rater=rater, words=words)
    return FacilitatorWords.objects.create(check_of=rater.check_of, words=words)


def close_check(*, by: Viewer, at: datetime, check: Check) -> Check:
    """Work out once what is shown. The record says that it was held, and of how many."""
    with transaction.atomic():
        check = _locked(check)
        check_close_check(by=by, check=check)
        Shown.objects.bulk_create(shown_of(check))
        _move(check, Check.State.CLOSED, closed_at=at)
        if check.alliance.signed_at:
            facts = {"number": check.number, "form": str(check.form), "raters": check.raters.count()}
            record.append(by=by, kind="relationship-check", about=check.alliance.ref, at=at, fields=facts)
    return check


def agree_repair(
    *,
    by: Viewer,
    at: datetime,
    check: Check,
    words: str,
    owner: Party,
    due_date: date,
    commitment: Commitment | None = None,
) -> Repair:
    """What is mended, by whom and by when; a promise in public where they made one of it."""
    words = clean_line(words)
    check_agree_repair(by=by, check=check, words=words, owner=owner, due_date=due_date, on=local_date(at))
    return Repair.objects.create(check_of=check, words=words, owner=owner, due_date=due_date, commitment=commitment)


def end_repair(*, by: Viewer, at: datetime, repair: Repair, is_kept: bool, how: str) -> Repair:
    """It was kept, or it was not, and this is how it went."""
    how = clean_line(how)
    with transaction.atomic():
        repair = Repair.objects.select_for_update(of=("self",)).select_related("owner").get(pk=repair.pk)
        check_end_repair(by=by, repair=repair, how=how)
        repair.ended_date, repair.is_kept, repair.how_it_ended = local_date(at), is_kept, how
        repair.save(update_fields=["ended_date", "is_kept", "how_it_ended"])
    return repair


def talk_over(*, by: Viewer, at: datetime, check: Check, next_date: date) -> Check:
    """All have talked about it; the next one has its day."""
    with transaction.atomic():
        check = _locked(check)
        check_talk_over(by=by, check=check, next_date=next_date, on=local_date(at))
        return _move(check, Check.State.TALKED_OVER, talked_over_date=local_date(at), next_date=next_date)


def _read(rater: Rater) -> Rater:
    """As it is now, and of a check that is as it is now."""
    return Rater.objects.select_related("check_of", "party").get(pk=rater.pk)


def _locked(check: Check) -> Check:
    return Check.objects.select_for_update(of=("self",)).select_related("alliance").get(pk=check.pk)


def _move(check: Check, state: str, **facts: object) -> Check:
    check.state = state
    for name, value in facts.items():
        setattr(check, name, value)
    check.save(update_fields=["state", *facts])
    return check
