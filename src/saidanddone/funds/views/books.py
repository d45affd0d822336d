"""The books of a fund as files: its years for everyone, and every transfer for the partners at their desk."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.requests import Request
from saidanddone.funds import books, transfer_files
from saidanddone.funds.queries import funds as queries


@login_not_required
@require_safe
def fund_books(request: Request, public_id: str) -> StreamingHttpResponse:
    """What each account came to by year, in plain text for Beancount."""
    throttle(request)
    found = queries.fund_of(request.viewer, public_id)
    return _file(books.for_everyone(found, at=clock.now()), f"fund-{public_id}.beancount", "text/plain")


@never_cache
@require_safe
def desk_fund_books(request: Request, slug: str, public_id: str) -> StreamingHttpResponse:
    """Every approved transfer, in plain text for Beancount."""
    throttle(request)
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    return _file(books.for_partners(fund, at=clock.now()), f"books-{public_id}.beancount", "text/plain")


@never_cache
@require_safe
def desk_fund_transfers(request: Request, slug: str, public_id: str) -> StreamingHttpResponse:
    """Every approved transfer, in the form that `saidanddone import fund` reads."""
    throttle(request)
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    return _file(transfer_files.transfers_csv(fund), f"transfers-{public_id}.csv", "text/csv")


def _file(pieces: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
