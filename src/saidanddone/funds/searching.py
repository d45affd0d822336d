"""Funds in the search index: what is public can be found, in the words in which it was written."""

from collections.abc import Iterator

from saidanddone.core.text import to_plain
from saidanddone.funds.models import Fund
from saidanddone.search import index as search


def put(fund: Fund) -> None:
    """Make it findable, or take it out where it is not public."""
    if fund.is_public:
        search.put(**_document(fund))
    else:
        search.remove(kind="fund", public_id=fund.public_id)


def documents() -> Iterator[search.Document]:
    """Every public fund, oldest first, to build the index anew."""
    rows = Fund.objects.public().select_related("host").order_by("opened_at", "pk")
    yield from map(_document, rows.iterator(chunk_size=500))


def _document(fund: Fund) -> search.Document:
    words = (fund.purpose, fund.closed_reason, *fund.translation.values(), fund.host.name)
    return {
        "kind": "fund",
        "public_id": fund.public_id,
        "language": fund.language,
        "title": fund.name,
        "body": to_plain("\n".join(words)),
        "moment": fund.opened_at or fund.set_up_at,
    }
