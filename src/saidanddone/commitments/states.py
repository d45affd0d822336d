"""The state of a commitment, worked out from what happened; nobody types it.

A promise is kept in time if it was kept by the day that was promised first: moving the day later keeps it from being
late meanwhile, in sight of everyone, but does not make it kept in time.
"""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment


class State(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    ON_COURSE = "on_course", _("On course")
    LATE = "overdue", _("Late")
    KEPT = "kept", _("Kept")
    KEPT_LATE = "kept_late", _("Kept late")
    DROPPED = "dropped", _("Dropped")
    REPLACED = "replaced", _("Replaced")


def state_of(commitment: Commitment, on: date) -> State:
    """Where it stands on a day. Kept is what its organisation claims; what people say of it stands beside that."""
    if commitment.replaced_by_id is not None:
        return State.REPLACED
    if commitment.dropped_date is not None:
        return State.DROPPED
    if commitment.kept_date is not None:
        promised = commitment.first_due_date
        return State.KEPT if promised is None or commitment.kept_date <= promised else State.KEPT_LATE
    if commitment.start_date > on:
        return State.NOT_STARTED
    return State.LATE if commitment.due_date is not None and commitment.due_date < on else State.ON_COURSE


def state_on(on: date) -> Case:
    """`state_of` in SQL, for lists and counts."""
    in_time = Q(first_due_date__isnull=True) | Q(kept_date__lte=F("first_due_date"))
    return Case(
        When(replaced_by__isnull=False, then=Value(State.REPLACED)),
        When(dropped_date__isnull=False, then=Value(State.DROPPED)),
        When(Q(kept_date__isnull=False) & in_time, then=Value(State.KEPT)),
        When(kept_date__isnull=False, then=Value(State.KEPT_LATE)),
        When(start_date__gt=on, then=Value(State.NOT_STARTED)),
        When(due_date__lt=on, then=Value(State.LATE)),
        default=Value(State.ON_COURSE),
        output_field=models.CharField(),
    )
