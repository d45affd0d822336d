"""Fields that several forms of alliances have: parties, own parties, outcomes, places."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Alliance, Party
from saidanddone.commitments.models import Outcome
from saidanddone.places.models import Place


class PartyField(forms.ModelChoiceField):
    """One of the parties that are in it now."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(queryset=Party.objects.none(), to_field_name="public_id", **settings)

    def among(self, parties: Sequence[Party]) -> None:
        self.queryset = Party.objects.filter(pk__in=[each.pk for each in parties]).select_related("organisation")


class PlacesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, place: Place) -> str:
        return place.local_name


class OutcomesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, outcome: Outcome) -> str:
        return str(outcome.said("title"))


class AllianceField(forms.ModelChoiceField):
    def label_from_instance(self, alliance: Alliance) -> str:
        return str(alliance.said("title"))


class ForOwnParty(forms.Form):
    """Said for a party of one's own. It is asked for which only where there are several, as with two departments."""

    party = PartyField(label=_("For which of your parties?"))

    def __init__(self, *args: Any, own: Sequence[Party], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.own = own
        if len(own) == 1:
            del self.fields["party"]
        else:
            self.fields["party"].among(own)  # type: ignore[attr-defined]

    @property
    def said_for(self) -> Party:
        chosen: Party = self.cleaned_data.get("party") or self.own[0]
        return chosen
