"""The organisations and places of the area, and the lists of services and topics."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.pages import Order, Slice, page
from saidanddone.api.queries import area as queries
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.contributions.models import Topic
from saidanddone.core import clock
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place

router = Router(tags=["Who and where"])
BY_KEY = Order("key", (), descending=False)


@read(router, "/organisations", name="api_organisations", shape=PageOf[schemas.Organisation], also=(422,))
def organisations(request: HttpRequest, response: HttpResponse, part: Query[Slice]) -> PageOf[schemas.Organisation]:
    """Every organisation that can be spoken to, and those that have ended."""
    found = page(request, response, Organisation.objects.all(), BY_KEY, part, queries.organisation)
    return PageOf[schemas.Organisation](**found)


@read(router, "/organisations/{slug:slug}", name="api_organisation", shape=schemas.OrganisationInFull, also=(404,))
def organisation(request: HttpRequest, slug: str) -> schemas.OrganisationInFull:
    """One organisation: its promise to answer and how it keeps it, its services, what came before and after it."""
    row = get_object_or_404(Organisation.objects.select_related("successor"), slug=slug)
    return queries.organisation_in_full(row, clock.local_date(clock.now()))


@read(router, "/services", name="api_services", shape=PageOf[schemas.Service], also=(422,))
def services(request: HttpRequest, response: HttpResponse, part: Query[Slice]) -> PageOf[schemas.Service]:
    """What organisations do for people."""
    return PageOf[schemas.Service](
        **page(request, response, Service.objects.all(), BY_KEY, part, queries.service, queries.services())
    )


@read(router, "/topics", name="api_topics", shape=PageOf[schemas.Topic], also=(422,))
def topics(request: HttpRequest, response: HttpResponse, part: Query[Slice]) -> PageOf[schemas.Topic]:
    """What a contribution can be about. A retired topic takes no new ones."""
    return PageOf[schemas.Topic](**page(request, response, Topic.objects.all(), BY_KEY, part, queries.topic))


@read(router, "/places", name="api_places", shape=PageOf[schemas.Place], also=(422,))
def places(request: HttpRequest, response: HttpResponse, part: Query[Slice]) -> PageOf[schemas.Place]:
    """Places, which nest."""
    rows = Place.objects.select_related("parent").defer("boundary", "outline")
    return PageOf[schemas.Place](**page(request, response, Place.objects.all(), BY_KEY, part, queries.place, rows))


@read(router, "/places/{slug:slug}", name="api_place", shape=schemas.PlaceInFull, also=(404,))
def place(request: HttpRequest, slug: str) -> schemas.PlaceInFull:
    """One place: who lives there, by which source, and its figures."""
    row = get_object_or_404(Place.objects.select_related("parent").defer("boundary", "outline"), slug=slug)
    return queries.place_in_full(row)


@read(router, "/places/{slug:slug}/boundary", name="api_place_boundary", shape=schemas.Boundary, also=(404,))
def boundary(request: HttpRequest, slug: str) -> schemas.Boundary:
    """The boundary of a place as a GeoJSON Feature; its geometry is null where none is known."""
    return queries.boundary(get_object_or_404(Place, slug=slug))
