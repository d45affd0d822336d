"""Organisations, their promises and their services on the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.core.rules import allows
from saidanddone.people import actions, queries
from saidanddone.people.actions import OrganisationFacts
from saidanddone.people.forms import EndForm, OrganisationForm, PromiseForm
from saidanddone.people.permissions import (
    FACTS_OF_ORGANISATION,
    check_add_organisation,
    check_end_organisation,
    check_publish_promise,
    check_see_organisations,
    editable_fields,
)
from saidanddone.people.views.form_pages import form_page


def _desk(slug: str) -> str:
    return reverse("desk_organisation", args=[slug])


@require_GET
def desk_organisations(request: Request) -> HttpResponse:
    check_see_organisations(by=request.viewer)
    may_add = allows(check_add_organisation, by=request.viewer)
    context = {"organisations": queries.organisations_of_desk(request.viewer), "may_add": may_add}
    return render(request, "people/desk_organisations.html", context)


@require_GET
def desk_organisation(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_desk(request.viewer, slug)
    context = {
        "organisation": organisation,
        "abilities": queries.abilities(request.viewer, organisation),
        "predecessors": queries.predecessors_of(organisation),
        "places": organisation.places.order_by("path"),
        "services": queries.services_of(organisation),
        "promises": queries.promises_of(organisation),
    }
    return render(request, "people/desk_organisation.html", context)


@require_http_methods(["GET", "POST"])
def add_organisation(request: Request) -> HttpResponse:
    check_add_organisation(by=request.viewer)
    form = OrganisationForm(posted(request), fields=FACTS_OF_ORGANISATION)
    if request.method == "GET" or not form.is_valid():
        back = reverse("desk_organisations")
        return form_page(request, form, heading=_("Add an organisation"), back=back, button=_("Add"))
    told = form.cleaned_data
    facts = OrganisationFacts(**told | {"places": tuple(told["places"])})
    organisation = actions.add_organisation(by=request.viewer, facts=facts, at=clock.now())
    messages.success(request, _("%(name)s is added.") % {"name": organisation.local_name})
    return redirect(_desk(organisation.slug))


@require_http_methods(["GET", "POST"])
def edit_organisation(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_desk(request.viewer, slug)
    fields = editable_fields(request.viewer, organisation)
    form = OrganisationForm(posted(request), fields=fields, organisation=organisation)
    if request.method == "GET" or not form.is_valid():
        heading = _("Change what is said of %(name)s") % {"name": organisation.local_name}
        return form_page(request, form, heading=heading, back=_desk(slug), button=_("Save"))
    actions.edit_organisation(by=request.viewer, organisation=organisation, changes=form.cleaned_data, at=clock.now())
    messages.success(request, _("Your changes are saved."))
    return redirect(_desk(slug))


@require_http_methods(["GET", "POST"])
def desk_promise(request: Request, slug: str) -> HttpResponse:
    """Publish a promise to answer, or withdraw it: it stands on the public record from then on."""
    organisation = queries.organisation_for_desk(request.viewer, slug)
    check_publish_promise(by=request.viewer, organisation=organisation)
    days = organisation.promise_days
    initial = {"promises": "nothing" if days is None else "answer", "days": days}
    form = PromiseForm(posted(request), initial=initial)
    if request.method == "GET" or not form.is_valid():
        intro = _(
            "The promise stands on the organisation's page and on the public record, and so does every change of it. "
            "What was said before keeps the day on which an answer is due."
        )
        heading, button = _("The promise to answer"), _("Publish")
        return form_page(request, form, heading=heading, back=_desk(slug), intro=intro, button=button)
    at = clock.now()
    actions.publish_promise(by=request.viewer, organisation=organisation, days=form.promised_days, at=at)
    messages.success(request, _("The promise is published."))
    return redirect(_desk(slug))


@require_http_methods(["GET", "POST"])
def end_organisation(request: Request, slug: str) -> HttpResponse:
    organisation, at = queries.organisation_for_desk(request.viewer, slug), clock.now()
    check_end_organisation(by=request.viewer, organisation=organisation, successor=None)
    successors = queries.successors_of(organisation)
    form = EndForm(posted(request), successors=successors, today=clock.local_date(at))
    if request.method == "GET" or not form.is_valid():
        heading = _("End %(name)s") % {"name": organisation.local_name}
        intro = _("What was said to it and what it answered stays. Its promise to answer ends, and is recorded so.")
        button = _("End this organisation")
        return form_page(request, form, heading=heading, back=_desk(slug), intro=intro, button=button, kind="warning")
    actions.end_organisation(by=request.viewer, organisation=organisation, at=at, **form.cleaned_data)
    messages.success(request, _("%(name)s has ended.") % {"name": organisation.local_name})
    return redirect(_desk(slug))
