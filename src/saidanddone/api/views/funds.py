"""Money that partners put together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import FundFilters, FundOrderFilters, FundYear
from saidanddone.api.pages import Order, page
from saidanddone.api.queries import funds as of_funds
from saidanddone.api.routes import read
from saidanddone.api.schemas import PageOf
from saidanddone.core import clock
from saidanddone.funds.models import Fund

router = Router(tags=["Money"])
NEWEST_FUNDS = Order("funds", ("opened_at",))
NEWEST_ORDERS = Order("fund-orders", ("placed_at",))


@read(router, "/funds", name="api_funds", shape=PageOf[schemas.Fund], also=(422,))
def funds(request: HttpRequest, response: HttpResponse, filters: Query[FundFilters]) -> PageOf[schemas.Fund]:
    """Funds that partners share, the one that opened last first."""
    rows = filters.apply(Fund.objects.public())
    found = page(request, response, rows, NEWEST_FUNDS, filters, of_funds.fund, of_funds.funds())
    return PageOf[schemas.Fund](**found)


@read(router, "/funds/{public_id:public_id}", name="api_fund", shape=schemas.FundInFull, also=(404,))
def fund(request: HttpRequest, public_id: str) -> schemas.FundInFull:
    """One fund with its years and its lines, each tied to an outcome, and who bears the risk of it."""
    return of_funds.in_full(get_object_or_404(of_funds.funds(), public_id=public_id))


@read(
    router,
    "/funds/{public_id:public_id}/figures",
    name="api_fund_figures",
    shape=schemas.FundFigures,
    also=(404, 422),
)
def fund_figures(request: HttpRequest, public_id: str, chosen: Query[FundYear]) -> schemas.FundFigures:
    """How it stands in a year: what each partner paid, and of each line budget, spent, promised and forecast."""
    row = get_object_or_404(of_funds.funds(), public_id=public_id)
    on = clock.local_date(clock.now())
    return of_funds.figures(row, year=chosen.of(row, on), on=on)


@read(
    router,
    "/funds/{public_id:public_id}/orders",
    name="api_fund_orders",
    shape=PageOf[schemas.FundOrder],
    also=(404, 422),
)
def fund_orders(
    request: HttpRequest, response: HttpResponse, public_id: str, filters: Query[FundOrderFilters]
) -> PageOf[schemas.FundOrder]:
    """To whom it has promised money, grants and contracts, the newest first. Private persons are not named."""
    row = get_object_or_404(of_funds.funds(), public_id=public_id)
    whole = of_funds.orders(row)
    found = page(request, response, filters.apply(whole), NEWEST_ORDERS, filters, of_funds.order, whole)
    return PageOf[schemas.FundOrder](**found)
