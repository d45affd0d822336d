"""Runs the sequencer: what has come is ordered, hashed and signed at least every second.

`saidanddone work` calls `run_once` every `INTERVAL` seconds. Several may run; one at a time does the work, and all must
share one RECORD_DIR, which holds the key and the memory of what was last signed.
"""

from datetime import datetime

from saidanddone.core.viewer import SITE
from saidanddone.record.actions import AT_MOST, sequence
from saidanddone.record.models import Checkpoint, Entry, Log
from saidanddone.record.standing import contradiction_of

INTERVAL = 0.5


def run_once(at: datetime) -> Checkpoint | None:
    """Sequence what waits; give the last checkpoint signed, if any. What comes meanwhile is for the next time.

    While nothing waits it takes no lock, but still compares the database with what was last signed, so that a restored
    backup is noticed before anything else is published.
    """
    if not _is_needed():
        return None
    log, last = Log.objects.newest(), None
    size = log.size if log else 0
    while signed := sequence(by=SITE, at=at, at_most=AT_MOST):
        last = signed
        if signed.size - size < AT_MOST:
            break
        size = signed.size
    return last


def _is_needed() -> bool:
    log = Log.objects.newest()
    if log is None:
        return Entry.objects.waiting().exists()
    if (contradiction_of(log) or "") != log.contradiction:
        return True
    if not log.is_standing:
        return False
    is_unsigned = log.size > 0 and not log.checkpoints.filter(size=log.size).exists()
    return is_unsigned or Entry.objects.waiting().exists()
