"""What contributors change afterwards: words, name, consent, files, readers, address."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.files import Upload
from saidanddone.contributions.forms.fields import LineField, PhotoField, WordsField
from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import Radios

Credit, Audience = Contribution.Credit, Contribution.Audience
LONGEST_NAME = 120


class CreditForm(forms.Form):
    """How to be named; also used to change it later."""

    NAMES = {
        Credit.NAME: "full_name",
        Credit.FIRST_NAME: "first_name",
        Credit.PSEUDONYM: "pseudonym",
        Credit.GROUP: "group_name",
    }

    credit = forms.ChoiceField(
        label=_("How would you like to be named?"),
        choices=Credit.choices,
        widget=Radios(
            hints={
                Credit.UNCREDITED: _("Nobody sees who said it, not even the organisations. It counts as much."),
                Credit.PSEUDONYM: _("A name that only you know is yours."),
            },
            reveals={value: [name] for value, name in NAMES.items()},
        ),
        error_messages={"required": _("Choose how you would like to be named.")},
    )
    full_name = LineField(label=_("Your name"), max_length=LONGEST_NAME, required=False)
    first_name = LineField(label=_("Your first name"), max_length=LONGEST_NAME, required=False)
    pseudonym = LineField(label=_("The name to show"), max_length=LONGEST_NAME, required=False)
    group_name = LineField(label=_("The name of your group"), max_length=LONGEST_NAME, required=False)

    @classmethod
    def initial_of(cls, contribution: Contribution) -> dict[str, str]:
        name = cls.NAMES.get(Credit(contribution.credit), "pseudonym")
        return {"credit": contribution.credit, name: contribution.credit_name}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name = self.NAMES.get(cleaned.get("credit", ""))
        cleaned["credit_name"] = cleaned.get(name, "") if name else ""
        if name and not cleaned["credit_name"] and name not in self.errors:
            self.add_error(name, _("Write the name to show, or choose to be counted without a name."))
        return cleaned


class ConsentForm(forms.Form):
    """What one agrees to."""

    may_be_quoted = forms.BooleanField(
        label=_("You may quote my words, with the name I chose"),
        help_text=_("In reports and presentations of the organisations, for example."),
        required=False,
    )
    may_be_contacted = forms.BooleanField(
        label=_("Tell me by email when something happens"),
        help_text=_("When an organisation answers, for example. No organisation sees your address."),
        required=False,
    )


class FilesForm(forms.Form):
    """A few files, each with words that say what is on it, for those who cannot see it."""

    NUMBER = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.NUMBER + 1):
            self.fields[f"file_{number}"] = PhotoField(label=_("Photo or PDF %(number)s") % {"number": number})
            self.fields[f"description_{number}"] = LineField(
                label=_("What does it show?"), max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["files"] = tuple(filter(None, (self._upload(cleaned, number) for number in range(1, self.NUMBER + 1))))
        return cleaned

    def _upload(self, cleaned: dict[str, Any], number: int) -> Upload | None:
        upload = cleaned.get(f"file_{number}")
        return replace(upload, description=cleaned.get(f"description_{number}", "")) if upload else None


class TextForm(forms.Form):
    """Other words for what one said."""

    text = WordsField(label=_("In your own words"), max_length=5000, rows=10)


class ContactForm(forms.Form):
    """Where news may reach somebody."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        error_messages={"invalid": _("Enter an email address such as name@example.org.")},
    )


class NarrowForm(forms.Form):
    """Let fewer people read it."""

    audience = forms.ChoiceField(label=_("Who may still read it?"), widget=Radios)

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        addressed = [
            each.organisation for each in contribution.addressees.select_related("organisation").order_by("pk")
        ]
        choices: list[tuple[str, Any]] = []
        if contribution.audience == Audience.PUBLIC and addressed:
            choices.append((str(Audience.ORGANISATIONS), _("Only the organisations it is addressed to")))
        if contribution.audience != Audience.ORGANISATION:
            only = _("Only %(organisation)s")
            choices += [(each.slug, only % {"organisation": each.local_name}) for each in addressed]
        self.organisations = {each.slug: each for each in addressed}
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, Organisation | None]:
        """The audience, and the one organisation if it is one."""
        only = self.organisations.get(self.cleaned_data["audience"])
        return (str(Audience.ORGANISATION), only) if only else (str(Audience.ORGANISATIONS), None)


class CodeForm(forms.Form):
    """The code that was sent to an address."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("The six digits in the email"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"invalid": _("Type the six digits of the code.")},
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class ConfirmForm(forms.Form):
    """The second step of what cannot be undone."""

    sure = forms.BooleanField(
        label=_("Yes, I am sure"), error_messages={"required": _("Mark the box if you are sure, or go back.")}
    )


class VerdictForm(forms.Form):
    """What one makes of an answer."""

    value = forms.ChoiceField(
        label=_("Did they understand you?"),
        choices=Verdict.Value.choices,
        widget=Radios,
        error_messages={"required": _("Choose yes, partly, no or cannot tell.")},
    )
    words = WordsField(
        label=_("Would you like to say why?"),
        help_text=_("Everyone who can read the answer can read this."),
        max_length=2000,
        required=False,
        rows=4,
    )

    @staticmethod
    def initial_of(answer: Answer) -> dict[str, str]:
        given = Verdict.objects.filter(answer=answer).first()
        return {"value": given.value, "words": given.words} if given else {}
