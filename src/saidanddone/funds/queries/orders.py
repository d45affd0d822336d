"""What a fund has promised to others: by line, as a list, and what of it a transfer can pay."""

from django.db.models import F, Sum

from saidanddone.funds.models import Fund, Order
from saidanddone.funds.models.orders import OrderQuerySet


def promised_by_line(fund: Fund, year: int) -> dict[int, int]:
    """Line by its number → what is promised and not paid, as that year's budget bears it."""
    rows = Order.objects.of(fund).weighing_on(year).order_by().values("line")
    pence = rows.annotate(pence=Sum(F("amount_pence") - F("paid_pence")))
    return dict(pence.values_list("line", "pence"))


def listed(fund: Fund) -> OrderQuerySet:
    """The newest first."""
    return Order.objects.of(fund).in_full().order_by("-agreed_date", "-pk")


def to_pay(fund: Fund) -> OrderQuerySet:
    """What a transfer can pay, the oldest first."""
    rows = Order.objects.of(fund).placed().select_related("line__scheme", "organisation")
    return rows.order_by("agreed_date", "pk")
