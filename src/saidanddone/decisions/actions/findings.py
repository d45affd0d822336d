"""A finding from its draft to its end: written, opened for checking, published, superseded, withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from saidanddone.contributions.models import Topic
from saidanddone.core.once import once
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import finding_entries as entries
from saidanddone.decisions.models import Finding
from saidanddone.decisions.permissions import (
    check_draft_finding,
    check_edit_finding,
    check_open_for_checking,
    check_publish_finding,
    check_supersede_finding,
    check_withdraw_finding,
)
from saidanddone.moderation import actions as moderation
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


def draft_finding(
    *,
    by: Viewer,
    at: datetime,
    organisation: Organisation,
    place: Place,
    language: str,
    words: Mapping[str, str],
    kind: str = Finding.Kind.UNDERSTANDING,
    topic: Topic | None = None,
    submission_key: str | None = None,
) -> Finding:
    """Begin a draft. The same `submission_key` gives the same one, however often it is sent."""
    words = entries.cleaned(words)
    check_draft_finding(by=by, organisation=organisation, words=words)

    def draft() -> Finding:
        return Finding.objects.create(
            organisation=organisation,
            place=place,
            topic=topic,
            kind=kind,
            language=language,
            created_by_id=by.person_id,
            created_at=at,
            submission_key=submission_key,
            **words,
        )

    return once(lambda: _drafted_before(organisation, submission_key), draft)


def _drafted_before(organisation: Organisation, submission_key: str | None) -> Finding | None:
    if not submission_key:
        return None
    return Finding.objects.filter(organisation=organisation, submission_key=submission_key).first()


def edit_finding(
    *,
    by: Viewer,
    at: datetime,
    finding: Finding,
    words: Mapping[str, str],
    kind: str | None = None,
    place: Place | None = None,
    topic: Topic | None = None,
) -> Finding:
    """Change what is not published yet. What is not named stays as it is, but for the topic, of which none is one."""
    words = entries.cleaned(words)
    with transaction.atomic():
        current = entries.locked(finding)
        check_edit_finding(by=by, finding=current, words=words)
        for name, text in words.items():
            setattr(current, name, text)
        current.kind, current.place, current.topic = kind or current.kind, place or current.place, topic
        current.save()
    return current


def open_for_checking(*, by: Viewer, at: datetime, finding: Finding, until: date) -> Finding:
    """Ask those whom it cites whether this is what they meant. Only they can read it, and those who write it."""
    with transaction.atomic():
        current = entries.locked(finding)
        check_open_for_checking(by=by, finding=current, until=until, at=at)
        current.state, current.checking_at, current.checking_until_date = Finding.State.CHECKING, at, until
        current.save()
        entries.send("check_asked", current, by=by, at=at)
    return current


def publish_finding(*, by: Viewer, at: datetime, finding: Finding) -> Finding:
    """Everyone can read it from now on, with what those whom it cites have said of it; it is not changed any more."""
    with transaction.atomic():
        current = entries.locked(finding)
        check_publish_finding(by=by, finding=current)
        current.state, current.published_at = Finding.State.PUBLISHED, at
        current.save()
        entries.append(current, by=by, at=at)
        checks = current.checks.select_related("contribution").order_by("given_at", "pk")
        entries.append_checks(current, list(checks), by=by, at=at)
        entries.index(current)
        entries.send("in_finding", current, by=by, at=at)
    return current


def supersede_finding(*, by: Viewer, at: datetime, finding: Finding, newer: Finding, reason: str = "") -> Finding:
    """Put a newer one in its place. The old one keeps its page, with what differs."""
    reason = clean_text(reason)
    with transaction.atomic():
        first, second = sorted((finding, newer), key=lambda each: each.pk)  # so that no two wait for each other
        rows = {each.pk: each for each in (entries.locked(first), entries.locked(second))}
        current, takes_over = rows[finding.pk], rows[newer.pk]
        check_supersede_finding(by=by, finding=current, newer=takes_over, reason=reason)
        current.state, current.superseded_by = Finding.State.SUPERSEDED, takes_over
        current.ended_at, current.reason = at, reason
        current.save()
        entries.append_end(current, by=by, at=at)
        entries.index(current)
        entries.send("in_finding", current, by=by, at=at, about=takes_over)
    return current


def withdraw_finding(*, by: Viewer, at: datetime, finding: Finding, reason: str) -> Finding:
    """Take it back, with a reason. One that was published keeps its page, which says so."""
    reason = clean_text(reason)
    with transaction.atomic():
        if finding.published_at is None:
            moderation.drop(by=by, about=finding.ref, at=at)
        current = entries.locked(finding)
        check_withdraw_finding(by=by, finding=current, reason=reason)
        current.state, current.ended_at, current.reason = Finding.State.WITHDRAWN, at, reason
        current.save()
        entries.append_end(current, by=by, at=at)
        entries.index(current)
        entries.send("dispositions", current, by=by, at=at)
    return current
