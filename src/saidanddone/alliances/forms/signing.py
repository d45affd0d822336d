"""What is typed when a deal is proposed, signed, taken back, and ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Alliance
from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.funds.models import Fund
from saidanddone.people.models import Person


class ProposeForm(forms.Form):
    """Why there is a new version, where one is signed; why trust is not measured, where it is not."""

    reason = LineField(
        label=_("Why is there a new version?"),
        help_text=_("Everyone can read it once it is signed."),
        max_length=500,
    )
    no_baseline_reason = LineField(label=_("Trust has not been measured yet. Why not?"), max_length=300)

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if not alliance.signed_at:
            del self.fields["reason"]
        if alliance.no_baseline_reason or alliance.checks.filter(closed_at__isnull=False).exists():
            del self.fields["no_baseline_reason"]


class ReasonForm(forms.Form):
    reason = LineField(label=_("Why?"), max_length=500)


class EndForm(forms.Form):
    reason = WordsField(label=_("Why does it end?"), help_text=_("Everyone can read it."), max_length=2000, rows=4)


class SignForm(forms.Form):
    """The digest is of the text that stands on the page: another text is never signed by it."""

    post = LineField(
        label=_("In which post do you sign?"),
        help_text=_("Everyone can read the post, and not your name."),
        max_length=160,
    )
    has_read = forms.BooleanField(label=_("I have read all of it, and sign it for our party."))
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FundField(forms.ModelChoiceField):
    def label_from_instance(self, fund: Fund) -> str:
        return str(fund.said("name"))


class LinkFundForm(forms.Form):
    """A fund in which one's organisation has money."""

    fund = FundField(label=_("Which fund?"), queryset=Fund.objects.none(), to_field_name="public_id", empty_label="–")

    def __init__(self, *args: Any, funds: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]


class FacilitatorForm(forms.Form):
    """Somebody of one of the parties."""

    person = forms.ModelChoiceField(
        label=_("Who looks after the relationship?"),
        help_text=_("They alone read what partners write for them in a relationship check."),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        empty_label="–",
    )

    def __init__(self, *args: Any, people: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
