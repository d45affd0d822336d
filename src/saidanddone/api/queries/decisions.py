"""What is decided: decisions that were announced, with what was considered counted, and their uses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.findings import PUBLIC, reference
from saidanddone.api.queries.links import (
    as_is,
    contribution_link,
    or_null,
    organisation_link,
    page,
    place_link,
    public_id,
    topic_link,
    translated,
)
from saidanddone.core.refs import Ref, urls_of
from saidanddone.decisions.models import Backing, Decision, SignOff, Use
from saidanddone.decisions.models.decisions import open_sources
from saidanddone.decisions.wording import WORDS_ANNOUNCED, WORDS_DECIDED

_SHOWN = (
    PUBLIC
    | Q(finding__published_at__isnull=False, finding__hidden_at__isnull=True)
    | Q(contribution__isnull=True, finding__isnull=True) & open_sources()
)
_USE = "use_"


def decisions() -> QuerySet[Decision]:
    related = ("place", "topic", "organisation", "choice", "replaced_by")
    return Decision.objects.public().select_related(*related).defer("place__boundary", "place__outline")


def shapes(rows: Sequence[Decision]) -> list[schemas.Decision]:
    """One query more for all: what each considered."""
    counts = _considered(rows)
    return [schemas.Decision(**_decision(row, counts.get(row.pk, {}))) for row in rows]


def _considered(rows: Sequence[Decision]) -> dict[int, dict[str, Any]]:
    values = {value: Count("pk", Q(value=value)) for value in Use.Value.values}
    counted = (
        Use.objects.filter(decision__in=[row.pk for row in rows])
        .order_by()
        .values("decision")
        .annotate(
            contributions=Count("contribution"),
            findings=Count("finding"),
            references=Count("pk", Q(contribution__isnull=True, finding__isnull=True)),
            shown=Count("pk", _SHOWN),
            **values,
        )
    )
    return {each["decision"]: dict(each) for each in counted}


def _decision(row: Decision, counts: dict[str, Any]) -> dict[str, Any]:
    """Words and days of the choice are null until it is decided."""
    is_taken = row.decided_at is not None
    taken = or_null(row, *WORDS_DECIDED, "decided_date", "review_date")
    known = (*WORDS_ANNOUNCED, *WORDS_DECIDED) if is_taken else WORDS_ANNOUNCED
    return {
        "id": row.public_id,
        "url": page("decision", row.public_id),
        "state": row.state,
        **as_is(row, *WORDS_ANNOUNCED),
        **(taken if is_taken else dict.fromkeys(taken)),
        "choice": row.choice.public_id if is_taken and row.choice else None,
        "language": row.language,
        "translation": translated(row, known),
        "is_redacted": row.is_redacted,
        "place": place_link(row.place),
        "topic": topic_link(row.topic) if row.topic else None,
        "organisation": organisation_link(row.organisation),
        **as_is(row, "announced_at", "views_close_date", "decided_at", "bed_in_until_date", "is_pilot"),
        **or_null(row, "pilot_review_date", "pilot_end", "pilot_learnt", "reason"),
        "replaced_by": public_id(row.replaced_by),
        "considered": _counts(counts, is_taken=is_taken),
    }


def _counts(counts: dict[str, Any], *, is_taken: bool) -> schemas.UseCounts:
    kinds = {kind: counts.get(kind, 0) for kind in ("contributions", "findings", "references")}
    values: dict[str, Any] = {value: counts.get(value, 0) if is_taken else None for value in Use.Value.values}
    return schemas.UseCounts(**kinds, not_shown=sum(kinds.values()) - counts.get("shown", 0), **values)


def in_full(row: Decision, on: date) -> schemas.DecisionInFull:
    return schemas.DecisionInFull(
        **_decision(row, _considered([row]).get(row.pk, {})),
        bounds=[
            schemas.Bound(kind=each.kind, by=each.by or None, text=each.text, figures=each.figures or None)
            for each in row.bounds.order_by("order", "pk")
        ],
        options=[_option(each) for each in row.options.order_by("order", "pk")],
        scenarios=[
            schemas.Scenario(title=each.title, matters_to=each.matters_to, text=each.text)
            for each in row.scenarios.order_by("order", "pk")
        ],
        documents=[
            schemas.Document(title=each.title, link=each.link) for each in row.documents.order_by("order", "pk")
        ],
        dates=[_date(each, on) for each in row.date_promises.order_by("promised_at", "pk")],
        state_changes=[
            schemas.StateChange(
                before=each.before, after=each.after, reason=each.reason or None, changed_at=each.changed_at
            )
            for each in row.state_changes.order_by("pk")
        ],
        sign_offs=[_sign_off(each) for each in row.sign_offs.select_related("organisation").order_by("pk")],
        expectations=[_expectation(each) for each in row.expectations.order_by("expected_date", "pk")],
        backings=[_backing(each) for each in row.backings.select_related("organisation").order_by("made_at", "pk")],
        versions=_versions(row),
        replaces=list(row.replaces.public().order_by("pk").values_list("public_id", flat=True)),
    )


def _option(row: Any) -> schemas.Option:
    return schemas.Option(id=row.public_id, **as_is(row, "title", "text", "cost_pence", "gain", "loss", "asks"))


def _date(row: Any, on: date) -> schemas.DatePromise:
    return schemas.DatePromise(
        **as_is(row, "state", "due_date", "promised_at", "met_date", "superseded_at"),
        is_missed=row.is_missed(on),
        reason=row.reason or None,
    )


def _sign_off(row: SignOff) -> schemas.SignOff:
    return schemas.SignOff(
        **as_is(row, "voice", "signed_at"),
        **or_null(row, "name", "says", "not_asked_because"),
        organisation=organisation_link(row.organisation) if row.organisation else None,
    )


def _backing(row: Backing) -> schemas.Backing:
    return schemas.Backing(
        id=row.public_id,
        organisation=organisation_link(row.organisation),
        **as_is(row, "post", "why", "if_it_fails", "language", "made_at", "until_date", "ended_date"),
        **or_null(row, "end_reason"),
    )


def _expectation(row: Any) -> schemas.Expectation:
    return schemas.Expectation(
        id=row.public_id,
        **as_is(row, "text", "measure", "expected_date", "recorded_at", "compared_at"),
        **or_null(row, "outcome", "found"),
    )


def _versions(row: Decision) -> list[schemas.Version]:
    """What was said of a use is left out where not everyone may read what was used."""
    versions = list(row.versions.order_by("number"))
    of_uses = {field for each in versions for field in each.words if field.startswith(_USE)}
    shown = set(uses_shown(row).values_list("public_id", flat=True)) if of_uses else set()
    gone = {field for field in of_uses if field.removeprefix(_USE) not in shown}
    return [
        schemas.Version(
            number=each.number,
            words={field: words for field, words in each.words.items() if field not in gone},
            reason=each.reason or None,
            replaced_at=each.replaced_at,
        )
        for each in versions
    ]


def uses_shown(decision: Decision) -> QuerySet[Use]:
    """What was considered that everyone may read."""
    return decision.uses.filter(_SHOWN)


def uses(rows: Sequence[Use], *, is_taken: bool) -> list[schemas.Use]:
    refs = {row.pk: Ref(row.ref_kind, row.ref_id) for row in rows if row.ref_kind}
    urls = urls_of(refs.values())
    return [
        schemas.Use(
            id=row.public_id,
            contribution=contribution_link(row.contribution),
            finding=public_id(row.finding),
            reference=reference(row, refs[row.pk], urls) if row.pk in refs else None,
            value=row.value or None if is_taken else None,
            because=row.because or None if is_taken else None,
            cited_at=row.cited_at,
        )
        for row in rows
    ]
