"""What of a finding is published: its entry in the record, its place in the index, and whom its change concerns.

Facts enter the record openly; words, and the names of those who wrote them, only as commitments.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from saidanddone.contributions import signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.text import clean_line, clean_text, to_plain
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.decisions.models import Check, Evidence, Finding
from saidanddone.record import actions as record
from saidanddone.record import canonical
from saidanddone.search import index as search

WORDS = ("title", "summary", "missing", "disagreement")
MOST_NAMED = 100
"""So many pieces of evidence stand in an entry by name; of more, their number and digest."""


def cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """The fields with words, and no others, as they are kept."""
    clean = {"title": clean_line}
    return {name: clean.get(name, clean_text)(words[name]) for name in WORDS if name in words}


def append(finding: Finding, *, by: Viewer, at: datetime) -> None:
    """Enter how it stands now, if everyone may read it."""
    if finding.is_public:
        about, fields, private = finding.ref, facts_of(finding), words_of(finding)
        record.append(by=by, kind="finding", about=about, at=at, fields=fields, private=private)


def append_end(finding: Finding, *, by: Viewer, at: datetime) -> None:
    """Enter that it was superseded or withdrawn, if everyone may read it."""
    if finding.is_public:
        newer = finding.superseded_by
        fields = {"superseded_by": newer.public_id} if newer else {}
        kind = "finding-superseded" if newer else "finding-withdrawn"
        private = {"reason": finding.reason} if finding.reason else {}
        record.append(by=by, kind=kind, about=finding.ref, at=at, fields=fields, private=private)


def append_checks(finding: Finding, checks: Collection[Check], *, by: Viewer, at: datetime) -> None:
    """Enter what those whom it cites say of it; of what was not said to everyone nothing enters."""
    if finding.is_public:
        drafts = [_check_entry(finding, each) for each in checks if _is_for_everyone(each.contribution)]
        record.append_many(by=by, at=at, drafts=drafts)


def _check_entry(finding: Finding, check: Check) -> record.Draft:
    facts = {
        "finding": finding.public_id,
        "contribution": check.contribution.public_id,
        "value": str(check.value),
    }
    return record.Draft("finding-check", check.ref, facts, {"words": check.words} if check.words else {})


def _is_for_everyone(contribution: Contribution) -> bool:
    is_public = contribution.audience == Contribution.Audience.PUBLIC
    return is_public and contribution.state == Contribution.State.PUBLISHED


def facts_of(finding: Finding) -> dict[str, object]:
    return {
        "kind": str(finding.kind),
        "state": str(finding.state),
        "place": finding.place.slug,
        "topic": finding.topic.slug if finding.topic else None,
        "organisation": finding.organisation.slug,
        "language": str(finding.language),
        "roles": sorted(finding.writers.values_list("role", flat=True)),
        **_evidence_of(finding),
    }


def _evidence_of(finding: Finding) -> dict[str, object]:
    """By name as far as everyone may read it. What was said to the organisation alone leaves no trace."""
    standing = finding.evidence.standing()
    public = standing.filter(contribution__audience=Contribution.Audience.PUBLIC)
    named = [f"contribution:{each}" for each in public.values_list("contribution__public_id", flat=True)]
    named += [f"{kind}:{each}" for kind, each in standing.exclude(ref_kind="").values_list("ref_kind", "ref_id")]
    if len(named) <= MOST_NAMED and sum(map(len, named)) <= MOST_NAMED * 30:
        return {"evidence": sorted(named)}
    return {"evidence_count": len(named), "evidence_digest": canonical.digest("\n".join(sorted(named)))}


def words_of(finding: Finding) -> dict[str, str]:
    """Every word that stands on its page, by the name that it has in the entry."""
    words = {name: getattr(finding, name) for name in WORDS}
    words |= translating.words_of(finding, WORDS)
    words["sources"] = "\n".join(map(_source_words, finding.evidence.sources().order_by("cited_at", "pk")))
    words["writers"] = "\n".join(f"{each.name}: {each.role}" for each in finding.writers.order_by("name", "role", "pk"))
    return {name: text for name, text in words.items() if text}


def _source_words(source: Evidence) -> str:
    kind = f"{source.kind} ({source.source_date})" if source.source_date else source.kind
    return f"{kind}: {source.words} <{source.link}>" if source.link else f"{kind}: {source.words}"


def index(finding: Finding) -> None:
    """Make its words findable; take them out of the index when it does not stand any more."""
    if finding.is_public and finding.state == Finding.State.PUBLISHED:
        search.put(**document(finding))
    else:
        search.remove(kind="finding", public_id=finding.public_id)


def document(finding: Finding) -> search.Document:
    about = [finding.place, finding.topic, finding.organisation]
    names = {name for thing in about if thing for name in (thing.name, thing.name_cy) if name}
    words = [finding.summary, *(str(text) for text in finding.translation.values())]
    return {
        "kind": "finding",
        "public_id": finding.public_id,
        "language": finding.language,
        "title": finding.title,
        "body": f"{to_plain(' '.join(words))} {' '.join(sorted(names))}",
        "moment": finding.published_at or finding.created_at,
    }


def documents() -> Iterator[search.Document]:
    """Every finding that stands, oldest first, to build the index anew."""
    rows = Finding.objects.standing().select_related("place", "topic", "organisation").order_by("published_at", "pk")
    for finding in rows.iterator(chunk_size=200):
        yield document(finding)


def send(what: str, finding: Finding, *, by: Viewer, at: datetime, about: Finding | None = None) -> None:
    """Tell the thread above, of everyone whom it cites."""
    cited = finding.evidence.standing().said().values_list("contribution_id", flat=True)
    signals.send(what, about=(about or finding).ref, contribution_ids=list(cited), by=by, at=at)


def locked(finding: Finding) -> Finding:
    """The row as it stands now, held until the transaction ends."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("organisation", "place", "topic")
    return rows.get(pk=finding.pk)


def append_writers(finding: Finding, *, by: Viewer, at: datetime) -> None:
    """Somebody took their name away: the names that were committed to open no more, and those that stay stand anew."""
    record.close(by=by, about=finding.ref, at=at, fields=("writers",))
    append(finding, by=by, at=at)


def append_end_again(finding: Finding, *, by: Viewer, at: datetime) -> None:
    """After its words were redacted: the reason for its end is among them."""
    if finding.ended_at and finding.reason:
        append_end(finding, by=by, at=at)
