"""The desk of those who write and publish decisions: a list, an editor, a form for each part, and the next state."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.core import clock
from saidanddone.core.languages import active
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused
from saidanddone.decisions import actions, wording
from saidanddone.decisions.forms.deciding import CompareForm, ExpectForm, MoveForm, PilotForm, PromiseForm, SignOffForm
from saidanddone.decisions.forms.parts import ROW_PARTS, VALUE_PARTS, QuestionForm, RevisionForm
from saidanddone.decisions.models import Decision, Expectation
from saidanddone.decisions.permissions import check_publishes, check_writes
from saidanddone.decisions.queries import editor as queries
from saidanddone.people.models import Organisation

EditorView = Callable[..., HttpResponse]


def _of_decision(view: EditorView) -> EditorView:
    """A page of the editor: of a decision of the organisation that its address names, for those who write for it."""

    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def page(request: Request, slug: str, public_id: str, **kwargs: str) -> HttpResponse:
        return view(request, queries.decision_of(request.viewer, slug, public_id), **kwargs)

    return page


@never_cache
@require_safe
def own_decisions(request: Request) -> HttpResponse:
    """Leads on to the decisions of the first organisation that one writes for."""
    return redirect("desk_decisions", queries.organisations_of(request.viewer)[0].slug)


@never_cache
@require_safe
def desk_decisions(request: Request, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    rows = queries.of_organisation(organisation, request.viewer)
    page = paginate(rows, number=page_number(request.GET.get("page")))
    others = [each for each in queries.organisations_of(request.viewer) if each != organisation]
    context = {"organisation": organisation, "page": page, "others": others}
    return render(request, "decisions/desk_decisions.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def draft_decision(request: Request, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, slug=slug)
    check_writes(by=request.viewer, organisation=organisation)
    blank = Decision(organisation=organisation, language=active())
    form = QuestionForm(posted(request), decision=blank, is_public=False)
    if form.is_valid():
        facts = {"organisation": organisation, "changes": form.changes()}
        facts |= {"place": form.cleaned_data["place"], "language": form.cleaned_data["language"]}
        if drafted := _tried(form, actions.draft_decision, by=request.viewer, at=clock.now(), **facts):
            return redirect("desk_decision", slug, drafted.public_id)
    context = {"form": form, "organisation": organisation, "heading": _("Begin a decision"), "decision": None}
    return render(request, "decisions/desk_part.html", context, status=400 if form.errors else 200)


@_of_decision
def desk_decision(request: Request, decision: Decision) -> HttpResponse:
    context = {"editor": queries.editor(decision, request.viewer), "decision": decision}
    return render(request, "decisions/desk_decision.html", context)


@_of_decision
def part(request: Request, decision: Decision, part: str) -> HttpResponse:
    """One part: a form, or rows."""
    if part in ROW_PARTS:
        return _rows(request, decision, part)
    if part not in VALUE_PARTS:
        raise Http404
    is_public = set(VALUE_PARTS[part].base_fields) & wording.public_fields(decision)
    form = VALUE_PARTS[part](posted(request), decision=decision, is_public=bool(is_public))
    if form.is_valid() and _write(request, decision, form, form.changes()):
        return _back(decision)
    return _form_page(request, decision, form, str(queries.PARTS[part][0]))


def _rows(request: Request, decision: Decision, part: str) -> HttpResponse:
    rows = ROW_PARTS[part]
    formset = rows.bound(posted(request), decision)
    is_public = part in wording.public_fields(decision)
    form = RevisionForm(posted(request)) if is_public else forms.Form(posted(request))
    if form.is_valid() and formset.is_valid() and _write(request, decision, form, rows.changes(formset)):
        return _back(decision)
    return _form_page(request, decision, form, str(queries.PARTS[part][0]), formset=formset)


def _write(request: Request, decision: Decision, form: forms.Form, changes: Any) -> bool:
    """As a draft while nobody else reads it, as a revision afterwards."""
    facts = {"by": request.viewer, "at": clock.now(), "decision": decision, "changes": changes}
    if changes.fields & wording.public_fields(decision):
        reason = form.cleaned_data.get("reason", "")
        return bool(_tried(form, actions.revise_decision, reason=reason, **facts))
    return bool(_tried(form, actions.edit_draft, **facts))


@_of_decision
def dates(request: Request, decision: Decision) -> HttpResponse:
    form = PromiseForm(posted(request))
    if _done(request, decision, form, actions.promise_date):
        return _back(decision)
    days = decision.date_promises.filter(superseded_at__isnull=True).order_by("due_date")
    return _form_page(request, decision, form, str(queries.PARTS["dates"][0]), days=days)


@_of_decision
def sign_off(request: Request, decision: Decision) -> HttpResponse:
    form = SignOffForm(posted(request))
    if _done(request, decision, form, actions.sign_off):
        return _back(decision)
    return _form_page(request, decision, form, _("Sign-offs"), sign_offs=decision.sign_offs.order_by("pk"))


@_of_decision
def expect(request: Request, decision: Decision) -> HttpResponse:
    form = ExpectForm(posted(request))
    if _done(request, decision, form, actions.expect):
        return _back(decision)
    expectations = decision.expectations.order_by("expected_date", "pk")
    return _form_page(request, decision, form, _("What you expect of it"), expectations=expectations)


@_of_decision
def compare(request: Request, decision: Decision, expectation: str) -> HttpResponse:
    expected = get_object_or_404(Expectation.objects.filter(decision=decision), public_id=expectation)
    check_publishes(by=request.viewer, decision=decision)
    form = CompareForm(posted(request))
    facts = {"by": request.viewer, "at": clock.now(), "expectation": expected}
    if form.is_valid() and _tried(form, actions.compare_expectation, **facts, **form.cleaned_data):
        return _back(decision)
    return _form_page(request, decision, form, expected.text)


@_of_decision
def pilot(request: Request, decision: Decision) -> HttpResponse:
    check_publishes(by=request.viewer, decision=decision)
    form = PilotForm(posted(request))
    if _done(request, decision, form, actions.end_pilot):
        return _back(decision)
    return _form_page(request, decision, form, _("How the pilot ends"))


@_of_decision
def move(request: Request, decision: Decision, action: str) -> HttpResponse:
    """Bring it into the next state, after one more look."""
    ahead = next((each for each in queries.editor(decision, request.viewer).moves if each.action == action), None)
    check_publishes(by=request.viewer, decision=decision)
    if ahead is None:
        raise Http404
    form = MoveForm(posted(request), decision=decision, action=action)
    if _done(request, decision, form, getattr(actions, action)):
        messages.success(request, _("It is published."))
        return _back(decision)
    return _form_page(request, decision, form, ahead.label, ahead=ahead)


def _done(request: Request, decision: Decision, form: forms.Form, action: Callable[..., Any]) -> bool:
    """Whether a valid form was carried out."""
    facts = {"by": request.viewer, "at": clock.now(), "decision": decision}
    return form.is_valid() and bool(_tried(form, action, **facts, **form.cleaned_data))


def _tried(form: forms.Form, action: Callable[..., Any], **facts: Any) -> Any:
    """What the action gives; where it refuses, the form says why."""
    try:
        return action(**facts)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _form_page(request: Request, decision: Decision, form: forms.Form, heading: str, **context: Any) -> HttpResponse:
    context |= {"form": form, "decision": decision, "organisation": decision.organisation, "heading": heading}
    return render(request, "decisions/desk_part.html", context, status=400 if form.errors else 200)


def _back(decision: Decision) -> HttpResponse:
    return redirect("desk_decision", decision.organisation.slug, decision.public_id)
