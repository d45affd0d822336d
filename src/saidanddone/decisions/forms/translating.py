"""The form in which anything that an organisation writes is put into the other language, field by field."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, WordsField
from saidanddone.core.languages import Language
from saidanddone.decisions.bilingual import Bilingual, Translated
from saidanddone.decisions.permissions import longest_of

LINES = {300: 2, 1000: 4, 2000: 6}
"""So long a text gets so many lines to write in; one that may be longer gets eight."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: the words, the field for the other language beside them, and what it held if those have changed."""

    label: Any
    original: str
    bound: BoundField
    behind: Translated | None
    still: BoundField | None


class TranslationForm(forms.Form):
    """A field for each of the thing's fields that has words. Left empty, readers get the words as they were written."""

    says_optional = False

    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, thing: Bilingual) -> None:
        self.thing = thing
        self.names = [name for name in thing.WORDS if getattr(thing, name)]
        self.behind = {each.field: each for each in thing.behind}
        self.seen = hashlib.sha256("\n\n".join(getattr(thing, name) for name in self.names).encode()).hexdigest()
        self.data: Any
        super().__init__(data, initial={"of": self.seen, **thing.translation})
        for name in self.names:
            self.fields[name] = self._field(name)
            if name in self.behind:
                self.fields[_still(name)] = forms.BooleanField(label=_("It still says the same"), required=False)

    def _field(self, name: str) -> forms.Field:
        longest = longest_of(self.thing, name)
        label = _("In %(language)s: %(field)s")
        words = {"language": Language(self.thing.other_language).label, "field": self.thing.WORDS[name]}
        settings: dict[str, Any] = {"label": label % words, "max_length": longest, "required": False}
        if longest <= min(LINES):
            field: forms.Field = LineField(widget=forms.Textarea({"rows": LINES[300]}), **settings)
        else:
            field = WordsField(rows=next((rows for most, rows in LINES.items() if longest <= most), 8), **settings)
        field.widget.attrs["lang"] = self.thing.other_language
        return field

    def clean(self) -> dict[str, Any]:
        """What was changed while somebody translated it is not marked as translated: they have not seen it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("of") and cleaned["of"] != self.seen:
            self.data = {**self.data.dict(), "of": self.seen}
            self.add_error(None, _("The words were changed while you wrote. Look at them again, and save once more."))
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def still(self) -> list[str]:
        return [name for name in self.behind if self.cleaned_data.get(_still(name))]

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                self.thing.WORDS[name],
                getattr(self.thing, name),
                self[name],
                self.behind.get(name),
                self[_still(name)] if name in self.behind else None,
            )
            for name in self.names
        ]


def _still(name: str) -> str:
    return f"{name}_still"
