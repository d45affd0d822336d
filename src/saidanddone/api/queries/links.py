"""Links to who and where, and words in both languages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from saidanddone.api import schemas
from saidanddone.commitments.models import Commitment, Outcome
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.models import Decision, Finding
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


def contribution_link(row: Contribution | None) -> schemas.ContributionLink | None:
    """Nothing for what not everyone may read."""
    if row is None or not row.is_public:
        return None
    return schemas.ContributionLink(id=row.public_id, url=page("contribution", row.public_id))


def public_id(row: Finding | Decision | Commitment | Outcome | None) -> str | None:
    """Nothing for what not everyone may read."""
    return row.public_id if row is not None and row.is_public else None


def translated(row: Bilingual, fields: Iterable[str]) -> schemas.Translated | None:
    """Those of these fields that were put into the other language."""
    found = {field: str(row.translation[field]) for field in fields if row.translation.get(field)}
    if not found:
        return None
    behind = sorted(field for field in found if row.is_behind(field))
    return schemas.Translated(
        language=row.other_language, made_by=row.translated_by or "person", words=found, behind=behind
    )


def as_is(row: object, *fields: str) -> dict[str, Any]:
    return {field: getattr(row, field) for field in fields}


def or_null(row: object, *fields: str) -> dict[str, Any]:
    """What is empty is null."""
    return {field: getattr(row, field) or None for field in fields}
