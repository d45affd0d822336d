"""What leads fill in: an action of the trust plan, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, PlaceField, ServiceField, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation, Service
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.models import Benefit, Comparison
from saidanddone.ui.forms import DateParts, Radios

DONE, DROPPED = "done", "dropped"
NOT_ONE = _("Not one alone")


class PlanForm(forms.Form):
    """One action for one ground of trust. `submission_key` makes a form that is sent twice one action."""

    determinant = forms.ChoiceField(
        label=_("Which ground of trust is it for?"),
        choices=Determinant.choices,
        widget=Radios(hints={each.value: each.question for each in Determinant}),
    )
    what = LineField(
        label=_("What do you do?"),
        help_text=_("One plain sentence."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measure = LineField(
        label=_("How will people see that it helped?"),
        help_text=_("A figure of this page, a survey, or something that anyone can look up."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    benefit = forms.ChoiceField(label=_("What is it good for?"), choices=Benefit.choices, widget=Radios)
    due_date = forms.DateField(label=_("By which day?"), widget=DateParts)
    owner = LineField(
        label=_("Who sees to it?"), help_text=_("The post, or a name if they agree to be named."), max_length=160
    )
    service = ServiceField(
        label=_("Is it about one service?"), queryset=Service.objects.none(), required=False, empty_label=NOT_ONE
    )
    place = PlaceField(label=_("Is it about one place?"), required=False, empty_label=NOT_ONE)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        services = Service.objects.filter(organisation=organisation, ended_date=None).order_by("name", "pk")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Done, with what the measure shows; or dropped, with the reason."""

    how = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(DONE, _("It is done")), (DROPPED, _("It is dropped"))],
        widget=Radios(hints={DROPPED: _("It stays in sight, with the reason.")}),
    )
    words = WordsField(label=_("What does the measure show, or why is it dropped?"), max_length=2000, rows=4)


class ComparisonForm(forms.Form):
    """Which decision, by which figure, from which day."""

    decision = forms.ModelChoiceField(
        label=_("Before and after which decision?"), queryset=Decision.objects.none(), to_field_name="public_id"
    )
    measure = forms.ChoiceField(
        label=_("By which figure is it seen?"), choices=Comparison.Measure.choices, widget=Radios
    )
    starts_date = forms.DateField(
        label=_("From which day was it meant to work?"),
        help_text=_("Say it before you look at the figures. It cannot be changed afterwards."),
        widget=DateParts,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Decision.objects.taken().filter(organisation=organisation).order_by("-decided_at", "pk")
        self.fields["decision"].queryset = taken  # type: ignore[attr-defined]
