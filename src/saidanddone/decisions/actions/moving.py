"""Bring a decision from one state to the next: each move on the clock, in the record, and told to whom it concerns."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record
from saidanddone.decisions.models import Decision, Use
from saidanddone.decisions.permissions import (
    check_announce,
    check_confirm,
    check_decide,
    check_open_for_views,
    check_replace_decision,
    check_start_deciding,
    check_start_review,
    check_withdraw_decision,
)

_State = Decision.State


def announce(*, by: Viewer, at: datetime, decision: Decision) -> Decision:
    """Publish the question. From now on nothing in it is edited away."""
    with transaction.atomic():
        current = open_record.locked(decision)
        check_announce(by=by, decision=current)
        current.announced_at = at
        open_record.move(current, _State.ANNOUNCED, by=by, at=at)
        open_record.append_uses(current, _uses(current), by=by, at=at)
    return current


def open_for_views(*, by: Viewer, at: datetime, decision: Decision, close_date: date) -> Decision:
    """Ask everyone what they think of what can be shaped, until the end of a day."""
    with transaction.atomic():
        current = open_record.locked(decision)
        check_open_for_views(by=by, decision=current, close_date=close_date, at=at)
        current.views_close_date = close_date
        open_record.move(current, _State.OPEN, by=by, at=at)
        open_record.send("views_opened", current, by=by, at=at)
    return current


def start_deciding(*, by: Viewer, at: datetime, decision: Decision) -> Decision:
    """Views are closed, or were not asked for; now it is being decided."""
    with transaction.atomic():
        current = open_record.locked(decision)
        check_start_deciding(by=by, decision=current, at=at)
        open_record.move(current, _State.DECIDING, by=by, at=at)
    return current


def decide(*, by: Viewer, at: datetime, decision: Decision) -> Decision:
    """Publish the choice, its reasons, and the use of everything that was considered."""
    with transaction.atomic():
        current = open_record.locked(decision)
        check_decide(by=by, decision=current, at=at)
        current.decided_at = current.decided_at or at
        open_record.move(current, _State.DECIDED, by=by, at=at)
        open_record.append_uses(current, _uses(current), by=by, at=at)
        open_record.send("decided", current, by=by, at=at)
    return current


def start_review(*, by: Viewer, at: datetime, decision: Decision, reason: str) -> Decision:
    """Look at it again, and say why."""
    reason = clean_text(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_start_review(by=by, decision=current, reason=reason)
        open_record.move(current, _State.REVIEW, by=by, at=at, reason=reason)
    return current


def confirm(*, by: Viewer, at: datetime, decision: Decision, reason: str, review_date: date) -> Decision:
    """It was looked at and stands, until it is looked at again. The earlier day stays in a version."""
    reason = clean_text(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_confirm(by=by, decision=current, reason=reason, review_date=review_date, at=at)
        words = {"review_date": str(current.review_date)}
        open_record.keep_version(current, words, reason=reason[:300], at=at)
        current.review_date = review_date
        open_record.move(current, _State.DECIDED, by=by, at=at, reason=reason)
    return current


def replace_decision(*, by: Viewer, at: datetime, decision: Decision, replacement: Decision, reason: str) -> Decision:
    """Another decision stands in its place. It keeps its page, which says so."""
    reason = clean_text(reason)
    with transaction.atomic():
        replacing = open_record.locked(replacement)
        current = open_record.locked(decision)
        check_replace_decision(by=by, decision=current, replacement=replacing, reason=reason, at=at)
        current.replaced_by, current.reason = replacing, reason
        open_record.move(current, _State.REPLACED, by=by, at=at, reason=reason)
        open_record.send("decided", current, by=by, at=at)
    return current


def withdraw_decision(*, by: Viewer, at: datetime, decision: Decision, reason: str) -> Decision:
    """It is no longer decided, or no longer holds. Its page stays, with the reason."""
    reason = clean_text(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_withdraw_decision(by=by, decision=current, reason=reason)
        current.reason = reason
        open_record.move(current, _State.WITHDRAWN, by=by, at=at, reason=reason)
        open_record.send("decided", current, by=by, at=at)
    return current


def _uses(decision: Decision) -> QuerySet[Use]:
    return decision.uses.select_related("contribution", "finding").order_by("pk")
