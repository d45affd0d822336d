"""Funds as everyone may read them: totals and promises, never a single transfer."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import as_is, or_null, organisation_link, page, place_link, public_id, translated
from saidanddone.funds.models import Fund, Line, Order, VariancePlan
from saidanddone.funds.models.funds import PARTNERS
from saidanddone.funds.models.orders import OrderQuerySet
from saidanddone.funds.queries.figures import LineStanding, PartnerStanding, standing
from saidanddone.funds.queries.orders import listed


def funds() -> QuerySet[Fund]:
    return Fund.objects.public().select_related("host").prefetch_related(PARTNERS)


def fund(row: Fund) -> schemas.Fund:
    return schemas.Fund(**_fund(row))


def _fund(row: Fund) -> dict[str, Any]:
    partners = [
        schemas.FundPartner(organisation=organisation_link(each.organisation), joined_date=each.joined_date)
        for each in row.partners.all()
    ]
    names = ("name", "purpose", "language", "is_redacted", "kind", "starts_date", "ends_date", "year_month")
    return {
        "id": row.public_id,
        "url": page("fund", row.public_id),
        **as_is(row, *names, "tolerance_pence", "surplus", "locked_date", "opened_at", "closed_at"),
        "translation": translated(row, Fund.WORDS),
        "host": organisation_link(row.host),
        "partners": partners,
        **or_null(row, "closed_reason"),
    }


def in_full(row: Fund) -> schemas.FundInFull:
    lines = Line.objects.filter(scheme__fund=row).select_related("scheme__outcome", "scheme__lead")
    closed = row.year_ends.order_by("year").values_list("year", flat=True)
    ordered = lines.order_by("scheme__order", "scheme", "order", "pk")
    return schemas.FundInFull(
        **_fund(row), years=list(row.years), closed_years=list(closed), lines=[_line(each) for each in ordered]
    )


def _line(row: Line) -> schemas.FundLine:
    return schemas.FundLine(
        id=row.public_id,
        **as_is(row, "name", "language", "risk"),
        translation=translated(row, Line.WORDS),
        scheme=row.scheme.name,
        scheme_id=row.scheme.public_id,
        outcome=public_id(row.scheme.outcome),
        lead=organisation_link(row.scheme.lead),
    )


def figures(row: Fund, *, year: int, on: date) -> schemas.FundFigures:
    stood = standing(row, year=year, on=on)
    return schemas.FundFigures(
        year=year,
        name=row.year_name(year),
        is_closed=row.year_ends.filter(year=year).exists(),
        budget_pence=stood.budget,
        spent_pence=stood.spent,
        promised_pence=stood.promised_on,
        received_pence=stood.received,
        purse_pence=stood.purse,
        reserve_pence=stood.reserve,
        partners=[_partner(each) for each in stood.partners],
        lines=[_line_figures(each) for each in stood.lines],
    )


def _partner(row: PartnerStanding) -> schemas.FundPartnerFigures:
    return schemas.FundPartnerFigures(
        organisation=organisation_link(row.partner.organisation),
        promised_pence=row.promised,
        due_pence=row.due,
        received_pence=row.received,
        promised_in_kind_pence=row.promised_in_kind,
        given_in_kind_pence=row.given,
    )


def _line_figures(row: LineStanding) -> schemas.FundLineFigures:
    return schemas.FundLineFigures(
        line=row.line.public_id,
        budget_pence=row.budget,
        spent_pence=row.spent,
        promised_pence=row.promised,
        used_in_kind_pence=row.used,
        forecast_pence=row.forecast.amount_pence if row.forecast else None,
        cause=(row.forecast.cause or None) if row.forecast else None,
        plans=[_plan(each) for each in row.plans],
    )


def _plan(row: VariancePlan) -> schemas.FundPlan:
    return schemas.FundPlan(
        **as_is(row, "what", "due_date", "ended_date"),
        owner=organisation_link(row.owner),
        **or_null(row, "came_of_it"),
    )


def orders(row: Fund) -> OrderQuerySet:
    return listed(row)


def order(row: Order) -> schemas.FundOrder:
    return schemas.FundOrder(
        id=row.public_id,
        url=f"{page('fund_orders', row.fund.public_id)}#order-{row.public_id}",
        line=row.line.public_id,
        **as_is(row, "year", "kind", "state", "is_individual", "amount_pence", "agreed_date", "starts_date"),
        **as_is(row, "ends_date", "title", "description", "language", "placed_at", "cancelled_at"),
        organisation=organisation_link(row.organisation) if row.organisation else None,
        recipient=None if row.is_individual else row.recipient or None,
        **or_null(row, "identifier", "cancelled_reason"),
        translation=translated(row, Order.WORDS),
        places=[place_link(each) for each in row.public_places],
    )
