"""The one way to say no: a check raises `Refused`, with words fit to show to the person who was refused."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """The message is written for the person who was refused."""


def allows(check: Callable[..., None], /, **facts: Any) -> bool:
    return not refusal(check, **facts)


def refusal(check: Callable[..., None], /, **facts: Any) -> str:
    """Why not, in words fit to show; empty where it is allowed."""
    try:
        check(**facts)
    except Refused as refused:
        return str(refused) or type(refused).__name__
    return ""
