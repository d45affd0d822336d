"""Put promises, outcomes, their measures and setbacks into the other language. The words themselves stay as they are.

All four are public from the start, so each translation enters the record at once.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.commitments import outcome_entries, recording, searching
from saidanddone.commitments.models import Commitment, Indicator, Outcome, Owner, Setback
from saidanddone.commitments.movements import locked
from saidanddone.commitments.permissions import (
    check_translate_commitment,
    check_translate_indicator,
    check_translate_outcome,
    check_translate_setback,
)
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating

Words = Mapping[str, str]


def translate_commitment(
    *, by: Viewer, at: datetime, commitment: Commitment, words: Words, still: Collection[str] = ()
) -> Commitment:
    with transaction.atomic():
        current = locked(commitment)
        words = translating.cleaned(current, words)
        check_translate_commitment(by=by, commitment=current, words=words)
        if translating.put(current, words, still=still):
            recording.append_translation(current, by=by, at=at)
            searching.put_commitment(current)
    return current


def translate_setback(
    *, by: Viewer, at: datetime, setback: Setback, words: Words, still: Collection[str] = ()
) -> Setback:
    with transaction.atomic():
        rows = Setback.objects.select_related("organisation__successor", "place")
        current = rows.select_for_update(of=("self",)).get(pk=setback.pk)
        words = translating.cleaned(current, words)
        check_translate_setback(by=by, setback=current, words=words)
        if translating.put(current, words, still=still):
            recording.append_translation(current, by=by, at=at)
            searching.put_setback(current)
    return current


def translate_outcome(
    *, by: Viewer, at: datetime, outcome: Outcome, words: Words, still: Collection[str] = ()
) -> Outcome:
    with transaction.atomic():
        current = Outcome.objects.select_related("place").select_for_update(of=("self",)).get(pk=outcome.pk)
        words = translating.cleaned(current, words)
        check_translate_outcome(by=by, outcome=current, owners=_owners(current), words=words)
        if translating.put(current, words, still=still):
            recording.append_translation(current, by=by, at=at)
            outcome_entries.index(current)
    return current


def translate_indicator(
    *, by: Viewer, at: datetime, indicator: Indicator, words: Words, still: Collection[str] = ()
) -> Indicator:
    with transaction.atomic():
        rows = Indicator.objects.select_related("outcome", "steward")
        current = rows.select_for_update(of=("self",)).get(pk=indicator.pk)
        words = translating.cleaned(current, words)
        check_translate_indicator(by=by, indicator=current, owners=_owners(current.outcome), words=words)
        if translating.put(current, words, still=still):
            recording.append_translation(current, by=by, at=at)
    return current


def _owners(outcome: Outcome) -> list[Owner]:
    return list(outcome.owners.current())
