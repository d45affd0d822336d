"""What became of contributions: the walk along their links, and the stored ways that are equal to it.

Only what is public counts: findings that were not withdrawn, decisions that were taken, commitments that nobody hid.
A finding that was superseded counts as it did: what was found is not un-found because a newer one says it better.
What is the same as another shares what came of the other. `work_out` reads each kind of link once, for any number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.db.models import F, Q

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions import tallies
from saidanddone.contributions.models import Addressee, Contribution, Verdict
from saidanddone.decisions.models import Check, Decision, Evidence, Finding, Use
from saidanddone.thread import coverage
from saidanddone.thread.models import Disposition, Telling, Thanks, Way

AT_ONCE = 500
"""Contributions to a round of statements: few enough values for one statement on SQLite."""
FIELDS = (
    "disposition",
    "found_at",
    "decided_at",
    "promised_at",
    "kept_at",
    "told_at",
    "thanked_at",
    "paid_at",
    "confirmed",
    "confirmed_at",
    "counted",
)
BEST_FIRST = (Use.Value.USED, Use.Value.PARTLY, Use.Value.NOT_USED)
BECAME = {
    Use.Value.USED: Disposition.USED,
    Use.Value.PARTLY: Disposition.PARTLY,
    Use.Value.NOT_USED: Disposition.NOT_USED,
}
NEEDED = ("pk", "same_as", "state", "audience", "place", "channel", "credit", "credit_name", "published_at")


@dataclass(slots=True)
class Links:
    """All that leads on from some contributions, by the contribution that it leads on from."""

    findings: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    found_at: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    decided_at: dict[int, datetime] = field(default_factory=dict)
    """By decision."""
    promises: dict[tuple[str, int], list[Commitment]] = field(default_factory=lambda: defaultdict(list))
    """By what they came of: a decision, a finding or a contribution."""

    def sources(self, row: Contribution) -> tuple[int, ...]:
        """The contribution, and the one that it is the same as."""
        return (row.pk,) if row.same_as_id is None else (row.pk, row.same_as_id)


def keep(contribution_ids: Collection[int]) -> None:
    """Work out the ways of these, of those linked to them as the same, and bring the figures along."""
    if tallies.is_left_to_recount():
        return
    ids = sorted(set(contribution_ids))
    with transaction.atomic():
        for start in range(0, len(ids), AT_ONCE):
            work_out(ids[start : start + AT_ONCE])


def work_out(contribution_ids: Collection[int]) -> int:
    """Work out some hundreds in a constant number of reads, in a transaction; gives how many were otherwise before.

    The ways are locked first, in one order, so that no other change of the same words comes between.
    """
    family = Contribution.objects.filter(Q(pk__in=contribution_ids) | Q(same_as__in=contribution_ids))
    ways = _locked(sorted(family.values_list("pk", flat=True)))
    rows = list(Contribution.objects.filter(pk__in=ways).only(*NEEDED).order_by("pk"))
    asked = _by_contribution(Addressee.objects.filter(contribution__in=ways))
    changes = []
    for row, walked, became in walk(rows, asked):
        way = ways[row.pk]
        before = tuple(getattr(way, name) for name in FIELDS)
        counted_before = way.counted
        for name, value in walked.items():
            setattr(way, name, value)
        way.counted = coverage.counted(row, asked[row.pk], way, became)
        if before != tuple(getattr(way, name) for name in FIELDS):
            changes.append((way, counted_before))
    _store([way for way, _ in changes])
    coverage.follow((before, way.counted) for way, before in changes)
    return len(changes)


def _locked(pks: list[int]) -> dict[int, Way]:
    ways = _lock(pks)
    missing = [pk for pk in pks if pk not in ways]
    if missing:
        Way.objects.bulk_create([Way(contribution_id=pk) for pk in missing], ignore_conflicts=True)
        ways = _lock(pks)
    return ways


def _lock(pks: list[int]) -> dict[int, Way]:
    rows = Way.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    return {way.pk: way for way in rows}


def _store(ways: list[Way]) -> None:
    Way.objects.bulk_create(ways, update_conflicts=True, unique_fields=["contribution"], update_fields=FIELDS)


def _by_contribution(rows: Iterable[Addressee]) -> dict[int, list[Addressee]]:
    grouped: dict[int, list[Addressee]] = defaultdict(list)
    for row in rows:
        grouped[row.contribution_id].append(row)
    return grouped


def walk(
    rows: list[Contribution], asked: dict[int, list[Addressee]]
) -> Iterator[tuple[Contribution, dict[str, object], str]]:
    """Each with the fields of its way, and what became of it once it is followed to what it is the same as."""
    links, said, told, thanked = _links(rows), _said_of(rows), _told(rows), _thanked(rows)
    for row in rows:
        value = best_use(links, links.sources(row))
        is_found = any(links.found_at.get(pk) for pk in links.sources(row))
        became = BECAME[Use.Value(value)] if value else _without_use(is_found, asked[row.pk])
        confirmed_at, confirmed = said.get(row.pk, (None, ""))
        facts: dict[str, object] = {
            "disposition": str(Disposition.SAME_AS if row.same_as_id else became),
            "told_at": told.get(row.pk),
            "confirmed": confirmed,
            "confirmed_at": confirmed_at,
            **_moments(links, row),
            **_thanks(thanked.get(row.pk, {})),
        }
        yield row, facts, became


def _without_use(is_found: bool, asked: list[Addressee]) -> Disposition:
    if is_found:
        return Disposition.IN_A_FINDING
    passed_on = any(each.state == Addressee.State.PASSED_ON for each in asked)
    return Disposition.PASSED_ON if passed_on else Disposition.WAITING


def best_use(links: Links, sources: tuple[int, ...]) -> str:
    """The best that any decision did with it: used before partly used before not used."""
    values = {value for pk in sources for value in links.uses.get(pk, {}).values()}
    return next((str(value) for value in BEST_FIRST if value in values), "")


def _moments(links: Links, row: Contribution) -> dict[str, object]:
    sources = links.sources(row)
    found = [moment for pk in sources for moment in links.found_at.get(pk, ())]
    decided = [links.decided_at[decision] for pk in sources for decision in links.uses.get(pk, {})]
    promised = list(_promised(links, sources))
    kept = [_noon(each.kept_date) for each in promised if each.kept_date]
    return {
        "found_at": min(found, default=None),
        "decided_at": min(decided, default=None),
        "promised_at": min((each.made_at for each in promised), default=None),
        "kept_at": min(kept, default=None),
    }


def _promised(links: Links, sources: tuple[int, ...]) -> Iterator[Commitment]:
    """Promised for these words, for a finding with them, or by a decision that used them."""
    for pk in sources:
        yield from links.promises.get(("contribution", pk), ())
        for finding in links.findings.get(pk, ()):
            yield from links.promises.get(("finding", finding), ())
        for decision, value in links.uses.get(pk, {}).items():
            if value in (Use.Value.USED, Use.Value.PARTLY):
                yield from links.promises.get(("decision", decision), ())


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _links(rows: list[Contribution]) -> Links:
    links = Links()
    sources = {pk for row in rows for pk in links.sources(row)}
    cited = Evidence.objects.filter(contribution__in=sources, finding__in=Finding.objects.public())
    cited = cited.exclude(finding__state=Finding.State.WITHDRAWN)
    for pk, finding, published_at in cited.values_list("contribution", "finding", "finding__published_at"):
        links.findings[pk].add(finding)
        if published_at is not None:
            links.found_at[pk].append(published_at)
    _add_uses(links, sources)
    findings = {finding for each in links.findings.values() for finding in each}
    origins = Q(contribution__in=sources) | Q(finding__in=findings) | Q(decision__in=set(links.decided_at))
    wanted = ("decision", "finding", "contribution", "made_at", "kept_date")
    for promise in Commitment.objects.public().filter(origins).only(*wanted):
        origin = ("decision", promise.decision_id) if promise.decision_id else ("finding", promise.finding_id)
        origin = origin if origin[1] else ("contribution", promise.contribution_id)
        links.promises[origin[0], origin[1] or 0].append(promise)
    return links


def _add_uses(links: Links, sources: set[int]) -> None:
    """What decisions did with each; what one said of the words themselves goes before what it said of a finding."""
    cited_in: dict[int, list[int]] = defaultdict(list)
    for pk, findings in links.findings.items():
        for finding in findings:
            cited_in[finding].append(pk)
    taken = Use.objects.exclude(value="").filter(decision__in=Decision.objects.taken())
    uses = taken.filter(Q(contribution__in=sources) | Q(finding__in=set(cited_in)))
    keys = ("contribution", "finding", "decision", "value", "decision__decided_at")
    direct: set[tuple[int, int]] = set()
    for contribution, finding, decision, value, decided_at in uses.values_list(*keys):
        links.decided_at[decision] = decided_at
        if contribution is not None:
            direct.add((contribution, decision))
            links.uses[contribution][decision] = value
            continue
        for pk in cited_in[finding]:
            if (pk, decision) not in direct:
                links.uses[pk][decision] = _better(links.uses[pk].get(decision, ""), value)


def _better(one: str, other: str) -> str:
    return next((str(value) for value in BEST_FIRST if value in (one, other)), "")


def _said_of(rows: list[Contribution]) -> dict[int, tuple[datetime, str]]:
    """What whoever said it says last: of an answer, of a finding that cites it, of a promise that came of it.

    Their own word counts, whatever becomes of the thing that they judged.
    """
    pks = [row.pk for row in rows]
    verdicts = Verdict.objects.filter(answer__contribution__in=pks)
    checks = Check.objects.filter(contribution__in=pks)
    follow_ups = FollowUp.objects.filter(contribution__in=pks)
    said: dict[int, tuple[datetime, str]] = {}
    for found in (
        verdicts.values_list("answer__contribution", "given_at", "value"),
        checks.values_list("contribution", "given_at", "value"),
        follow_ups.exclude(value="").values_list("contribution", "answered_at", "value"),
    ):
        for pk, moment, value in found:
            assert moment is not None  # noqa: S101 - each says when
            said[pk] = max(said.get(pk, (moment, value)), (moment, value))
    return said


def _told(rows: list[Contribution]) -> dict[int, datetime]:
    """When whoever said it was first told of anything."""
    arrived = Q(state=Telling.State.SENT) | Q(seen_at__isnull=False)
    own = Telling.objects.filter(arrived, contribution__in=[row.pk for row in rows])
    own = own.filter(contributor=F("contribution__contributor"))
    told: dict[int, datetime] = {}
    for pk, settled_at, seen_at in own.values_list("contribution", "settled_at", "seen_at"):
        moment = min(each for each in (settled_at, seen_at) if each)
        told[pk] = min(told.get(pk, moment), moment)
    return told


def _thanked(rows: list[Contribution]) -> dict[int, dict[str, date]]:
    """Contribution → kind of thanks → the first day of it. What the same words of another were given is theirs."""
    given = Thanks.objects.filter(contribution__in=[row.pk for row in rows])
    thanked: dict[int, dict[str, date]] = defaultdict(dict)
    for pk, kind, day in given.values_list("contribution", "kind", "given_date"):
        thanked[pk][kind] = min(thanked[pk].get(kind, day), day)
    return thanked


def _thanks(days: dict[str, date]) -> dict[str, object]:
    paid = [day for kind, day in days.items() if kind != Thanks.Kind.THANKED]
    return {
        "thanked_at": _noon(min(days.values())) if days else None,
        "paid_at": _noon(min(paid)) if paid else None,
    }
