"""What people type about themselves, their organisations and their colleagues, made clean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.core.text import clean_line


class LineField(forms.CharField):
    """One line of words, without control characters or doubled spaces."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class LowerEmailField(forms.EmailField):
    """An email address, as we keep it: in small letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}), max_length=254, **options
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()


class AskForReturnLinkForm(forms.Form):
    email = LowerEmailField(
        label=_("Your email address"), help_text=_("The one that you gave us when you said something.")
    )
