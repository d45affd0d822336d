"""Mend what a relationship check has shown: agree who does what by when, and say how it ended."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from saidanddone.alliances.models import Check, Party, Repair
from saidanddone.alliances.permissions import check_agree_repair, check_end_repair
from saidanddone.commitments import actions as commitments
from saidanddone.commitments.drafts import PromiseDraft
from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.places.models import Place


def agree_repair(
    *,
    by: Viewer,
    at: datetime,
    check: Check,
    words: str,
    owner: Party,
    due_date: date,
    commitment: Commitment | None = None,
    promised_in: Place | None = None,
    submission_key: str | None = None,
) -> Repair:
    """What is mended, by whom and by when: a line among partners, a promise that there is, or one that is made of it.

    `promised_in` is the place that a new promise in public is for; only a lead of the party can make one.
    """
    words = clean_line(words)
    facts: dict[str, Any] = {"words": words, "owner": owner, "due_date": due_date}

    def make() -> Repair:
        check_agree_repair(by=by, check=check, on=local_date(at), commitment=commitment, **facts)
        promised = _promised(by, at, check, promised_in, submission_key, facts) if promised_in else commitment
        return Repair.objects.create(check_of=check, commitment=promised, submission_key=submission_key, **facts)

    return once(lambda: _agreed_before(check, submission_key), make)


def _agreed_before(check: Check, key: str | None) -> Repair | None:
    return Repair.objects.filter(check_of=check, submission_key=key).first() if key else None


def _promised(
    by: Viewer, at: datetime, check: Check, place: Place, key: str | None, facts: dict[str, Any]
) -> Commitment:
    draft = PromiseDraft(
        organisation=facts["owner"].organisation,
        place=place,
        promise=facts["words"],
        start_date=local_date(at),
        due_date=facts["due_date"],
        language=check.alliance.language,
        submission_key=key,
    )
    return commitments.promise(by=by, at=at, draft=draft)


def end_repair(*, by: Viewer, at: datetime, repair: Repair, is_kept: bool, how: str) -> Repair:
    """It was kept, or it was not, and this is how it went. A promise in public ends by itself."""
    how = clean_line(how)
    with transaction.atomic():
        repair = Repair.objects.select_for_update(of=("self",)).select_related("owner").get(pk=repair.pk)
        check_end_repair(by=by, repair=repair, how=how)
        repair.ended_date, repair.is_kept, repair.how_it_ended = local_date(at), is_kept, how
        repair.save(update_fields=["ended_date", "is_kept", "how_it_ended"])
    return repair
