"""What the list of alliances may be filtered by: an allow-list."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Alliance
from saidanddone.commitments.forms.wall import Choices, WallForm
from saidanddone.contributions.filters import QuickSelect

State = Alliance.State
SHOWN = (State.SIGNED, State.LIVE, State.IN_REVIEW, State.ENDED)
"""The states that everyone may ask for."""


class AlliancesForm(WallForm):
    """The panel beside the list, with the same choices of organisation and place as the wall of promises."""

    pledged = None  # type: ignore[assignment]
    state = forms.ChoiceField(label=_("How far it has come"), required=False, widget=QuickSelect)
    organisation = forms.ChoiceField(label=_("Who is in it"), required=False, widget=QuickSelect)

    def __init__(self, data: QueryDict, choices: Choices) -> None:
        super().__init__(data, choices)
        states = [("", gettext("However far it has come")), *((each.value, each.label) for each in SHOWN)]
        self.fields["state"].choices = states  # type: ignore[attr-defined]


class ServicesForm(WallForm):
    """Words and a place, for somebody who stands before a person and needs to know whom to ring."""

    state = pledged = None  # type: ignore[assignment]
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    organisation = forms.ChoiceField(label=_("Who does it"), required=False, widget=QuickSelect)
    field_order = ("q", "organisation", "place")
