"""Which promises people are to be asked about, and what they said."""

from datetime import datetime

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.permissions import ASKED_AFTER
from saidanddone.core.clock import local_date

AT_ONCE = 200
"""Promises asked about in one round; the rest follow in the next."""


def to_ask_about(at: datetime) -> list[Commitment]:
    """Kept four weeks ago or more, and not asked about yet; whether or not their organisation is still there."""
    ripe = Commitment.objects.public().filter(asked_at__isnull=True, kept_date__lte=local_date(at) - ASKED_AFTER)
    return list(ripe.order_by("kept_date", "pk")[:AT_ONCE])
