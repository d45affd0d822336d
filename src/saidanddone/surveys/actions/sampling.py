"""The sample: brought in, given codes, invited, reminded, and forgotten on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.places.queries import known_places
from saidanddone.surveys import codes, inviting, sample_files
from saidanddone.surveys.models import Question, Response, SampleCase, SampleCode, Wave
from saidanddone.surveys.permissions.sampling import (
    MOST_REMINDERS,
    check_delete_identities,
    check_import_sample,
    check_make_codes,
    check_note_contact,
    check_send_invitations,
    check_send_reminders,
)
from saidanddone.surveys.questionnaire import questionnaire
from saidanddone.surveys.sample_files import Bad, Drawn

AT_ONCE = 400
Status = SampleCase.Status


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: every row is in one of the three."""

    new: int
    known: int
    bad: tuple[Bad, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """A code as it is handed out: here, and never again."""

    case: SampleCase
    code: str


def import_sample(*, by: Viewer, at: datetime, wave: Wave, rows: Iterable[TableRow]) -> Taken:
    """Take each row that is somebody, once by its key; the others are given back with their line and reason."""
    check_import_sample(by=by, wave=wave)
    found = list(sample_files.read(rows, known_places()))
    drawn = [each for each in found if isinstance(each, Drawn)]
    with transaction.atomic():
        known = set(wave.sample.values_list("key", flat=True))
        new = [SampleCase(wave=wave, **each.values) for each in drawn if each.key not in known]
        SampleCase.objects.bulk_create(new, batch_size=AT_ONCE)
    bad = tuple(each for each in found if isinstance(each, Bad))
    return Taken(new=len(new), known=len(drawn) - len(new), bad=bad)


def make_codes(*, by: Viewer, at: datetime, wave: Wave) -> list[Handed]:
    """A code for each case that has none, for whoever prints letters elsewhere. What is returned is nowhere kept."""
    check_make_codes(by=by, wave=wave)
    with transaction.atomic():
        Wave.objects.select_for_update().get(pk=wave.pk)  # so that two who ask at once do not make two for a case
        cases = wave.sample.filter(codes__isnull=True, from_panel=False).exclude(status=Status.ANSWERED)
        handed = [Handed(case, codes.new_code()) for case in cases.order_by("key")]
        kept = [SampleCode(case=each.case, digest=codes.case_digest(each.code)) for each in handed]
        SampleCode.objects.bulk_create(kept, batch_size=AT_ONCE)
    return handed


def send_invitations(*, by: Viewer, at: datetime, wave: Wave) -> int:
    """To everyone who was drawn and not asked yet; gives to how many."""
    check_send_invitations(by=by, wave=wave, at=at)
    with transaction.atomic():
        return _send(by, at, wave, wave.sample.filter(status=Status.DRAWN), reminder=0)


def send_reminders(*, by: Viewer, at: datetime, wave: Wave) -> int:
    """To everyone who was invited and has not answered; the first, or the second, and no more."""
    check_send_reminders(by=by, wave=wave, at=at)
    with transaction.atomic():
        waiting = wave.sample.filter(status=Status.INVITED)
        sent = 0
        for before in reversed(range(MOST_REMINDERS)):
            sent += _send(by, at, wave, waiting.filter(reminders=before), reminder=before + 1)
        return sent


def _send(by: Viewer, at: datetime, wave: Wave, cases: QuerySet[SampleCase], *, reminder: int) -> int:
    """Each message says the same thing once, and the case notes that it was said."""
    held = cases.select_for_update(of=("self",)).select_related("member__contributor__person").order_by("pk")
    reached = list(inviting.reached(held))
    messaging.send_many(by=by, at=at, drafts=inviting.drafts(wave, reached, reminder=reminder))
    keys = [each.case.pk for each in reached]
    for start in range(0, len(keys), AT_ONCE):
        some = SampleCase.objects.filter(pk__in=keys[start : start + AT_ONCE])
        if reminder:
            some.update(reminders=F("reminders") + 1)
        else:
            some.update(status=Status.INVITED, invited_at=at)
    return len(reached)


def note_contact(*, by: Viewer, at: datetime, case: SampleCase, status: str) -> SampleCase:
    """What came of an attempt to reach somebody, for the response rates. Who refuses is not written to again."""
    with transaction.atomic():
        current = SampleCase.objects.select_for_update(of=("self",)).select_related("wave__survey").get(pk=case.pk)
        check_note_contact(by=by, case=current, status=status)
        current.status = status
        current.save(update_fields=["status"])
        if status == Status.REFUSED:
            messaging.forget(by=by, at=at, recipient=Ref("sample-case", current.public_id))
    return current


def delete_identities(*, by: Viewer, at: datetime) -> int:
    """On their day: names, addresses, codes and messages go, and the words of what was never handed in.

    What stays of each case is its stratum and what came of it, so that the counts can be worked out again.
    """
    check_delete_identities(by=by)
    due = Wave.objects.filter(identity_deleted_date__lte=local_date(at), identity_deleted_at__isnull=True)
    waves = list(due.exclude(state__in=(Wave.State.PLANNED, Wave.State.OPEN)).order_by("pk"))
    for wave in waves:
        _forget(by, at, wave)
    return len(waves)


def _forget(by: Viewer, at: datetime, wave: Wave) -> None:
    with transaction.atomic():
        for case in wave.sample.only("pk", "public_id").iterator(AT_ONCE):
            messaging.forget(by=by, at=at, recipient=Ref("sample-case", case.public_id))
        SampleCode.objects.filter(case__wave=wave).delete()
        nothing: dict[str, Any] = dict.fromkeys(("name", "address", "email", "phone", "language", "cluster"), "")
        nothing |= {"weight": 1, "place": None, "member": None, "invited_at": None, "answered_date": None}
        wave.sample.update(**nothing, key=F("public_id"))
        _forget_words(wave)
        wave.identity_deleted_at = at
        wave.save(update_fields=["identity_deleted_at"])


def _forget_words(wave: Wave) -> None:
    """Words that were begun and never handed in were never given."""
    texts = {each.name for each in questionnaire(wave) if each.kind == Question.Kind.TEXT}
    for response in Response.objects.filter(wave=wave, finished_date__isnull=True).iterator(AT_ONCE):
        kept = {name: answer for name, answer in response.answers.items() if name not in texts}
        if kept != response.answers:
            Response.objects.filter(pk=response.pk).update(answers=kept)
