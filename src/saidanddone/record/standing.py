"""Whether the log may go on: whether the database still holds, as its past, all that was ever signed."""

from saidanddone.record import keys, tree
from saidanddone.record.models import Log
from saidanddone.record.queries import newest_checkpoint, node_of

Contradiction = Log.Contradiction


def contradiction_of(log: Log) -> Contradiction | None:
    """Say what keeps the log from going on; None if nothing does.

    Compares the database with the memory outside it (`keys.last_signed`), by the root that the database gives for
    the size last signed. Costs O(log n), and next to nothing while the two agree.
    """
    if not keys.signs_for(log.key):
        return Contradiction.KEY
    signed, newest = keys.last_signed(), newest_checkpoint(log.number)
    if signed is None:
        return Contradiction.FORGOTTEN if newest else None
    if signed.origin != log.origin:
        is_followed_by_this = keys.number_of(signed.origin) < log.number
        return None if is_followed_by_this else Contradiction.OTHER_LOG
    if newest and (newest.size, bytes(newest.root)) == (signed.size, signed.root):
        return None
    if signed.size > log.size:
        return Contradiction.BEHIND
    return None if tree.root(signed.size, node_of(log)) == signed.root else Contradiction.DIFFERENT
