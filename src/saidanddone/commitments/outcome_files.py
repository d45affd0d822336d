"""Figures as CSV and JSON, and the hand-over pack as PDF."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from saidanddone.commitments.models import Observation, Outcome
from saidanddone.commitments.outcome_pages import Measure, Pack
from saidanddone.core.languages import active
from saidanddone.core.tables import csv_lines
from saidanddone.ui import documents
from saidanddone.ui.states import look

COLUMNS: dict[str, Callable[[Observation], Any]] = {
    "indicator": lambda row: row.indicator.key,
    "place": lambda row: row.place.slug if row.place else "",
    "start": lambda row: row.start_date.isoformat(),
    "end": lambda row: row.end_date.isoformat(),
    "value": lambda row: row.value,
    "lower": lambda row: row.lower,
    "upper": lambda row: row.upper,
    "n": lambda row: row.sample_size,
    "status": lambda row: row.status,
    "source": lambda row: row.source,
    "note": lambda row: row.note,
    "public_id": lambda row: row.public_id,
    "recorded_at": lambda row: row.recorded_at.isoformat(),
    "superseded_at": lambda row: row.superseded_at.isoformat() if row.superseded_at else "",
}
"""As `saidanddone import indicators` reads them, and what revised what."""


def _rows(outcome: Outcome) -> Iterator[Observation]:
    for indicator in outcome.indicators.all():
        for each in indicator.observations.all():
            each.indicator = indicator
            yield each


def figures_csv(outcome: Outcome) -> Iterator[str]:
    yield "\ufeff"
    yield from csv_lines(tuple(COLUMNS), ([value(row) for value in COLUMNS.values()] for row in _rows(outcome)))


def figures_json(outcome: Outcome) -> dict[str, Any]:
    """Indicators with their rule, lines and figures; what is not known is null."""
    return {
        "outcome": outcome.public_id,
        "title": outcome.title,
        "url": settings.SITE_URL + reverse("outcome", args=[outcome.public_id]),
        "indicators": [
            {
                "key": each.key,
                "title": each.title,
                "definition": each.definition,
                "unit": each.unit,
                "better": each.better,
                "steward": each.steward.slug,
                "source": each.source,
                "rule": each.rule,
                "rule_declared_at": each.rule_declared_at.isoformat(),
                "lines": [
                    {
                        "kind": line.kind,
                        "date": line.date.isoformat(),
                        "value": line.value,
                        "superseded_at": line.superseded_at.isoformat() if line.superseded_at else None,
                        "reason": line.reason,
                    }
                    for line in each.lines.all()
                ],
                "observations": [
                    {name: _json(value(row)) for name, value in COLUMNS.items() if name != "indicator"}
                    for row in _of(outcome, each.pk)
                ],
            }
            for each in outcome.indicators.all()
        ],
    }


def _of(outcome: Outcome, indicator: int) -> Iterator[Observation]:
    return (row for row in _rows(outcome) if row.indicator_id == indicator)


def _json(value: Any) -> Any:
    return None if value == "" else value


def pack_pdf(pack: Pack, *, at: datetime) -> bytes:
    """The hand-over pack to print and to send."""
    return documents.pdf("commitments/hand_over.typ", pack_values(pack), at=at)


def pack_values(pack: Pack) -> dict[str, Any]:
    outcome = pack.page.outcome
    return {
        "title": gettext("Hand-over: %(outcome)s") % {"outcome": outcome.said("title").text},
        "language": active(),
        "site": settings.SITE_URL + reverse("outcome", args=[outcome.public_id]),
        "page_words": gettext("Page {page} of {pages}"),
        "sections": [
            _section(gettext("Why it matters"), [outcome.said("why").text]),
            _section(gettext("Who answers for it"), [_owner(each) for each in pack.page.owners]),
            _section(gettext("Where it stands"), [_measure(each.measure) for each in pack.page.measures]),
            _section(gettext("What is promised"), [_promise(each) for each in pack.promises]),
            *([_section(gettext("Whom to talk to"), list(map(_person, pack.people)))] if pack.people else []),
            _section(gettext("What was learnt"), pack.lessons),
            _section(gettext("Risks"), [f"{each.said('risk')} ({each.said('promise')})" for each in pack.risks]),
            _section(gettext("Money that ends within two years"), [_fund(each) for each in pack.funds]),
        ],
        "nothing": gettext("Nothing is known of this yet."),
    }


def _section(heading: str, items: list[str]) -> dict[str, Any]:
    return {"heading": heading, "items": items}


def _owner(owner: Any) -> str:
    plan = f": {owner.plan_text}" if owner.plan_text else ""
    clash = gettext(" It may clash with: %(duty)s") % {"duty": owner.clashes_with} if owner.clashes_with else ""
    return f"{owner.organisation.local_name}{plan}{clash}"


def _measure(measure: Measure) -> str:
    state = look(measure.reading.state).word
    newest = f"; {measure.newest} {measure.indicator.unit}, {measure.newest_period}" if measure.newest else ""
    return f"{measure.indicator.said('title')}: {state}{newest}"


def _promise(promise: Any) -> str:
    return f"{promise.said('promise')} ({promise.organisation.local_name}, {look(promise.state).word})"


def _person(owner: Any) -> str:
    return f"{owner.named_person}, {owner.organisation.local_name}"


def _fund(promise: Any) -> str:
    day = f"{promise.funding_end_date:%d/%m/%Y}"
    return f"{day}: {promise.said('promise')}{f' ({promise.funding})' if promise.funding else ''}"
