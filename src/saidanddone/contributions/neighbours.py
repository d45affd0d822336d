"""Stands in for what the apps below have not landed yet; goes as soon as they have."""

from datetime import date, datetime
from importlib import import_module
from typing import Any

from saidanddone.people.models import BankHoliday, Contributor

MISSING = object()


def _found(module: str, name: str) -> Any:
    try:
        return getattr(import_module(f"saidanddone.{module}"), name, MISSING)
    except ModuleNotFoundError:
        return MISSING


def holidays(nation: str) -> frozenset[date]:
    real = _found("people.queries", "holidays")
    return BankHoliday.objects.days_of(nation) if real is MISSING else real(nation)


def new_contributor(*, by: Any, at: datetime, language: str, name: str = "", email: str = "", person_id: Any = None):
    real = _found("people.actions", "new_contributor")
    if real is not MISSING:
        return real(by=by, at=at, language=language, name=name, email=email, person_id=person_id)
    return Contributor.objects.create(language=language, name=name, email=email, person_id=person_id, created_at=at)


def is_held_first(channel: str) -> bool:
    real = _found("moderation.queries", "mode_of")
    return real is not MISSING and real(channel) == "hold_then_publish"


def hold(**facts: Any) -> None:
    real = _found("moderation.actions", "hold")
    if real is not MISSING:
        real(**facts)


def send(**facts: Any) -> None:
    real = _found("messaging.actions", "send")
    if real is not MISSING:
        real(**facts)
