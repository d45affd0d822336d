"""An administrator's pages: what failed, what waits, and the letters to print."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.messaging import actions, queries
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_administer


@never_cache
@require_safe
def desk_messages(request: Request) -> HttpResponse:
    check_administer(by=request.viewer)
    page = paginate(queries.failed_newest_first(), number=page_number(request.GET.get("page")))
    return render(request, "messaging/failed.html", {"page": page, "counts": queries.counts()})


@never_cache
@require_safe
def letters(request: Request) -> HttpResponse:
    check_administer(by=request.viewer)
    page = paginate(queries.letters_oldest_first(), number=page_number(request.GET.get("page")))
    return render(request, "messaging/letters.html", {"page": page})


@require_POST
def retry_message(request: Request, public_id: str) -> HttpResponse:
    get_object_or_404(Message, public_id=public_id)
    actions.retry(by=request.viewer, at=clock.now(), public_id=public_id)
    messages.success(request, gettext("It will be tried again now."))
    return redirect("desk_messages")


@require_POST
def mark_posted(request: Request, public_id: str) -> HttpResponse:
    get_object_or_404(Message, public_id=public_id)
    actions.mark_posted(by=request.viewer, at=clock.now(), public_id=public_id)
    messages.success(request, gettext("Noted as posted."))
    return redirect("desk_letters")
