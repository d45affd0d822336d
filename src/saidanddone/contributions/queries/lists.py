"""Lists of contributions: everything published that the viewer may see, filtered, sorted, a page at a time.

How a page is found does not depend on how many rows there are. First up to `COUNT_LIMIT` matches are gathered in no
order. If these are all, they are sorted. If there are more, matches are so frequent that walking the index of the
order meets a page of them soon. Neither way sorts, or counts, a hundred thousand rows.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, FilteredRelation, Func, OuterRef, Prefetch, Q, QuerySet

from saidanddone.contributions.filters import Filters, Judged, Options, Sort, Standing
from saidanddone.contributions.models import Addressee, Contribution, Tally, Topic, Verdict
from saidanddone.contributions.models.figures import Scope
from saidanddone.core.paging import COUNT_LIMIT, LAST_PAGE, Page
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place
from saidanddone.search.queries import LIMIT, count, matches, rank

SIZE = 20
FEW = 10_000
"""So many that hold the words are gathered faster than they are looked up on a walk."""


def options() -> Options:
    """What there is to choose from: four queries."""
    services = Service.objects.only("public_id", "slug", "name", "name_cy", "ended_date")
    return Options(
        places=list(Place.objects.defer("boundary", "outline").order_by("path")),
        topics=list(Topic.objects.order_by("slug")),
        organisations=list(Organisation.objects.only("slug", "name", "name_cy").order_by("slug")),
        services=list(services.order_by("pk")),
    )


def page(filters: Filters, *, viewer: Viewer, on: date, number: int = 1, size: int = SIZE) -> Page[Contribution]:
    """One page of the list, with all that its cards show."""
    total = _known_total(filters, viewer)
    if total is None:
        gathered = list(matching(filters, viewer=viewer, on=on).values_list("pk", flat=True)[: COUNT_LIMIT + 1])
        total = len(gathered)
        if total <= COUNT_LIMIT:
            return _cut(_ranked(_sorted_of(gathered, filters.sort), filters), number, size, total)
    walk = _sorted(matching(filters, viewer=viewer, on=on, in_order=True), filters.sort)
    is_ranked = (number - 1) * size < LIMIT  # what is older than the newest so many follows them by age
    return _cut(_ranked(walk[: LIMIT + size], filters) if is_ranked else walk, number, size, total)


def matching(filters: Filters, *, viewer: Viewer, on: date, in_order: bool = False) -> QuerySet[Contribution]:
    """All that match, unsorted. `in_order` helps to walk along the index of the order."""
    rows: QuerySet[Contribution] = Contribution.objects.visible_to(viewer).filter(
        _said(filters), state=Contribution.State.PUBLISHED
    )
    if filters.q:
        rows = _holding(rows, filters.q, in_order=in_order)
    if filters.sort == Sort.DUE:
        rows = _due(rows)
    if filters.place:
        rows = _within(rows, filters.place_ids, in_order=in_order)
    asked = _asked(filters, on)
    if asked:
        addressees = Addressee.objects.filter(asked)
        rows = rows.filter(_one_of(addressees, "contribution", in_order=in_order))
    if filters.verdict:
        rows = rows.filter(_one_of(_verdicts(filters.verdict), "answer__contribution", in_order=in_order))
    return rows


def with_cards(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With what a card shows: two queries, however many rows."""
    addressees = Addressee.objects.select_related("organisation").order_by("pk")
    return (
        rows.select_related("place", "topic", "service")
        .defer("place__boundary", "place__outline")
        .prefetch_related(Prefetch("addressees", addressees))
    )


def _said(filters: Filters) -> Q:
    """The conditions on the contribution's own fields."""
    exact: dict[str, Any] = {
        "topic": filters.topic,
        "service": filters.service,
        "kind": filters.kind,
        "language": filters.language,
        "published_at__gte": filters.since and _midnight(filters.since),
        "published_at__lt": filters.until and _midnight(filters.until + timedelta(days=1)),
    }
    return Q(**{name: value for name, value in exact.items() if value})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.LOCAL_TIME_ZONE))


def _asked(filters: Filters, on: date) -> Q:
    """The conditions on one and the same addressee: late at this organisation, not late somewhere and asked here."""
    states = {
        Standing.WAITING: Q(state=Addressee.State.WAITING),
        Standing.LATE: Q(state=Addressee.State.WAITING, due_date__lt=on, paused_at__isnull=True),
        Standing.PAUSED: Q(state=Addressee.State.WAITING, paused_at__isnull=False),
        Standing.ANSWERED: Q(state=Addressee.State.ANSWERED),
        Standing.PASSED_ON: Q(state=Addressee.State.PASSED_ON),
    }
    asked = Q(organisation=filters.organisation) if filters.organisation else Q()
    return asked & states[Standing(filters.state)] if filters.state else asked


def _verdicts(value: str) -> QuerySet[Verdict]:
    given = Verdict.objects.filter(answer__hidden_at__isnull=True)
    return given if value == Judged.ANY else given.filter(value=value)


def _one_of(related: QuerySet[Any], path: str, *, in_order: bool, key: str = "pk") -> Any:
    """That a related row exists: looked up row by row on a walk, gathered first otherwise. PostgreSQL chooses alike."""
    if in_order:
        return Exists(related.filter(**{path: OuterRef(key)}))
    return Q(**{f"{key}__in": related.values(path)})


def _holding(rows: QuerySet[Contribution], words: str, *, in_order: bool) -> QuerySet[Contribution]:
    """Words that few hold are gathered also on a walk, which would be long before it met a page of them."""
    is_met_soon = in_order and count(words, kind="contribution") > FEW
    return rows.filter(_one_of(matches(words, kind="contribution"), "public_id", in_order=is_met_soon, key="public_id"))


def _within(rows: QuerySet[Contribution], ids: frozenset[int], *, in_order: bool) -> QuerySet[Contribution]:
    """On a walk SQLite must not take the index of places: with several of them it would sort all that it finds."""
    if in_order and len(ids) > 1 and connection.vendor == "sqlite":
        return rows.annotate(in_place=Func(F("place"), template="+%(expressions)s")).filter(in_place__in=ids)
    return rows.filter(place__in=ids)


def _due(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Those whose answer is due on a day, each once: by the first of its running clocks."""
    running: dict[str, Any] = {
        "state": Addressee.State.WAITING,
        "paused_at__isnull": True,
        "due_date__isnull": False,
    }
    sooner = Addressee.objects.filter(
        Q(due_date__lt=OuterRef("asked__due_date"))
        | Q(due_date=OuterRef("asked__due_date"), pk__lt=OuterRef("asked__pk")),
        contribution=OuterRef("pk"),
        **running,
    )
    on_asked = Q(**{f"addressees__{name}": value for name, value in running.items()})
    return rows.annotate(asked=FilteredRelation("addressees", condition=on_asked)).filter(
        ~Exists(sooner), asked__state=Addressee.State.WAITING
    )


_ORDERS: dict[str, tuple[str, ...]] = {
    Sort.NEWEST: ("-published_at", "-pk"),
    Sort.OLDEST: ("published_at", "pk"),
    Sort.SUPPORTED: ("-support_count", "-published_at", "-pk"),
    Sort.DUE: ("asked__due_date", "asked__pk"),
    Sort.BEST: ("-published_at", "-pk"),
}


def _sorted(rows: QuerySet[Contribution], sort: str) -> QuerySet[Contribution, int]:
    return rows.order_by(*_ORDERS[sort]).values_list("pk", flat=True)


def _sorted_of(pks: list[int], sort: str) -> QuerySet[Contribution, int]:
    rows = Contribution.objects.filter(pk__in=pks)
    return _sorted(_due(rows) if sort == Sort.DUE else rows, sort)


def _cut(pks: QuerySet[Contribution, int] | list[int], number: int, size: int, total: int) -> Page[Contribution]:
    """The rows of one page, in the order of these keys.

    The keys are found first, alone: joined with their places, SQLite would begin at the places and sort everything.
    """
    start = (number - 1) * size
    found = list(pks[start : start + size + 1])
    rows = {row.pk: row for row in with_cards(Contribution.objects.filter(pk__in=found[:size]))}
    shown = [rows[pk] for pk in found[:size] if pk in rows]
    has_next = len(found) > size and number < LAST_PAGE
    return Page(shown, number, size, min(total, COUNT_LIMIT), total > COUNT_LIMIT, has_next)


def _known_total(filters: Filters, viewer: Viewer) -> int | None:
    """What the figures know already: how much the public can see."""
    if not (filters.is_unfiltered and viewer.is_stranger) or filters.sort == Sort.DUE:
        return None
    said = Tally.objects.filter(scope=Scope.SITE, measure="said").values_list("count", flat=True).first()
    return said or 0


def _ranked(pks: QuerySet[Contribution, int], filters: Filters) -> QuerySet[Contribution, int] | list[int]:
    """If the best match comes first: these newest ones by how well they fit the words, the older ones after them."""
    if filters.sort != Sort.BEST:
        return pks
    newest = {public_id: pk for pk, public_id in pks.values_list("pk", "public_id")}
    best = rank(filters.q, kind="contribution", public_ids=list(newest)[:LIMIT])
    return [newest[public_id] for public_id in (*best, *list(newest)[LIMIT:])]
