"""What an organisation does for people, on the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saidanddone.core import clock
from saidanddone.core.requests import Request, posted
from saidanddone.people import actions, queries
from saidanddone.people.forms import EndForm, ServiceForm, ServiceWordsForm
from saidanddone.people.permissions import check_add_service, check_end_service
from saidanddone.people.views.form_pages import form_page
from saidanddone.ui import form_pages


@require_http_methods(["GET", "POST"])
def add_service(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_for_desk(request.viewer, slug)
    check_add_service(by=request.viewer, organisation=organisation)
    form, back = ServiceForm(posted(request), organisation=organisation), reverse("desk_organisation", args=[slug])
    if request.method == "GET" or not form.is_valid():
        return form_page(request, form, heading=_("Add a service"), back=back, button=_("Add"))
    actions.add_service(by=request.viewer, organisation=organisation, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("The service is added."))
    return redirect(back)


@require_http_methods(["GET", "POST"])
def edit_service(request: Request, slug: str, service_slug: str) -> HttpResponse:
    service = queries.service_for_desk(request.viewer, slug, service_slug)
    form = ServiceForm(posted(request), organisation=service.organisation, service=service)
    back = reverse("desk_organisation", args=[slug])
    if request.method == "GET" or not form.is_valid():
        return form_page(request, form, heading=_("Change the service"), back=back, button=_("Save"))
    actions.edit_service(by=request.viewer, service=service, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Your changes are saved."))
    return redirect(back)


@require_http_methods(["GET", "POST"])
def describe_service(request: Request, slug: str, service_slug: str) -> HttpResponse:
    service, at = queries.service_for_desk(request.viewer, slug, service_slug), clock.now()
    newest = service.versions.first()
    form, back = ServiceWordsForm(posted(request), newest=newest), reverse("desk_organisation", args=[slug])

    def do() -> str:
        actions.describe_service(by=request.viewer, at=at, service=service, draft=form.draft())
        return reverse("service", args=[slug, service_slug])

    said = {"heading": _("How %(name)s works") % {"name": service.local_name}, "back": back, "button": _("Publish")}
    said |= {"intro": _("Everyone can read it, and what it was before."), "kind": ""}
    published = _("It is published.")
    return form_pages.form_page(request, form, do, template="people/form.html", to=str, done=published, context=said)


@require_http_methods(["GET", "POST"])
def end_service(request: Request, slug: str, service_slug: str) -> HttpResponse:
    service, at = queries.service_for_desk(request.viewer, slug, service_slug), clock.now()
    check_end_service(by=request.viewer, service=service, successor=None)
    successors = queries.successors_of_service(service)
    form = EndForm(posted(request), successors=successors, today=clock.local_date(at))
    back = reverse("desk_organisation", args=[slug])
    if request.method == "GET" or not form.is_valid():
        heading = _("End %(name)s") % {"name": service.local_name}
        intro = _("What was said about it stays. People who look for it are led to what carries on.")
        button = _("End this service")
        return form_page(request, form, heading=heading, back=back, intro=intro, button=button, kind="warning")
    actions.end_service(by=request.viewer, service=service, at=at, **form.cleaned_data)
    messages.success(request, _("The service has ended."))
    return redirect(back)
