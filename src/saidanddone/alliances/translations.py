"""Translated words of a deal as the record has them: under the alliance, and only of what everyone reads.

Runs inside the transaction of an action.
"""

from datetime import datetime

from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.texts import for_everyone
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.record import actions as record


def append(alliance: Alliance, thing: Alliance | Clause, *, by: Viewer, at: datetime) -> None:
    """Nothing of a clause that partners alone read, or that is not signed yet."""
    if isinstance(thing, Clause) and thing.public_id not in _public_clauses(alliance):
        return
    facts, said = translating.entry_within(alliance, thing)
    record.close(by=by, about=alliance.ref, at=at, fields=translating.recorded_within(alliance, thing).values())
    record.append(by=by, kind=translating.ENTRY, about=alliance.ref, at=at, fields=facts, private=said)


def append_all(alliance: Alliance, *, by: Viewer, at: datetime) -> None:
    """Those that were made before all had signed, once they have."""
    things: list[Alliance | Clause] = [alliance, *alliance.clauses.order_by("pk")]
    for thing in things:
        if thing.translation:
            append(alliance, thing, by=by, at=at)


def _public_clauses(alliance: Alliance) -> set[str]:
    version = alliance.versions.filter(state="signed").first()
    return {each["id"] for each in for_everyone(version.text)["clauses"]} if version else set()
