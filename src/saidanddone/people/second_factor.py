"""Something that is done with more than being signed in: with the second factor, shown again just now."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from saidanddone.people.queries import has_second_factor


def is_confirmed(request: HttpRequest) -> bool:
    """Whether whoever is signed in has just shown their second factor again.

    Who has none has shown their password again, and only where the site asks nobody for a second factor.
    """
    person: Any = request.user
    if has_second_factor(person):
        return any(_is_fresh(each) for each in get_authentication_records(request, person))
    return not settings.SECOND_FACTOR_REQUIRED and did_recently_reauthenticate(request)


def _is_fresh(record: dict[str, Any]) -> bool:
    """A password shown again is not enough."""
    is_factor = record.get("method") == "mfa" and bool(record.get("reauthenticated"))
    return is_factor and 0 <= time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def way_to_confirm(request: HttpRequest, *, back: str) -> str:
    """Where that is done. It leads `back`; who has no factor where one is needed is sent to set it up."""
    if has_second_factor(request.user):
        return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}"
    if settings.SECOND_FACTOR_REQUIRED:
        return reverse("mfa_index")
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
