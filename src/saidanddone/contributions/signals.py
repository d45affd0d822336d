"""What contributions, decisions and commitments say to the thread above them, which they may not import.

`moved` is sent inside the transaction of a change, by `send`. Its receiver works out dispositions and makes tellings
due in that same transaction, so that nobody is forgotten by a crash in between.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.dispatch import Signal

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer

moved = Signal()
"""Something on the thread of these contributions moved. Arguments: about, contribution_ids, by, at."""

forgotten = Signal()
"""Somebody is erased, in the transaction of it: what is held of them elsewhere goes too. Arguments: contributor_id."""

came_back = Signal()
"""Somebody opened their own page, where what came of their words stands. Arguments: by, at."""


class NotInTransaction(RuntimeError):
    """A movement was announced outside the transaction of the change: a crash could lose it."""


def send(what: str, *, about: Ref, contribution_ids: Collection[int], by: Viewer, at: datetime) -> None:
    """Announce a movement: `what` is one of the words in docs/design/from-said-to-done.md."""
    if not connection.in_atomic_block:
        raise NotInTransaction(what)
    if contribution_ids:
        moved.send(sender=what, about=about, contribution_ids=sorted(set(contribution_ids)), by=by, at=at)
