"""The public pages of funds: the money's way, its lines, its partners, and what a variance would cost whom."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.funds import files, giving, pages
from saidanddone.funds.forms.what_if import WhatIfForm
from saidanddone.funds.models import Fund
from saidanddone.funds.queries import funds as queries
from saidanddone.funds.queries import orders
from saidanddone.funds.queries.figures import Standing, standing_on


def year_asked(request: Request, fund: Fund) -> int:
    """The year in the address, or the one that it is."""
    asked = request.GET.get("year", "")
    if not asked:
        return queries.current_year(fund, clock.local_date(clock.now()))
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4) or int(asked) not in fund.years:
        raise Http404
    return int(asked)


def _standing(request: Request, fund: Fund) -> Standing:
    return standing_on(fund, year=year_asked(request, fund), on=clock.local_date(clock.now()))


@login_not_required
@require_safe
def funds(request: Request) -> HttpResponse:
    rows = queries.listed(request.viewer)
    page, on = paginate(rows, number=page_number(request.GET.get("page"))), clock.local_date(clock.now())
    cards = [(each, pages.horizon(each, on=on)) for each in page.rows]
    return render(request, "funds/funds.html", {"page": page, "cards": cards})


@login_not_required
@require_safe
def fund(request: Request, public_id: str) -> HttpResponse:
    found = queries.fund_of(request.viewer, public_id)
    stood = _standing(request, found)
    context = {"fund": found, "stood": stood, "flow": pages.money_flow(stood), "lines": pages.line_rows(stood)}
    context["names"] = pages.names_of(found, stood)
    context["horizon"] = pages.horizon(found, on=clock.local_date(clock.now()))
    return render(request, "funds/fund.html", context)


@login_not_required
@require_safe
def fund_orders(request: Request, public_id: str) -> HttpResponse:
    """To whom it has promised money: grants and contracts, the newest first."""
    found = queries.fund_of(request.viewer, public_id)
    page = paginate(orders.listed(found), number=page_number(request.GET.get("page")))
    context = {"fund": found, "page": page, "is_published": found.is_public and giving.grants(found).exists()}
    return render(request, "funds/orders.html", context)


@login_not_required
@require_safe
def fund_giving(request: Request, public_id: str) -> StreamingHttpResponse:
    """Its grants in the 360Giving Data Standard. What partners alone see is not published."""
    throttle(request)
    found = queries.fund_of(request.viewer, public_id)
    if not (found.is_public and giving.grants(found).exists()):
        raise Http404
    response = StreamingHttpResponse(giving.pieces(found), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="grants-{public_id}.json"'
    return response


@login_not_required
@require_safe
def fund_what_if(request: Request, public_id: str) -> HttpResponse:
    found = queries.fund_of(request.viewer, public_id)
    stood = _standing(request, found)
    asked = any(name.startswith("line-") for name in request.GET)
    form = WhatIfForm(request.GET if asked else None, standing=stood)
    context = {"fund": found, "form": form, "stood": stood}
    if not form.errors:
        context["tried"] = pages.what_if(stood, form.variances)
    name = "funds/_what_if.html" if request.headers.get("HX-Request") else "funds/what_if.html"
    response = render(request, name, context, status=400 if form.errors else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
@require_safe
def fund_csv(request: Request, public_id: str) -> StreamingHttpResponse:
    throttle(request)
    stood = _standing(request, queries.fund_of(request.viewer, public_id))
    response = StreamingHttpResponse(files.lines_csv(stood), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fund-{public_id}-{stood.year}.csv"'
    return response
