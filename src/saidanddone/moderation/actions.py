"""Hold, report, claim, decide, tell the author, hear appeals, and forget.

A decision, what it does to the thing, its entry in the record and the word to the author stand or fall together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import registry, tellings
from saidanddone.moderation.models import (
    Appeal,
    Case,
    ChannelRule,
    Decision,
    DecisionQuerySet,
    Report,
    SealedOriginal,
)
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
    """What a moderator decides. `seen`: what it is about as it was read (`Described.seen`).

    To take parts out: `text` is what is left of the first words, `more` of the others by their names, and `files` are
    those that go.
    """

    outcome: str
    seen: str
    category: str = ""
    reason: str = ""
    is_reason_public: bool = False
    text: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()

    def words_left(self, parts: Sequence[registry.Part]) -> dict[str, str]:
        """The words of each part as they will be shown; what the ruling says nothing of stays as it is."""
        given = ({parts[0].name: self.text} if self.text else {}) | dict(self.more)
        return {part.name: clean_text(given[part.name]) if part.name in given else part.text for part in parts}


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
    check_decide(by=by, case=case, thing=thing, seen=ruling.seen, outcome=ruling.outcome)
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
        is_public=thing.is_public,
    )
    _carry_out(decision, thing, ruling, at)
    case.state, case.closed_at = Case.State.DECIDED, at
    case.save(update_fields=["state", "closed_at"])
    if decision.is_public:
        record.append(by=by, kind="moderation", about=decision.ref, at=at, fields=_recorded(decision))
    tellings.tell_author(by=by, decision=decision, thing=thing, at=at)
    return decision


def _carry_out(decision: Decision, thing: registry.Described, ruling: Ruling, at: datetime) -> None:
    about, appealed = decision.case.about, decision.on_appeal_from
    handler = registry.handler(about.kind)
    if decision.outcome == Decision.Outcome.HIDE:
        handler.hide(about.public_id, at)
        return
    if decision.outcome == Decision.Outcome.REDACT:
        _take_out(decision, thing, ruling, at)
    elif appealed is not None and appealed.outcome == Decision.Outcome.REDACT:
        _unseal(appealed, thing, at)
    if appealed is None or not _others(appealed, Decision.Outcome.HIDE).filter(pk__gt=appealed.pk).exists():
        handler.show(about.public_id, at)


def _take_out(decision: Decision, thing: registry.Described, ruling: Ruling, at: datetime) -> None:
    """Seal the words as they are and put in their place what is left of them; delete the files that go."""
    about, words = decision.case.about, ruling.words_left(thing.parts)
    handler = registry.handler(about.kind)
    if words != thing.words:
        delete_after = local_date(at) + timedelta(days=settings.SEALED_ORIGINAL_DAYS)
        facts = {"words": thing.words, "left": words, "was_redacted": thing.is_redacted}
        SealedOriginal.objects.create(decision=decision, delete_after_date=delete_after, **facts)
        handler.rewrite(about.public_id, words, is_redacted=True, at=at)
    if ruling.files:
        handler.take_files(about.public_id, ruling.files, at)


def _unseal(appealed: Decision, thing: registry.Described, at: datetime) -> None:
    """An appeal that is won brings back what that decision took out, if it is still kept, and nothing else."""
    sealed = SealedOriginal.objects.filter(decision=appealed).first()
    if sealed is None:
        return
    others, about = _others(appealed, Decision.Outcome.REDACT), appealed.case.about
    is_redacted = others.filter(pk__gt=appealed.pk).exists() or (sealed.was_redacted and others.exists())
    words = sealed.put_back(thing.words)
    sealed.delete()  # before the thing's own row, as where its author writes other words
    registry.handler(about.kind).rewrite(about.public_id, words, is_redacted=is_redacted, at=at)


def _others(decision: Decision, outcome: Decision.Outcome) -> DecisionQuerySet:
    """The other decisions about the same thing that came to this and stand."""
    return Decision.objects.about(decision.case.about).standing().filter(outcome=outcome).exclude(pk=decision.pk)


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
def supersede(*, by: Viewer, about: Ref, at: datetime) -> None:
    """The author has put other words in the place of these: no appeal brings the earlier ones back."""
    SealedOriginal.objects.filter(decision__in=Decision.objects.about(about)).delete()


@transaction.atomic
def conceal(*, by: Viewer, abouts: Iterable[Ref], at: datetime) -> None:
    """What was for everyone is no longer: what was decided about it leaves the log. The record keeps what it has."""
    for about in abouts:
        Decision.objects.filter(pk__in=Decision.objects.about(about).values("pk")).update(is_public=False)


@transaction.atomic
def forget(*, by: Viewer, abouts: Iterable[Ref], at: datetime) -> None:
    """Part of erasing a person: nothing that quotes their things stays. The decisions stand, as in the record.

    Call it before locking the things' own rows.
    """
    for about in abouts:
        drop(by=by, about=about, at=at)
        cases = Case.objects.about(about)
        SealedOriginal.objects.filter(decision__case__in=cases).delete()
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
    """Delete the originals whose day has come, but not while the appeal for which they are kept waits."""
    check_delete_sealed_originals(by=by)
    due = SealedOriginal.objects.filter(delete_after_date__lt=local_date(at))
    waiting = Appeal.objects.filter(case__state=Case.State.OPEN)
    return due.exclude(decision__in=waiting.values("decision")).delete()[0]


def _locked(public_id: str) -> Case:
    return Case.objects.select_for_update().get(public_id=public_id)
