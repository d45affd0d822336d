"""Bringing a finding further: checked, published, superseded, withdrawn; and its words by a resident."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused, allows
from saidanddone.decisions import actions
from saidanddone.decisions.forms import workspace as forms
from saidanddone.decisions.models import Finding
from saidanddone.decisions.permissions import check_edits_finding, check_publishes_finding
from saidanddone.decisions.queries import findings as of_findings
from saidanddone.decisions.queries import workspace as queries
from saidanddone.decisions.views.workspace import on_desk

GET_AND_POST = ["GET", "POST"]
AskedForm = django_forms.Form


@on_desk
@require_POST
def publish_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    try:
        actions.publish_finding(by=request.viewer, at=clock.now(), finding=finding)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("finding_workspace", slug, public_id)
    messages.success(request, _("The finding is published. Everyone whom it cites is told."))
    return redirect("finding", public_id)


@on_desk
@require_http_methods(GET_AND_POST)
def ask_those_cited(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    check_edits_finding(by=request.viewer, finding=finding)
    usual = clock.local_date(clock.now()) + timedelta(days=14)
    form = forms.UntilForm(posted(request), initial={"until": usual})
    done = _("Those whom it cites are asked now.")
    return _asked(request, finding, form, actions.open_for_checking, "decisions/ask_those_cited.html", done)


@on_desk
@require_http_methods(GET_AND_POST)
def withdraw_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    check_publishes_finding(by=request.viewer, finding=finding)
    form, done = forms.WithdrawForm(posted(request)), _("The finding is withdrawn.")
    return _asked(request, finding, form, actions.withdraw_finding, "decisions/withdraw_finding.html", done)


@on_desk
@require_http_methods(GET_AND_POST)
def supersede_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    check_publishes_finding(by=request.viewer, finding=finding)
    others = [each for each in of_findings.latest_findings([finding.organisation]) if each.pk != finding.pk]
    form, done = forms.SupersedeForm(posted(request), others=others), _("The newer finding stands in its place.")
    return _asked(request, finding, form, actions.supersede_finding, "decisions/supersede_finding.html", done)


def _asked(
    request: Request, finding: Finding, form: AskedForm, action: Callable[..., Any], template: str, done: str
) -> HttpResponse:
    """One question about a finding: asked, answered, carried out; a refusal stands beside it."""
    if form.is_valid():
        given = form.cleaned_data | ({"newer": form.chosen} if isinstance(form, forms.SupersedeForm) else {})
        try:
            action(by=request.viewer, at=clock.now(), finding=finding, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("finding_workspace", finding.organisation.slug, finding.public_id)
    return render(request, template, {"form": form, "finding": finding}, status=400 if form.errors else 200)


@login_not_required
@on_desk
@require_http_methods(GET_AND_POST)
def write_finding(request: Request, public_id: str) -> HttpResponse:
    """A resident who is credited as a writer changes the words of the draft, by account or by return link."""
    rows = Finding.objects.visible_to(request.viewer).select_related("organisation", "place", "topic")
    finding = rows.get(public_id=public_id)
    if not allows(check_edits_finding, by=request.viewer, finding=finding):
        raise Http404
    form = forms.WordsForm(posted(request), initial=forms.WordsForm.initial_of(finding))
    if form.is_valid():
        facts: dict[str, Any] = {"words": form.words, "topic": finding.topic}
        actions.edit_finding(by=request.viewer, at=clock.now(), finding=finding, **facts)
        messages.success(request, _("Saved."))
        return redirect("finding", public_id)
    context = {"form": form, "finding": finding}
    return render(request, "decisions/write_finding.html", context, status=400 if form.errors else 200)
