"""The promise wall: what is late first, then by the day that is promised, then what has ended, newest first."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.states import Seen, seen_on
from saidanddone.core.paging import Page, paginate
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

SIZE = 20
_OPEN = Q(kept_date__isnull=True, dropped_date__isnull=True, replaced_by__isnull=True)


@dataclass(frozen=True, slots=True)
class Filters:
    """`place` includes the places within it: `place_ids`. An organisation's are those it leads or has a part in."""

    state: str = ""
    organisation: Organisation | None = None
    place: Place | None = None
    place_ids: frozenset[int] = frozenset()
    pledged: bool = False


def matching(filters: Filters, *, viewer: Viewer, on: date) -> QuerySet[Commitment]:
    """All that match, with `seen`, unsorted."""
    rows = Commitment.objects.visible_to(viewer)
    if filters.organisation:
        rows = rows.worked_on_by(frozenset({filters.organisation.pk}))
    if filters.place:
        rows = rows.filter(place__in=filters.place_ids)
    if filters.pledged:
        rows = rows.pledges()
    found = rows.annotate(seen=seen_on(on))
    return found.filter(seen=filters.state) if filters.state else found


def sorted_by_day(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Open ones by the day promised, those without a day after them; then those that ended, newest first."""
    rank = Case(
        When(_OPEN & Q(due_date__isnull=False), then=Value(0)),
        When(_OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ended = Coalesce("kept_date", "dropped_date", "start_date")
    return rows.annotate(rank=rank, ended=Case(When(rank=2, then=ended))).order_by(
        "rank", F("ended").desc(nulls_last=True), "due_date", "pk"
    )


def with_cards(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.select_related("organisation", "place").defer("place__boundary", "place__outline")


def page(filters: Filters, *, viewer: Viewer, on: date, number: int) -> Page[Commitment]:
    return paginate(with_cards(sorted_by_day(matching(filters, viewer=viewer, on=on))), number=number, size=SIZE)


def counts(filters: Filters, *, viewer: Viewer, on: date) -> dict[str, int]:
    """How many of each state there are with the other filters: one query."""
    rows = matching(replace(filters, state=""), viewer=viewer, on=on)
    found: dict[str, int] = dict(rows.order_by().values_list("seen").annotate(number=Count("pk")))  # type: ignore[misc]
    return {state: found.get(state, 0) for state in Seen.values}
