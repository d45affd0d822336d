"""Run a relationship check in three steps: plan it, name who is asked, open it. Then remind, and close."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.alliances import actions
from saidanddone.alliances.forms.checks import PlanForm, RatersForm
from saidanddone.alliances.models import Check
from saidanddone.alliances.permissions import check_open_check, check_runs_checks
from saidanddone.alliances.queries import checks as queries
from saidanddone.core import clock
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused, allows, refusal
from saidanddone.ui.form_pages import form_page

USUAL = timedelta(days=14)


@never_cache
@require_safe
def alliance_checks(request: Request, public_id: str) -> HttpResponse:
    """All checks of an alliance, when the next is due, and who looks after them."""
    alliance = queries.partners_alliance(request.viewer, public_id)
    page = paginate(queries.listed(alliance), number=page_number(request.GET.get("page")))
    context = {"alliance": alliance, "page": page, "due": queries.next_due(alliance, clock.local_date(clock.now()))}
    context["runs"] = allows(check_runs_checks, by=request.viewer, alliance=alliance)
    context["baseline"] = any(each.is_closed for each in page.rows)
    return render(request, "alliances/checks.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def plan_check(request: Request, public_id: str) -> HttpResponse:
    alliance = queries.partners_alliance(request.viewer, public_id)
    check_runs_checks(by=request.viewer, alliance=alliance)
    today = clock.local_date(clock.now())
    form = PlanForm(posted(request), initial={"opens_date": today, "closes_date": today + USUAL})

    def do() -> str:
        made = actions.plan_check(by=request.viewer, at=clock.now(), alliance=alliance, **form.cleaned_data)
        return reverse("alliance_check", args=[public_id, made.public_id])

    said = {"heading": _("Plan a relationship check"), "button": _("Plan it"), "step": 1}
    return formed(request, form, do, back=reverse("alliance_checks", args=[public_id]), about=alliance, **said)


@never_cache
@require_safe
def alliance_check(request: Request, public_id: str, check: str) -> HttpResponse:
    """One check: its steps while it is planned and open; once it has closed, what it shows."""
    found = queries.partners_check(request.viewer, public_id, check)
    if found.is_closed:
        return redirect("check_shown", public_id, check)
    context: dict[str, Any] = {"check": found, "alliance": found.alliance}
    context["named"] = queries.named(found, request.viewer)
    context["asked"] = sum(each.people for each in context["named"])
    context["runs"] = allows(check_runs_checks, by=request.viewer, alliance=found.alliance)
    context["not_yet"] = refusal(check_open_check, by=request.viewer, check=found) if found.state == "planned" else ""
    context["answered"] = found.raters.filter(has_answered=True).count() if found.state == "open" else None
    context["mine"] = found.raters.filter(person=request.viewer.person_id or 0).exists()
    return render(request, "alliances/check.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def name_raters(request: Request, public_id: str, check: str, party: str) -> HttpResponse:
    found = queries.partners_check(request.viewer, public_id, check)
    own = queries.own_party(found, request.viewer, party)
    people = queries.people_of(own, clock.local_date(clock.now()))
    form = RatersForm(posted(request), people=people, initial={"people": queries.named_of(found, own)})
    back = reverse("alliance_check", args=[public_id, check])

    def do() -> str:
        people = list(form.cleaned_data["people"])
        actions.name_raters(by=request.viewer, at=clock.now(), check=found, party=own, people=people)
        return back

    said = {"heading": _("Who is asked?"), "button": _("Save"), "step": 2}
    return formed(request, form, do, back=back, about=own, **said)


def _open(request: Request, check: Check) -> None:
    actions.open_check(by=request.viewer, at=clock.now(), check=check)


def _remind(request: Request, check: Check) -> None:
    actions.remind_raters(by=request.viewer, at=clock.now(), check=check)


def _close(request: Request, check: Check) -> None:
    actions.close_check(by=request.viewer, at=clock.now(), check=check)


def _drop(request: Request, check: Check) -> None:
    actions.drop_check(by=request.viewer, at=clock.now(), check=check)


PRESS: dict[str, tuple[Callable[[Request, Check], None], Any]] = {
    "open": (_open, gettext_lazy("It is open, and everybody who is asked has been written to.")),
    "remind": (_remind, gettext_lazy("Everybody who is asked has been reminded.")),
    "close": (_close, gettext_lazy("It has closed. This is what it shows.")),
    "drop": (_drop, gettext_lazy("The plan is given up. Nobody was asked.")),
}


@never_cache
@require_POST
def press_check(request: Request, public_id: str, check: str, press: str) -> HttpResponse:
    """What one press does: open, remind, close, or give up a plan."""
    if press not in PRESS:
        raise Http404
    found = queries.partners_check(request.viewer, public_id, check)
    check_runs_checks(by=request.viewer, alliance=found.alliance)
    do, done = PRESS[press]
    try:
        do(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
        if press == "drop":
            return redirect("alliance_checks", public_id)
    return redirect("alliance_check", public_id, check)


def formed(
    request: Request, form: forms.Form, do: Callable[[], str], *, back: str, done: Any = "", **said: Any
) -> HttpResponse:
    """A form on a page of its own, with what was typed; what the action refuses stands above it."""
    context = {"back": back, "intro": "", "kind": "", "step": None, **said}
    return form_page(request, form, do, template="alliances/check_form.html", to=str, done=done, context=context)
