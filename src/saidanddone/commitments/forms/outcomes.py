"""What is typed at the desk about outcomes: the outcome, parts in it, measures, figures, opinions, reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Burden, Indicator, Line, Opinion
from saidanddone.contributions.forms.fields import (
    LineField,
    OrganisationsChoice,
    OrganisationsField,
    PlaceField,
    WordsField,
)
from saidanddone.core.languages import Language
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

_LANGUAGE: dict[str, Any] = {"label": _("Written in"), "choices": Language.choices, "widget": Radios}


def _organisations() -> Any:
    return Organisation.objects.open().order_by("name", "pk")


class OutcomeForm(forms.Form):
    """A long-term change, and whom to ask to answer for it too."""

    title = LineField(label=_("What should change for people?"), help_text=_("One sentence."), max_length=200)
    why = WordsField(label=_("Why does it matter?"), help_text=_("In the words of residents."), max_length=3000, rows=5)
    place = PlaceField(label=_("Where?"))
    owners = OrganisationsField(
        label=_("Who should answer for it with you?"),
        help_text=_("Each one is asked, and is shown as asked until it agrees."),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=Checkboxes,
    )
    report_months = forms.IntegerField(
        label=_("A report is due every how many months?"), min_value=1, max_value=24, initial=6
    )
    language = forms.ChoiceField(**_LANGUAGE)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, organisation: Organisation, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["owners"].queryset = _organisations().exclude(pk=organisation.pk)  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Where an outcome stands in an owner's own plan."""

    plan_text = WordsField(label=_("What does your own plan say about it?"), max_length=2000, rows=5, required=False)
    plan_link = forms.URLField(
        label=_("Where can the plan be read?"), max_length=500, required=False, assume_scheme="https"
    )
    clashes_with = WordsField(
        label=_("Which duty of yours may it clash with?"),
        help_text=_("Say it openly: everyone can read it."),
        max_length=1000,
        rows=3,
        required=False,
    )
    named_person = LineField(
        label=_("Who answers for it with you?"),
        help_text=_("By post or name. Only those who work for its owners see it, in the hand-over pack."),
        max_length=160,
        required=False,
    )


class LeaveForm(forms.Form):
    """From which day an organisation answers no longer."""

    on = forms.DateField(label=_("From which day?"), widget=DateParts)


class EndForm(forms.Form):
    """Why an outcome ends, and what was learnt."""

    reason = WordsField(label=_("Why does it end?"), max_length=2000, rows=4)
    lessons = WordsField(
        label=_("What should whoever takes it up again know?"), max_length=3000, rows=5, required=False
    )


class IndicatorForm(forms.Form):
    """A measure, with all that one must know to read it."""

    title = LineField(label=_("What is measured?"), max_length=200)
    definition = WordsField(label=_("How exactly?"), max_length=2000, rows=4)
    unit = LineField(label=_("In which unit?"), help_text=_("Such as %, days, or people."), max_length=60)
    better = forms.ChoiceField(label=_("Which way is better?"), choices=Indicator.Better.choices, widget=Radios)
    kind = forms.ChoiceField(label=_("What does it say?"), choices=Indicator.Kind.choices, widget=Radios)
    frequency = forms.ChoiceField(label=_("How often?"), choices=Indicator.Frequency.choices, widget=Radios)
    population = LineField(label=_("About whom?"), max_length=200, required=False)
    geography = LineField(label=_("For which area?"), max_length=200, required=False)
    source = LineField(label=_("From which source?"), max_length=300)
    source_link = forms.URLField(label=_("Where is the source?"), max_length=500, required=False, assume_scheme="https")
    steward = OrganisationsChoice(
        label=_("Who enters its figures?"), queryset=Organisation.objects.none(), to_field_name="slug"
    )
    chosen_with = LineField(label=_("With which residents was it chosen, and when?"), max_length=300, required=False)
    technical_note = WordsField(label=_("Technical note"), max_length=3000, rows=4, required=False)
    revision_rule = LineField(label=_("When are figures revised?"), max_length=500, required=False)
    language = forms.ChoiceField(**_LANGUAGE)

    def __init__(self, *args: Any, organisation: Organisation, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["steward"].queryset = _organisations()  # type: ignore[attr-defined]
        self.fields["steward"].initial = organisation.slug


class FigureForm(forms.Form):
    """The value of one period."""

    start_date = forms.DateField(label=_("First day of the period"), widget=DateParts)
    end_date = forms.DateField(label=_("Last day of the period"), widget=DateParts)
    place = PlaceField(label=_("Place"), required=False, empty_label=_("The whole area"))
    value = forms.FloatField(
        label=_("Value"), required=False, help_text=_("Leave it empty where there is none, and say why below.")
    )
    lower = forms.FloatField(label=_("Lower end of its margin of uncertainty"), required=False)
    upper = forms.FloatField(label=_("Upper end of its margin of uncertainty"), required=False)
    sample_size = forms.IntegerField(label=_("How many were asked or counted?"), required=False, min_value=0)
    is_final = forms.BooleanField(label=_("This figure is final"), required=False)
    source = LineField(label=_("Source"), max_length=300, required=False)
    note = LineField(
        label=_("Note"), help_text=_("Why there is no value, or what broke the series."), max_length=500, required=False
    )


class LineForm(forms.Form):
    """A baseline or a target."""

    kind = forms.ChoiceField(label=_("Which?"), choices=Line.Kind.choices, widget=Radios)
    day = forms.DateField(label=_("Of which day?"), widget=DateParts)
    value = forms.FloatField(label=_("Value"))
    reason = LineField(
        label=_("Why is it set anew?"),
        help_text=_("Only where there is one already. The old one stays in sight beside your reason."),
        max_length=500,
        required=False,
    )


class OpinionForm(forms.Form):
    """What the owners, or somebody independent, make of an indicator."""

    value = forms.ChoiceField(label=_("How does it go?"), choices=Opinion.Value.choices, widget=Radios)
    reason = WordsField(label=_("Why do you think so?"), max_length=2000, rows=5)
    name = LineField(
        label=_("Whose independent opinion is it?"),
        help_text=_("The assessor, or the residents' panel. Leave it empty for the opinion of an owner."),
        max_length=200,
        required=False,
    )


class ReportForm(forms.Form):
    """The report of a day."""

    text = WordsField(
        label=_("The report"),
        help_text=_("What was done, what changed, what did not, and what comes next. It cannot be changed afterwards."),
        max_length=10_000,
        rows=14,
    )


class BurdenForm(forms.Form):
    """What a process costs; only counts are shown."""

    process = LineField(
        label=_("Which form, meeting or return?"),
        help_text=_("Its usual name and nothing about people. It is shown only once enough colleagues name it."),
        max_length=200,
    )
    weight = forms.ChoiceField(label=_("What does it do?"), choices=Burden.Weight.choices, widget=Radios)
    hours_a_week = forms.DecimalField(
        label=_("Hours a week"), required=False, min_value=0, max_value=168, decimal_places=1, max_digits=5
    )


class AgreeForm(forms.Form):
    """Nothing to fill in: the button says it."""
