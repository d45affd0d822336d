"""What is typed while a fund is set up: its terms, what each partner pays, what it is for, who bears the risk."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Outcome
from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, OrganisationsField, WordsField
from saidanddone.core.languages import Language
from saidanddone.funds.drafts import FundDraft, InstalmentDraft
from saidanddone.funds.forms.fields import PoundsField
from saidanddone.funds.models import Fund, Instalment, Line, Partner
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import Checkboxes, DateParts, Radios
from saidanddone.ui.templatetags.words import MONTHS

RULES = [
    ("variable", _("By what each has promised to pay in that year")),
    ("fixed", _("By shares that are agreed now")),
    ("own", _("One partner bears all of it")),
]


class FundForm(forms.Form):
    """A fund, and whose money is in it."""

    name = LineField(label=_("What is the fund called?"), max_length=160)
    purpose = WordsField(label=_("What is it for?"), help_text=_("Everyone can read it."), max_length=2000, rows=4)
    kind = forms.ChoiceField(label=_("How is the money held?"), choices=Fund.Kind.choices, widget=Radios)
    partners = OrganisationsField(
        label=_("Whose money is in it, beside yours?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=Checkboxes,
        required=False,
    )
    starts_date = forms.DateField(label=_("From which day?"), widget=DateParts)
    ends_date = forms.DateField(label=_("Until when is the money sure?"), widget=DateParts, required=False)
    year_month = forms.TypedChoiceField(
        label=_("With which month does its year begin?"),
        choices=list(enumerate(MONTHS, start=1)),
        coerce=int,
        initial=4,
    )
    tolerance_pence = PoundsField(
        label=_("How far off may a line be forecast without a plan, in pounds?"), least=0, initial="0"
    )
    surplus = forms.ChoiceField(
        label=_("Where does it go when a year leaves something over?"), choices=Fund.Surplus.choices, widget=Radios
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, organisation: Organisation, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.organisation = organisation
        others = Organisation.objects.open().exclude(pk=organisation.pk).order_by("name", "pk")
        self.fields["partners"].queryset = others  # type: ignore[attr-defined]

    def draft(self) -> FundDraft:
        given = dict(self.cleaned_data)
        partners = (self.organisation, *given.pop("partners"))
        given["submission_key"] = given["submission_key"] or None
        return FundDraft(host=self.organisation, partners=partners, **given)


class InstalmentsForm(forms.Form):
    """What a partner pays: so many equal instalments, so many months apart."""

    form = forms.ChoiceField(
        label=_("In money or in kind?"), choices=Instalment.Form.choices, widget=Radios, initial="cash"
    )
    amount = PoundsField(label=_("How much each time, in pounds?"))
    due_date = forms.DateField(label=_("When is the first one due?"), widget=DateParts)
    count = forms.IntegerField(label=_("How many instalments?"), min_value=1, max_value=60, initial=4)
    months = forms.IntegerField(label=_("How many months apart?"), min_value=1, max_value=24, initial=3)
    is_recurrent = forms.BooleanField(label=_("It is meant to come again each year"), required=False)
    what = LineField(label=_("In kind: what is given?"), max_length=300, required=False)
    in_place = forms.BooleanField(label=_("In place of what stands there already"), required=False)

    def drafts(self, partner: Partner) -> list[InstalmentDraft]:
        """With those that stay, as the action takes all of a partner."""
        given = self.cleaned_data
        names = ("amount_pence", "due_date", "form", "is_recurrent", "what")
        kept = [] if given["in_place"] else list(partner.instalments.all())
        old = [InstalmentDraft(**{name: getattr(each, name) for name in names}) for each in kept]
        facts = {name: given[name] for name in ("form", "is_recurrent", "what")}
        days = (_months_on(given["due_date"], number * given["months"]) for number in range(given["count"]))
        return old + [InstalmentDraft(given["amount"], day, **facts) for day in days]


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class SchemeForm(forms.Form):
    """What a part of the money does, for which outcome."""

    name = LineField(label=_("What is done?"), max_length=160)
    outcome = forms.ModelChoiceField(
        label=_("For which outcome?"), queryset=Outcome.objects.none(), to_field_name="public_id"
    )
    lead = OrganisationsChoice(
        label=_("Which partner sees to it?"), queryset=Organisation.objects.none(), to_field_name="slug"
    )

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        fields["outcome"].queryset = Outcome.objects.public().live().order_by("title", "pk")
        fields["outcome"].label_from_instance = lambda outcome: str(outcome.said("title"))
        own = Organisation.objects.filter(pk__in=fund.partners.values("organisation"))
        fields["lead"].queryset = own.order_by("name", "pk")


class LineForm(forms.Form):
    """What is paid for."""

    name = LineField(label=_("What is paid for?"), max_length=160)


class BudgetForm(forms.Form):
    """What a line may spend in a year."""

    year = forms.TypedChoiceField(label=_("In which year?"), coerce=int)
    amount = PoundsField(label=_("How much may it spend, in pounds?"), least=0)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["year"].choices = [(year, fund.year_name(year)) for year in fund.years]  # type: ignore[attr-defined]


class RiskForm(forms.Form):
    """Who bears it when a line is off: steps that come first, then one of three rules."""

    steps = forms.MultipleChoiceField(
        label=_("What comes first, before the partners?"),
        choices=[("inside", _("What other lines leave over")), ("reserve", _("The reserve for risks"))],
        widget=Checkboxes,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Then who bears it?"), choices=RULES, widget=Radios)
    bearer = forms.ChoiceField(label=_("If one partner: which?"), required=False)

    def __init__(self, *args: Any, line: Line, **settings: Any) -> None:
        super().__init__(*args, **settings)
        partners = line.scheme.fund.partners.select_related("organisation").order_by("pk")
        self.names = {each.organisation.slug: each.organisation.local_name for each in partners}
        self.fields["bearer"].choices = [("", "–"), *self.names.items()]  # type: ignore[attr-defined]
        for slug, name in self.names.items():
            label = _now("If by shares: the share of %(partner)s") % {"partner": name}
            self.fields[f"share-{slug}"] = forms.IntegerField(
                label=label, min_value=0, max_value=1_000_000, required=False
            )

    def rule(self) -> dict[str, Any]:
        given = self.cleaned_data
        rule: dict[str, Any] = {"kind": given["kind"]}
        if given["kind"] == "own":
            rule["bearer"] = given["bearer"]
        if given["kind"] == "fixed":
            rule["shares"] = {slug: given[f"share-{slug}"] for slug in self.names if given.get(f"share-{slug}")}
        return {"kind": "waterfall", "steps": given["steps"], "then": rule} if given["steps"] else rule
