"""Findings and decisions, put into the other language."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saidanddone.core.requests import Request
from saidanddone.decisions import actions
from saidanddone.decisions.permissions import check_translate_decision, check_translate_finding
from saidanddone.decisions.queries import editor
from saidanddone.decisions.queries import workspace as queries
from saidanddone.decisions.translation_pages import translation_page
from saidanddone.decisions.views.workspace import on_desk


@on_desk
@require_http_methods(["GET", "POST"])
def translate_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    check_translate_finding(by=request.viewer, finding=finding)
    back = reverse("finding_workspace", args=[slug, public_id])
    return translation_page(request, finding, actions.translate_finding, back=back, name="finding")


@never_cache
@require_http_methods(["GET", "POST"])
def translate_decision(request: Request, slug: str, public_id: str) -> HttpResponse:
    decision = editor.decision_of(request.viewer, slug, public_id)
    check_translate_decision(by=request.viewer, decision=decision)
    back = reverse("desk_decision", args=[slug, public_id])
    return translation_page(request, decision, actions.translate_decision, back=back, name="decision")
