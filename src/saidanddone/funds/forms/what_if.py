"""What if a line spends more, or less, than its budget?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.funds.forms.fields import LineOfFundField, PoundsField, lines_of
from saidanddone.funds.models import Fund, Line
from saidanddone.ui.forms import Radios


class WhatIfForm(forms.Form):
    """One line, and an amount over or under."""

    says_optional = False

    line = LineOfFundField(label=_("Which line?"), queryset=Line.objects.none(), to_field_name="public_id")
    way = forms.ChoiceField(
        label=_("Does it spend more or less?"),
        choices=[("over", _("More than its budget")), ("under", _("Less than its budget"))],
        widget=Radios,
        initial="over",
    )
    amount = PoundsField(label=_("By how much, in pounds?"))

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["line"].queryset = lines_of(fund)  # type: ignore[attr-defined]

    @property
    def variance(self) -> int:
        pence: int = self.cleaned_data["amount"]
        return pence if self.cleaned_data["way"] == "over" else -pence
