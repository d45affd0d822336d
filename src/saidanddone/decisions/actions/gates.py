"""The deliverability gate: sign-offs, what is expected and what came, and how a pilot ended."""

from datetime import date, datetime

from django.db import transaction

from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record, wording
from saidanddone.decisions.models import Decision, Expectation, SignOff
from saidanddone.decisions.permissions import (
    check_compare_expectation,
    check_end_pilot,
    check_expect,
    check_sign_off,
)
from saidanddone.people.models import Organisation


def sign_off(
    *,
    by: Viewer,
    at: datetime,
    decision: Decision,
    voice: str,
    name: str = "",
    says: str = "",
    not_asked_because: str = "",
    organisation: Organisation | None = None,
    reason: str = "",
) -> SignOff:
    """Put down what one of the three voices says, or why it was not asked. An earlier one stays in a version."""
    words = {"name": clean_line(name), "says": clean_text(says), "not_asked_because": clean_text(not_asked_because)}
    reason = clean_line(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_sign_off(by=by, decision=current, voice=voice, reason=reason, **words)
        field = f"sign_off_{voice}"
        if before := wording.words_of(current, [field]):
            open_record.keep_version(current, before, reason=reason, at=at)
        facts = {"organisation": organisation, "signed_by_id": by.person_id, "signed_at": at}
        signed, _ = SignOff.objects.update_or_create(decision=current, voice=voice, defaults=words | facts)
        open_record.publish(current, by=by, at=at, private={"reason": reason})
    return signed


def expect(
    *, by: Viewer, at: datetime, decision: Decision, text: str, measure: str, expected_date: date
) -> Expectation:
    """Write down before it starts what should come of it, by which measure, and when."""
    text, measure = clean_line(text), clean_line(measure)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_expect(by=by, decision=current, text=text, measure=measure, expected_date=expected_date, at=at)
        expectation = Expectation.objects.create(
            decision=current, text=text, measure=measure, expected_date=expected_date, recorded_at=at
        )
        open_record.publish(current, by=by, at=at)
    return expectation


def compare_expectation(*, by: Viewer, at: datetime, expectation: Expectation, outcome: str, found: str) -> Expectation:
    """Hold what came against what was expected: once."""
    found = clean_text(found)
    with transaction.atomic():
        current = open_record.locked(expectation.decision)
        expected = Expectation.objects.select_for_update(of=("self",)).get(pk=expectation.pk)
        check_compare_expectation(by=by, expectation=expected, outcome=outcome, found=found, at=at)
        expected.outcome, expected.found, expected.compared_at = outcome, found, at
        expected.save(update_fields=["outcome", "found", "compared_at"])
        open_record.publish(current, by=by, at=at)
    return expected


def end_pilot(*, by: Viewer, at: datetime, decision: Decision, end: str, learnt: str) -> Decision:
    """Say whether a pilot is continued, changed or stopped, and what was learnt."""
    learnt = clean_text(learnt)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_end_pilot(by=by, decision=current, end=end, learnt=learnt)
        current.pilot_end, current.pilot_learnt = end, learnt
        current.save(update_fields=["pilot_end", "pilot_learnt"])
        open_record.publish(current, by=by, at=at, fields={"pilot_end": end}, private={"pilot_learnt": learnt})
    return current
