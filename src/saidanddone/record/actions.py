"""Append to the public record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer


def append(
    *,
    by: Viewer,
    kind: str,
    about: Ref,
    at: datetime,
    fields: Mapping[str, Any],
    private: Mapping[str, str] | None = None,
) -> None:
    """Append an entry, inside the caller's transaction. `private` values enter only as salted commitments."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is appended in the transaction of what it is about")


def forget(*, by: Viewer, about: Ref, at: datetime) -> None:
    """Delete the openings of everything private about a thing, and append its withdrawal."""
