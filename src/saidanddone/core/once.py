"""A form that is sent twice makes one thing: pressed again, sent again after a lost connection, or both at a time.

return once(lambda: _said_before(by, draft), say)
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

Made = TypeVar("Made")


def once(
    before: Callable[[], Made | None],
    make: Callable[[], Made],
    within: Callable[[], AbstractContextManager[Any]] = transaction.atomic,
) -> Made:
    """What was made `before`, or what `make` makes in a transaction.

    Of two at a time, the constraint in the database refuses the second: it is given what the first made.
    """
    if made := before():
        return made
    try:
        with within():
            return make()
    except IntegrityError:
        if made := before():
            return made
        raise
