"""A figure beside the one that stood before it: whether it says anything new, and whether it revises it."""

from datetime import datetime

from saidanddone.commitments.models import Indicator, Observation
from saidanddone.commitments.outcome_drafts import Measured
from saidanddone.core.viewer import Viewer


def says(before: Observation, measured: Measured) -> bool:
    """Whether what is measured says nothing new. A figure that was final or revised is not made provisional again."""
    stands = (before.value, before.lower, before.upper, before.sample_size)
    words = (before.end_date, before.source, before.note)
    settles = measured.is_final and before.status == Observation.Status.PROVISIONAL
    return stands == measured.numbers and words == (measured.end_date, measured.source, measured.note) and not settles


def new_observation(
    by: Viewer, at: datetime, indicator: Indicator, measured: Measured, before: Observation | None
) -> Observation:
    """The row of what is measured, not yet kept; other numbers than stood there before are a revision."""
    status = Observation.Status.FINAL if measured.is_final else Observation.Status.PROVISIONAL
    if before:
        stood = (before.value, before.lower, before.upper, before.sample_size)
        status = status if stood == measured.numbers and measured.is_final else Observation.Status.REVISED
    return Observation(
        indicator=indicator,
        place=measured.place,
        start_date=measured.start_date,
        end_date=measured.end_date,
        value=measured.value,
        lower=measured.lower,
        upper=measured.upper,
        sample_size=measured.sample_size,
        status=status,
        source=measured.source,
        note=measured.note,
        recorded_by_id=by.person_id,
        recorded_at=at,
    )
