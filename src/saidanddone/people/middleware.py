"""Says who is asking (`request.viewer`), and keeps roles behind a second factor."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY, standing_of

_PUBLIC = "allauth."
"""The account pages are where a second factor is set up, so they stay open."""


class ViewerMiddleware:
    """`request.viewer` is worked out once a request, and only when somebody wants to know.

    Where a second factor is required, someone with a role who has not set one up holds none of its permissions: on
    public pages they see what a resident sees, and any other page sends them to set it up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standing = SimpleLazyObject(lambda: standing_of(request))
        request.standing = standing  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: standing.viewer)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if _shows_one_person(request) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_open = not getattr(view, "login_required", True) or view.__module__.startswith(_PUBLIC)
        if is_open or not request.user.is_authenticated:
            return None
        if not request.standing.lacks_second_factor:  # type: ignore[attr-defined]
            return None
        messages.warning(
            request, _("Your role needs a second factor. Set up a passkey or an authenticator app, then go on.")
        )
        return redirect("mfa_index")


def _shows_one_person(request: HttpRequest) -> bool:
    """Whether the answer may hold what only this visitor sees. An answer that never looked at the session does not."""
    if not request.session.accessed or not request.session.session_key:
        return False
    return request.user.is_authenticated or CONTRIBUTOR_SESSION_KEY in request.session
