"""What a check shows its partners, the agenda that is made of it, and the words for the facilitator alone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saidanddone.alliances import agendas
from saidanddone.alliances.models import Check
from saidanddone.alliances.permissions import check_runs_checks
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.queries import openness, shown
from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.people.roles import Permission
from saidanddone.ui import reports


@never_cache
@require_safe
def check_shown(request: Request, public_id: str, check: str) -> HttpResponse:
    """By partner and item; strengths first, gaps next, no order of partners."""
    found = queries.partners_check(request.viewer, public_id, check)
    if not found.is_closed:
        return redirect("alliance_check", public_id, check)
    context: dict[str, Any] = {"check": found, "alliance": found.alliance, "today": clock.local_date(clock.now())}
    context["told"] = shown.told(found) if found.worked_out_at else None
    context["between"] = openness.open_with(found, openness.own_parties(found.alliance, request.viewer))
    context["runs"] = allows(check_runs_checks, by=request.viewer, alliance=found.alliance)
    context["own"] = {of for permission, of in request.viewer.permissions if permission == Permission.ALLY}
    context["is_facilitator"] = request.viewer.person_id == found.facilitator_id
    return render(request, "alliances/check_shown.html", context)


def _worked_out(request: Request, public_id: str, check: str) -> Check:
    found = queries.partners_check(request.viewer, public_id, check)
    if not found.worked_out_at:
        raise Http404
    return found


@never_cache
@require_safe
def check_agenda(request: Request, public_id: str, check: str) -> HttpResponse:
    """For the talk: what works, what to talk about, what was agreed before; printable."""
    found = _worked_out(request, public_id, check)
    context = {"check": found, "alliance": found.alliance, "told": shown.told(found)}
    context["earlier"] = queries.open_repairs_before(found)
    return render(request, "alliances/check_agenda.html", context)


@never_cache
@require_safe
def check_agenda_pdf(request: Request, public_id: str, check: str) -> HttpResponse:
    found = _worked_out(request, public_id, check)
    throttle(request)
    content = agendas.as_pdf(shown.told(found), queries.open_repairs_before(found), at=clock.now())
    return reports.answer(content, f"agenda-{found.alliance.public_id}-{found.number}")


@never_cache
@require_safe
def check_words_alone(request: Request, public_id: str, check: str) -> HttpResponse:
    """What was written for whoever was the facilitator as it opened; for anybody else there is no such page."""
    found = queries.partners_check(request.viewer, public_id, check)
    words = queries.facilitators_words(found, request.viewer)
    return render(request, "alliances/check_words.html", {"check": found, "alliance": found.alliance, "words": words})
