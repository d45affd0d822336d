"""Pages of long lists, with bounded page numbers and without counting what nobody asked to be counted."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import BadRequest
from django.db.models import Model, QuerySet
from django.utils.translation import gettext

Row = TypeVar("Row", bound=Model)
LAST_PAGE = 500
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page. `total` is exact up to `COUNT_LIMIT`; beyond it `more_than_total` is true ("more than 1,000")."""

    rows: list[Row]
    number: int
    size: int
    total: int
    more_than_total: bool
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)


def page_number(raw: str | None) -> int:
    """The `page` parameter as a number from 1 to `LAST_PAGE`; anything else is a 400."""
    if not raw:
        return 1
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 4 and 1 <= int(raw) <= LAST_PAGE):
        raise BadRequest(gettext("There is no such page."))
    return int(raw)


def paginate(rows: QuerySet[Row], *, number: int = 1, size: int = 20, total: int | None = None) -> Page[Row]:
    """A page of an ordered QuerySet, in one query, or two where the total is not known already."""
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if total is not None:
        return Page(found[:size], number, size, total, False, len(found) > size)
    is_all = number == 1 and len(found) <= size
    counted = len(found) if is_all else rows.order_by()[: COUNT_LIMIT + 1].count()
    return Page(found[:size], number, size, min(counted, COUNT_LIMIT), counted > COUNT_LIMIT, len(found) > size)
