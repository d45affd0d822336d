"""What is typed to cover somebody who takes a risk with others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.drafts import CoverDraft
from saidanddone.alliances.forms.fields import ForOwnParty
from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.ui.forms import DateParts, Radios


class CoverForm(ForOwnParty):
    """One page, in plain words."""

    post = LineField(label=_("Who takes the risk? The post."), max_length=160)
    what = WordsField(label=_("What is tried?"), max_length=1000, rows=3)
    who_carries = WordsField(
        label=_("Who carries which part?"), help_text=_("A line for each party."), max_length=2000, rows=4
    )
    not_acting = WordsField(label=_("What is the risk of not acting?"), max_length=1000, rows=3)
    until_date = forms.DateField(label=_("Until which day?"), widget=DateParts)
    is_public = forms.BooleanField(label=_("Everyone may read this"), required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios, initial=active)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def draft(self) -> CoverDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name != "party"}
        given["submission_key"] = given["submission_key"] or None
        return CoverDraft(party=self.said_for, **given)


class BackCoverForm(ForOwnParty):
    post = LineField(label=_("In which post do you back it?"), max_length=160)


class EndCoverForm(forms.Form):
    how = LineField(label=_("How did it end?"), max_length=500)
