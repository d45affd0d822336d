"""What is typed about money that is promised to somebody outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, WordsField
from saidanddone.core.languages import Language
from saidanddone.funds.drafts import OrderDraft
from saidanddone.funds.forms.fields import LineOfFundField, PoundsField, lines_of
from saidanddone.funds.models import Fund, Line, Order
from saidanddone.funds.registers import REGISTERS, identifier, is_known
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.ui.forms import DateParts, Radios

WHO = [
    ("here", _("An organisation of this site")),
    ("other", _("Another organisation")),
    ("person", _("A private person")),
]


class PlacesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, place: Place) -> str:
        return "\u2003" * (place.path.count("/") - 1) + place.local_name


class OrderForm(forms.Form):
    """A grant or a contract: to whom, how much, from which line, since when and until when."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Order.Kind.choices, widget=Radios)
    line = LineOfFundField(label=_("From which line?"), queryset=Line.objects.none(), to_field_name="public_id")
    year = forms.TypedChoiceField(label=_("From the budget of which year?"), coerce=int)
    amount = PoundsField(label=_("How much, in pounds?"))
    who = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=WHO,
        widget=Radios(
            reveals={"here": ["organisation"], "other": ["recipient", "register", "number"], "person": ["person"]}
        ),
    )
    organisation = OrganisationsChoice(
        label=_("Which organisation?"), queryset=Organisation.objects.none(), to_field_name="slug", required=False
    )
    recipient = LineField(label=_("Its name"), max_length=160, required=False)
    register = forms.ChoiceField(
        label=_("In which public register is it?"),
        choices=[("", _("In none, or it is not known")), *((each.prefix, each.label) for each in REGISTERS.values())],
        required=False,
    )
    number = forms.CharField(label=_("Its number there"), max_length=20, required=False)
    person = LineField(
        label=_("The person's name, or the number of their case"),
        help_text=_("The partners of the fund alone can read it."),
        max_length=160,
        required=False,
    )
    title = LineField(
        label=_("What for?"), help_text=_("Everyone can read it. Name no private person."), max_length=160
    )
    description = WordsField(label=_("A little more about it"), help_text=_("Everyone can read it."), max_length=2000)
    places = PlacesField(
        label=_("For which places, if it is for some more than for others?"),
        queryset=Place.objects.none(),
        to_field_name="slug",
        required=False,
    )
    agreed_date = forms.DateField(label=_("On which day was it agreed?"), widget=DateParts)
    starts_date = forms.DateField(label=_("From which day?"), widget=DateParts, required=False)
    ends_date = forms.DateField(label=_("Until which day?"), widget=DateParts, required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        fields["line"].queryset = lines_of(fund)
        fields["year"].choices = [(year, fund.year_name(year)) for year in fund.years]
        fields["organisation"].queryset = Organisation.objects.open().order_by("name", "pk")
        fields["language"].initial = fund.language
        fields["places"].queryset = Place.objects.defer("boundary", "outline").order_by("path")

    def clean(self) -> dict[str, Any]:
        """What belongs to another answer of `who` is not taken."""
        given = self.cleaned_data
        asked = {"here": "organisation", "other": "recipient", "person": "person"}.get(given.get("who", ""), "")
        if asked and not given.get(asked) and asked not in self.errors:
            self.add_error(asked, _("Say who gets it."))
        if given.get("who") == "other" and given.get("number"):
            if not given.get("register"):
                self.add_error("register", _("Say in which register the number is."))
            elif not is_known(identifier(given["register"], given["number"])):
                self.add_error("number", _("That is no number as the register has them."))
        return given

    def draft(self) -> OrderDraft:
        given = dict(self.cleaned_data)
        who = given.pop("who")
        person, organisation, recipient = (given.pop(name) for name in ("person", "organisation", "recipient"))
        register, number = given.pop("register"), given.pop("number")
        return OrderDraft(
            amount_pence=given.pop("amount"),
            places=tuple(given.pop("places")),
            submission_key=given.pop("submission_key") or None,
            organisation=organisation if who == "here" else None,
            recipient={"other": recipient, "person": person}.get(who, ""),
            is_individual=who == "person",
            identifier=identifier(register, number) if who == "other" and number else "",
            **given,
        )


class CancelForm(forms.Form):
    """Why what is still promised is not needed any more."""

    reason = LineField(label=_("Why?"), help_text=_("Everyone can read it."), max_length=300)
