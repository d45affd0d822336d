"""Fields that come in each language side by side, and answers that are typed one a line."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.core.languages import Language

DONT_KNOW, PREFER_NOT = 88, 77
LONGEST = 8000
_LINE = re.compile(r"^\s*(-?\d{1,4})\s*=\s*(.+)$")


def in_languages(form: forms.Form, name: str, label: Any, *, rows: int = 0, **settings: Any) -> None:
    """Add `name_en`, `name_cy`: lines, or paragraphs of so many rows."""
    for language in Language:
        facts = {"label": _("In %(language)s: %(field)s") % {"language": language.label, "field": label}, **settings}
        field = WordsField(rows=rows, **facts) if rows else LineField(**facts)
        field.widget.attrs["lang"] = language.value
        form.fields[f"{name}_{language.value}"] = field


def said(form: forms.Form, name: str) -> dict[str, Any]:
    """What was typed, by language."""
    return {language.value: form.cleaned_data.get(f"{name}_{language.value}", "") for language in Language}


def initial_of(name: str, words: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{language}": given for language, given in words.items()}


class AnswersField(forms.CharField):
    """Answers, one a line: `1 = Very good`, or the words alone, which get the next number. Gives words by code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 5}), **settings)

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        if len(value or "") > LONGEST:
            raise forms.ValidationError(gettext("That is too long."))
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        found: dict[str, str] = {}
        for line in lines:
            named = _LINE.match(line)
            code, words = (named[1], named[2]) if named else (str(_next(found)), line)
            if str(int(code)) in found:
                raise forms.ValidationError(gettext("The number %(code)s stands there twice.") % {"code": code})
            found[str(int(code))] = words.strip()
        return found

    def validate(self, value: Any) -> None:
        return

    def run_validators(self, value: Any) -> None:
        """Lengths are those of each answer, which the action checks."""


def _next(found: Iterable[str]) -> int:
    return max((int(code) for code in found), default=0) + 1


def lines_of(labels: Mapping[str, str], *, without: Iterable[int] = ()) -> str:
    """As they are typed."""
    left_out = {str(code) for code in without}
    return "\n".join(f"{code} = {labels[code]}" for code in sorted(labels, key=int) if code not in left_out)
