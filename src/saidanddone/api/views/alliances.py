"""Organisations that work together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.alliances.models import Alliance
from saidanddone.api import schemas
from saidanddone.api.filters import AllianceFilters
from saidanddone.api.pages import Order, page
from saidanddone.api.queries import alliances as of_alliances
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf

router = Router(tags=["Working together"])
NEWEST_ALLIANCES = Order("alliances", ("signed_at",))


@read(router, "/alliances", name="api_alliances", shape=PageOf[schemas.Alliance], also=(422,))
def alliances(
    request: HttpRequest, response: HttpResponse, filters: Query[AllianceFilters]
) -> PageOf[schemas.Alliance]:
    """Alliances whose deal all have signed, newest first."""
    rows = filters.apply(Alliance.objects.public())
    found = page(request, response, rows, NEWEST_ALLIANCES, filters, of_alliances.alliance, of_alliances.alliances())
    return PageOf[schemas.Alliance](**found)


@read(router, "/alliances/{public_id:public_id}", name="api_alliance", shape=schemas.AllianceInFull, also=(404,))
def alliance(request: HttpRequest, public_id: str) -> schemas.AllianceInFull:
    """One alliance with its deal in force, and what everyone may know of the relationship."""
    return of_alliances.in_full(get_object_or_404(of_alliances.alliances(), public_id=public_id))


@read(
    router,
    "/alliances/{public_id:public_id}/versions",
    name="api_alliance_versions",
    shape=list[schemas.DealVersion],
    also=(404,),
)
def versions(request: HttpRequest, public_id: str) -> list[schemas.DealVersion]:
    """Every version of its deal that was in force, newest first, with who signed it."""
    return of_alliances.versions(get_object_or_404(Alliance.objects.public(), public_id=public_id))
