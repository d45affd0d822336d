"""Work out every way again, and count the figures of coverage from them."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.thread import coverage, ways
from saidanddone.thread.models import CoverageFigure, GroupFigure, Way
from saidanddone.thread.permissions.figures import check_recount, check_recount_ways


def recount(*, by: Viewer, at: datetime) -> int:
    """Put all stored figures right, those of contributions too; say how many were wrong (none, unless by hand)."""
    check_recount(by=by)
    return contributions.recount(by=by, at=at) + recount_ways(by=by, at=at)


def recount_ways(*, by: Viewer, at: datetime) -> int:
    """The ways some hundreds at a time, so that nobody waits long; then the figures, from nothing, at once."""
    check_recount_ways(by=by)
    wrong, last = 0, 0
    while ids := list(Contribution.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            wrong += ways.work_out(ids)
        last = ids[-1]
    with transaction.atomic():
        _lock()
        return wrong + _count()


def _count() -> int:
    totals: tuple[Counter[coverage.Key], Counter[coverage.Key]] = (Counter(), Counter())
    for counted in Way.objects.values_list("counted", flat=True).iterator(chunk_size=2000):
        for total, rows in zip(totals, coverage.figures(counted), strict=True):
            total.update(rows)
    of_coverage, of_groups = totals
    return _put_right(CoverageFigure, coverage.COVERAGE_KEYS, of_coverage) + _put_right(
        GroupFigure, coverage.GROUP_KEYS, of_groups
    )


def _put_right(model: type[Model], keys: tuple[str, ...], true: Counter[coverage.Key]) -> int:
    rows: Any = model._default_manager
    held = {tuple(row[:-1]): row[-1] for row in rows.exclude(count=0).values_list(*keys, "count")}
    wrong = {key for key in true.keys() | held.keys() if true[key] != held.get(key, 0)}
    if wrong:
        rows.all().delete()
        rows.bulk_create(
            [model(**dict(zip(keys, key, strict=True)), count=number) for key, number in true.items() if number],
            batch_size=150,
        )
    return len(wrong)


def _lock() -> None:
    """On PostgreSQL writers wait for the tables; on SQLite the transaction keeps them out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Way, CoverageFigure, GroupFigure):
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN EXCLUSIVE MODE")
