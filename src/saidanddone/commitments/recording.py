"""What of promises and setbacks enters the public record: facts openly, words only as commitments.

Organisations' words may name people, as their answers may; so they enter salted, and a moderator can close them.
"""

from collections.abc import Mapping
from datetime import date, datetime

from saidanddone.commitments.models import Commitment, FollowUp, Indicator, Outcome, Period, Setback, Update
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.record import actions as record

COMMITMENT_WORDS = ("promise", "notice", "for_whom", "pledged_by", "standard", "funding", "risk", "drop_reason")
UPDATE_WORDS = ("done", "next", "evidence")
SETBACK_WORDS = ("title", "text", "touched", "cost", "cause", "fix", "fix_owner", "found", "lesson")


def words_of(row: object, names: tuple[str, ...]) -> dict[str, str]:
    """Those of its words that are not empty."""
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def origin_of(commitment: Commitment) -> Ref | None:
    """The decision, finding or contribution from which it came."""
    origin = commitment.decision or commitment.finding or commitment.contribution
    return origin.ref if origin else None


def public_origin_of(commitment: Commitment) -> Ref | None:
    """The same where everyone may read it: what is hidden or withdrawn meanwhile is not named."""
    origin = commitment.decision or commitment.finding or commitment.contribution
    return origin.ref if origin and origin.is_public else None


def commitment_facts(commitment: Commitment) -> dict[str, object]:
    origin = origin_of(commitment)
    return {
        "organisation": commitment.organisation.slug,
        "place": commitment.place.slug,
        "origin": str(origin) if origin else None,
        "language": str(commitment.language),
        "start_date": _day(commitment.start_date),
        "due_date": _day(commitment.due_date),
        "is_standing": commitment.is_standing,
        "cost_pence": commitment.cost_pence,
        "partners": sorted(each.organisation.slug for each in commitment.partners.select_related("organisation")),
        "milestones": milestones(commitment),
    }


def milestones(commitment: Commitment) -> list[str]:
    return [
        day.isoformat()
        for day in commitment.milestones.standing().order_by("due_date", "pk").values_list("due_date", flat=True)
    ]


def append(
    kind: str,
    about: Ref,
    *,
    by: Viewer,
    at: datetime,
    fields: Mapping[str, object],
    private: Mapping[str, str] | None = None,
) -> None:
    words = {name: text for name, text in (private or {}).items() if text}
    record.append(by=by, kind=kind, about=about, at=at, fields=fields, private=words)


def append_translation(thing: Commitment | Setback | Outcome | Indicator, *, by: Viewer, at: datetime) -> None:
    """The seals of an earlier translation open no more: the newest stands."""
    words = translating.words_of(thing, thing.WORDS)
    record.close(by=by, about=thing.ref, at=at, fields=translating.entry_names(thing.WORDS))
    append(translating.ENTRY, thing.ref, by=by, at=at, fields=translating.facts_of(thing, words), private=words)


def update_facts(update: Update, commitment: Commitment) -> dict[str, object]:
    return {
        "commitment": commitment.public_id,
        "organisation": update.organisation.slug,
        "claim": str(update.claim) or None,
        "kept_date": _day(commitment.kept_date),
        "dropped_date": _day(commitment.dropped_date),
        "files": file_digests(update),
        "language": str(update.language),
    }


def file_digests(update: Update) -> list[str]:
    """What the files that go with it are, without what is on them."""
    return sorted(update.files.values_list("sha256", flat=True))


def follow_up_facts(follow_up: FollowUp) -> dict[str, object]:
    return {"commitment": follow_up.commitment.public_id, "value": str(follow_up.value)}


def period_facts(period: Period) -> dict[str, object]:
    return {
        "start_date": _day(period.start_date),
        "end_date": _day(period.end_date),
        "kept_count": period.kept_count,
        "all_count": period.all_count,
    }


def setback_facts(setback: Setback) -> dict[str, object]:
    about = [each.ref for each in (setback.commitment, setback.decision, setback.outcome) if each]
    return {
        "organisation": setback.organisation.slug,
        "place": setback.place.slug,
        "about": [str(each) for each in about],
        "language": str(setback.language),
        "known_date": _day(setback.known_date),
        "is_in_time": setback.is_in_time,
        "check_date": _day(setback.check_date),
        "checked_date": _day(setback.checked_date),
    }
