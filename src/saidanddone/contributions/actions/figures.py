"""Count everything again, and put the stored figures right.

This counts in SQL, group by group, on purpose apart from the rule in `tallies.py`: the two are held against each other.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from saidanddone.contributions.models import Addressee, AnswerTime, Contribution, DueDay, Tally, Verdict
from saidanddone.contributions.models.figures import Scope
from saidanddone.contributions.permissions import check_recount
from saidanddone.core.viewer import Viewer

OWN_SERVICE = Q(contribution__service__organisation=F("organisation"))


def recount(*, by: Viewer, at: datetime) -> int:
    """Count again from the rows; say how many stored figures were wrong (none, unless someone changed rows by hand)."""
    check_recount(by=by)
    with transaction.atomic():
        _lock()
        wrong = _replace(Tally, ("scope", "scope_id", "measure"), ("count",), _tallies())
        wrong += _replace(DueDay, ("scope", "scope_id", "due_date"), ("count",), _due_days())
        return wrong + _replace(AnswerTime, ("organisation_id", "days"), ("count", "promised", "in_time"), _times())


def _lock() -> None:
    """Let no writer in between: on PostgreSQL they wait for the tables; on SQLite the transaction keeps them out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (AnswerTime, DueDay, Tally):
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN EXCLUSIVE MODE")


def _replace(
    model: type[Model],
    keys: tuple[str, ...],
    columns: tuple[str, ...],
    counted: Iterable[tuple[Any, ...]],
) -> int:
    width = len(keys)
    true = {row[:width]: row[width:] for row in counted if row[width]}
    stored = model._default_manager.values_list(*keys, *columns)
    held = {row[:width]: row[width:] for row in stored if any(row[width:])}
    wrong = {key for key in true.keys() | held.keys() if true.get(key) != held.get(key)}
    if wrong:
        names = (*keys, *columns)
        model._default_manager.all().delete()
        model._default_manager.bulk_create(
            [model(**dict(zip(names, (*key, *numbers), strict=True))) for key, numbers in true.items()], batch_size=500
        )
    return len(wrong)


def _tallies() -> Iterable[tuple[Any, ...]]:
    return chain(_public_tallies(), _organisation_tallies(), _verdict_tallies())


def _public_tallies() -> Iterable[tuple[Any, ...]]:
    def of(state: str) -> Exists:
        return Exists(Addressee.objects.filter(contribution=OuterRef("pk"), state=state))

    public = Contribution.objects.public().annotate(is_answered=of("answered"), is_waiting=of("waiting"))
    measures = {
        "said": public,
        "answered": public.filter(is_answered=True),
        "waiting": public.filter(is_answered=False, is_waiting=True),
    }
    for measure, rows in measures.items():
        yield (Scope.SITE.value, 0, measure, rows.count())
        for scope, column in ((Scope.PLACE, "place"), (Scope.SERVICE, "service"), (Scope.TOPIC, "topic")):
            counted = rows.filter(**{f"{column}__isnull": False}).values_list(column).annotate(n=Count("pk")).order_by()
            yield from ((scope.value, pk, measure, n) for pk, n in counted)


def _organisation_tallies() -> Iterable[tuple[Any, ...]]:
    asked = Addressee.objects.counted()
    late = asked.filter(answered_in_time=False)
    for scope_id, n in _grouped(asked, "organisation"):
        yield (Scope.ORGANISATION.value, scope_id, "said", n)
    for scope_id, state, n in asked.values_list("organisation", "state").annotate(n=Count("pk")).order_by():
        yield (Scope.ORGANISATION.value, scope_id, str(state), n)
    for scope_id, n in _grouped(late, "organisation"):
        yield (Scope.ORGANISATION.value, scope_id, "answered_late", n)
    for scope_id, n in _grouped(late.filter(OWN_SERVICE), "contribution__service"):
        yield (Scope.SERVICE.value, scope_id, "answered_late", n)


def _verdict_tallies() -> Iterable[tuple[Any, ...]]:
    given = Verdict.objects.filter(answer__contribution__state=Contribution.State.PUBLISHED)
    given = given.annotate(measure=Concat(Value("verdict_"), "value"))
    own = given.filter(answer__contribution__service__organisation=F("answer__organisation"))
    for measure, n in _grouped(given, "measure"):
        yield (Scope.SITE.value, 0, measure, n)
    for scope_id, measure, n in _grouped(given, "answer__organisation", "measure"):
        yield (Scope.ORGANISATION.value, scope_id, measure, n)
    for scope_id, measure, n in _grouped(own, "answer__contribution__service", "measure"):
        yield (Scope.SERVICE.value, scope_id, measure, n)


def _due_days() -> Iterable[tuple[Any, ...]]:
    running = Addressee.objects.counted().waiting().filter(due_date__isnull=False, paused_at__isnull=True)
    yield from ((Scope.SITE.value, 0, day, n) for day, n in _grouped(running, "due_date"))
    for scope_id, day, n in _grouped(running, "organisation", "due_date"):
        yield (Scope.ORGANISATION.value, scope_id, day, n)
    for scope_id, day, n in _grouped(running.filter(OWN_SERVICE), "contribution__service", "due_date"):
        yield (Scope.SERVICE.value, scope_id, day, n)


def _times() -> Iterable[tuple[Any, ...]]:
    answered = Addressee.objects.counted().filter(first_answer_days__isnull=False)
    columns = {
        "n": Count("pk"),
        "promised": Count("pk", filter=Q(answered_in_time__isnull=False)),
        "in_time": Count("pk", filter=Q(answered_in_time=True)),
    }
    yield from answered.values_list("organisation", "first_answer_days").annotate(**columns).order_by()


def _grouped(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    yield from rows.values_list(*columns).annotate(n=Count("pk")).order_by()
