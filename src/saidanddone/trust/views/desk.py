"""The desk: an organisation's plan to be trusted more."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.decisions.translation_pages import translation_page
from saidanddone.people.models import Organisation
from saidanddone.trust import actions
from saidanddone.trust.drafts import PlanDraft
from saidanddone.trust.forms import DONE, ComparisonForm, EndForm, PlanForm, WithdrawForm
from saidanddone.trust.models import Comparison, PlanAction
from saidanddone.trust.permissions import (
    check_ends_action,
    check_plans_for,
    check_translate_trust_action,
    check_withdraw_comparison,
)
from saidanddone.trust.queries import plans


@never_cache
@require_safe
def own_trust(request: Request) -> HttpResponse:
    """Leads on to the plan of the first organisation that one may plan for."""
    first = plans.plannable_by(request.viewer).first()
    if first is None:
        raise Refused(_("Only a lead of the organisation can plan for it."))
    return redirect("desk_trust", first.slug)


@never_cache
@require_safe
def desk_trust(request: Request, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    check_plans_for(by=request.viewer, organisation=organisation)
    on = clock.local_date(clock.now())
    context = {"organisation": organisation, "plan": plans.of_organisation(organisation, request.viewer, on=on)}
    context["comparisons"] = plans.comparisons_of(organisation)
    return render(request, "trust/desk_plan.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def plan_action(request: Request, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    check_plans_for(by=request.viewer, organisation=organisation)
    initial = {"submission_key": secrets.token_hex(32), "determinant": request.GET.get("determinant")}
    form = PlanForm(posted(request), organisation=organisation, initial=initial)
    if form.is_valid():
        try:
            draft = PlanDraft(organisation=organisation, **form.cleaned_data)
            actions.plan_action(by=request.viewer, at=clock.now(), draft=draft)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is planned, and everyone can see it."))
            return redirect("desk_trust", slug)
    context = {"form": form, "organisation": organisation}
    return render(request, "trust/plan_form.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def declare_comparison(request: Request, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    check_plans_for(by=request.viewer, organisation=organisation)
    form = ComparisonForm(posted(request), organisation=organisation)
    if form.is_valid():
        try:
            actions.declare_comparison(by=request.viewer, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It stands on the trust page."))
            return redirect("trust", "organisation", organisation.public_id)
    context = {"form": form, "organisation": organisation}
    return render(request, "trust/comparison_form.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw_comparison(request: Request, public_id: str) -> HttpResponse:
    comparison = get_object_or_404(Comparison.objects.public(), public_id=public_id)
    check_withdraw_comparison(by=request.viewer, comparison=comparison)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            actions.withdraw_comparison(by=request.viewer, at=clock.now(), comparison=comparison, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is withdrawn. The reason stands in its place."))
            return redirect("desk_trust", comparison.organisation.slug)
    context = {"form": form, "comparison": comparison}
    return render(request, "trust/withdraw_form.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def translate_action(request: Request, public_id: str) -> HttpResponse:
    rows = PlanAction.objects.visible_to(request.viewer).select_related("organisation")
    action = get_object_or_404(rows, public_id=public_id)
    check_translate_trust_action(by=request.viewer, action=action)
    back = reverse("desk_trust", args=[action.organisation.slug])
    return translation_page(request, action, actions.translate_trust_action, back=back, name="action")


@never_cache
@require_http_methods(["GET", "POST"])
def end_action(request: Request, public_id: str) -> HttpResponse:
    rows = PlanAction.objects.visible_to(request.viewer).select_related("organisation")
    action = get_object_or_404(rows, public_id=public_id)
    check_ends_action(by=request.viewer, action=action)
    form = EndForm(posted(request))
    if form.is_valid():
        try:
            _end(request, action, form.cleaned_data["how"], form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is said, and everyone can see it."))
            return redirect("desk_trust", action.organisation.slug)
    context = {"form": form, "action": action}
    return render(request, "trust/end_form.html", context, status=400 if form.errors else 200)


def _end(request: Request, action: PlanAction, how: str, words: str) -> None:
    if how == DONE:
        actions.finish_action(by=request.viewer, at=clock.now(), action=action, came_of_it=words)
    else:
        actions.drop_action(by=request.viewer, at=clock.now(), action=action, reason=words)
