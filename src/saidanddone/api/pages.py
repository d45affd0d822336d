"""Pages of the API's lists, by cursor: a page goes on after a row, so that nothing is told twice as rows come in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from saidanddone.api import cursors
from saidanddone.api.problems import Problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Slice(Schema):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=100, description="How many at most.")
    cursor: str | None = Field(None, max_length=200, description="From `next` of the page before.")


@dataclass(frozen=True)
class Order:
    """Fields and their one direction; the row's key breaks ties the same way. A field is a number or a moment."""

    name: str
    fields: tuple[str, ...]
    descending: bool = True

    def sort(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        sign = "-" if self.descending else ""
        return rows.order_by(*(f"{sign}{field}" for field in (*self.fields, "pk")))

    def after(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """The rows beyond the cursor's: later in the first field in which they differ."""
        fields = (*self.fields, "pk")
        values = self._values(cursor, rows.model, fields)
        beyond, within, same = ("lt" if self.descending else "gt"), Q(), Q()
        for field, value in zip(fields, values, strict=True):
            within |= same & Q(**{f"{field}__{beyond}": value})
            same &= Q(**{field: value})
        return rows.filter(within, **{f"{fields[0]}__{beyond}e": values[0]})  # the last helps to walk an index

    def cursor(self, row: Model) -> str:
        values = [getattr(row, field) for field in self.fields]
        numbers = [_microseconds(value) if isinstance(value, datetime) else value for value in values]
        return cursors.seal([*numbers, row.pk], order=self.name)

    def _values(self, cursor: str, model: type[Model], fields: tuple[str, ...]) -> list[Any]:
        try:
            numbers = cursors.unseal(cursor, order=self.name, length=len(fields))
        except cursors.BadCursor:
            raise Problem(422, errors=[{"parameter": "cursor", "detail": "This list gave no such cursor."}]) from None
        return [
            _EPOCH + timedelta(microseconds=number)
            if field != "pk" and isinstance(model._meta.get_field(field), DateTimeField)
            else number
            for field, number in zip(fields, numbers, strict=True)
        ]


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def page(
    request: HttpRequest,
    response: HttpResponse,
    rows: QuerySet[Any],
    order: Order,
    part: Slice,
    shape: Callable[[Any], Any],
    whole: QuerySet[Any] | None = None,
) -> dict[str, Any]:
    """One page of `rows`, each in its shape, with the address of the next in the body and in a Link header."""

    def shapes(found: list[Any]) -> list[Any]:
        return [shape(row) for row in found]

    return page_together(request, response, rows, order, part, shapes, whole)


def page_together(
    request: HttpRequest,
    response: HttpResponse,
    rows: QuerySet[Any],
    order: Order,
    part: Slice,
    shapes: Callable[[list[Any]], list[Any]],
    whole: QuerySet[Any] | None = None,
) -> dict[str, Any]:
    """The same where a shape holds what is asked for all rows together, such as counts.

    The keys are found first, alone, so that the database walks the index of the order; `whole` has what is joined.
    """
    if part.cursor:
        rows = order.after(rows, part.cursor)
    keys = list(order.sort(rows).values_list("pk", flat=True)[: part.limit + 1])
    by_key = (rows.model._default_manager.all() if whole is None else whole).in_bulk(keys[: part.limit])
    found = [by_key[key] for key in keys[: part.limit] if key in by_key]
    following = _following(request, order.cursor(found[-1])) if len(keys) > part.limit and found else None
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return {"items": shapes(found), "next": following}


def _following(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
