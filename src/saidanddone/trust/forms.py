"""What leads fill in: an action of the trust plan, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment
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
    """Which decision or promise, by which figure, from which day."""

    thing = forms.ChoiceField(label=_("Before and after what?"))
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
        made = Commitment.objects.public().filter(organisation=organisation).order_by("-made_at", "pk")
        self._things: dict[str, Decision | Commitment] = {str(each.ref): each for each in taken}
        self._things |= {str(each.ref): each for each in made}
        self.fields["thing"].choices = [  # type: ignore[attr-defined]
            (_("Decisions"), [(str(each.ref), each.said(each.named).text) for each in taken]),
            (_("Promises"), [(str(each.ref), each.said("promise").text) for each in made]),
        ]

    def clean_thing(self) -> Decision | Commitment:
        return self._things[self.cleaned_data["thing"]]


class WithdrawForm(forms.Form):
    """Why a comparison is withdrawn."""

    reason = LineField(
        label=_("Why do you withdraw it?"),
        help_text=_("The comparison stays in sight, with this reason in place of its figures."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
