"""What was said, and what was answered."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import organisation_link, page, place_link, point, service_link, topic_link
from saidanddone.contributions.models import Addressee, Answer, Contribution, Verdict
from saidanddone.core.viewer import STRANGER


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
