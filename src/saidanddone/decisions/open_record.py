"""What happens whenever something public of a decision changes: its earlier words are kept, it enters the record, and
it can be found by its new words. Facts enter the record openly; an organisation's words only as commitments.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import Max

from saidanddone.contributions import signals
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import wording
from saidanddone.decisions.models import DatePromise, Decision, Evidence, Exercise, StateChange, Use, Version
from saidanddone.record import actions as record
from saidanddone.search import index as search


def move(decision: Decision, after: str, *, by: Viewer, at: datetime, reason: str = "") -> None:
    """Bring it into a state: with its row for the clock, a promised day met, its entry, and its place in the index."""
    before, decision.state = decision.state, after
    decision.save()
    StateChange.objects.create(
        decision=decision, before=before, after=after, reason=reason, changed_by_id=by.person_id, changed_at=at
    )
    promises = DatePromise.objects.filter(decision=decision, state=after, superseded_at__isnull=True)
    promises.filter(met_date__isnull=True).update(met_date=local_date(at))
    publish(decision, by=by, at=at, fields={"before": before}, private={"reason": reason})


def publish(
    decision: Decision,
    *,
    by: Viewer,
    at: datetime,
    fields: dict[str, object] | None = None,
    private: dict[str, str] | None = None,
) -> None:
    """Append how a public decision stands now, and make it findable by its words."""
    if decision.announced_at is None:
        return
    words = {name: text for name, text in (private or {}).items() if text}
    facts = {**facts_of(decision), **(fields or {})}
    about, words = decision.ref, wording.public_words(decision) | words
    record.append(by=by, kind="decision", about=about, at=at, fields=facts, private=words)
    index(decision)


def facts_of(decision: Decision) -> dict[str, object]:
    return {
        "state": str(decision.state),
        "organisation": decision.organisation.slug,
        "place": decision.place.slug,
        "topic": decision.topic.slug if decision.topic else None,
        "language": str(decision.language),
        "version": decision.versions.count() + 1,
        "views_close_date": _day(decision.views_close_date),
        "decided_date": _day(decision.decided_date) if decision.decided_at else None,
        "review_date": _day(decision.review_date) if decision.decided_at else None,
        "replaced_by": decision.replaced_by.public_id if decision.replaced_by else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def append_uses(decision: Decision, uses: Iterable[Use], *, by: Viewer, at: datetime) -> None:
    """An entry for each use, in a constant number of statements. What is said of it counts once it is decided."""
    drafts = [_use_entry(decision, use) for use in uses]
    if drafts and decision.announced_at:
        record.append_many(by=by, at=at, drafts=drafts)


def _use_entry(decision: Decision, use: Use) -> record.Draft:
    is_said = decision.decided_at is not None
    facts = {
        "decision": decision.public_id,
        "cited": str(cited(use)),
        "value": use.value if is_said and use.value else None,
    }
    private = {"because": use.because} if is_said and use.because else {}
    if use.ref_kind:
        facts |= {"source_kind": str(use.kind), "source_date": _day(use.source_date)}
        private |= {name: text for name, text in (("words", use.words), ("link", use.link)) if text}
    return record.Draft("use", use.ref, facts, private)


def rename_results(exercise: Exercise, *, at: datetime) -> None:
    """Its results are cited by its question, so where that was changed or redacted, it is there too."""
    uses = Use.objects.filter(ref_kind=exercise.ref.kind, ref_id=exercise.public_id).exclude(words=exercise.question)
    for use in uses.select_related("decision"):
        use.words = exercise.question
        use.save(update_fields=["words"])
        record.close(by=SITE, about=use.ref, at=at, fields=("words",))
        append_uses(use.decision, [use], by=SITE, at=at)


def cited(use: Use) -> str:
    """What it cites, as a reference."""
    if use.contribution:
        return f"contribution:{use.contribution.public_id}"
    return f"finding:{use.finding.public_id}" if use.finding else f"{use.ref_kind}:{use.ref_id}"


def cited_words(use: Use) -> str:
    """What it cites, as an earlier version names it."""
    return f"{use.words} <{use.link}>" if use.link else use.words or cited(use)


def keep_version(decision: Decision, words: dict[str, str], *, reason: str, at: datetime) -> None:
    """Keep the words that a public decision had, by field, before they change."""
    if decision.announced_at is None:
        return
    number = (decision.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    Version.objects.create(decision=decision, number=number, words=words, reason=reason, replaced_at=at)


def send(what: str, decision: Decision, *, by: Viewer, at: datetime) -> None:
    """Tell the thread above, of everyone whose words it cites, by themselves or through a finding."""
    signals.send(what, about=decision.ref, contribution_ids=cited_contribution_ids(decision), by=by, at=at)


def cited_contribution_ids(decision: Decision) -> Collection[int]:
    own = decision.uses.filter(contribution__isnull=False).values_list("contribution_id", flat=True)
    findings = decision.uses.filter(finding__isnull=False).values("finding")
    through = Evidence.objects.filter(finding__in=findings, contribution__isnull=False)
    return {*own, *through.values_list("contribution_id", flat=True)}


def index(decision: Decision) -> None:
    """Make its words findable, or take them out of the index when nobody may read them."""
    if decision.is_public:
        search.put(**document(decision))
    else:
        search.remove(kind="decision", public_id=decision.public_id)


def document(decision: Decision) -> search.Document:
    names = {decision.place.name, decision.place.name_cy, decision.organisation.name, decision.organisation.name_cy}
    title = decision.headline if decision.decided_at and decision.headline else decision.question
    return {
        "kind": "decision",
        "public_id": decision.public_id,
        "language": decision.language,
        "title": title,
        "body": f"{wording.findable_text(decision)} {' '.join(sorted(filter(None, names)))}",
        "moment": decision.decided_at or decision.announced_at or decision.created_at,
    }


def documents() -> Iterator[search.Document]:
    """Every public decision, oldest first, to build the index anew."""
    rows = Decision.objects.public().select_related("place", "organisation", "choice").order_by("announced_at", "pk")
    for decision in rows.iterator(chunk_size=200):
        yield document(decision)


def locked(decision: Decision) -> Decision:
    """The row as it stands now, held until the transaction ends."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("organisation", "place", "topic", "choice")
    return rows.get(pk=decision.pk)
