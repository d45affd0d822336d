"""What is typed to look after a relationship: barriers, the plan, call-outs, reviews."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.forms.fields import ForOwnParty, PartyField
from saidanddone.alliances.models import Party, Review
from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

YES_NO = [("yes", _("It is gone")), ("no", _("It stays"))]


class _Owned(forms.Form):
    def __init__(self, *args: Any, parties: Sequence[Party], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["owner"].among(parties)  # type: ignore[attr-defined]


class BarrierForm(_Owned):
    """What is in the way, and who can remove it."""

    words = LineField(label=_("What is in the way?"), max_length=500)
    owner = PartyField(label=_("Which party can remove it?"), empty_label="–")
    due_date = forms.DateField(label=_("By when does it say more?"), widget=DateParts)
    is_public = forms.BooleanField(label=_("Everyone may read this"), required=False)


class EndBarrierForm(forms.Form):
    is_removed = forms.ChoiceField(label=_("Is it gone?"), choices=YES_NO, widget=Radios)
    how = LineField(label=_("How was it removed, or why does it stay?"), max_length=500)

    def clean_is_removed(self) -> bool:
        return bool(self.cleaned_data["is_removed"] == "yes")


class StepForm(_Owned):
    """Something that is done for the relationship, again and again."""

    what = LineField(
        label=_("What do you do for the relationship?"), help_text=_("Such as: lunch together."), max_length=300
    )
    owner = PartyField(label=_("Which party sees to it?"), empty_label="–")
    every_days = forms.IntegerField(label=_("Every so many days?"), min_value=1, max_value=731, initial=30)
    next_date = forms.DateField(label=_("When first?"), widget=DateParts)


class CallOutForm(forms.Form):
    """One step to all parties."""

    words = WordsField(
        label=_("What is needed, where and by when?"),
        help_text=_("It goes to everybody who works with partners in every party."),
        max_length=1000,
        rows=4,
    )
    is_drill = forms.BooleanField(label=_("This is a drill: we only try it"), required=False)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class AcknowledgeForm(ForOwnParty):
    words = LineField(label=_("What do you do?"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """What all found together."""

    kind = forms.ChoiceField(
        label=_("Why did you look at it?"), choices=Review.Kind.choices, widget=Radios, initial="regular"
    )
    held_date = forms.DateField(label=_("On which day?"), widget=DateParts)
    summary = WordsField(
        label=_("What may everyone know of it?"),
        help_text=_("A few sentences. All that follows is for partners alone."),
        max_length=1000,
        rows=3,
        required=False,
    )
    went_well = WordsField(label=_("What went well?"), max_length=2000, rows=4)
    did_not = WordsField(label=_("What did not?"), max_length=2000, rows=4)
    reasons = forms.MultipleChoiceField(
        label=_("If it is stuck or ends: why?"), choices=Review.Reason.choices, widget=Checkboxes, required=False
    )
    next_steps = WordsField(label=_("What comes next?"), max_length=2000, rows=4)
    next_date = forms.DateField(label=_("When do you look at it again?"), widget=DateParts, required=False)

    def review(self) -> Review:
        return Review(**self.cleaned_data)
