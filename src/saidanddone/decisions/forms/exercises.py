"""A trade-off: as it is set up at the desk, and as people try it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField
from saidanddone.decisions.changes import ItemDraft
from saidanddone.decisions.models import Exercise, ExerciseItem
from saidanddone.ui.forms import Radios


class ExerciseForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=Exercise.Kind.choices, widget=Radios)
    question = LineField(
        label=_("What do you ask people to do?"),
        help_text=_("For example: How would you share out £40,000 for evening journeys?"),
        max_length=240,
    )
    limit = forms.IntegerField(
        label=_("How much is there to share?"), help_text=_("Pounds of a budget, or points."), min_value=1
    )

    def in_smallest(self, amount: int) -> int:
        """Pence of a budget; points as they are."""
        return amount * 100 if self.cleaned_data["kind"] == Exercise.Kind.BUDGET else amount


class ItemRow(forms.Form):
    says_optional = False

    title = LineField(label=_("The thing"), max_length=160, required=False)
    text = LineField(label=_("What more or less of it would mean"), max_length=400, required=False)
    cost = forms.IntegerField(label=_("What one step of it takes"), min_value=1, max_value=10**12, required=False)
    fewest = forms.IntegerField(label=_("Fewest steps"), min_value=0, max_value=20, required=False, initial=0)
    most = forms.IntegerField(label=_("Most steps"), min_value=1, max_value=20, required=False, initial=1)


ItemRows = forms.formset_factory(ItemRow, extra=4, max_num=20, absolute_max=24)


def items_of(form: ExerciseForm, rows: Any) -> tuple[ItemDraft, ...]:
    """The rows that have a title."""
    filled = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("title")]
    return tuple(
        ItemDraft(
            title=row["title"],
            text=row["text"],
            cost=form.in_smallest(row["cost"] or 0),
            fewest=row["fewest"] or 0,
            most=1 if row["most"] is None else row["most"],
        )
        for row in filled
    )


class TryForm(forms.Form):
    """A number of steps for each thing: radio buttons, so that it needs no JavaScript."""

    def __init__(self, data: Any, *, items: Sequence[ExerciseItem], costs: dict[str, str]) -> None:
        super().__init__(data)
        for item in items:
            label = _("%(title)s (each step takes %(cost)s)") % {"title": item.title, "cost": costs[item.public_id]}
            self.fields[item.public_id] = forms.TypedChoiceField(
                label=label,
                help_text=item.text,
                coerce=int,
                choices=[(step, str(step)) for step in range(item.fewest, item.most + 1)],
                initial=item.fewest,
                widget=Radios,
            )
