"""The way back for people without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.requests import Request, posted
from saidanddone.core.throttle import ClientThrottle, Throttle
from saidanddone.people import actions, queries
from saidanddone.people.forms import AskForReturnLinkForm
from saidanddone.people.secret_addresses import keeps_secret
from saidanddone.people.sessions import forget_contributor, remember_contributor

OPENED = ClientThrottle("return-link", limit=30, address_limit=300, seconds=60)
ASKED = ClientThrottle("ask-return-link", limit=5, address_limit=100, seconds=600)
ASKED_FOR_ONE_ADDRESS = Throttle("ask-return-link:email", limit=3, seconds=3600)


@login_not_required
@require_GET
@keeps_secret
def return_link(request: Request, token: str) -> HttpResponse:
    """Open the link: its contributor goes into the session, and the token leaves the address."""
    at = clock.now()
    OPENED.hit(request, at=at.timestamp())
    contributor = queries.contributor_by_token(token, at)
    if contributor is None:
        return render(request, "people/return_link_closed.html", {"form": AskForReturnLinkForm()}, status=404)
    remember_contributor(request, contributor)
    return redirect("yours")


@login_not_required
@require_http_methods(["GET", "POST"])
def ask_for_return_link(request: Request) -> HttpResponse:
    """Ask for a new link by email. The answer on the page is the same whether or not we know the address."""
    form = AskForReturnLinkForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        return render(request, "people/ask_for_return_link.html", {"form": form}, status=400 if form.errors else 200)
    at, email = clock.now(), form.cleaned_data["email"]
    ASKED.hit(request, at=at.timestamp())
    ASKED_FOR_ONE_ADDRESS.hit(email, at=at.timestamp())
    actions.request_return_links(by=request.viewer, email=email, language=active(), at=at)
    return redirect("return_link_asked")


@login_not_required
@require_GET
def return_link_asked(request: Request) -> HttpResponse:
    return render(request, "people/return_link_asked.html")


@login_not_required
@require_POST
def close_return_link(request: Request) -> HttpResponse:
    forget_contributor(request)
    messages.success(request, _("Your private page is closed in this browser. Your link still works."))
    return redirect("home")


@require_http_methods(["GET", "POST"])
def claim(request: Request) -> HttpResponse:
    """Keep what was said through the open return link in the account that is signed in."""
    contributor = queries.claimable(request.viewer)
    if contributor is None:
        return redirect("yours")
    if request.method == "GET":
        return render(request, "people/claim.html")
    actions.claim_contributor(by=request.viewer, contributor=contributor, at=clock.now())
    messages.success(request, _("What you said is now kept in your account. You can sign in to follow it."))
    return redirect("yours")
