"""Organisations and places, with the figures that their pages show, as files.

Every field of the models is either a column or left out for a reason, held by a test.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse

from saidanddone.core.downloads import Column, Download, of
from saidanddone.people.models import Organisation
from saidanddone.web.queries.organisations import Keeping, organisation_rows
from saidanddone.web.queries.places import PlaceRow, tree

_ORGANISATION: dict[str, Column] = {
    "slug": of("organisation.slug"),
    "url": lambda row: settings.SITE_URL + reverse("organisation", args=[row.organisation.slug]),
    "name": of("organisation.name"),
    "name_cy": of("organisation.name_cy"),
    "summary": of("organisation.summary"),
    "summary_cy": of("organisation.summary_cy"),
    "kind": of("organisation.kind"),
    "tier": of("organisation.tier"),
    "nation": of("organisation.nation"),
    "places": lambda row: sorted(each.slug for each in row.organisation.places.all()),
    "home_page": of("organisation.home_page"),
    "promise_days": of("organisation.promise_days"),
    "successor": of("organisation.successor.slug"),
    "ended_date": of("organisation.ended_date"),
    "asked": of("figures.said"),
    "waiting": of("waiting"),
    "late": of("late"),
    "first_answers": of("figures.times.answers"),
    "median_days": of("figures.times.median_days"),
    "percentile_90_days": of("figures.times.percentile_90_days"),
    "share_in_time": of("figures.times.share_in_time"),
    "share_understood": of("figures.verdicts.share_understood"),
}


def _parent(row: PlaceRow) -> str | None:
    """The slug of the place that it nests in: in its path the last but one."""
    above = row.place.path.split("/")[:-2]
    return above[-1] if above else None


_PLACE: dict[str, Column] = {
    "slug": of("place.slug"),
    "url": lambda row: settings.SITE_URL + reverse("place", args=[row.place.slug]),
    "name": of("place.name"),
    "name_cy": of("place.name_cy"),
    "level": of("place.level"),
    "parent": _parent,
    "code": of("place.code"),
    "latitude": of("place.latitude"),
    "longitude": of("place.longitude"),
    "said": of("said"),
}
_OURS = {"id": "the database's own number", "public_id": "slug stands for it"}
ORGANISATIONS = Download("organisations", _ORGANISATION, _OURS)
PLACES = Download(
    "places",
    _PLACE,
    _OURS
    | {
        "path": "parent says the same, step by step",
        "boundary": "a shape is no cell; /api/v1/places/…/boundary gives it as GeoJSON",
        **dict.fromkeys(("outline", "west", "south", "east", "north"), "worked out from the boundary"),
    },
)


def organisations(on: date) -> Iterator[Keeping]:
    found = Organisation.objects.select_related("successor").prefetch_related("places")
    yield from organisation_rows(on, found)


def places() -> Iterator[PlaceRow]:
    """In the order of their nesting; what was said within one counts for it."""
    yield from tree()
