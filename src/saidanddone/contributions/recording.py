"""What of each published thing enters the public record: facts openly, words and names only as commitments.

What was said to named organisations only is not public, so nothing about it enters, nor about its answers.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from saidanddone.contributions.models import Addressee, Answer, Attachment, Contribution, Verdict
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record
from saidanddone.record.models import Entry
from saidanddone.record.openings import Standing, Words, hold

Facts = Mapping[str, object]


def is_recorded(contribution: Contribution) -> bool:
    """Published to everyone."""
    return contribution.is_public


def contribution_facts(contribution: Contribution, organisations: list[str], files: list[str]) -> Facts:
    return {
        "kind": str(contribution.kind),
        "place": contribution.place.slug,
        "topic": contribution.topic.slug if contribution.topic else None,
        "service": contribution.service.public_id if contribution.service else None,
        "organisations": sorted(organisations),
        "language": str(contribution.language),
        "channel": str(contribution.channel),
        "said_date": contribution.said_date.isoformat(),
        "audience": str(contribution.audience),
        "credit": str(contribution.credit),
        "files": sorted(files),
    }


def contribution_words(contribution: Contribution) -> dict[str, str]:
    words = {"text": contribution.text}
    return words | ({"credit_name": contribution.credit_name} if contribution.credit_name else {})


def contribution_entry(
    contribution: Contribution, organisations: Iterable[Organisation], files: Iterable[str] = ()
) -> record.Draft:
    """The entry with which a contribution begins on the record."""
    facts = contribution_facts(contribution, [organisation.slug for organisation in organisations], list(files))
    return record.Draft("contribution", contribution.ref, facts, contribution_words(contribution))


def append_contribution(
    contribution: Contribution, organisations: Iterable[Organisation], *, by: Viewer, at: datetime
) -> None:
    entry = contribution_entry(contribution, organisations, _files(contribution))
    record.append(by=by, kind=entry.kind, about=entry.about, at=at, fields=entry.fields, private=entry.private)


def append_correction(contribution: Contribution, *, by: Viewer, at: datetime) -> None:
    """Append what is otherwise than it was recorded last: of its words, and of its files."""
    held = hold([Words(contribution.ref, name, text) for name, text in contribution_words(contribution).items()])
    words = {each.words.field: each.words.content for each in held if each.standing != Standing.SAME}
    entries = Entry.objects.about(contribution.ref).order_by("-pk")
    recorded: list[str] = next((entry.facts["files"] for entry in entries if "files" in entry.facts), [])
    files = _files(contribution)
    if words or files != recorded:
        facts = {"files": files} if files != recorded else {}
        append_about(contribution, "correction", by=by, at=at, fields=facts, private=words)


def _files(contribution: Contribution) -> list[str]:
    return sorted(Attachment.objects.filter(contribution=contribution).values_list("sha256", flat=True))


def append_about(
    contribution: Contribution,
    kind: str,
    *,
    by: Viewer,
    at: datetime,
    about: Ref | None = None,
    fields: Facts | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Append something that happened to a contribution, if the contribution is on the record at all."""
    if is_recorded(contribution):
        record.append(
            by=by,
            kind=kind,
            about=about or contribution.ref,
            at=at,
            fields=fields or {},
            private={name: words for name, words in (private or {}).items() if words},
        )


def answer_facts(answer: Answer, addressee: Addressee) -> Facts:
    return {
        "contribution": answer.contribution.public_id,
        "organisation": answer.organisation.slug,
        "kind": str(answer.kind),
        "passed_to": answer.passed_to.slug if answer.passed_to else None,
        "language": str(answer.language),
        "asked_at": addressee.asked_at.isoformat(),
        "due_date": addressee.due_date.isoformat() if addressee.due_date else None,
    }


def answer_words(answer: Answer) -> dict[str, str]:
    return {"text": answer.text, "reason": answer.reason}


def verdict_facts(verdict: Verdict) -> Facts:
    return {
        "answer": verdict.answer.public_id,
        "contribution": verdict.answer.contribution.public_id,
        "organisation": verdict.answer.organisation.slug,
        "value": str(verdict.value),
    }
