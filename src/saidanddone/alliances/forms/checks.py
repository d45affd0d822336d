"""What is typed about relationship checks: answers, words for the facilitator, a plan, and who is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.models import Check
from saidanddone.contributions.forms.fields import WordsField
from saidanddone.people.models import Person
from saidanddone.surveys.forms.answering import field_of
from saidanddone.surveys.instruments import Instrument
from saidanddone.surveys.questionnaire import Asked
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

CANNOT_SAY = 88


class AnswersForm(forms.Form):
    """The items about one partner, or about the whole. What was not chosen is left as it is."""

    says_optional = False

    def __init__(
        self, data: Any, *, asked: Instrument, answers: Mapping[str, int | None], whom: Mapping[str, str] | None = None
    ) -> None:
        initial = {name: CANNOT_SAY if points is None else points for name, points in answers.items()}
        super().__init__(data, prefix="q", initial=initial)
        for item in asked.items:
            wording = item.asked(whom or {})
            question = Asked(item.name, item.kind, wording, labels=item.labels, scoring=item.scoring)
            self.fields[item.name] = field_of(question)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(value is not None for value in given.values()) and not self.errors:
            raise forms.ValidationError(_('Choose an answer, or "Cannot say".'))
        return given

    @property
    def answers(self) -> dict[str, int | None]:
        """By item; cannot say is no number."""
        given = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return {name: None if value == CANNOT_SAY else value for name, value in given.items()}


class FacilitatorWordsForm(forms.Form):
    words = WordsField(label=_("What should the facilitator know?"), max_length=2000, rows=6)


class PlanForm(forms.Form):
    form = forms.ChoiceField(
        label=_("What is asked?"),
        choices=Check.Form,
        widget=Radios(
            hints={
                Check.Form.PAIRS: _("Eight short questions about each partner. It takes people of four organisations."),
                Check.Form.WHOLE: _("Six short questions about working together. It takes people of three."),
            }
        ),
    )
    opens_date = forms.DateField(label=_("First day"), widget=DateParts)
    closes_date = forms.DateField(
        label=_("Last day"), help_text=_("It closes by itself on the day after."), widget=DateParts
    )


class RatersForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        label=_("Who is asked?"),
        help_text=_("People who meet these partners, at every level. Two or three are best, five at most."),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        widget=Checkboxes,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **settings: Any) -> None:
        super().__init__(*args, **settings)
        chosen = Person.objects.filter(pk__in=[each.pk for each in people]).order_by("name", "email")
        self.fields["people"].queryset = chosen  # type: ignore[attr-defined]
