"""A promise held fast while it changes, and the word to those whose words led to it that it moved."""

from datetime import datetime

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.queries import voices
from saidanddone.contributions import signals
from saidanddone.core.viewer import Viewer


def locked(commitment: Commitment) -> Commitment:
    """The row as it is now, which nobody else changes until the transaction ends."""
    rows = Commitment.objects.select_related("organisation__successor", "place", "decision", "finding", "contribution")
    return rows.select_for_update(of=("self",)).get(pk=commitment.pk)


def tell(what: str, commitment: Commitment, *, by: Viewer, at: datetime) -> None:
    """Announce it to the thread of each contribution that led to the promise."""
    led = voices.ids(voices.voices_of(commitment))
    signals.send(what, about=commitment.ref, contribution_ids=led, by=by, at=at)
