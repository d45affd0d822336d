"""Read a version, with what is new in it; sign exactly its text, with the second factor shown again just now."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.forms.signing import SignForm
from saidanddone.alliances.models import DealVersion
from saidanddone.alliances.permissions import check_signs_for
from saidanddone.alliances.queries import seats as queries
from saidanddone.alliances.queries.deeds import FIND
from saidanddone.alliances.readings import reading_of
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.people import second_factor


def _context(seat: queries.Seat, public_id: str) -> dict[str, Any]:
    version: DealVersion = get_object_or_404(seat.alliance.versions.select_related("alliance"), public_id=public_id)
    waiting = queries.waiting_version(seat)
    is_waiting = waiting is not None and waiting.version == version
    context: dict[str, Any] = {"seat": seat, "alliance": seat.alliance, "organisation": seat.organisation}
    return context | {"version": version, "waiting": waiting if is_waiting else None, "reading": reading_of(version)}


@never_cache
@require_safe
def read_version(request: Request, slug: str, public_id: str, version: str) -> HttpResponse:
    seat = queries.seat_of(request.viewer, slug, public_id)
    return render(request, "alliances/version.html", _context(seat, version))


@never_cache
@require_http_methods(["GET", "POST"])
def sign_deal(request: Request, slug: str, public_id: str, version: str, party: str) -> HttpResponse:
    """The whole text, and below it the form that carries its digest."""
    seat = queries.seat_of(request.viewer, slug, public_id)
    context = _context(seat, version)
    signing = FIND["party"](seat.alliance, party)
    check_signs_for(by=request.viewer, version=context["version"], party=signing)
    is_confirmed = second_factor.is_confirmed(request)
    if request.method == "POST" and not is_confirmed:
        messages.error(request, _("Show first that it is you. Nothing was signed."))
        return redirect(second_factor.way_to_confirm(request, back=request.path))
    form = SignForm(posted(request), initial={"digest": context["version"].digest})
    if form.is_bound and form.is_valid():
        facts = {"version": context["version"], "party": signing, "post": form.cleaned_data["post"]}
        try:
            actions.sign_deal(by=request.viewer, at=clock.now(), digest=form.cleaned_data["digest"], **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is signed for your party."))
            return redirect("desk_alliance", slug, public_id)
    to_confirm = second_factor.way_to_confirm(request, back=f"{request.path}#sign")
    context |= {"form": form, "party": signing, "is_confirmed": is_confirmed, "to_confirm": to_confirm}
    return render(request, "alliances/version.html", context, status=400 if form.errors else 200)
