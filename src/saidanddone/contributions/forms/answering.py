"""What officers fill in: an answer, a reason, a link, a translation, an opening."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, WordsField
from saidanddone.contributions.models import Answer, Translation
from saidanddone.core.ids import PATTERN
from saidanddone.core.languages import Language, active
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import Radios

Kind = Answer.Kind


class AnswerForm(forms.Form):
    """Added, never overwritten. `submission_key` makes a form that is sent twice one answer."""

    kind = forms.ChoiceField(
        label=_("What is your answer?"),
        choices=[
            (Kind.ACKNOWLEDGED, _("We have read it")),
            (Kind.ANSWERED, _("Here is our answer")),
            (Kind.WILL_DO, _("We will do it")),
            (Kind.CANNOT_DO, _("We cannot do it, because …")),
            (Kind.PASSED_ON, _("We pass it on")),
            (Kind.ALREADY_DECIDED, _("It has been decided already")),
        ],
        widget=Radios(
            hints={
                Kind.ACKNOWLEDGED: _("The answer follows. The clock goes on."),
                Kind.WILL_DO: _("Say what, who and by when."),
                Kind.PASSED_ON: _("Another organisation answers. Its clock starts, and both of you stand on the page."),
                Kind.ALREADY_DECIDED: _("Say what was decided, when, and where it can be read."),
            },
            reveals={Kind.CANNOT_DO: ["reason"], Kind.PASSED_ON: ["passed_to"]},
        ),
        error_messages={"required": _("Choose what your answer is.")},
    )
    reason = WordsField(label=_("Why can it not be done?"), max_length=2000, required=False, rows=4)
    passed_to = OrganisationsChoice(
        label=_("To which organisation?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Choose an organisation"),
    )
    text = WordsField(
        label=_("Your words"),
        help_text=_("Write to the person. Say what you understood, what happens now, and by when."),
        max_length=5000,
        required=False,
        rows=10,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        chosen = Organisation.objects.filter(pk__in=[each.pk for each in others]).order_by("name", "pk")
        self.fields["passed_to"].queryset = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Kind.CANNOT_DO and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it cannot be done. A reason is always given."))
        if kind == Kind.PASSED_ON and not cleaned.get("passed_to") and "passed_to" not in self.errors:
            self.add_error("passed_to", _("Choose the organisation that you pass it on to."))
        if (
            kind not in (None, Kind.ACKNOWLEDGED, Kind.PASSED_ON)
            and not cleaned.get("text")
            and "text" not in self.errors
        ):
            self.add_error("text", _("Write your answer."))
        return cleaned | {
            "reason": cleaned.get("reason", "") if kind == Kind.CANNOT_DO else "",
            "passed_to": cleaned.get("passed_to") if kind == Kind.PASSED_ON else None,
        }


class ReasonForm(forms.Form):
    """Why the clock stands still."""

    reason = WordsField(
        label=_("Why does the clock stand still?"),
        help_text=_("Everyone can read this, beside the clock. Say what you wait for, and how long it may take."),
        max_length=1000,
        rows=4,
        error_messages={"required": _("Say why the clock stands still. Everyone can read the reason.")},
    )


class SameForm(forms.Form):
    """Which contribution says the same."""

    other = forms.CharField(
        label=_("The address or the number of the other contribution"),
        help_text=_("For example the last part of its address, of ten letters and digits."),
        max_length=300,
        error_messages={"required": _("Give the address or the number of the other contribution.")},
    )

    def clean_other(self) -> str:
        found = re.search(rf"(?:^|/)({PATTERN})/?(?:[?#].*)?$", str(self.cleaned_data["other"]).strip())
        if not found:
            raise forms.ValidationError(_("This is neither the address nor the number of a contribution."))
        return found.group(1)


class TranslationForm(forms.Form):
    """The words in the other language."""

    text = WordsField(label=_("The translation"), max_length=6000, rows=10)
    made_by = forms.ChoiceField(label=_("Who made it?"), choices=Translation.MadeBy.choices, widget=Radios)


class OpeningForm(forms.Form):
    """First words of answers."""

    text = LineField(
        label=_("The first words of an answer"),
        help_text=_("Such as “Thank you for telling us about …”. Never a whole answer: people notice."),
        max_length=200,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
