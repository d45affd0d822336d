"""What is asked of whoever joins a panel, and of whoever draws from it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import OrganisationsChoice, PlaceField
from saidanddone.people.models import Organisation
from saidanddone.surveys.panels import SMALLEST
from saidanddone.ui.forms import Radios


class JoinPanelForm(forms.Form):
    organisation = OrganisationsChoice(
        label=_("Who may ask you?"), queryset=Organisation.objects.none(), widget=Radios, empty_label=None
    )
    place = PlaceField(
        label=_("Where do you live?"),
        help_text=_("So that people from all over are asked, and about their own place."),
        required=False,
        empty_label=_("I would rather not say"),
    )
    consent = forms.BooleanField(
        label=_("Yes, ask me now and then"),
        error_messages={"required": _("Tick the box if you want to be asked.")},
    )

    def __init__(self, data: Any, *, offered: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.fields["organisation"].queryset = offered  # type: ignore[attr-defined]


class DrawPanelForm(forms.Form):
    place = PlaceField(label=_("Who live where?"), required=False, empty_label=_("Anywhere"))
    wanted = forms.IntegerField(
        label=_("How many are asked?"),
        help_text=_("They are chosen by chance. Left empty, everyone who can be asked now is asked."),
        required=False,
        min_value=SMALLEST,
        max_value=1_000_000,
    )
    by_place = forms.BooleanField(
        label=_("Each place has its share"),
        help_text=_("Places with few members are joined to the place around them, so that nobody stands out."),
        required=False,
        initial=True,
    )
