"""Organisations with their services, places, topics."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import organisation_link, page, place_link, point, service_link, topic_link, words
from saidanddone.contributions.models import Topic
from saidanddone.contributions.queries.figures import organisation_figures, place_figures
from saidanddone.people.models import Organisation, Service
from saidanddone.people.queries import predecessors_of
from saidanddone.places.models import Place


def organisation(row: Organisation) -> schemas.Organisation:
    return schemas.Organisation(**_organisation(row))


def organisation_in_full(row: Organisation, on: date) -> schemas.OrganisationInFull:
    return schemas.OrganisationInFull(
        **_organisation(row),
        places=[place_link(each) for each in row.places.order_by("path")],
        services=[service(each) for each in services().filter(organisation=row)],
        predecessors=[organisation_link(each) for each in predecessors_of(row)],
        successor=organisation_link(row.successor) if row.successor else None,
        figures=_performance(row, on),
    )


def _performance(row: Organisation, on: date) -> schemas.OrganisationFigures:
    """What nobody has asked for yet is unknown, and so null rather than nought."""
    found = organisation_figures(row, on)
    known = found.said > 0
    return schemas.OrganisationFigures(
        asked=found.said,
        waiting=found.waiting if known else None,
        late=found.late if known else None,
        answered=found.answered if known else None,
        passed_on=found.passed_on if known else None,
        first_answers=found.times.answers,
        median_days=found.times.median_days,
        percentile_90_days=found.times.percentile_90_days,
        share_in_time=found.times.share_in_time,
        share_understood=found.verdicts.share_understood,
    )


def _organisation(row: Organisation) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "url": page("organisation", row.slug),
        "name": words(row, "name"),
        "summary": words(row, "summary"),
        "kind": row.kind,
        "tier": row.tier,
        "nation": row.nation,
        "home_page": row.home_page or None,
        "promise_days": row.promise_days,
        "ended_date": row.ended_date,
    }


def services() -> QuerySet[Service]:
    return Service.objects.select_related("organisation", "successor__organisation").order_by("organisation", "slug")


def service(row: Service) -> schemas.Service:
    return schemas.Service(
        **service_link(row).dict(),
        id=row.public_id,
        ended_date=row.ended_date,
        successor=service_link(row.successor) if row.successor else None,
    )


def place(row: Place) -> schemas.Place:
    return schemas.Place(**_place(row))


def place_in_full(row: Place) -> schemas.PlaceInFull:
    counts = row.profile.order_by("dimension", "year", "pk")
    return schemas.PlaceInFull(
        **_place(row),
        within=[place_link(each) for each in row.children.order_by("path")],
        profile=[
            schemas.ProfileCount(
                dimension=each.dimension, category=each.category, count=each.count, source=each.source, year=each.year
            )
            for each in counts
        ],
        figures=_said_in(row),
    )


def _said_in(row: Place) -> schemas.PlaceFigures:
    found = place_figures(row)
    known = found.said > 0
    return schemas.PlaceFigures(
        said=found.said,
        answered=found.answered if known else None,
        waiting=found.waiting if known else None,
    )


def _place(row: Place) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "url": page("place", row.slug),
        "name": words(row, "name"),
        "level": row.level,
        "code": row.code or None,
        "parent": row.parent.slug if row.parent else None,
        "centre": point(row),
    }


def boundary(row: Place) -> schemas.Boundary:
    return schemas.Boundary(
        type="Feature",
        id=row.slug,
        properties={"name": row.name, "name_cy": row.name_cy or None, "level": row.level, "code": row.code or None},
        geometry=row.boundary,
    )


def topic(row: Topic) -> schemas.Topic:
    return schemas.Topic(**topic_link(row).dict(), retired_date=row.retired_date)
