"""The desk of those who write findings: the list, a new one, the workspace and what is sent from it."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions, insights
from saidanddone.decisions.forms import workspace as forms
from saidanddone.decisions.forms.references import ReferenceForm
from saidanddone.decisions.models import Finding
from saidanddone.decisions.queries import findings as of_findings
from saidanddone.decisions.queries import workspace as queries
from saidanddone.people.models import Organisation

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def on_desk(view: View[P]) -> View[P]:
    """What is not there, or not for them to see, is a 404."""

    @never_cache
    @wraps(view)
    def shown(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Finding.DoesNotExist, Organisation.DoesNotExist):
            raise Http404 from None

    return shown


@on_desk
@require_safe
def own_findings(request: Request) -> HttpResponse:
    """The way there for whoever writes for an organisation: at once where it is one."""
    found = queries.organisations_written_for(request.viewer)
    if not found:
        raise Refused(_("Only those who write for an organisation come here."))
    if len(found) == 1:
        return redirect("desk_findings", found[0].slug)
    return render(request, "decisions/desk_own_findings.html", {"organisations": found})


@on_desk
@require_safe
def desk_findings(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_on_desk(slug, viewer=request.viewer)
    state = request.GET.get("state", "")
    state = state if state in Finding.State.values else ""
    number = page_number(request.GET.get("page"))
    page = of_findings.findings_of(organisation, viewer=request.viewer, state=state, number=number)
    context = {"organisation": organisation, "page": page, "cards": of_findings.cards_of(page.rows), "state": state}
    return render(request, "decisions/desk_findings.html", context | {"states": Finding.State.choices})


@on_desk
@require_http_methods(["GET", "POST"])
def draft_finding(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_on_desk(slug, viewer=request.viewer)
    form = forms.DraftFindingForm(posted(request), initial={"submission_key": secrets.token_hex(32)})
    if form.is_valid():
        given = form.cleaned_data
        facts: dict[str, Any] = {name: given[name] for name in ("kind", "place", "topic", "language", "submission_key")}
        words, at = {"title": given["title"]}, clock.now()
        finding = actions.draft_finding(by=request.viewer, at=at, organisation=organisation, words=words, **facts)
        return redirect("finding_workspace", slug, finding.public_id)
    context = {"form": form, "organisation": organisation}
    return render(request, "decisions/draft_finding.html", context, status=400 if form.errors else 200)


@on_desk
@require_safe
def finding_workspace(request: Request, slug: str, public_id: str) -> HttpResponse:
    return _workspace(request, slug, public_id)


def _workspace(request: Request, slug: str, public_id: str, **changed: Any) -> HttpResponse:
    """The whole of it; a part of a page takes it in where htmx asked."""
    asked = request.GET
    found = queries.workspace_of(slug, public_id, viewer=request.viewer, number=page_number(asked.get("cited")))
    look, number = forms.LookForm(asked), page_number(asked.get("page"))
    offer = insights.offer_of(found.finding, asked, look.filters, viewer=request.viewer, number=number)
    own = found.finding
    context = {
        "found": found, "finding": own, "offer": offer, "look": look, "query": forms.kept(asked),
        "tabs": [(view, forms.kept(asked, view=view, page="")) for view in ("search", "similar", "groups")],
        "form": forms.FindingForm(initial=forms.FindingForm.initial_of(own)), "source_form": ReferenceForm(),
        "writer_form": forms.WriterForm(said=queries.nameable(own)), "strength": insights.strength_of(own),
    } | changed  # fmt: skip
    name = "decisions/_workspace.html" if request.headers.get("HX-Request") else "decisions/workspace.html"
    has_errors = any(getattr(each, "errors", None) for each in changed.values())
    return render(request, name, context, status=400 if has_errors else 200)


def _back(request: Request, slug: str, public_id: str, refused: str = "") -> HttpResponseRedirect:
    if refused:
        messages.error(request, refused)
    return redirect(reverse("finding_workspace", args=[slug, public_id]) + forms.kept(request.GET))


@on_desk
@require_POST
def edit_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    form = forms.FindingForm(request.POST)
    if not form.is_valid():
        return _workspace(request, slug, public_id, form=form)
    facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("kind", "place", "topic")}
    actions.edit_finding(by=request.viewer, at=clock.now(), finding=finding, words=form.words, **facts)
    messages.success(request, _("Saved."))
    return _back(request, slug, public_id)


@on_desk
@require_POST
def cite_in_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    """One press: the contribution named by the button, with the sentence beside it if there is one."""
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    chosen = queries.chosen_to_cite(finding, request.POST.getlist("cite"), viewer=request.viewer)
    if not chosen:
        return _back(request, slug, public_id, _("That cannot be cited any more."))
    sentence = request.POST.get(f"sentence_{chosen[0].public_id}", "") if len(chosen) == 1 else ""
    facts: dict[str, Any] = {"finding": finding, "contributions": chosen, "sentence": sentence}
    actions.cite(by=request.viewer, at=clock.now(), **facts)
    return _workspace_or_back(request, slug, public_id)


@on_desk
@require_POST
def uncite_from_finding(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    chosen = queries.chosen_evidence(finding, request.POST.get("uncite", ""), viewer=request.viewer)
    actions.uncite(by=request.viewer, at=clock.now(), finding=finding, evidence=chosen)
    return _workspace_or_back(request, slug, public_id)


def _workspace_or_back(request: Request, slug: str, public_id: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _workspace(request, slug, public_id)
    return _back(request, slug, public_id)


@on_desk
@require_POST
def cite_source(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    form = ReferenceForm(request.POST)
    if not form.is_valid():
        return _workspace(request, slug, public_id, source_form=form)
    actions.cite(by=request.viewer, at=clock.now(), finding=finding, refs=[form.source])
    return _back(request, slug, public_id)


@on_desk
@require_POST
def add_finding_writer(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    form = forms.WriterForm(request.POST, said=queries.nameable(finding))
    if not form.is_valid():
        return _workspace(request, slug, public_id, writer_form=form)
    facts: dict[str, Any] = {"role": form.cleaned_data["role"], "name": form.cleaned_data["name"], "said": form.chosen}
    try:
        actions.add_writer(by=request.viewer, at=clock.now(), finding=finding, **facts)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _workspace(request, slug, public_id, writer_form=form)
    return _back(request, slug, public_id)


@on_desk
@require_POST
def remove_finding_writer(request: Request, slug: str, public_id: str) -> HttpResponse:
    finding = queries.finding_on_desk(slug, public_id, viewer=request.viewer)
    for writer in queries.chosen_writer(finding, request.POST.get("writer", "")):
        actions.remove_writer(by=request.viewer, at=clock.now(), finding=finding, writer=writer)
    return _back(request, slug, public_id)
