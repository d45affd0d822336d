"""What is promised, what was done since, and what went wrong."""

from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import (
    as_is,
    or_null,
    organisation_link,
    page,
    place_link,
    public_id,
    service_link,
    translated,
)
from saidanddone.commitments.models import Commitment, FollowUp, Partner, Setback, Update
from saidanddone.commitments.recording import public_origin_of
from saidanddone.commitments.states import state_of

WORDS = ("promise", "notice", "for_whom", "pledged_by", "standard", "funding", "risk", "drop_reason")
SETBACK_WORDS = ("title", "text", "touched", "cost", "cause", "fix", "fix_owner", "found", "lesson")
_LARGE = ("place__boundary", "place__outline")


def commitments() -> QuerySet[Commitment]:
    """With what people say of each counted on the row."""
    related = ("organisation", "place", "service__organisation", "outcome", "decision", "finding", "contribution")
    partners = Prefetch("partners", Partner.objects.select_related("organisation").order_by("pk"))
    answered = {
        f"worked_{value}": Count("follow_ups", filter=Q(follow_ups__value=value), distinct=True)
        for value in FollowUp.Value.values
    }
    rows = Commitment.objects.public().select_related(*related, "replaced_by").defer(*_LARGE)
    asked = Count("follow_ups", distinct=True)
    return rows.prefetch_related(partners).annotate(worked_asked=asked, **answered)


def commitment(row: Commitment, on: date) -> schemas.Commitment:
    return schemas.Commitment(**_commitment(row, on))


def _commitment(row: Any, on: date) -> dict[str, Any]:
    origin = public_origin_of(row)
    return {
        "id": row.public_id,
        "url": page("commitment", row.public_id),
        **as_is(
            row,
            "promise",
            "notice",
            "for_whom",
            "pledged_by",
            "language",
            "is_redacted",
            "funding",
            "risk",
            "is_standing",
        ),
        **as_is(row, "start_date", "due_date", "first_due_date", "cost_pence", "funding_end_date"),
        **as_is(row, "made_at", "kept_date", "dropped_date", "asked_at"),
        **or_null(row, "standard", "drop_reason"),
        "state": str(state_of(row, on)),
        "translation": translated(row, WORDS),
        "organisation": organisation_link(row.organisation),
        "partners": [
            schemas.Partner(organisation=organisation_link(each.organisation), part=each.part)
            for each in row.partners.all()
        ],
        "place": place_link(row.place),
        "service": service_link(row.service) if row.service else None,
        "origin": str(origin) if origin else None,
        "outcome": public_id(row.outcome),
        "replaced_by": public_id(row.replaced_by),
        "worked": schemas.Worked(
            asked=row.worked_asked,
            yes=row.worked_yes,
            partly=row.worked_partly,
            no=row.worked_no,
            cannot_tell=row.worked_cannot_tell,
        ),
    }


def in_full(row: Commitment, on: date) -> schemas.CommitmentInFull:
    shown = row.updates.filter(hidden_at__isnull=True).select_related("organisation").prefetch_related("files")
    updates = shown.order_by("updated_at", "pk")
    return schemas.CommitmentInFull(
        **_commitment(row, on),
        milestones=[
            schemas.Milestone(id=each.public_id, **as_is(each, "title", "due_date", "reached_date", "dropped_date"))
            for each in row.milestones.order_by("due_date", "pk")
        ],
        updates=[_update(each) for each in updates],
        changes=[
            schemas.Change(
                **as_is(each, "field", "before", "after", "reason", "changed_at"),
                milestone=each.milestone.public_id if each.milestone else None,
            )
            for each in row.changes.select_related("milestone").order_by("changed_at", "pk")
        ],
        source_claims=[
            schemas.SourceClaim(
                **as_is(each, "about", "value", "source", "said_date", "imported_at"), link=each.link or None
            )
            for each in row.source_claims.order_by("imported_at", "pk")
        ],
        periods=[
            schemas.Period(
                **as_is(each, "start_date", "end_date", "kept_count", "all_count", "source", "recorded_at"),
                note=each.note or None,
            )
            for each in row.periods.order_by("start_date", "pk")
        ],
        setbacks=_ids(row.setbacks.public().order_by("said_at", "pk")),
        replaces=_ids(row.replaces.public().order_by("pk")),
    )


def _ids(rows: QuerySet[Any]) -> list[str]:
    return list(rows.values_list("public_id", flat=True))


def _update(row: Update) -> schemas.Update:
    return schemas.Update(
        id=row.public_id,
        organisation=organisation_link(row.organisation),
        **as_is(row, "done", "next", "language", "updated_at", "is_redacted"),
        **or_null(row, "evidence_ref", "claim"),
        evidence=row.evidence_url or None,
        files=[
            schemas.UpdateFile(
                id=each.public_id,
                url=page("update_file", each.public_id),
                **as_is(each, "media_type", "size", "sha256", "description"),
            )
            for each in sorted(row.files.all(), key=lambda each: each.pk)
        ],
    )


def setbacks() -> QuerySet[Setback]:
    related = ("organisation", "place", "service__organisation", "commitment", "decision", "outcome")
    return Setback.objects.public().select_related(*related).defer(*_LARGE)


def setback(row: Setback) -> schemas.Setback:
    return schemas.Setback(
        id=row.public_id,
        url=page("setback", row.public_id),
        **as_is(row, "title", "text", "language", "is_redacted", "known_date", "said_at", "is_in_time", "touched"),
        **as_is(row, "fix", "fix_owner", "check_date", "checked_date"),
        **or_null(row, "cost", "cause", "found", "lesson"),
        translation=translated(row, SETBACK_WORDS),
        organisation=organisation_link(row.organisation),
        place=place_link(row.place),
        service=service_link(row.service) if row.service else None,
        commitment=public_id(row.commitment),
        decision=public_id(row.decision),
        outcome=public_id(row.outcome),
    )
