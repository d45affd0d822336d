"""What the public may read, as rows with all that an answer needs, and those rows in their published shapes."""

import base64
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from saidanddone.api import schemas
from saidanddone.contributions.models import Addressee, Answer, Contribution, Topic, Verdict
from saidanddone.contributions.queries.figures import organisation_figures, place_figures
from saidanddone.core.viewer import STRANGER
from saidanddone.people.models import Organisation, Service
from saidanddone.people.queries import predecessors_of
from saidanddone.places.models import Place
from saidanddone.record.models import Entry
from saidanddone.record.queries import State


def contributions() -> QuerySet[Contribution]:
    """What strangers may read, with everything that its shape shows: the same few queries however many rows."""
    addressees = Addressee.objects.select_related("organisation", "passed_on_by").order_by("pk")
    return (
        Contribution.objects.visible_to(STRANGER)
        .select_related("place", "topic", "service__organisation")
        .prefetch_related(
            Prefetch("addressees", addressees),
            "translations",
            Prefetch("same_as", Contribution.objects.visible_to(STRANGER).only("pk", "public_id")),
        )
    )


def answers() -> QuerySet[Answer]:
    return Answer.objects.visible_to(STRANGER).select_related("contribution", "organisation", "passed_to", "verdict")


def contribution(row: Contribution, on: date) -> schemas.Contribution:
    return schemas.Contribution(**_contribution(row, on))


def contribution_with_answers(row: Contribution, on: date) -> schemas.ContributionWithAnswers:
    said_back = [answer(each) for each in answers().filter(contribution=row).order_by("answered_at", "pk")]
    return schemas.ContributionWithAnswers(**_contribution(row, on), answers=said_back)


def _contribution(row: Contribution, on: date) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "url": page("contribution", row.public_id),
        "kind": row.kind,
        "text": row.text,
        "language": row.language,
        "translations": [
            schemas.Translation(language=each.language, text=each.text, made_by=each.made_by)
            for each in row.translations.all()
        ],
        "place": place_link(row.place),
        "point": point(row),
        "topic": topic_link(row.topic) if row.topic else None,
        "service": service_link(row.service) if row.service else None,
        "said_date": row.said_date,
        "channel": row.channel,
        "published_at": row.published_at,
        "corrected_at": row.corrected_at,
        "is_redacted": row.is_redacted,
        "credit": schemas.Credit(choice=row.credit, name=row.credit_name or None),
        "may_be_quoted": row.may_be_quoted,
        "support_count": row.support_count,
        "same_as": row.same_as.public_id if row.same_as else None,
        "addressed_to": [addressed(each, on) for each in row.addressees.all()],
    }


def addressed(row: Addressee, on: date) -> schemas.Addressed:
    return schemas.Addressed(
        organisation=organisation_link(row.organisation),
        state=row.state,
        asked_at=row.asked_at,
        promise_days=row.promise_days,
        due_date=row.due_date,
        is_late=row.is_late(on),
        is_paused=row.paused_at is not None,
        acknowledged_at=row.acknowledged_at,
        first_answered_at=row.first_answered_at,
        first_answer_days=row.first_answer_days,
        answered_in_time=row.answered_in_time,
        passed_on_by=organisation_link(row.passed_on_by) if row.passed_on_by else None,
        reopened_at=row.reopened_at,
    )


def answer(row: Answer) -> schemas.Answer:
    verdict = getattr(row, "verdict", None)
    return schemas.Answer(
        id=row.public_id,
        url=f"{page('contribution', row.contribution.public_id)}#answer-{row.public_id}",
        contribution=row.contribution.public_id,
        organisation=organisation_link(row.organisation),
        kind=row.kind,
        text=row.text,
        reason=row.reason or None,
        passed_to=organisation_link(row.passed_to) if row.passed_to else None,
        language=row.language,
        answered_at=row.answered_at,
        verdict=_verdict(verdict) if verdict else None,
    )


def _verdict(row: Verdict) -> schemas.Verdict:
    return schemas.Verdict(id=row.public_id, value=row.value, words=row.shown_words, given_at=row.given_at)


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


def record(state: State) -> schemas.Record:
    log, checkpoint = state.log, state.checkpoint
    return schemas.Record(
        is_standing=state.is_standing,
        size=state.size,
        waiting=state.waiting,
        origin=log.origin if log else None,
        verifier_key=log.verifier_key if log else None,
        root=base64.b64encode(bytes(checkpoint.root)).decode() if checkpoint else None,
        signed_at=checkpoint.signed_at if checkpoint else None,
        checkpoint=str(checkpoint.signed_note) if checkpoint else None,
        url=settings.SITE_URL + reverse("record"),
    )


def entry(row: Entry) -> schemas.Entry:
    return schemas.Entry(
        position=row.position,
        kind=row.kind,
        about=str(row.about),
        at=row.at,
        fields=row.facts,
        commitments=row.commitments,
        content=bytes(row.content).decode(),
        leaf_hash=bytes(row.leaf_hash).hex(),
    )


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
