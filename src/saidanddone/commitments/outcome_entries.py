"""What of outcomes enters the public record: facts and figures openly, words only as commitments.

Figures enter as text, since an entry holds whole numbers only.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from saidanddone.commitments.models import Indicator, Line, Observation, Opinion, Outcome, Owner, Report
from saidanddone.core.refs import Ref
from saidanddone.core.text import to_plain
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record
from saidanddone.search import index as search

Facts = Mapping[str, object]


def append(
    kind: str, about: Ref, *, by: Viewer, at: datetime, fields: Facts, words: Mapping[str, str] | None = None
) -> None:
    """Append an entry; words that were left empty make no commitment."""
    private = {name: text for name, text in (words or {}).items() if text}
    record.append(by=by, kind=kind, about=about, at=at, fields=fields, private=private)


def outcome_facts(outcome: Outcome, owners: Iterable[Organisation]) -> Facts:
    return {
        "place": outcome.place.slug,
        "owners": sorted(each.slug for each in owners),
        "set_date": outcome.set_date.isoformat(),
        "report_months": outcome.report_months,
        "language": str(outcome.language),
    }


def outcome_words(outcome: Outcome) -> dict[str, str]:
    words = {"title": outcome.title, "why": outcome.why}
    return words | {"end_reason": outcome.end_reason, "lessons": outcome.lessons}


def owner_facts(owner: Owner, change: str) -> Facts:
    return {
        "outcome": owner.outcome.public_id,
        "organisation": owner.organisation.slug,
        "change": change,
        "since_date": owner.since_date.isoformat(),
        "until_date": owner.until_date.isoformat() if owner.until_date else None,
        "follows": owner.follows.organisation.slug if owner.follows else None,
    }


def owner_words(owner: Owner) -> dict[str, str]:
    names = ("named_person", "plan_link", "plan_text", "clashes_with")
    return {name: getattr(owner, name) for name in names}


def indicator_facts(indicator: Indicator) -> Facts:
    return {
        "outcome": indicator.outcome.public_id,
        "key": indicator.key,
        "unit": indicator.unit,
        "better": str(indicator.better),
        "kind": str(indicator.kind),
        "frequency": str(indicator.frequency),
        "steward": indicator.steward.slug,
        "rule": indicator.rule,
        "rule_declared_at": indicator.rule_declared_at.isoformat(),
        "language": str(indicator.language),
    }


def indicator_words(indicator: Indicator) -> dict[str, str]:
    names = ("title", "definition", "population", "geography", "source", "technical_note", "revision_rule")
    return {name: getattr(indicator, name) for name in (*names, "chosen_with")}


def observation_entry(observation: Observation, indicator: Indicator) -> record.Draft:
    numbers = {name: _text(getattr(observation, name)) for name in ("value", "lower", "upper")}
    facts = {
        "indicator": indicator.public_id,
        "place": observation.place.slug if observation.place else None,
        "start_date": observation.start_date.isoformat(),
        "end_date": observation.end_date.isoformat(),
        "sample_size": observation.sample_size,
        "status": str(observation.status),
        **numbers,
    }
    words = {name: text for name in ("source", "note") if (text := getattr(observation, name))}
    return record.Draft("observation", observation.ref, facts, words)


def line_facts(line: Line, *, replaces: Line | None) -> Facts:
    return {
        "indicator": line.indicator.public_id,
        "kind": str(line.kind),
        "date": line.date.isoformat(),
        "value": _text(line.value),
        "replaces": replaces.public_id if replaces else None,
    }


def opinion_facts(opinion: Opinion) -> Facts:
    return {"indicator": opinion.indicator.public_id, "by": str(opinion.by), "value": str(opinion.value)}


def report_facts(report: Report) -> Facts:
    return {"outcome": report.outcome.public_id, "due_date": report.due_date.isoformat()}


def _text(number: float | None) -> str | None:
    """As short as it can be while the same number is read back."""
    return None if number is None else repr(float(number))


# The search index


def index(outcome: Outcome) -> None:
    """Make its words findable, or take them out when they are hidden."""
    if outcome.hidden_at is None:
        search.put(**document(outcome))
    else:
        search.remove(kind="outcome", public_id=outcome.public_id)


def document(outcome: Outcome) -> search.Document:
    return {
        "kind": "outcome",
        "public_id": outcome.public_id,
        "language": outcome.language,
        "title": outcome.title,
        "body": to_plain(f"{outcome.why} {' '.join(outcome.translation.values())}"),
        "moment": outcome.set_at,
    }


def documents() -> Iterable[search.Document]:
    """Every public outcome, oldest first, to build the index anew."""
    for outcome in Outcome.objects.public().order_by("set_at", "pk").iterator(chunk_size=500):
        yield document(outcome)
