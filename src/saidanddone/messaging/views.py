"""An administrator's pages: what failed, what is in doubt, what waits, and the letters to print."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.messaging import actions, queries
from saidanddone.messaging.models import Message
from saidanddone.messaging.permissions import check_administer

Act = Callable[..., Message]


@never_cache
@require_safe
def desk_messages(request: Request) -> HttpResponse:
    check_administer(by=request.viewer)
    page = paginate(queries.failed_newest_first(), number=page_number(request.GET.get("page")))
    return render(request, "messaging/failed.html", {"page": page, "counts": queries.counts()})


@never_cache
@require_safe
def doubts(request: Request) -> HttpResponse:
    check_administer(by=request.viewer)
    page = paginate(queries.in_doubt_newest_first(), number=page_number(request.GET.get("page")))
    return render(request, "messaging/in_doubt.html", {"page": page})


@never_cache
@require_safe
def letters(request: Request) -> HttpResponse:
    check_administer(by=request.viewer)
    page = paginate(queries.letters_oldest_first(), number=page_number(request.GET.get("page")))
    return render(request, "messaging/letters.html", {"page": page, "batches": queries.batches()})


@require_POST
def retry_message(request: Request, public_id: str) -> HttpResponse:
    return _look_after(request, public_id, actions.retry, gettext("It will be tried again now."), "desk_messages")


@require_POST
def mark_posted(request: Request, public_id: str) -> HttpResponse:
    return _look_after(request, public_id, actions.mark_posted, gettext("Noted as posted."), "desk_letters")


@require_POST
def send_again(request: Request, public_id: str) -> HttpResponse:
    return _look_after(request, public_id, actions.send_again, gettext("It is sent once more."), "desk_doubts")


@require_POST
def mark_arrived(request: Request, public_id: str) -> HttpResponse:
    return _look_after(request, public_id, actions.mark_arrived, gettext("Noted that it arrived."), "desk_doubts")


def _look_after(request: Request, public_id: str, act: Act, done: str, back_to: str) -> HttpResponse:
    """One press about one message, and back to the list that it stands in."""
    get_object_or_404(Message, public_id=public_id)
    act(by=request.viewer, at=clock.now(), public_id=public_id)
    messages.success(request, done)
    return redirect(back_to)


@require_POST
def batch_letters(request: Request) -> HttpResponse:
    if actions.batch_letters(by=request.viewer, at=clock.now()):
        messages.success(request, gettext("The letters are put together. Download them, print and post them."))
    return redirect("desk_letters")


@never_cache
@require_POST
def print_batch(request: Request, batch: str) -> HttpResponse:
    language = get_language() or "en"
    pdf = actions.print_batch(by=request.viewer, at=clock.now(), batch=batch, language=language)
    if not pdf:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="letters-{batch}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=named)


@require_POST
def mark_batch_posted(request: Request, batch: str) -> HttpResponse:
    number = actions.mark_batch_posted(by=request.viewer, at=clock.now(), batch=batch)
    if not number:
        raise Http404
    words = ngettext("%(number)d letter is noted as posted.", "%(number)d letters are noted as posted.", number)
    messages.success(request, words % {"number": number})
    return redirect("desk_letters")
