"""Fields that several forms of funds have: pounds, partners, lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from saidanddone.core.money import MOST_PENCE, pence, pounds
from saidanddone.funds.models import Fund, Line, Order, Partner


class PoundsField(forms.CharField):
    """Pounds as people write them, £1,234.50; whole pence come out."""

    def __init__(self, *, least: int = 1, **settings: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **settings)
        self.least = least

    def clean(self, value: Any) -> int | None:
        words = super().clean(value)
        if not words:
            return None
        try:
            amount = pence(words)
        except ValueError:
            raise forms.ValidationError(_("Write the amount in pounds and pence, as 25.00.")) from None
        if not self.least <= amount <= MOST_PENCE:
            above = _("Write an amount of money above nothing.")
            raise forms.ValidationError(above if self.least else _("Write an amount of money, nothing or more."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        return pounds(value).removeprefix("£") if isinstance(value, int) else value


class PartnerField(forms.ModelChoiceField):
    def label_from_instance(self, partner: Partner) -> str:
        return partner.organisation.local_name


class LineOfFundField(forms.ModelChoiceField):
    def label_from_instance(self, line: Line) -> str:
        return f"{line.said('name')} ({line.scheme.said('name')})"


class OrderField(forms.ModelChoiceField):
    def label_from_instance(self, order: Order) -> str:
        return f"{order.said('title')}: {order.recipient_named}, {pounds(order.outstanding_pence)}"


def lines_of(fund: Fund) -> Any:
    rows = Line.objects.filter(scheme__fund=fund).select_related("scheme")
    return rows.order_by("scheme__order", "scheme", "order", "pk")


def partners_of(fund: Fund) -> Any:
    return fund.partners.select_related("organisation").order_by("pk")
