"""What officers and leads fill in to bring a decision along: evidence, uses, days, sign-offs, and the next state."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.core.ids import PATTERN
from saidanddone.decisions.models import Decision, Expectation, SignOff, Use
from saidanddone.ui.forms import DateParts, Radios

_State = Decision.State


class CiteForm(forms.Form):
    """Which contributions and findings are considered, by their addresses or numbers."""

    cited = WordsField(
        label=_("Addresses or numbers of contributions and findings"),
        help_text=_("One on each line. You can paste the addresses of their pages."),
        max_length=20_000,
        rows=4,
    )

    def clean_cited(self) -> list[str]:
        lines = [line for line in self.cleaned_data["cited"].splitlines() if line.strip()]
        found = [re.search(rf"(?:^|/)({PATTERN})/?(?:[?#].*)?$", line.strip()) for line in lines]
        if strange := next((line for line, match in zip(lines, found, strict=True) if match is None), None):
            raise forms.ValidationError(_("This is no address or number: %(line)s"), params={"line": strange[:80]})
        return [match.group(1) for match in found if match]


class UseForm(forms.Form):
    """What the use of those that were ticked was."""

    value = forms.ChoiceField(label=_("Their use"), choices=Use.Value.choices, widget=Radios)
    because = WordsField(
        label=_("Because"),
        help_text=_("Needed for what is partly used or not used. Each person reads it beside their words."),
        max_length=1000,
        required=False,
        rows=3,
    )


class LeaveOutForm(forms.Form):
    reason = LineField(label=_("Why is it no longer considered?"), max_length=300, required=False)


class PromiseForm(forms.Form):
    """By when a state is promised."""

    state = forms.ChoiceField(
        label=_("What do you promise?"),
        choices=[
            (_State.OPEN, _("That views are opened")),
            (_State.DECIDING, _("That deciding begins")),
            (_State.DECIDED, _("That it is decided")),
        ],
        initial=_State.DECIDED,
        widget=Radios,
    )
    due_date = forms.DateField(label=_("By which day?"), widget=DateParts)
    reason = LineField(
        label=_("If you move a day: why?"),
        help_text=_("The day that you promised before stays in sight, with the reason."),
        max_length=300,
        required=False,
    )


class SignOffForm(forms.Form):
    """One of the three voices, or why it was not asked."""

    voice = forms.ChoiceField(label=_("Who signs off?"), choices=SignOff.Voice.choices, widget=Radios)
    name = LineField(label=_("Name, as they wish to be named"), max_length=160, required=False)
    says = WordsField(label=_("What do they say?"), max_length=2000, required=False, rows=4)
    not_asked_because = WordsField(label=_("Or: why were they not asked?"), max_length=1000, required=False, rows=3)
    reason = LineField(label=_("If you change it: why?"), max_length=300, required=False)


class ExpectForm(forms.Form):
    text = LineField(label=_("What do you expect?"), max_length=400)
    measure = LineField(label=_("By what is it measured?"), max_length=300)
    expected_date = forms.DateField(label=_("By which day?"), widget=DateParts)


class CompareForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Did it come as expected?"), choices=Expectation.Outcome.choices, widget=Radios)
    found = WordsField(label=_("What did you find?"), max_length=2000, rows=4)


class PilotForm(forms.Form):
    end = forms.ChoiceField(label=_("How does the pilot end?"), choices=Decision.PilotEnd.choices, widget=Radios)
    learnt = WordsField(label=_("What was learnt?"), max_length=2000, rows=4)


class MoveForm(forms.Form):
    """What the next state needs: a day, a reason, another decision."""

    close_date = forms.DateField(
        label=_("Until the end of which day can people say what they think?"), widget=DateParts
    )
    reason = WordsField(label=_("Why?"), help_text=_("Everyone can read this."), max_length=2000, rows=4)
    review_date = forms.DateField(label=_("By which day is it looked at again?"), widget=DateParts)
    replacement = forms.ModelChoiceField(
        label=_("By which decision is it replaced?"), queryset=Decision.objects.none(), to_field_name="public_id"
    )

    def __init__(self, data: Any, *, decision: Decision, action: str) -> None:
        super().__init__(data)
        for name in [name for name in self.fields if name not in NEEDS.get(action, ())]:
            del self.fields[name]
        if "replacement" in self.fields:
            standing = Decision.objects.public().filter(state__in=(_State.DECIDED, _State.REVIEW))
            own = standing.filter(organisation=decision.organisation_id).exclude(pk=decision.pk)
            self.fields["replacement"].queryset = own.order_by("-decided_date", "pk")  # type: ignore[attr-defined]


NEEDS = {
    "open_for_views": ("close_date",),
    "start_review": ("reason",),
    "confirm": ("reason", "review_date"),
    "replace_decision": ("replacement", "reason"),
    "withdraw_decision": ("reason",),
}
"""Action → the fields that it takes."""
