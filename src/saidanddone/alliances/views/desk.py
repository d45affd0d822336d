"""The desk of alliances: those of an organisation, and the page on which a deal is built together."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saidanddone.alliances.permissions import (
    check_leads,
    check_looks_after,
    check_see_alliances,
    check_writes,
    missing_for,
    unwritten,
)
from saidanddone.alliances.queries import seats as queries
from saidanddone.alliances.queries import waiting
from saidanddone.alliances.queries.building import together
from saidanddone.alliances.queries.deeds import FIND
from saidanddone.alliances.queries.looking_after import called, looked_after
from saidanddone.alliances.terms import in_words, terms_of
from saidanddone.alliances.texts import funds_of
from saidanddone.core import clock
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.core.rules import allows
from saidanddone.people.roles import Permission


@never_cache
@require_safe
def desk_own_alliances(request: Request) -> HttpResponse:
    """All that somebody writes or looks after, in whichever seats."""
    organisations = queries.organisations_at_tables(request.viewer)
    rows = queries.listed(request.viewer)
    check_see_alliances(by=request.viewer, has_one=rows.exists())
    page = paginate(rows, number=page_number(request.GET.get("page")))
    context: dict[str, Any] = {"organisations": organisations, "organisation": None, "page": page}
    context["cards"] = queries.cards(request.viewer, page.rows)
    context["waits"] = waiting.waiting_for(request.viewer, on=clock.local_date(clock.now()))
    return render(request, "alliances/desk_alliances.html", context)


@never_cache
@require_safe
def desk_alliances(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_with_alliances(request.viewer, slug)
    page = paginate(queries.listed(request.viewer, organisation), number=page_number(request.GET.get("page")))
    context: dict[str, Any] = {"organisation": organisation, "organisations": [], "page": page, "waits": []}
    context["cards"] = queries.cards(request.viewer, page.rows, organisation)
    context["starts"] = request.viewer.may(Permission.ALLY, organisation.pk)
    return render(request, "alliances/desk_alliances.html", context)


@never_cache
@require_safe
def desk_relationship(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Look after it: call-outs, what is in the way, the plan, reviews, and how far it has come."""
    seat = queries.seat_of(request.viewer, slug, public_id)
    on = clock.local_date(clock.now())
    context: dict[str, Any] = {"seat": seat, "alliance": seat.alliance, "organisation": seat.organisation, "on": on}
    context["looked_after"] = looked_after(seat)
    context["is_open"] = bool(seat.own) and allows(check_looks_after, by=request.viewer, alliance=seat.alliance)
    context["leads"] = bool(seat.own) and allows(check_leads, by=request.viewer, alliance=seat.alliance)
    return render(request, "alliances/desk_relationship.html", context)


@never_cache
@require_safe
def answer_call_out(request: Request, slug: str, public_id: str, call_out: str) -> HttpResponse:
    """What the message leads to: the call, and one press to say that it was heard."""
    seat = queries.seat_of(request.viewer, slug, public_id)
    found = FIND["call-out"](seat.alliance, call_out)
    context: dict[str, Any] = {"seat": seat, "alliance": seat.alliance, "organisation": seat.organisation}
    return render(request, "alliances/call_out.html", context | {"call": called(found, seat)})


@never_cache
@require_safe
def desk_alliance(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Build the deal together."""
    seat = queries.seat_of(request.viewer, slug, public_id)
    is_open = allows(check_writes, by=request.viewer, alliance=seat.alliance)
    version = queries.waiting_version(seat)
    context: dict[str, Any] = {"seat": seat, "alliance": seat.alliance, "organisation": seat.organisation}
    context |= {"is_open": is_open, "waiting": version, "built": together(seat, is_open=is_open)}
    context["missing"] = missing_for(seat.alliance) if is_open else []
    context["may_propose"] = is_open and bool(seat.own) and not unwritten(seat.alliance)
    context["money"] = [in_words(terms_of(each)) for each in funds_of(seat.alliance)]
    context["handles_money"] = request.viewer.may(Permission.HANDLE_MONEY, seat.organisation.pk)
    context["versions"] = list(seat.alliance.versions.order_by("-number"))
    return render(request, "alliances/build.html", context)
