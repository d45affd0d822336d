"""The desk of funds: those of an organisation, one of them with all that waits, and the statement of each partner."""

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saidanddone.core import clock
from saidanddone.core.downloads import throttle
from saidanddone.core.paging import page_number, paginate
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused, allows
from saidanddone.funds import files, statement_reports
from saidanddone.funds.pages import horizon, transfer_rows
from saidanddone.funds.permissions import check_handles_money, check_keeps_books, missing_for
from saidanddone.funds.queries import funds as queries
from saidanddone.funds.queries import orders
from saidanddone.funds.queries.figures import standing_on
from saidanddone.funds.queries.statements import Told, statement_of
from saidanddone.funds.views.deeds import DEEDS
from saidanddone.funds.views.public import year_asked
from saidanddone.people.roles import Permission
from saidanddone.ui import reports


@never_cache
@require_safe
def desk_own_funds(request: Request) -> HttpResponse:
    """Leads on to the funds of the first organisation whose money one handles, or that has money in one."""
    organisation = queries.first_with_money(request.viewer)
    if organisation is None:
        raise Refused(gettext("Only those who work for an organisation with money in a fund have a desk of funds."))
    return redirect("desk_funds", organisation.slug)


@never_cache
@require_safe
def desk_funds(request: Request, slug: str) -> HttpResponse:
    organisation = queries.organisation_with_funds(request.viewer, slug)
    rows = queries.listed(request.viewer).of(frozenset({organisation.pk}))
    page, on = paginate(rows, number=page_number(request.GET.get("page"))), clock.local_date(clock.now())
    context: dict[str, Any] = {"organisation": organisation, "page": page}
    context["cards"] = [(each, horizon(each, on=on)) for each in page.rows]
    context["sets_up"] = request.viewer.may(Permission.HANDLE_MONEY, organisation.pk)
    return render(request, "funds/desk_funds.html", context)


@never_cache
@require_safe
def desk_fund(request: Request, slug: str, public_id: str) -> HttpResponse:
    organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    stood = standing_on(fund, year=year_asked(request, fund), on=clock.local_date(clock.now()))
    context: dict[str, Any] = {"organisation": organisation, "fund": fund, "stood": stood}
    context["batches"] = list(queries.waiting_batches(fund)[:20])
    context["orders"] = list(orders.to_pay(fund)[:50])
    context["waiting"] = paginate(queries.waiting_transfers(fund), number=page_number(request.GET.get("waiting")))
    context["moves"] = paginate(queries.virements(fund), number=page_number(request.GET.get("moves")))
    rows = queries.settled_transfers(fund, stood.year)
    context["page"] = paginate(rows, number=page_number(request.GET.get("page")))
    context["waits"] = transfer_rows(stood, context["waiting"].rows)
    context["transfers"] = transfer_rows(stood, context["page"].rows)
    context["handles"] = allows(check_handles_money, by=request.viewer, fund=fund)
    context["keeps_books"] = allows(check_keeps_books, by=request.viewer, fund=fund)
    context["missing"] = missing_for(fund) if not fund.opened_at else []
    context["setting_up"] = queries.setting_up(fund) if not fund.opened_at else None
    context["year_ends"] = list(fund.year_ends.order_by("year"))
    context["ways"] = [(name, DEEDS[name].heading) for name in ("given", "transfer", "order", "virement")]
    context["horizon"] = horizon(fund, on=clock.local_date(clock.now()))
    context["me"] = request.viewer.person_id
    return render(request, "funds/desk_fund.html", context)


def _told(request: Request, slug: str, public_id: str, partner: str) -> Told:
    _organisation, fund = queries.at_desk(request.viewer, slug, public_id)
    found = next((each for each in fund.partners.all() if each.organisation.slug == partner), None)
    if found is None:
        raise Http404
    return statement_of(fund, found, year=year_asked(request, fund), on=clock.local_date(clock.now()))


@never_cache
@require_safe
def fund_statement(request: Request, slug: str, public_id: str, partner: str) -> HttpResponse:
    told = _told(request, slug, public_id, partner)
    labels = statement_reports.FIGURES
    context = {"told": told, "fund": told.fund, "slug": slug, "stood": told}
    context["figures"] = [(label, told.figures[name]) for name, label in labels.items()]
    context["years"] = [{"number": year, "name": told.fund.year_name(year)} for year in told.fund.years]
    context["words"] = statement_reports.standing_words(told, clock.now())
    context["checked"] = statement_reports.checked_words(told)
    return render(request, "funds/statement.html", context)


@never_cache
@require_safe
def fund_statement_csv(request: Request, slug: str, public_id: str, partner: str) -> StreamingHttpResponse:
    throttle(request)
    told = _told(request, slug, public_id, partner)
    response = StreamingHttpResponse(files.statement_csv(told), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statement-{partner}-{told.year}.csv"'
    return response


@never_cache
@require_safe
def fund_statement_pdf(request: Request, slug: str, public_id: str, partner: str) -> HttpResponse:
    throttle(request)
    told = _told(request, slug, public_id, partner)
    return reports.answer(statement_reports.as_pdf(told, at=clock.now()), f"statement-{partner}-{told.year}")
