"""What of a backing enters the record: its facts openly, its words sealed."""

from datetime import datetime

from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Backing
from saidanddone.record import actions as record

WORDS = ("post", "why", "if_it_fails")


def append(backing: Backing, *, by: Viewer, at: datetime) -> None:
    facts = {
        "decision": backing.decision.public_id,
        "organisation": backing.organisation.slug,
        "until_date": backing.until_date.isoformat(),
        "language": str(backing.language),
    }
    words = {name: text for name in WORDS if (text := getattr(backing, name))}
    record.append(by=by, kind="backing", about=backing.ref, at=at, fields=facts, private=words)


def append_end(backing: Backing, *, by: Viewer, at: datetime) -> None:
    assert backing.ended_date is not None  # noqa: S101 - its constraint holds reason and day together
    facts = {"ended_date": backing.ended_date.isoformat()}
    private = {"end_reason": backing.end_reason}
    record.append(by=by, kind="backing-ended", about=backing.ref, at=at, fields=facts, private=private)
