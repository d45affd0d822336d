"""What the site says of itself: how it works, accessibility, privacy, cookies, data."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.web.queries.organisations import definition


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html", {"definition": definition()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    kept = {"edit_minutes": settings.EDIT_WINDOW_MINUTES, "message_days": settings.MESSAGE_DAYS}
    return render(request, "web/privacy.html", kept)


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "web/cookies.html", {"cookies": _cookies()})


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "web/data.html")


def _cookies() -> dict[str, Any]:
    return {
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "days": settings.SESSION_COOKIE_AGE // 86_400,
    }
