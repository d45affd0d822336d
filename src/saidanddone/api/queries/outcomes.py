"""Long-term changes for people, who answers for them, and how they are measured."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import as_is, or_null, organisation_link, page, place_link, translated
from saidanddone.commitments.models import Indicator, Observation, Outcome, Owner, Report
from saidanddone.commitments.outcome_pages import measure
from saidanddone.commitments.queries.outcomes import measured

WORDS = ("title", "why", "end_reason", "lessons")
INDICATOR_WORDS = (
    *("title", "definition", "unit", "population", "geography", "source"),
    *("technical_note", "revision_rule", "chosen_with"),
)


def outcomes() -> QuerySet[Outcome]:
    """With those who answer for it, were asked to, or did before. Who was asked and never agreed is not told."""
    told = Q(until_date__isnull=True) | Q(agreed_at__isnull=False)
    owners = Owner.objects.filter(told).select_related("organisation", "follows").order_by("since_date", "pk")
    rows = Outcome.objects.public().select_related("place").defer("place__boundary", "place__outline")
    return rows.prefetch_related(Prefetch("owners", owners))


def outcome(row: Outcome) -> schemas.Outcome:
    return schemas.Outcome(**_outcome(row))


def _outcome(row: Outcome) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "url": page("outcome", row.public_id),
        **as_is(row, "title", "why", "language", "is_redacted", "report_months", "set_date", "set_at", "ended_date"),
        "translation": translated(row, WORDS),
        "place": place_link(row.place),
        **or_null(row, "end_reason", "lessons"),
        "owners": [_owner(each) for each in row.owners.all()],
    }


def _owner(row: Owner) -> schemas.Owner:
    return schemas.Owner(
        id=row.public_id,
        organisation=organisation_link(row.organisation),
        **or_null(row, "plan_link", "plan_text", "clashes_with"),
        **as_is(row, "agreed_at", "since_date", "until_date"),
        follows=row.follows.public_id if row.follows else None,
    )


def in_full(row: Outcome, on: date) -> schemas.OutcomeInFull:
    reports = row.reports.order_by("due_date", "pk")
    promises, setbacks = row.commitments.public().order_by("pk"), row.setbacks.public().order_by("pk")
    return schemas.OutcomeInFull(
        **_outcome(row),
        indicators=[_indicator(each, on) for each in measured().filter(outcome=row)],
        reports=[_report(each, on) for each in reports],
        commitments=list(promises.values_list("public_id", flat=True)),
        setbacks=list(setbacks.values_list("public_id", flat=True)),
    )


def _indicator(row: Indicator, on: date) -> schemas.Indicator:
    judged = measure(row, on=on).reading.judgement
    return schemas.Indicator(
        id=row.public_id,
        **as_is(row, "key", "title", "definition", "unit", "better", "kind", "source", "frequency", "language"),
        **or_null(row, "population", "geography", "source_link", "technical_note", "revision_rule", "chosen_with"),
        **as_is(row, "rule", "rule_declared_at"),
        steward=organisation_link(row.steward),
        translation=translated(row, INDICATOR_WORDS),
        lines=[
            schemas.Line(
                id=each.public_id,
                **as_is(each, "kind", "date", "value", "set_at", "superseded_at"),
                reason=each.reason or None,
            )
            for each in row.lines.all()
        ],
        computed=schemas.Computed(
            value=str(judged.state), expected=judged.expected, distance=judged.distance, share=judged.share
        ),
        opinions=[
            schemas.Opinion(
                id=each.public_id,
                **as_is(each, "by", "value", "reason", "language", "given_at"),
                name=each.name or None,
            )
            for each in row.opinions.all()
        ],
    )


def _report(row: Report, on: date) -> schemas.Report:
    return schemas.Report(
        id=row.public_id,
        due_date=row.due_date,
        text=row.text or None,
        language=row.language or None,
        published_at=row.published_at,
        is_missed=row.published_at is None and row.due_date < on,
    )


def observations() -> QuerySet[Observation]:
    return Observation.objects.select_related("indicator", "place").defer("place__boundary", "place__outline")


def observation(row: Observation) -> schemas.Observation:
    return schemas.Observation(
        id=row.public_id,
        indicator=row.indicator.key,
        place=row.place.slug if row.place else None,
        **as_is(row, "start_date", "end_date", "value", "lower", "upper", "sample_size", "status"),
        **or_null(row, "source", "note"),
        **as_is(row, "recorded_at", "superseded_at"),
    )
