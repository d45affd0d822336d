"""What a lead fills in to back what is tried."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.decisions.changes import BackingDraft
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import DateParts, Radios


class BackingForm(forms.Form):
    """Of an organisation that one leads."""

    organisation = OrganisationsChoice(
        label=_("Which organisation backs it?"), queryset=Organisation.objects.none(), to_field_name="slug"
    )
    post = LineField(label=_("In which post do you say so?"), max_length=160)
    why = WordsField(label=_("Why do you back it?"), max_length=1000, rows=3)
    if_it_fails = WordsField(
        label=_("What do you promise to those who try it, if it fails?"),
        help_text=_(
            "For example: that nobody is blamed who did what was agreed, and that you say yourself what was learnt."
        ),
        max_length=1000,
        rows=3,
    )
    until_date = forms.DateField(label=_("Until which day?"), widget=DateParts)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, led: list[int], decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.open().filter(pk__in=led).order_by("name", "pk")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        self.fields["organisation"].initial = own.first()
        self.fields["language"].initial = active()

    @property
    def draft(self) -> BackingDraft:
        """Only after `is_valid()`."""
        return BackingDraft(**self.cleaned_data)


class EndBackingForm(forms.Form):
    reason = LineField(
        label=_("Why do you back it no more?"), help_text=_("Everyone reads it beside what you said."), max_length=500
    )
