"""Mend what a relationship check has shown: agree who does what by when, and say how it ended."""

from datetime import date, datetime

from django.db import transaction

from saidanddone.alliances.models import Check, Party, Repair
from saidanddone.alliances.permissions import check_agree_repair, check_end_repair
from saidanddone.commitments.models import Commitment
from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer


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
