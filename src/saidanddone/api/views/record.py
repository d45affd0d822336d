"""The public record: its newest checkpoint, its entries and their receipts. Its files stand at /record/ itself."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.pages import Order, Slice, page
from saidanddone.api.queries import record as queries
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.core.refs import Ref
from saidanddone.record import queries as of_record

router = Router(tags=["The public record"])
BY_POSITION = Order("entries", ("position",), descending=False)


@read(router, "/record", name="api_record", shape=schemas.Record)
def record(request: HttpRequest) -> schemas.Record:
    """How much the record holds, and the newest checkpoint as it was signed."""
    return queries.record(of_record.state())


@read(router, "/record/entries", name="api_record_entries", shape=PageOf[schemas.Entry], also=(422,))
def entries(request: HttpRequest, response: HttpResponse, part: Query[Slice]) -> PageOf[schemas.Entry]:
    """Every entry that is signed, in the order of the record, so that a reader can go on where it stopped."""
    found = page(request, response, of_record.signed_entries(), BY_POSITION, part, queries.entry)
    return PageOf[schemas.Entry](**found)


@read(router, "/record/entries/{int:position}", name="api_record_entry", shape=schemas.Entry, also=(404,))
def entry(request: HttpRequest, position: int) -> schemas.Entry:
    """One entry by its position, which counts from 0."""
    found = of_record.entry_at(position)
    if found is None:
        raise Http404
    return queries.entry(found)


@read(router, "/record/entries/{int:position}/receipt", name="api_record_receipt", shape=schemas.Receipt, also=(404,))
def receipt(request: HttpRequest, position: int) -> schemas.Receipt:
    """The proof that an entry is in the record, in C2SP's form tlog-proof: it can be checked offline."""
    found = of_record.entry_at(position)
    given = found and of_record.receipt_for(found)
    if not given:
        raise Http404
    return schemas.Receipt(position=position, receipt=str(given))


@read(
    router,
    "/record/about/{slug:kind}/{public_id:public_id}",
    name="api_record_about",
    shape=list[schemas.Entry],
    also=(404,),
)
def about(request: HttpRequest, kind: str, public_id: str) -> list[schemas.Entry]:
    """All that was recorded about one thing, oldest first: `contribution`, `answer` or another kind, and its id."""
    return [queries.entry(found) for found in of_record.entries_about(Ref(kind, public_id))[:100]]
