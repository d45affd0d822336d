"""What something at the desk is done to, within one fund: nothing of another fund is ever found."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from saidanddone.funds.models import Forecast, Fund, Line, Order, VariancePlan, Virement

Find = Callable[[Fund, str], Any]


def _virement(fund: Fund, of: str) -> Virement:
    rows = Virement.objects.of(fund).select_related("giving__scheme__fund__host", "getting")
    return get_object_or_404(rows, public_id=of)


def _line(fund: Fund, of: str) -> Line:
    return get_object_or_404(Line.objects.select_related("scheme__fund"), scheme__fund=fund, public_id=of)


def _forecast(fund: Fund, of: str) -> Forecast:
    rows = Forecast.objects.select_related("line__scheme__fund")
    return get_object_or_404(rows, line__scheme__fund=fund, public_id=of)


def _plan(fund: Fund, of: str) -> VariancePlan:
    rows = VariancePlan.objects.select_related("forecast__line__scheme__fund")
    return get_object_or_404(rows, forecast__line__scheme__fund=fund, public_id=of)


def _order(fund: Fund, of: str) -> Order:
    rows = Order.objects.of(fund).select_related("line__scheme__fund__host", "organisation")
    return get_object_or_404(rows, public_id=of)


FIND: dict[str, Find] = {
    "partner": lambda fund, of: get_object_or_404(fund.partners.select_related("organisation", "fund"), public_id=of),
    "scheme": lambda fund, of: get_object_or_404(fund.schemes.select_related("fund"), public_id=of),
    "transfer": lambda fund, of: get_object_or_404(fund.transfers.select_related("fund__host"), public_id=of),
    "line": _line,
    "forecast": _forecast,
    "plan": _plan,
    "virement": _virement,
    "order": _order,
    "batch": lambda fund, of: get_object_or_404(fund.batches.select_related("fund__host"), public_id=of),
}
