"""The state of a commitment, worked out from what happened; nobody types it.

A promise is kept in time if it was kept by the day that was promised first: moving the day later keeps it from being
late meanwhile, in sight of everyone, but does not make it kept in time.
"""

from datetime import date, timedelta

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


SOON = timedelta(days=30)


class Seen(models.TextChoices):
    """How the wall shows a promise: its state, with what is due soon and what has no end set apart from on course."""

    LATE = "overdue", _("Late")
    DUE_SOON = "due_soon", _("Due soon")
    ON_COURSE = "on_course", _("On course")
    STANDING = "standing", _("Standing")
    NOT_STARTED = "not_started", _("Not started")
    KEPT = "kept", _("Kept")
    KEPT_LATE = "kept_late", _("Kept late")
    DROPPED = "dropped", _("Dropped")
    REPLACED = "replaced", _("Replaced")


def seen_as(commitment: Commitment, on: date) -> Seen:
    state = state_of(commitment, on)
    if state != State.ON_COURSE:
        return Seen(state)
    if commitment.due_date is None:
        return Seen.STANDING
    return Seen.DUE_SOON if commitment.due_date <= on + SOON else Seen.ON_COURSE


def seen_on(on: date) -> Case:
    """`seen_as` in SQL."""
    on_course = Q(replaced_by__isnull=True, dropped_date__isnull=True, kept_date__isnull=True, start_date__lte=on)
    return Case(
        When(on_course & Q(due_date__isnull=True), then=Value(Seen.STANDING)),
        When(on_course & Q(due_date__gte=on, due_date__lte=on + SOON), then=Value(Seen.DUE_SOON)),
        default=state_on(on),
        output_field=models.CharField(),
    )
