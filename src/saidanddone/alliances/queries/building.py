"""A deal while it is written together: every clause with who agrees to it and what is said of it, in few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch

from saidanddone.alliances.clauses import KINDS, PARTS, ClauseKind
from saidanddone.alliances.models import Clause, Comment, Consent, Party, SeenBy
from saidanddone.alliances.queries.seats import Seat
from saidanddone.alliances.texts import clause_digest


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as it stands: who has agreed to these very words, who has not, and what is said of it."""

    clause: Clause
    digest: str
    agreed: Sequence[Party]
    lacking: Sequence[Party]
    comments: Sequence[Comment]
    may_change: bool
    waits_for_own: bool

    @property
    def open_comments(self) -> int:
        return sum(not each.settled_at for each in self.comments)

    @property
    def is_settled(self) -> bool:
        return not self.lacking and not self.open_comments

    @property
    def parties(self) -> int:
        return len(self.agreed) + len(self.lacking)


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses of a kind, or of a kind and a party; `is_missing`: no deal can be proposed without one."""

    kind: ClauseKind
    rows: Sequence[Row]
    may_write: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one party says of itself, and what the others say that it brings."""

    party: Party
    groups: Sequence[Group]
    seen: Sequence[SeenBy]
    is_own: bool

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the deal: by party in the first, by kind in the others."""

    name: str
    label: Any
    sides: Sequence[Side]
    groups: Sequence[Group]

    @property
    def all_groups(self) -> list[Group]:
        return [*self.groups, *(group for side in self.sides for group in side.groups)]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.all_groups for row in group.rows]

    @property
    def waiting(self) -> int:
        """How many clauses wait for the viewer's own party."""
        return sum(row.waits_for_own for row in self.rows)

    @property
    def missing(self) -> int:
        return sum(group.is_missing for group in self.all_groups)

    @property
    def open_comments(self) -> int:
        return sum(row.open_comments for row in self.rows)

    @property
    def is_settled(self) -> bool:
        return bool(self.rows) and not self.missing and all(row.is_settled for row in self.rows)


@dataclass(frozen=True, slots=True)
class Together:
    """The whole page."""

    parts: Sequence[Part]

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @property
    def settled(self) -> int:
        return sum(row.is_settled for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(part.waiting for part in self.parts)


def together(seat: Seat, *, is_open: bool) -> Together:
    """`is_open`: it may be written now."""
    rows = _rows(seat, is_open)
    seen = defaultdict(list)
    said = SeenBy.objects.filter(about__in=seat.parties, by__in=seat.parties).select_related("by__organisation")
    for each in said.order_by("about", "by"):
        seen[each.about_id].append(each)
    return Together([_part(name, seat, rows, seen, is_open) for name in PARTS])


Rows = dict[tuple[str, int | None], list[Row]]


def _rows(seat: Seat, is_open: bool) -> Rows:
    """By kind; and by party where the kind is of one."""
    comments = Comment.objects.select_related("party__organisation").order_by("made_at", "pk")
    clauses = seat.alliance.clauses.select_related("party__organisation").prefetch_related(
        Prefetch("comments", comments), Prefetch("consents", Consent.objects.order_by("pk"))
    )
    found: Rows = {}
    for clause in clauses.order_by("order", "pk"):
        key = (clause.kind, clause.party_id if clause.about.of_party else None)
        found.setdefault(key, []).append(_row(clause, seat, is_open))
    return found


def _row(clause: Clause, seat: Seat, is_open: bool) -> Row:
    digest = clause_digest(clause)
    given = {each.party_id for each in clause.consents.all() if each.digest == digest}
    if clause.about.of_party and clause.party_id:
        given.add(clause.party_id)  # it wrote this of itself
    lacking = [each for each in seat.parties if each.pk not in given]
    mine = {each.pk for each in seat.own}
    return Row(
        clause=clause,
        digest=digest,
        agreed=[each for each in seat.parties if each.pk in given],
        lacking=lacking,
        comments=list(clause.comments.all()),
        may_change=is_open and bool(mine) and (not clause.about.of_party or clause.party_id in mine),
        waits_for_own=is_open and any(each.pk in mine for each in lacking),
    )


def _part(name: str, seat: Seat, rows: Rows, seen: dict[int, list[SeenBy]], is_open: bool) -> Part:
    label, kinds = PARTS[name]
    if name == "parties":
        return Part(name, label, [_side(each, seat, rows, seen[each.pk], is_open) for each in seat.parties], [])
    return Part(name, label, [], [_shared(KINDS[kind], seat, rows, is_open) for kind in kinds])


def _side(party: Party, seat: Seat, rows: Rows, seen: list[SeenBy], is_open: bool) -> Side:
    is_own = party in seat.own
    groups = []
    for name in PARTS["parties"][1]:
        held = rows.get((name, party.pk), [])
        groups.append(Group(KINDS[name], held, is_open and is_own, KINDS[name].is_needed and not held))
    return Side(party, groups, seen, is_own)


def _shared(kind: ClauseKind, seat: Seat, rows: Rows, is_open: bool) -> Group:
    """Of all parties together, also where each says its own: what a bridge may decide stands with the deciding."""
    held = [row for (name, _party), found in rows.items() if name == kind.name for row in found]
    return Group(kind, held, is_open and bool(seat.own), kind.is_needed and not held)


def to_agree(parties: Sequence[Party]) -> list[tuple[Party, int, int]]:
    """For each party: how many clauses of its alliance it has not agreed to as they read now, and how many comments
    of its alliance are open."""
    alliances = {each.alliance_id for each in parties}
    clauses = Clause.objects.filter(alliance__in=alliances).select_related("party").prefetch_related("consents")
    waiting: defaultdict[int, int] = defaultdict(int)
    for clause in clauses.order_by("pk"):
        digest = clause_digest(clause)
        given = {each.party_id for each in clause.consents.all() if each.digest == digest}
        if clause.about.of_party and clause.party_id:
            given.add(clause.party_id)
        for party in parties:
            waiting[party.pk] += clause.alliance_id == party.alliance_id and party.pk not in given
    rows = Comment.objects.filter(clause__alliance__in=alliances, settled_at=None)
    comments = dict(rows.values_list("clause__alliance").annotate(n=Count("pk")).order_by("clause__alliance"))
    return [(each, waiting[each.pk], comments.get(each.alliance_id, 0)) for each in parties]
