"""An organisation's desk of outcomes: its parts in them, its measures, its reports."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.commitments import actions, outcome_pages
from saidanddone.commitments.forms import outcomes as desk_forms
from saidanddone.commitments.models import Indicator, Opinion, Outcome, Owner, Report
from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured, OutcomeDraft, OwnerPart
from saidanddone.commitments.permissions import check_translate_outcome, measures
from saidanddone.commitments.permissions import outcomes as permissions
from saidanddone.commitments.queries import outcomes as queries
from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import Refused, allows
from saidanddone.people.models import Organisation


@dataclass(frozen=True)
class Deed:
    """One form on one page: what it says, and what it does with what was typed."""

    heading: Any
    button: Any
    done: Any
    form: Callable[..., forms.Form]
    do: Callable[..., object]
    may: Callable[..., None]
    """Raises `Refused` for whoever cannot do it, before anything is typed."""
    kind: str = ""
    intro: Any = ""


def _owner(outcome: Outcome, organisation: Organisation) -> Owner:
    return get_object_or_404(Owner.objects.current(), outcome=outcome, organisation=organisation)


def _join(request: Request, organisation: Organisation, outcome: Outcome, **_values: Any) -> None:
    actions.join_outcome(by=request.viewer, at=clock.now(), outcome=outcome, organisation=organisation)


def _leave(request: Request, organisation: Organisation, outcome: Outcome, **values: Any) -> None:
    actions.leave_outcome(by=request.viewer, at=clock.now(), owner=_owner(outcome, organisation), **values)


def _part(request: Request, organisation: Organisation, outcome: Outcome, **values: Any) -> None:
    part, owner = OwnerPart(**values), _owner(outcome, organisation)
    actions.edit_owner_part(by=request.viewer, at=clock.now(), owner=owner, part=part)


def _add_indicator(request: Request, organisation: Organisation, outcome: Outcome, **values: Any) -> None:
    draft = IndicatorDraft(**values)
    actions.add_indicator(by=request.viewer, at=clock.now(), outcome=outcome, draft=draft)


def _end(request: Request, organisation: Organisation, outcome: Outcome, **values: Any) -> None:
    actions.end_outcome(by=request.viewer, at=clock.now(), outcome=outcome, **values)


def _burden(request: Request, organisation: Organisation, outcome: Outcome, **values: Any) -> None:
    facts = {"outcome": outcome, "organisation": organisation, **values}
    actions.report_burden(by=request.viewer, at=clock.now(), **facts)


def _figure(request: Request, indicator: Indicator, **values: Any) -> None:
    actions.observe(by=request.viewer, at=clock.now(), indicator=indicator, measured=Measured(**values))


def _line(request: Request, indicator: Indicator, **values: Any) -> None:
    actions.set_line(by=request.viewer, at=clock.now(), indicator=indicator, **values)


def _opinion(request: Request, indicator: Indicator, **values: Any) -> None:
    whose = Opinion.By.INDEPENDENT if values["name"] else Opinion.By.OWNERS
    actions.give_opinion(by=request.viewer, at=clock.now(), indicator=indicator, whose=whose, **values)


def _may_commit(request: Request, organisation: Organisation, **_about: Any) -> None:
    permissions.check_sets_outcomes(by=request.viewer, organisation=organisation)


def _may_measure(request: Request, outcome: Outcome, **_about: Any) -> None:
    owners = list(outcome.owners.current())
    measures.check_measures_for(by=request.viewer, outcome=outcome, owners=owners)


def _may_end(request: Request, outcome: Outcome, **_about: Any) -> None:
    permissions.check_ends_outcome(by=request.viewer, outcome=outcome, owners=list(outcome.owners.current()))


def _may_say(request: Request, organisation: Organisation, outcome: Outcome) -> None:
    owner = outcome.owners.current().filter(organisation=organisation).first()
    permissions.check_reports_burden(by=request.viewer, outcome=outcome, owner=owner)


def _may_observe(request: Request, indicator: Indicator) -> None:
    measures.check_observes(by=request.viewer, indicator=indicator)


def _may_set_line(request: Request, indicator: Indicator) -> None:
    owners = list(indicator.outcome.owners.current())
    measures.check_sets_lines(by=request.viewer, outcome=indicator.outcome, owners=owners)


def _may_judge(request: Request, indicator: Indicator) -> None:
    """The owners, or whoever is independent of them."""
    owners = list(indicator.outcome.owners.current())
    if not allows(permissions.check_commits_for_one, by=request.viewer, owners=owners):
        measures.check_is_independent(by=request.viewer, indicator=indicator, owners=owners)


def _may_report(request: Request, report: Report) -> None:
    permissions.check_commits_for_one(by=request.viewer, owners=list(report.outcome.owners.current()))


OUTCOME_DEEDS = {
    "join": Deed(
        _("Answer for it with the others"),
        _("Agree"),
        _("Your organisation answers for it now."),
        desk_forms.AgreeForm,
        _join,
        _may_commit,
        intro=_("Your organisation's name stands on its page from now on, with a part of its own."),
    ),
    "leave": Deed(
        _("Stop answering for it"),
        _("Stop"),
        _("Your organisation answers for it no longer."),
        desk_forms.LeaveForm,
        _leave,
        _may_commit,
        "warning",
    ),
    "part": Deed(_("Your part in it"), _("Save"), _("Your part is saved."), desk_forms.PartForm, _part, _may_commit),
    "indicator": Deed(
        _("Add a measure"),
        _("Declare it"),
        _("The measure is declared. Its figures can come in from now on."),
        desk_forms.IndicatorForm,
        _add_indicator,
        _may_measure,
        intro=_("The measure and its rule are declared before the figures, and cannot be changed afterwards."),
    ),
    "burden": Deed(
        _("The work around the work"),
        _("Say it"),
        _("Thank you. Only counts are shown."),
        desk_forms.BurdenForm,
        _burden,
        _may_say,
        intro=_("Which forms, meetings and returns help, and which get in the way? Nobody sees who said it."),
    ),
    "end": Deed(
        _("End this outcome"),
        _("End it"),
        _("The outcome has ended. Its page stays."),
        desk_forms.EndForm,
        _end,
        _may_end,
        "warning",
    ),
}
INDICATOR_DEEDS = {
    "figure": Deed(
        _("Enter a figure"),
        _("Enter it"),
        _("The figure is entered."),
        desk_forms.FigureForm,
        _figure,
        _may_observe,
        intro=_("Another figure for a period that has one revises it: the earlier one stays in sight."),
    ),
    "line": Deed(
        _("Set a baseline or a target"), _("Set it"), _("The line is set."), desk_forms.LineForm, _line, _may_set_line
    ),
    "opinion": Deed(
        _("Give an opinion"), _("Give it"), _("The opinion is published."), desk_forms.OpinionForm, _opinion, _may_judge
    ),
}


@never_cache
@require_safe
def desk_own_outcomes(request: Request) -> HttpResponse:
    """Leads on to the outcomes of the first organisation that one works for."""
    organisation = queries.first_organisation(request.viewer)
    if organisation is None:
        raise Refused(gettext("Only those who work for an organisation have a desk of outcomes."))
    return redirect("desk_outcomes", organisation.slug)


@never_cache
@require_safe
def desk_outcomes(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_outcomes(request.viewer, slug)
    commits = allows(permissions.check_sets_outcomes, by=request.viewer, organisation=organisation)
    context = {"organisation": organisation, "owned": list(queries.owned_by(organisation)), "commits": commits}
    context["stewarded"] = list(queries.stewarded_by(organisation))
    context["others"] = list(queries.others_than(organisation, request.viewer))
    return render(request, "commitments/desk_outcomes.html", context)


@never_cache
@require_safe
def desk_outcome(request: Request, slug: str, public_id: str) -> HttpResponse:
    organisation = queries.organisation_for_outcomes(request.viewer, slug)
    outcome = queries.outcome_of(request.viewer, public_id)
    page = outcome_pages.page(outcome, on=clock.local_date(clock.now()))
    mine = next((each for each in (*page.owners, *page.asked) if each.organisation_id == organisation.pk), None)
    context = {"organisation": organisation, "outcome": outcome, "page": page, "mine": mine}
    context["may_translate"] = allows(check_translate_outcome, by=request.viewer, outcome=outcome, owners=page.owners)
    return render(request, "commitments/desk_outcome.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def set_outcome(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_outcomes(request.viewer, slug)
    initial = {"submission_key": secrets.token_hex(32)}
    deed = Deed(
        _("Set an outcome"),
        _("Set it"),
        _("The outcome is set. Those you named are asked."),
        desk_forms.OutcomeForm,
        _set,
        _may_commit,
    )
    form = deed.form(posted(request), organisation=organisation, initial=initial)
    return _form_page(request, deed, form, reverse("desk_outcomes", args=[slug]), organisation=organisation)


def _set(request: Request, organisation: Organisation, **values: Any) -> None:
    values["owners"] = (organisation, *values["owners"])
    values["submission_key"] = values["submission_key"] or None
    actions.set_outcome(by=request.viewer, at=clock.now(), draft=OutcomeDraft(**values))


@never_cache
@require_http_methods(["GET", "POST"])
def outcome_deed(request: Request, slug: str, public_id: str, deed: str) -> HttpResponse:
    if deed not in OUTCOME_DEEDS:
        raise Http404
    organisation = queries.organisation_for_outcomes(request.viewer, slug)
    outcome, chosen = queries.outcome_of(request.viewer, public_id), OUTCOME_DEEDS[deed]
    form = chosen.form(posted(request), **_settings(deed, outcome, organisation))
    back = reverse("desk_outcome", args=[slug, public_id])
    return _form_page(request, chosen, form, back, organisation=organisation, outcome=outcome)


def _settings(deed: str, outcome: Outcome, organisation: Organisation) -> dict[str, Any]:
    if deed == "indicator":
        return {"organisation": organisation}
    if deed == "part":
        owner = _owner(outcome, organisation)
        names = ("named_person", "plan_link", "plan_text", "clashes_with")
        return {"initial": {name: getattr(owner, name) for name in names}}
    return {}


@never_cache
@require_http_methods(["GET", "POST"])
def indicator_deed(request: Request, slug: str, public_id: str, deed: str) -> HttpResponse:
    if deed not in INDICATOR_DEEDS:
        raise Http404
    queries.organisation_for_outcomes(request.viewer, slug)
    indicator, chosen = queries.indicator_of(request.viewer, public_id), INDICATOR_DEEDS[deed]
    back = reverse("desk_outcome", args=[slug, indicator.outcome.public_id])
    return _form_page(request, chosen, chosen.form(posted(request)), back, indicator=indicator)


@never_cache
@require_http_methods(["GET", "POST"])
def publish_report(request: Request, slug: str, public_id: str) -> HttpResponse:
    queries.organisation_for_outcomes(request.viewer, slug)
    report = queries.report_of(request.viewer, public_id)
    deed = Deed(
        _("Publish the report"),
        _("Publish it"),
        _("The report is published."),
        desk_forms.ReportForm,
        _publish,
        _may_report,
    )
    back = reverse("desk_outcome", args=[slug, report.outcome.public_id])
    return _form_page(request, deed, deed.form(posted(request)), back, report=report)


def _publish(request: Request, report: Report, **values: Any) -> None:
    actions.publish_report(by=request.viewer, at=clock.now(), report=report, **values)


def _form_page(request: Request, deed: Deed, form: forms.Form, back: str, **about: Any) -> HttpResponse:
    """The form with what was typed; what the action refuses stands above it."""
    deed.may(request, **about)
    if request.method == "POST" and form.is_valid():
        try:
            deed.do(request, **about, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(deed.done))
            return redirect(back)
    context = {"form": form, "deed": deed, "back": back}
    return render(request, "commitments/desk_form.html", context, status=400 if form.errors else 200)
