"""What is typed about a wave: its plan, its quotas, the reason for which it is withdrawn."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.surveys.drafts import WAVE_FIELDS, WaveDraft
from saidanddone.surveys.forms.words import in_languages, initial_of, said
from saidanddone.surveys.models import Question, Wave
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.ways_in import WayIn
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

IN_WORDS = {
    "population": (_("whom it speaks for"), _("For instance: everyone of 16 and over who lives in Aberwen.")),
    "frame": (_("the list that people are drawn from, and whom it misses"), ""),
    "design": (_("how people were chosen, and how figures are weighted"), ""),
}


class WaveForm(forms.Form):
    opens_date = forms.DateField(label=_("First day"), widget=DateParts)
    closes_date = forms.DateField(label=_("Last day"), widget=DateParts)
    sampling = forms.ChoiceField(
        label=_("How are people chosen?"),
        choices=Wave.Sampling.choices,
        widget=Radios(
            hints={
                "probability": _(
                    "Everyone on the list had a known chance. Only then do intervals have their plain meaning."
                ),
                "quota": _("Figures are shown with that said beside them, and without a margin of error."),
                "open": _("Figures speak for those who answered. They are shown with that said beside them."),
            }
        ),
    )
    modes = forms.MultipleChoiceField(label=_("Ways in"), choices=WayIn.choices, widget=Checkboxes)
    wanted = forms.IntegerField(
        label=_("How many answers are hoped for?"), required=False, min_value=1, max_value=10_000_000
    )
    sponsor = LineField(label=_("Who pays for it?"), max_length=200, required=False)
    identity_deleted_date = forms.DateField(
        label=_("On which day are names and addresses deleted?"),
        help_text=_("Within a year of the last day. Once the round is open it moves with the last day alone."),
        widget=DateParts,
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any, *, wave: Wave | None = None, today: date | None = None) -> None:
        super().__init__(data, initial=_initial(wave) if wave else _first(today))
        for name, (label, help_text) in IN_WORDS.items():
            in_languages(self, name, label, rows=3, required=False, max_length=2000, help_text=help_text)
        if wave:
            del self.fields["submission_key"]

    def draft(self) -> WaveDraft:
        plain = {name: self.cleaned_data[name] for name in WAVE_FIELDS if name in self.cleaned_data}
        words: dict[str, Any] = {name: said(self, name) for name in IN_WORDS}
        key = self.cleaned_data.get("submission_key") or None
        return WaveDraft(**plain, **words, submission_key=key)


def _first(today: date | None) -> dict[str, Any]:
    days = {} if today is None else {"opens_date": today, "closes_date": today + timedelta(days=27)}
    if today is not None:
        days["identity_deleted_date"] = today + timedelta(days=27 + 90)
    return {**days, "submission_key": secrets.token_hex(32)}


def _initial(wave: Wave) -> dict[str, Any]:
    plain = {name: getattr(wave, name) for name in WAVE_FIELDS if name not in IN_WORDS}
    words = [initial_of(name, getattr(wave, name)) for name in IN_WORDS]
    return {**plain, **{name: text for each in words for name, text in each.items()}}


class QuotaForm(forms.Form):
    """A number for each answer to one question; none where no quota is set."""

    says_optional = False

    def __init__(self, data: Any, *, question: Question, wanted: Mapping[int, int]) -> None:
        super().__init__(data)
        missing = question.scoring.get("missing", {})
        labels: Mapping[str, str] = next(iter(question.labels.values()), {})
        self.codes = [int(code) for code in labels if code not in missing]
        for code in self.codes:
            field = forms.IntegerField(
                label=_label(question, code), required=False, min_value=0, max_value=1_000_000, initial=wanted.get(code)
            )
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"code_{code}"] = field

    def wanted(self) -> dict[int, int]:
        return {code: self.cleaned_data.get(f"code_{code}") or 0 for code in self.codes}


def _label(question: Question, code: int) -> str:
    return Asked.of(question).label(code).text


class MarginForm(forms.Form):
    """The share of each answer among those whom the round speaks for, in per cent; none where it is not weighted so."""

    says_optional = False

    def __init__(self, data: Any, *, question: Question, shares: Mapping[int, float], source: str) -> None:
        super().__init__(data)
        missing = question.scoring.get("missing", {})
        labels: Mapping[str, str] = next(iter(question.labels.values()), {})
        self.codes = sorted(int(code) for code in labels if code not in missing)
        for code in self.codes:
            initial = round(shares[code], 2) if code in shares else None
            field = forms.FloatField(
                label=_label(question, code), required=False, min_value=0, max_value=100, initial=initial
            )
            field.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-5", "step": "any"}
            self.fields[f"code_{code}"] = field
        self.fields["source"] = LineField(
            label=_("Where the shares come from"),
            help_text=_("Such as: Census 2021. Everyone can read it."),
            max_length=200,
            required=False,
            initial=source,
        )

    def shares(self) -> dict[int, float]:
        """Those that were typed; one that is left empty while others are not is nought."""
        typed = {code: self.cleaned_data.get(f"code_{code}") for code in self.codes}
        return {code: share or 0.0 for code, share in typed.items()} if any(typed.values()) else {}


class LastDayForm(forms.Form):
    closes_date = forms.DateField(label=_("The new last day"), widget=DateParts)
    reason = WordsField(
        label=_("Why is it moved?"), help_text=_("Everyone can read the reason."), max_length=2000, rows=4
    )


class WithdrawWaveForm(forms.Form):
    reason = WordsField(
        label=_("Why is it withdrawn?"), help_text=_("Everyone can read the reason."), max_length=2000, rows=4
    )
