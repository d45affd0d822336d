"""The organisations and places of the area."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import Ending
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place
from saidanddone.web import charts, downloads
from saidanddone.web.queries import organisations as of_organisations
from saidanddone.web.queries import places as of_places


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    rows = of_organisations.organisation_rows(clock.local_date(clock.now()))
    return render(request, "web/organisations.html", {"rows": rows})


@login_not_required
@require_safe
def organisations_download(request: HttpRequest, ending: Ending) -> StreamingHttpResponse:
    rows = downloads.organisations(clock.local_date(clock.now()))
    return downloads.ORGANISATIONS.answer(request, ending, rows)


@login_not_required
@require_safe
def service(request: HttpRequest, slug: str, service_slug: str) -> HttpResponse:
    among = Service.objects.select_related("organisation", "successor__organisation")
    row = get_object_or_404(among, organisation__slug=slug, slug=service_slug)
    found = of_organisations.service_page(row, clock.local_date(clock.now()))
    return render(request, "web/service.html", {"service": row, "organisation": row.organisation, "found": found})


@login_not_required
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    among = of_organisations.with_pledges(Organisation.objects.select_related("successor"))
    row, at = get_object_or_404(among, slug=slug), clock.now()
    found = of_organisations.organisation_page(row, at, clock.local_date(at), has_pledges=row.has_pledges)
    context = {
        "organisation": row,
        "found": found,
        "chart": charts.answer_days(found.keeping),
        "definition": of_organisations.definition(),
        "late_stage": "late" if found.keeping.late else "plain",
        "list_url": f"{reverse('contributions')}?organisation={row.slug}",
    }
    return render(request, "web/organisation.html", context)


@login_not_required
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    rows = of_places.tree()
    return render(request, "web/places.html", {"rows": rows, "map": of_places.as_map(rows)})


@login_not_required
@require_safe
def places_download(request: HttpRequest, ending: Ending) -> StreamingHttpResponse:
    return downloads.PLACES.answer(request, ending, downloads.places())


@login_not_required
@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Place.objects.defer("boundary"), slug=slug)
    found = of_places.place_page(row, clock.local_date(clock.now()))
    context = {
        "place": row,
        "level": row.get_level_display(),
        "found": found,
        "list_url": f"{reverse('contributions')}?place={row.slug}",
    }
    return render(request, "web/place.html", context)
