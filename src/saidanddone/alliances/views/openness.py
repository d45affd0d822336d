"""What two parties show each other: the offers, the presses, and the page that only these two open."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.queries import openness as pairs
from saidanddone.core import clock
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused


@never_cache
@require_safe
def alliance_openness(request: Request, public_id: str) -> HttpResponse:
    alliance = queries.partners_alliance(request.viewer, public_id)
    context = {"alliance": alliance, "offers": pairs.offers(alliance, request.viewer)}
    return render(request, "alliances/openness.html", context)


@never_cache
@require_POST
def press_openness(request: Request, public_id: str, party: str, other: str, press: str) -> HttpResponse:
    """Offer it, or take it back."""
    alliance = queries.partners_alliance(request.viewer, public_id)
    own, to = pairs.own_party(alliance, request.viewer, party), pairs.party_of(alliance, other)
    do = {"open": actions.open_to, "close": actions.close_to}.get(press)
    if do is None:
        raise Http404
    try:
        do(by=request.viewer, at=clock.now(), party=own, to=to)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = _("It is offered. It counts once both offer it, for checks that open after.")
        messages.success(request, said if press == "open" else _("It is taken back, for both."))
    return redirect("alliance_openness", public_id)


@never_cache
@require_safe
def check_between(request: Request, public_id: str, check: str, party: str, other: str) -> HttpResponse:
    """What we say of them beside what they say of us."""
    found = queries.partners_check(request.viewer, public_id, check)
    one, two = pairs.party_of(found.alliance, party), pairs.party_of(found.alliance, other)
    mine = {each.pk for each in pairs.own_parties(found.alliance, request.viewer)}
    if not mine & {one.pk, two.pk} or not found.worked_out_at:
        raise Http404
    own, to = (one, two) if one.pk in mine else (two, one)
    context: dict[str, Any] = {"check": found, "alliance": found.alliance, "own": own, "other": to}
    context["rows"] = pairs.between(found, own, to)
    return render(request, "alliances/check_between.html", context)
