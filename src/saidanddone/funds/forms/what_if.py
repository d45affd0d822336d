"""What if lines spend more, or less, than their budgets?"""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.core.money import pounds
from saidanddone.decisions.bilingual import Said
from saidanddone.funds.forms.fields import PoundsField
from saidanddone.funds.queries.figures import LineStanding, Standing


class WhatIfForm(forms.Form):
    """What each line would have spent when the year is over; what is left empty stays as it is forecast today."""

    says_optional = False

    def __init__(self, *args: Any, standing: Standing, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.lines = {f"line-{each.line.public_id}": each for each in standing.lines}
        for name, each in self.lines.items():
            self.fields[name] = PoundsField(
                label=str(each.line.said("name")),
                help_text=_hint(each),
                required=False,
                least=0,
                initial=each.expected,
            )
            most = max(2 * each.budget, each.expected) // 100 or 1_000
            self.fields[name].widget.attrs |= {"data-most": most, "data-slides": ""}

    @property
    def schemes(self) -> list[tuple[Said, list[forms.BoundField]]]:
        """What each scheme is called, with the fields of its lines."""
        by_scheme = groupby(self.lines.items(), key=lambda item: item[1].line.scheme)
        return [(scheme.said("name"), [self[name] for name, _line in items]) for scheme, items in by_scheme]

    @property
    def variances(self) -> dict[int, int]:
        """Line by its number → pence over its budget; below nothing: under it."""
        given = self.cleaned_data if self.is_bound else {}
        found = {}
        for name, each in self.lines.items():
            amount = given.get(name)
            found[each.line.pk] = (each.expected if amount is None else amount) - each.budget
        return found


def _hint(line: LineStanding) -> Any:
    facts = {"budget": pounds(line.budget), "forecast": pounds(line.expected)}
    if line.forecast:
        return _("Its budget is %(budget)s; %(forecast)s is forecast.") % facts
    return _("Its budget is %(budget)s.") % facts
