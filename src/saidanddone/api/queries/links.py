"""Links to who and where, and words in both languages."""

from django.conf import settings
from django.urls import reverse

from saidanddone.api import schemas
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place


def point(row: Contribution | Place) -> schemas.Point | None:
    if row.latitude is None or row.longitude is None:
        return None
    return schemas.Point(latitude=row.latitude, longitude=row.longitude)


def words(row: object, field: str) -> schemas.Words:
    return schemas.Words(en=getattr(row, field), cy=getattr(row, f"{field}_cy") or None)


def place_link(row: Place) -> schemas.PlaceLink:
    return schemas.PlaceLink(slug=row.slug, name=words(row, "name"), url=page("place", row.slug))


def organisation_link(row: Organisation) -> schemas.OrganisationLink:
    return schemas.OrganisationLink(slug=row.slug, name=words(row, "name"), url=page("organisation", row.slug))


def service_link(row: Service) -> schemas.ServiceLink:
    return schemas.ServiceLink(slug=row.slug, name=words(row, "name"), organisation=row.organisation.slug)


def topic_link(row: Topic) -> schemas.TopicLink:
    return schemas.TopicLink(slug=row.slug, name=words(row, "name"))


def page(name: str, key: str) -> str:
    """The address of a page for people, in full."""
    return settings.SITE_URL + reverse(name, args=[key])
