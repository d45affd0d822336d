"""The desk: an organisation's promises and setbacks, and a page for each thing that is done to them."""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.commitments import actions
from saidanddone.commitments.actions import PeriodDraft, PromiseDraft, SetbackDraft, UpdateDraft
from saidanddone.commitments.cards import card, setback_card
from saidanddone.commitments.forms.promising import ChangeForm, PartnerForm, PromiseForm, ReplaceForm, StepsForm
from saidanddone.commitments.forms.updating import LookForm, PeriodForm, SetbackForm, UpdateForm
from saidanddone.commitments.models import Commitment, Partner, Setback
from saidanddone.commitments.permissions import (
    check_leads,
    check_looks_again,
    check_promises_for,
    check_says_setbacks_for,
    heirs,
)
from saidanddone.commitments.queries import desk as queries
from saidanddone.commitments.queries.figures import to_choose
from saidanddone.commitments.queries.origins import origin_in
from saidanddone.commitments.queries.setbacks import to_be_said_by
from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.people.models import Organisation

Done = Callable[[], object]


def _today() -> Any:
    return clock.local_date(clock.now())


def _answered(
    request: Request, form: forms.Form, name: str, context: dict[str, Any], do: Done, said: str, to: Callable[[], Any]
) -> HttpResponse:
    """Show the form; when it is sent, do it and go on, or show why not."""
    if form.is_bound and form.is_valid():
        try:
            do()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect(*to())
    status = 400 if form.errors else 200
    return render(request, f"commitments/{name}.html", {"form": form} | context, status=status)


def _organisation(slug: str) -> Organisation:
    return get_object_or_404(Organisation, slug=slug)


def _commitment(request: Request, public_id: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.viewer).select_related("organisation__successor", "place")
    return get_object_or_404(rows, public_id=public_id)


def _led(request: Request, public_id: str) -> Commitment:
    found = _commitment(request, public_id)
    check_leads(by=request.viewer, commitment=found)
    return found


def _key() -> dict[str, str]:
    return {"submission_key": secrets.token_hex(32)}


@never_cache
@require_safe
def desk_promises(request: Request) -> HttpResponse:
    """Leads on to the promises of the first organisation that one works for."""
    organisations = queries.organisations_of(request.viewer)
    if not organisations:
        raise Refused(_("Only those who work for the organisation see this."))
    return redirect("desk_commitments", organisations[0].slug)


@never_cache
@require_safe
def desk_commitments(request: Request, slug: str) -> HttpResponse:
    organisation = _organisation(slug)
    queries.check_works_for(request.viewer, organisation)
    part, number = request.GET.get("part", ""), page_number(request.GET.get("page"))
    found = queries.desk(organisation, part=part, viewer=request.viewer, at=clock.now(), number=number)
    context = {
        "desk": found,
        "rows": [(row, card(row, _today())) for row in found.page.rows],
        "others": [each for each in queries.organisations_of(request.viewer) if each != organisation],
        "today": _today(),
    }
    return render(request, "commitments/desk_commitments.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def make_promise(request: Request, slug: str) -> HttpResponse:
    """From what `?decision=`, `?finding=` or `?contribution=` names, or on its own."""
    organisation = _organisation(slug)
    check_promises_for(by=request.viewer, organisation=organisation)
    origin = origin_in(request.GET, viewer=request.viewer)
    form = PromiseForm(posted(request), organisation=organisation, initial=_key())
    made: list[Commitment] = []

    def do() -> None:
        draft = PromiseDraft(organisation=organisation, **form.facts(_today()), **origin)
        made.append(actions.promise(by=request.viewer, at=clock.now(), draft=draft))

    context = {"organisation": organisation, "origin": next(iter(origin.values()), None)}
    said = _("It is promised. Those whose words led to it are told.")
    return _answered(request, form, "promise_form", context, do, said, lambda: ("commitment", made[0].public_id))


@never_cache
@require_http_methods(["GET", "POST"])
def update_commitment(request: Request, public_id: str) -> HttpResponse:
    commitment = _commitment(request, public_id)
    organisation = queries.working_for(request.viewer, commitment)
    steps = commitment.milestones.standing().filter(reached_date__isnull=True).order_by("due_date", "pk")
    is_lead = organisation in heirs(commitment.organisation)
    figures = to_choose(commitment, organisation)
    known: dict[str, Any] = {"is_lead": is_lead, "stands": commitment.is_standing, "figures": figures}
    form = UpdateForm(posted(request), request.FILES or None, steps=list(steps), initial=_key(), **known)

    def do() -> None:
        draft = UpdateDraft(organisation=organisation, **form.cleaned_data)
        actions.update_commitment(by=request.viewer, at=clock.now(), commitment=commitment, draft=draft)

    context, said = {"commitment": commitment, "organisation": organisation}, _("Thank you. It stands on the page.")
    return _answered(request, form, "update_form", context, do, said, lambda: ("commitment", public_id))


@never_cache
@require_http_methods(["GET", "POST"])
def change_commitment(request: Request, public_id: str) -> HttpResponse:
    commitment = _led(request, public_id)
    form = ChangeForm(posted(request), commitment=commitment)

    def do() -> None:
        actions.change_commitment(by=request.viewer, at=clock.now(), commitment=commitment, **form.cleaned_data)

    said = _("It is changed. What it was stays in sight.")
    return _answered(
        request, form, "change_form", {"commitment": commitment}, do, said, lambda: ("commitment", public_id)
    )


@never_cache
@require_http_methods(["GET", "POST"])
def replace_commitment(request: Request, public_id: str) -> HttpResponse:
    commitment = _led(request, public_id)
    form = ReplaceForm(posted(request), commitment=commitment)

    def do() -> None:
        actions.replace_commitment(by=request.viewer, at=clock.now(), commitment=commitment, **form.cleaned_data)

    said = _("It is replaced. Both pages say so.")
    return _answered(
        request, form, "replace_form", {"commitment": commitment}, do, said, lambda: ("commitment", public_id)
    )


@never_cache
@require_http_methods(["GET", "POST"])
def record_period(request: Request, public_id: str) -> HttpResponse:
    commitment = _commitment(request, public_id)
    queries.working_for(request.viewer, commitment)
    if not commitment.is_standing:
        raise Http404
    form = PeriodForm(posted(request))

    def do() -> None:
        draft = PeriodDraft(**form.cleaned_data)
        actions.record_period(by=request.viewer, at=clock.now(), commitment=commitment, draft=draft)

    said = _("Thank you. It stands on the page.")
    return _answered(
        request, form, "period_form", {"commitment": commitment}, do, said, lambda: ("commitment", public_id)
    )


@never_cache
@require_http_methods(["GET", "POST"])
def commitment_partners(request: Request, public_id: str) -> HttpResponse:
    commitment = _led(request, public_id)
    form = PartnerForm(posted(request), commitment=commitment)

    def do() -> None:
        actions.add_partner(by=request.viewer, at=clock.now(), commitment=commitment, part=form.given)

    partners = commitment.partners.select_related("organisation").order_by("pk")
    context, said = {"commitment": commitment, "partners": partners}, _("The partner stands on the page.")
    return _answered(request, form, "partners_form", context, do, said, lambda: ("commitment_partners", public_id))


@require_POST
def remove_partner(request: Request, public_id: str, pk: int) -> HttpResponse:
    commitment = _led(request, public_id)
    partner = get_object_or_404(Partner.objects.select_related("organisation"), commitment=commitment, pk=pk)
    actions.remove_partner(by=request.viewer, at=clock.now(), commitment=commitment, partner=partner)
    messages.success(request, _("The partner is taken away. The record keeps that it had a part."))
    return redirect("commitment_partners", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def commitment_steps(request: Request, public_id: str) -> HttpResponse:
    commitment = _led(request, public_id)
    form = StepsForm(posted(request), steps=list(commitment.milestones.standing().order_by("due_date", "pk")))

    def do() -> None:
        given = {"steps": form.given, "reason": form.cleaned_data["reason"]}
        actions.set_milestones(by=request.viewer, at=clock.now(), commitment=commitment, **given)

    said = _("The steps stand on the page.")
    return _answered(
        request, form, "steps_form", {"commitment": commitment}, do, said, lambda: ("commitment", public_id)
    )


@never_cache
@require_safe
def desk_setbacks(request: Request, slug: str) -> HttpResponse:
    organisation = _organisation(slug)
    queries.check_works_for(request.viewer, organisation)
    page = queries.desk_setbacks(organisation, number=page_number(request.GET.get("page")))
    rows = [(row, setback_card(row)) for row in page.rows]
    context = {"organisation": organisation, "page": page, "rows": rows, "today": _today()}
    return render(request, "commitments/desk_setbacks.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def say_setback(request: Request, slug: str) -> HttpResponse:
    """Of what `?commitment=` names, if anything."""
    organisation = _organisation(slug)
    check_says_setbacks_for(by=request.viewer, organisation=organisation)
    initial = _key() | {"commitment": request.GET.get("commitment", "")}
    form = SetbackForm(posted(request), organisation=organisation, initial=initial)
    made: list[Setback] = []

    def do() -> None:
        draft = SetbackDraft(organisation=organisation, **form.cleaned_data)
        made.append(actions.say_setback(by=request.viewer, at=clock.now(), draft=draft))

    context = {"organisation": organisation, "in_time_until": to_be_said_by(organisation, _today())}
    said = _("It is said. Thank you for saying it openly.")
    return _answered(request, form, "setback_form", context, do, said, lambda: ("setback", made[0].public_id))


@never_cache
@require_http_methods(["GET", "POST"])
def check_setback_again(request: Request, public_id: str) -> HttpResponse:
    rows = Setback.objects.visible_to(request.viewer).select_related("organisation__successor")
    setback = get_object_or_404(rows, public_id=public_id)
    check_looks_again(by=request.viewer, setback=setback)
    form = LookForm(posted(request), knows_cause=bool(setback.cause))

    def do() -> None:
        actions.check_setback_again(by=request.viewer, at=clock.now(), setback=setback, **form.cleaned_data)

    said = _("What you found stands on the page.")
    return _answered(request, form, "look_form", {"setback": setback}, do, said, lambda: ("setback", public_id))
