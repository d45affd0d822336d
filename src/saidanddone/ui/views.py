"""The error pages, and the gallery where every component can be looked at (DEBUG only)."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.ui import gallery as exhibits


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A foreign host or a broken cookie is refused before the visitor is known: then the page is a stranger's."""
    if not hasattr(request, "user"):
        request.user, request.viewer = AnonymousUser(), STRANGER  # type: ignore[attr-defined]
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not carry this visitor's token (settings.CSRF_FAILURE_VIEW)."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/gallery.html", exhibits.exhibits(request))
