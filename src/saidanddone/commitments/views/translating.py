"""Promises, setbacks, outcomes and their measures, put into the other language."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.commitments import actions
from saidanddone.commitments.models import Commitment, Setback
from saidanddone.commitments.permissions import (
    check_translate_commitment,
    check_translate_indicator,
    check_translate_outcome,
    check_translate_setback,
)
from saidanddone.commitments.queries import outcomes as queries
from saidanddone.core.requests import Request
from saidanddone.decisions.translation_pages import translation_page


@never_cache
@require_http_methods(["GET", "POST"])
def translate_commitment(request: Request, public_id: str) -> HttpResponse:
    rows = Commitment.objects.visible_to(request.viewer).select_related("organisation__successor")
    commitment = get_object_or_404(rows, public_id=public_id)
    check_translate_commitment(by=request.viewer, commitment=commitment)
    back = reverse("commitment", args=[public_id])
    return translation_page(request, commitment, actions.translate_commitment, back=back, name="commitment")


@never_cache
@require_http_methods(["GET", "POST"])
def translate_setback(request: Request, public_id: str) -> HttpResponse:
    rows = Setback.objects.visible_to(request.viewer).select_related("organisation__successor")
    setback = get_object_or_404(rows, public_id=public_id)
    check_translate_setback(by=request.viewer, setback=setback)
    back = reverse("setback", args=[public_id])
    return translation_page(request, setback, actions.translate_setback, back=back, name="setback")


@never_cache
@require_http_methods(["GET", "POST"])
def translate_outcome(request: Request, slug: str, public_id: str) -> HttpResponse:
    queries.organisation_for_outcomes(request.viewer, slug)
    outcome = queries.outcome_of(request.viewer, public_id)
    check_translate_outcome(by=request.viewer, outcome=outcome, owners=list(outcome.owners.current()))
    back = reverse("desk_outcome", args=[slug, public_id])
    return translation_page(request, outcome, actions.translate_outcome, back=back, name="outcome")


@never_cache
@require_http_methods(["GET", "POST"])
def translate_indicator(request: Request, slug: str, public_id: str) -> HttpResponse:
    queries.organisation_for_outcomes(request.viewer, slug)
    indicator = queries.indicator_of(request.viewer, public_id)
    owners = list(indicator.outcome.owners.current())
    check_translate_indicator(by=request.viewer, indicator=indicator, owners=owners)
    back = reverse("desk_outcome", args=[slug, indicator.outcome.public_id])
    return translation_page(request, indicator, actions.translate_indicator, back=back, name="indicator")
