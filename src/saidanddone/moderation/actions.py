"""Hold, report, claim, decide, tell the author, hear appeals, and forget.

A decision, what it does to the thing, its entry in the record and the word to the author stand or fall together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import registry, tellings
from saidanddone.moderation.models import Appeal, Case, ChannelRule, Decision, Report, SealedOriginal
from saidanddone.moderation.permissions import (
    check_appeal,
    check_claim,
    check_decide,
    check_delete_sealed_originals,
    check_release,
    check_report,
    check_set_modes,
)
from saidanddone.record import actions as record

ERASED = "–"
"""Stands where a reason was that quoted somebody who has been erased."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator decides. `text`: the words with parts taken out; `seen`: the words as they were read."""

    outcome: str
    seen: str
    category: str = ""
    reason: str = ""
    is_reason_public: bool = False
    text: str = ""


@transaction.atomic
def hold(*, by: Viewer, about: Ref, at: datetime) -> Case:
    """Put something that is held into the queue, in the transaction in which it came in."""
    return _open_case(about, Case.Origin.HELD, at)


@transaction.atomic
def report(*, by: Viewer, about: Ref, reason: str, words: str, reporter_key: str, at: datetime) -> bool:
    """Keep a report, once a person and thing; false where they reported it before, which is no error."""
    check_report(is_visible=registry.handler(about.kind).is_visible(about.public_id, by))
    if Report.objects.filter(reporter_key=reporter_key).exists():
        return False
    case = _open_case(about, Case.Origin.REPORTED, at)
    facts = {"case": case, "reason": reason, "words": clean_text(words), "reported_at": at}
    return Report.objects.get_or_create(reporter_key=reporter_key, defaults=facts)[1]


def _open_case(about: Ref, origin: Case.Origin, at: datetime) -> Case:
    """The open case about a thing, or a new one; two at once find the same, by the database's constraint."""
    case, _ = Case.objects.first_looks().get_or_create(
        about_kind=about.kind,
        about_id=about.public_id,
        state=Case.State.OPEN,
        defaults={"origin": origin, "opened_at": at},
    )
    return case


@transaction.atomic
def claim(*, by: Viewer, public_id: str, at: datetime) -> Case:
    """Take a case for an hour. Taking one's own again begins the hour anew."""
    case = _locked(public_id)
    check_claim(by=by, case=case, thing=registry.describe(case.about), at=at)
    case.claimed_by_id, case.claimed_at = by.person_id, at
    case.save(update_fields=["claimed_by", "claimed_at"])
    return case


@transaction.atomic
def release(*, by: Viewer, public_id: str, at: datetime) -> Case:
    """Give a case back to the queue."""
    case = _locked(public_id)
    check_release(by=by, case=case)
    case.claimed_by_id, case.claimed_at = None, None
    case.save(update_fields=["claimed_by", "claimed_at"])
    return case


@transaction.atomic
def decide(*, by: Viewer, public_id: str, ruling: Ruling, at: datetime) -> Decision:
    """Publish, hide, or take parts out. On appeal the decision is final."""
    case = _locked(public_id)
    thing = registry.describe(case.about)
    check_decide(by=by, case=case, thing=thing, seen=ruling.seen)
    assert thing is not None  # noqa: S101 - check_decide has refused
    appealed = case.appeal.decision if case.origin == Case.Origin.APPEALED else None
    decision = Decision.objects.create(
        case=case,
        outcome=ruling.outcome,
        category=ruling.category,
        reason=clean_text(ruling.reason),
        is_reason_public=ruling.is_reason_public,
        decided_by_id=by.person_id,
        decided_at=at,
        on_appeal_from=appealed,
    )
    _carry_out(decision, thing, ruling, at)
    case.state, case.closed_at = Case.State.DECIDED, at
    case.save(update_fields=["state", "closed_at"])
    record.append(by=by, kind="moderation", about=decision.ref, at=at, fields=_recorded(decision))
    tellings.tell_author(by=by, decision=decision, thing=thing, at=at)
    return decision


def _carry_out(decision: Decision, thing: registry.Described, ruling: Ruling, at: datetime) -> None:
    about = decision.case.about
    handler = registry.handler(about.kind)
    if decision.outcome == Decision.Outcome.HIDE:
        handler.hide(about.public_id, at)
        return
    if decision.outcome == Decision.Outcome.REDACT:
        _seal(decision, thing.text, at)
        handler.redact(about.public_id, clean_text(ruling.text), at)
    elif decision.on_appeal_from is not None:
        _unseal(about, at)
    handler.show(about.public_id, at)


def _seal(decision: Decision, text: str, at: datetime) -> None:
    """Keep the words as they were first; taking out more later keeps the same original."""
    about = decision.case.about
    delete_after = local_date(at) + timedelta(days=settings.SEALED_ORIGINAL_DAYS)
    SealedOriginal.objects.get_or_create(
        about_kind=about.kind,
        about_id=about.public_id,
        defaults={"decision": decision, "text": text, "delete_after_date": delete_after},
    )


def _unseal(about: Ref, at: datetime) -> None:
    """An appeal that is won brings the words back, if they were changed and are still kept."""
    sealed = SealedOriginal.objects.filter(about_kind=about.kind, about_id=about.public_id).first()
    if sealed:
        registry.handler(about.kind).restore(about.public_id, sealed.text, at)
        sealed.delete()


def _recorded(decision: Decision) -> dict[str, str]:
    """For the record: what was decided about which thing and why, without its content and without any name."""
    appealed = decision.on_appeal_from
    facts = {
        "about": str(decision.case.about),
        "outcome": decision.outcome,
        "origin": decision.case.origin,
        "category": decision.category,
        "reason": decision.public_reason,
        "on_appeal_from": appealed.public_id if appealed else "",
    }
    return {name: value for name, value in facts.items() if value}


@transaction.atomic
def appeal(*, by: Viewer, decision: Decision, words: str, at: datetime) -> Appeal:
    """Ask for another moderator. The thing stays as it is until they have decided."""
    check_appeal(by=by, decision=decision, thing=registry.describe(decision.case.about))
    about = decision.case.about
    facts = {"about_kind": about.kind, "about_id": about.public_id, "origin": Case.Origin.APPEALED}
    case = Case.objects.create(**facts, opened_at=at)
    return Appeal.objects.create(decision=decision, case=case, words=clean_text(words), appealed_at=at)


@transaction.atomic
def drop(*, by: Viewer, about: Ref, at: datetime) -> None:
    """Close what is open about a thing that was withdrawn. Call it before locking the thing's own row."""
    Case.objects.open().about(about).update(state=Case.State.DROPPED, closed_at=at)


@transaction.atomic
def forget(*, by: Viewer, abouts: Iterable[Ref], at: datetime) -> None:
    """Part of erasing a person: nothing that quotes their things stays. The decisions stand, as in the record.

    Call it before locking the things' own rows.
    """
    for about in abouts:
        drop(by=by, about=about, at=at)
        cases = Case.objects.about(about)
        SealedOriginal.objects.filter(about_kind=about.kind, about_id=about.public_id).delete()
        Report.objects.filter(case__in=cases).update(words="")
        Appeal.objects.filter(case__in=cases).update(words="")
        Decision.objects.filter(case__in=cases, is_reason_public=False).exclude(reason="").update(reason=ERASED)


@transaction.atomic
def set_modes(*, by: Viewer, modes: Mapping[str, str], at: datetime) -> None:
    """From now on, what comes in by each of these channels is published first, or held first."""
    check_set_modes(by=by)
    for channel, mode in modes.items():
        ChannelRule.objects.update_or_create(channel=channel, defaults={"mode": mode})


@transaction.atomic
def delete_sealed_originals(*, by: Viewer, at: datetime) -> int:
    """Delete the originals whose day has come, but not while an appeal about them waits."""
    check_delete_sealed_originals(by=by)
    due = SealedOriginal.objects.filter(delete_after_date__lt=local_date(at))
    waiting = set(Case.objects.open().filter(origin=Case.Origin.APPEALED).values_list("about_kind", "about_id"))
    ids = [sealed.pk for sealed in due if (sealed.about_kind, sealed.about_id) not in waiting]
    return SealedOriginal.objects.filter(pk__in=ids).delete()[0]


def _locked(public_id: str) -> Case:
    return Case.objects.select_for_update().get(public_id=public_id)
