"""Invitations from the side of whoever was invited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.throttle import ClientThrottle
from saidanddone.people import actions, queries
from saidanddone.people.secret_addresses import keeps_secret

OPENED = ClientThrottle("invitation", limit=30, address_limit=300, seconds=60)
SESSION_KEY = "invitation"
"""The invitation whose link was opened in this session."""


@login_not_required
@require_GET
@keeps_secret
def open_invitation(request: Request, token: str) -> HttpResponse:
    """Open the link: the invitation goes into the session, and the token leaves the address."""
    at = clock.now()
    OPENED.hit(request, at=at.timestamp())
    found = queries.invitation_by_token(token)
    if found is None or found.state(at) != "open":
        state = found.state(at) if found else "unknown"
        return render(request, "people/invitation_closed.html", {"state": state}, status=410 if found else 404)
    request.session.cycle_key()
    request.session[SESSION_KEY] = found.pk
    return redirect("invitation")


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: Request) -> HttpResponse:
    """Say what is offered; whoever has signed in with the invited address may accept."""
    at = clock.now()
    offer = queries.offer_to(request.user, invitation_id=request.session.get(SESSION_KEY), at=at)
    if offer is None or offer.state != "open":
        state = offer.state if offer else "unknown"
        return render(request, "people/invitation_closed.html", {"state": state}, status=410 if offer else 404)
    if request.method == "GET" or not request.user.is_authenticated:
        return render(request, "people/invitation.html", {"offer": offer})
    actions.accept_invitation(by=request.viewer, invitation=offer.invitation, at=at)
    request.session.pop(SESSION_KEY)
    messages.success(request, _("Welcome. The role is yours."))
    return redirect("desk")
