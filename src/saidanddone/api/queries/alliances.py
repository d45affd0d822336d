"""Alliances as the API tells of them: only what all have signed, and what of the relationship everyone may know."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from saidanddone.alliances.deals import shown_text
from saidanddone.alliances.models import Alliance, Check, DealVersion, Party, Signature
from saidanddone.alliances.queries.alliances import EVERYONE, shown_parties, signed_versions
from saidanddone.alliances.queries.relationship import relationship_of
from saidanddone.api import schemas
from saidanddone.api.queries.links import as_is, or_null, organisation_link, page, place_link, translated
from saidanddone.commitments.models import Outcome
from saidanddone.funds.models import Fund
from saidanddone.places.models import Place

WORDS = ("title", "purpose", "end_reason")


def alliances() -> QuerySet[Alliance]:
    places = Place.objects.defer("boundary", "outline").order_by("path")
    outcomes = Outcome.objects.public().order_by("set_date", "pk")
    rows = Alliance.objects.public().select_related("predecessor")
    return rows.prefetch_related(
        Prefetch("parties", shown_parties()), Prefetch("places", places), Prefetch("outcomes", outcomes)
    )


def alliance(row: Alliance) -> schemas.Alliance:
    return schemas.Alliance(**_alliance(row))


def _alliance(row: Alliance) -> dict[str, Any]:
    before = row.predecessor
    return {
        "id": row.public_id,
        "url": page("alliance", row.public_id),
        **as_is(row, "title", "purpose", "language", "is_redacted", "kind", "formation", "state", "drill_months"),
        **as_is(row, "starts_date", "ends_date", "review_date", "signed_at", "ended_date"),
        **or_null(row, "template", "no_baseline_reason", "end_reason"),
        "translation": translated(row, WORDS),
        "parties": [_party(each) for each in row.parties.all()],
        "places": [place_link(each) for each in row.places.all()],
        "outcomes": [each.public_id for each in row.outcomes.all()],
        "predecessor": before.public_id if before and before.is_public else None,
    }


def _party(row: Party) -> schemas.AllianceParty:
    return schemas.AllianceParty(
        id=row.public_id,
        organisation=organisation_link(row.organisation),
        **as_is(row, "is_bridge", "joined_date", "left_date"),
        **or_null(row, "department", "leave_reason"),
    )


def in_full(row: Alliance) -> schemas.AllianceInFull:
    relationship = relationship_of(row, EVERYONE)
    funds = Fund.objects.public().filter(pk__in=row.pools.values("fund")).order_by("pk")
    force = next((each for each in versions(row) if each.state == DealVersion.State.SIGNED), None)
    return schemas.AllianceInFull(
        **_alliance(row),
        deal=force,
        funds=list(funds.values_list("public_id", flat=True)),
        reviews=[
            schemas.AllianceReview(id=each.public_id, **as_is(each, "kind", "held_date"), **or_null(each, "summary"))
            for each in relationship.reviews
        ],
        barriers=[
            schemas.AllianceBarrier(
                id=each.public_id,
                owner=each.owner.public_id,
                **as_is(each, "words", "due_date", "raised_at", "ended_date", "is_removed"),
                **or_null(each, "how_it_ended"),
            )
            for each in relationship.barriers
        ],
        checks=[_check(each) for each in relationship.held],
        call_outs=[
            schemas.AllianceCallOut(id=each.public_id, **as_is(each, "is_drill", "called_at", "came"))
            for each in relationship.call_outs
        ],
    )


def _check(row: Check) -> schemas.AllianceCheck:
    counted = {"raters": row.asked, "organisations": row.organisations}  # type: ignore[attr-defined]
    return schemas.AllianceCheck(**as_is(row, "number", "form", "closed_at", "next_date"), **counted)


def versions(row: Alliance) -> list[schemas.DealVersion]:
    """Newest first."""
    return [_version(each) for each in signed_versions(row)]


def _version(row: DealVersion) -> schemas.DealVersion:
    text = shown_text(row.text, EVERYONE, row)
    return schemas.DealVersion(
        **as_is(row, "number", "state", "digest", "proposed_at", "signed_at"),
        **or_null(row, "reason"),
        title=text["title"],
        purpose=text["purpose"],
        clauses=[_clause(each) for each in text["clauses"]],
        kept_back=text["kept_back"],
        seen=[schemas.RoleSeen(about=each["about"], by=each["by"], words=each["words"]) for each in text["seen"]],
        signatures=[_signature(each) for each in row.signatures.all()],
    )


def _clause(each: dict[str, Any]) -> schemas.DealClause:
    said = {name: each[name] for name in ("id", "kind", "party", "words", "language")}
    return schemas.DealClause(**said, level=each["level"] or None, is_taken_out=bool(each.get("is_taken_out")))


def _signature(row: Signature) -> schemas.DealSignature:
    return schemas.DealSignature(party=row.party.public_id, **as_is(row, "post", "signed_at", "digest"))
