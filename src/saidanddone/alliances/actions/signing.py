"""Propose a deal, sign exactly its text, begin its work, review it, end it. What was signed is never changed."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances import searching, telling, translations
from saidanddone.alliances.models import Alliance, DealVersion, Party, Signature
from saidanddone.alliances.permissions import (
    check_begin_review,
    check_end_alliance,
    check_end_review,
    check_go_live,
    check_leave_alliance,
    check_propose_deal,
    check_reopen_deal,
    check_sign_deal,
)
from saidanddone.alliances.texts import digest_of, for_everyone, funds_of, take_facts, text_of
from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.funds import actions as funds
from saidanddone.messaging import actions as messaging
from saidanddone.record import actions as record

State = Alliance.State


def propose_deal(
    *, by: Viewer, at: datetime, alliance: Alliance, reason: str = "", no_baseline_reason: str = ""
) -> DealVersion:
    """Freeze what is written as a version that waits for each party's signature."""
    reason = clean_line(reason)
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        if no_baseline_reason:
            alliance.no_baseline_reason = clean_line(no_baseline_reason)
        check_propose_deal(by=by, alliance=alliance, reason=reason)
        text = text_of(alliance)
        version = DealVersion.objects.create(
            alliance=alliance,
            number=alliance.versions.count() + 1,
            text=text,
            digest=digest_of(text),
            reason=reason,
            proposed_by_id=by.person_id,
            proposed_at=at,
        )
        if alliance.state == State.DRAFT:
            alliance.state = State.IN_AGREEMENT
        alliance.save(update_fields=["state", "no_baseline_reason"])
        messaging.send_many(by=by, at=at, drafts=telling.of_version(version, on=local_date(at)))
    return version


def reopen_deal(*, by: Viewer, at: datetime, version: DealVersion, reason: str) -> DealVersion:
    """Take a version back, so that it can be written further. Signatures under it count no more, and stay in sight."""
    reason = clean_line(reason)
    with transaction.atomic():
        alliance = Alliance.objects.locked(version.alliance)
        version = _read(version)
        check_reopen_deal(by=by, version=version, reason=reason)
        version.state, version.withdrawn_reason = DealVersion.State.WITHDRAWN, reason
        version.save(update_fields=["state", "withdrawn_reason"])
        if alliance.state == State.IN_AGREEMENT:
            alliance.state = State.DRAFT
            alliance.save(update_fields=["state"])
    return version


def sign_deal(*, by: Viewer, at: datetime, version: DealVersion, party: Party, digest: str, post: str) -> Signature:
    """Sign exactly the text that was read. The last signature makes it the deal in force, in public."""
    post = clean_line(post)
    with transaction.atomic():
        alliance = Alliance.objects.locked(version.alliance)
        version = _read(version)
        check_sign_deal(by=by, version=version, party=party, digest=digest, post=post)
        signature = Signature.objects.create(
            version=version, party=party, digest=digest, post=post, signed_by_id=by.person_id, signed_at=at
        )
        signed = set(version.signatures.values_list("party", flat=True))
        if signed >= set(alliance.parties.current().values_list("pk", flat=True)):
            _come_into_force(alliance, version, by=by, at=at)
    return signature


def _come_into_force(alliance: Alliance, version: DealVersion, *, by: Viewer, at: datetime) -> None:
    alliance.versions.filter(state=DealVersion.State.SIGNED).update(state=DealVersion.State.SUPERSEDED)
    version.state, version.signed_at = DealVersion.State.SIGNED, at
    version.save(update_fields=["state", "signed_at"])
    if alliance.signed_at is None:
        alliance.signed_at, alliance.state = at, State.SIGNED
    take_facts(alliance, version.text)
    for fund in funds_of(alliance):
        if not fund.opened_at:  # what all have signed needs nobody else's word
            funds.open_fund(by=SITE, at=at, fund=fund)
    alliance.save()
    facts = {
        "alliance": alliance.public_id,
        "number": version.number,
        "digest": version.digest,
        "public_digest": digest_of(for_everyone(version.text)),
        "parties": sorted({each["organisation"] for each in version.text["parties"]}),
        "kind": str(alliance.kind),
        "formation": str(alliance.formation),
    }
    record.append(by=by, kind="alliance-signed", about=alliance.ref, at=at, fields=facts)
    translations.append_all(alliance, by=by, at=at)
    searching.put(alliance)


def go_live(*, by: Viewer, at: datetime, alliance: Alliance) -> Alliance:
    """It begins its work."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_go_live(by=by, alliance=alliance)
        return _move(alliance, State.LIVE, by=by, at=at)


def begin_review(*, by: Viewer, at: datetime, alliance: Alliance) -> Alliance:
    """All look at it together; it goes on working meanwhile."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_begin_review(by=by, alliance=alliance)
        return _move(alliance, State.IN_REVIEW, by=by, at=at)


def end_review(*, by: Viewer, at: datetime, alliance: Alliance) -> Alliance:
    """It goes on. Where it does not, it is ended instead."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_end_review(by=by, alliance=alliance)
        return _move(alliance, State.LIVE, by=by, at=at)


def end_alliance(*, by: Viewer, at: datetime, alliance: Alliance, reason: str) -> Alliance:
    """It ends, for this reason. Everything that it was stays in sight."""
    reason = clean_text(reason)
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        check_end_alliance(by=by, alliance=alliance, reason=reason)
        alliance.versions.filter(state=DealVersion.State.PROPOSED).update(state=DealVersion.State.WITHDRAWN)
        alliance.ended_date, alliance.end_reason = local_date(at), reason
        return _move(alliance, State.ENDED, by=by, at=at, private={"end_reason": reason})


def leave_alliance(*, by: Viewer, at: datetime, party: Party, reason: str) -> Party:
    """A party leaves, for this reason; the others go on, and a version that waited for it is taken back."""
    reason = clean_line(reason)
    with transaction.atomic():
        alliance = Alliance.objects.locked(party.alliance)
        check_leave_alliance(by=by, party=party, reason=reason)
        party.left_date, party.leave_reason = local_date(at), reason
        party.save(update_fields=["left_date", "leave_reason"])
        alliance.versions.filter(state=DealVersion.State.PROPOSED).update(state=DealVersion.State.WITHDRAWN)
        facts = {"organisation": party.organisation.slug, "left_date": party.left_date.isoformat()}
        record.append(
            by=by, kind="alliance-left", about=alliance.ref, at=at, fields=facts, private={"leave_reason": reason}
        )
    return party


def _move(
    alliance: Alliance, state: str, *, by: Viewer, at: datetime, private: dict[str, str] | None = None
) -> Alliance:
    """An alliance that nobody signed leaves no trace in the record."""
    alliance.state = state
    alliance.save(update_fields=["state", "ended_date", "end_reason"])
    if alliance.signed_at:
        facts = {"state": str(state)}
        record.append(by=by, kind="alliance-state", about=alliance.ref, at=at, fields=facts, private=private or {})
        searching.put(alliance)
    return alliance


def _read(version: DealVersion) -> DealVersion:
    return DealVersion.objects.select_related("alliance").get(pk=version.pk)
