"""Of one's own: news of what one said, how one wants to be told. And the desk's list of what did not go by itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.contributions import actions as contributions
from saidanddone.contributions import addresses
from saidanddone.contributions.own_pages import own_page
from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.throttle import ClientThrottle, Throttle
from saidanddone.people.models import Contributor
from saidanddone.people.secret_addresses import keeps_secret
from saidanddone.thread import actions, unsubscribing
from saidanddone.thread.forms import NumberCodeForm, WishForm
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.movements import Kind
from saidanddone.thread.permissions.telling import check_see_tellings
from saidanddone.thread.queries import tellings as queries

CODES = ClientThrottle("number-code", limit=5, address_limit=60, seconds=1800)
CODES_TO_ONE_NUMBER = Throttle("number-code:number", limit=3, seconds=3600)
WAITING_WISH = "waiting-wish"
STOPPED = ClientThrottle("stop-telling", limit=30, address_limit=300, seconds=60)


@own_page("GET", "HEAD")
def your_news(request: Request) -> HttpResponse:
    """All that came of it, newest first. What stands here has been seen, and need not be sent any more."""
    page, told = queries.own_news(request.viewer, number=page_number(request.GET.get("page")))
    response = render(request, "thread/your_news.html", {"page": page, "told": told})
    if request.method == "GET" and page.number == 1:
        actions.note_seen(by=request.viewer, at=clock.now(), also_due=True)
    return response


@own_page("GET", "POST")
def your_wishes(request: Request) -> HttpResponse:
    own, wish = queries.wish_of(request.viewer)
    has_connector = queries.has_connector(own)
    form = WishForm(request.POST or None, initial=WishForm.initial_of(wish), has_connector=has_connector)
    if request.method == "POST" and form.is_valid():
        if form.wish["channel"] == TellingWish.By.TEXT and not queries.is_number_of(wish, form.wish["address"]):
            return _send_code(request, own[0], form.wish)
        return _wish(request, own, form.wish)
    return render(request, "thread/your_wishes.html", {"form": form}, status=400 if form.errors else 200)


@own_page("GET", "POST")
def your_number(request: Request) -> HttpResponse:
    """Type in the code that was sent to a new number: until then nothing is sent there."""
    at, wish = clock.now(), request.session.get(WAITING_WISH)
    number = addresses.waiting_address(request, at, addresses.TEXT)
    if wish is None or number is None or number != wish["address"]:
        return redirect("your_wishes")
    form = NumberCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if addresses.is_code(request, form.cleaned_data["code"], at, addresses.TEXT):
            addresses.forget(request, addresses.TEXT)
            return _wish(request, queries.wish_of(request.viewer)[0], request.session.pop(WAITING_WISH))
        form.add_error("code", gettext("This is not the code. Look again, or have a new one sent."))
    context = {"form": form, "address": number}
    return render(request, "thread/your_number.html", context, status=400 if form.errors else 200)


def _send_code(request: Request, contributor: Contributor, wish: dict[str, Any]) -> HttpResponse:
    at, number = clock.now(), wish["address"]
    CODES.hit(request, at=at.timestamp())
    CODES_TO_ONE_NUMBER.hit("".join(filter(str.isdigit, number)), at=at.timestamp())
    code = addresses.new_code(request, number, at, addresses.TEXT)
    request.session[WAITING_WISH] = wish
    contributions.send_number_code(by=request.viewer, at=at, contributor=contributor, number=number, code=code)
    return redirect("your_number")


def _wish(request: Request, own: list[Contributor], wish: dict[str, Any]) -> HttpResponse:
    for contributor in own:
        actions.set_wish(by=request.viewer, at=clock.now(), contributor=contributor, **wish)
    messages.success(request, gettext("We tell you as you wish."))
    return redirect("yours")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_secret
def stop_telling(request: Request, token: str) -> HttpResponse:
    """One press, without signing in. Opening it alone changes nothing: mail programs open links by themselves.

    A mail program's own button posts here without cookies (RFC 8058). The signed token alone says whose it is.
    """
    STOPPED.hit(request, at=clock.now().timestamp())
    found = unsubscribing.read(token)
    if found is None:
        raise Http404
    contributor, kinds = found
    if request.method == "POST":
        chosen = [*Kind.values, unsubscribing.DIGEST] if request.POST.get("all") else kinds
        actions.stop_telling(by=request.viewer, at=clock.now(), contributor=contributor, kinds=chosen)
        return render(request, "thread/stopped.html", {"is_all": bool(request.POST.get("all"))})
    shown = [Kind(kind).label for kind in kinds if kind in Kind.values]
    return render(request, "thread/stop.html", {"kinds": shown, "is_digest": unsubscribing.DIGEST in kinds})


@never_cache
@require_safe
def desk_tellings(request: Request) -> HttpResponse:
    """What failed, what is in doubt, and what a connector is to say in person."""
    check_see_tellings(by=request.viewer)
    chosen = request.GET.get("state", "")
    state = chosen if chosen in (Telling.State.FAILED, Telling.State.IN_DOUBT, Telling.State.HANDED) else ""
    page, told = queries.to_look_after(request.viewer, state=state, number=page_number(request.GET.get("page")))
    return render(request, "thread/desk_tellings.html", {"page": page, "told": told, "state": state})


@require_POST
def mark_told(request: Request, public_id: str) -> HttpResponse:
    get_object_or_404(Telling, public_id=public_id)
    actions.mark_told(by=request.viewer, at=clock.now(), public_id=public_id)
    messages.success(request, gettext("Noted: they have been told."))
    return redirect("desk_tellings")
