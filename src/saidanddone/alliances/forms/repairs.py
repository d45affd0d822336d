"""What is typed when a check is talked over: what is mended, how it ended, and when the next one is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Party
from saidanddone.commitments.models import Commitment
from saidanddone.contributions.forms.fields import LineField, PlaceField
from saidanddone.ui.forms import DateParts, Radios

PRIVATE, NEW, LINKED = "private", "new", "linked"


class PromiseField(forms.ModelChoiceField):
    def label_from_instance(self, commitment: Commitment) -> str:
        return f"{commitment.organisation.local_name}: {commitment.said('promise')}"


class RepairForm(forms.Form):
    words = LineField(label=_("What is mended?"), help_text=_("One sentence: who will do what."), max_length=300)
    owner = forms.ModelChoiceField(
        label=_("Which party sees to it?"), queryset=Party.objects.none(), to_field_name="public_id"
    )
    due_date = forms.DateField(label=_("By when?"), widget=DateParts)
    kind = forms.ChoiceField(
        label=_("Who knows of it?"),
        choices=[
            (PRIVATE, _("Partners alone")),
            (NEW, _("Everyone: make it a promise in public")),
            (LINKED, _("Everyone: it is promised in public already")),
        ],
        initial=PRIVATE,
        widget=Radios(
            hints={NEW: _("Only a lead of the party can promise for it. It ends here as it ends there.")},
            reveals={NEW: ["place"], LINKED: ["commitment"]},
        ),
    )
    place = PlaceField(label=_("For which place?"), required=False)
    commitment = PromiseField(
        label=_("Which promise?"), queryset=Commitment.objects.none(), to_field_name="public_id", required=False
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, parties: Sequence[Party], **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        own = Party.objects.filter(pk__in=[each.pk for each in parties]).select_related("organisation")
        fields["owner"].queryset = own.order_by("pk")
        open_ones = Commitment.objects.open().filter(organisation__in=own.values("organisation"), hidden_at=None)
        fields["commitment"].queryset = open_ones.select_related("organisation").order_by("organisation__name", "-pk")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for kind, name in ((NEW, "place"), (LINKED, "commitment")):
            if given.get("kind") == kind and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one."))
        return given

    @property
    def agreed(self) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        kind, place, commitment = given.pop("kind"), given.pop("place"), given.pop("commitment")
        given["submission_key"] = given["submission_key"] or None
        public = {"promised_in": place if kind == NEW else None, "commitment": commitment if kind == LINKED else None}
        return given | public


class EndRepairForm(forms.Form):
    is_kept = forms.TypedChoiceField(
        label=_("Was it kept?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    how = LineField(label=_("How did it go?"), max_length=300)


class TalkOverForm(forms.Form):
    next_date = forms.DateField(
        label=_("When is the next check?"), help_text=_("Half a year is usual."), widget=DateParts
    )
