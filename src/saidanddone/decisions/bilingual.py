"""Words that an organisation writes: in one language, and perhaps in the other, marked as by a person or a machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from saidanddone.contributions.models import Translation
from saidanddone.core.languages import Language, active


@dataclass(frozen=True, slots=True)
class Said:
    """Some words as the reader gets them; `made_by` is empty where they are the writer's own."""

    text: str
    language: str
    made_by: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Translated:
    """Words of one field in the other language, and those that they translate.

    `is_behind`: the words have been changed since.
    """

    field: str
    label: Any
    text: str
    original: str
    is_behind: bool


class Bilingual(models.Model):
    """A thing with its words in one language, and in `translation` those of its fields that were put into the other.

    The words that hold now always come first: a translation of earlier ones is shown as that, and never in their place.
    """

    WORDS: ClassVar[Mapping[str, Any]] = {}
    """Every field that can be put into the other language → what a reader calls it."""

    language = models.CharField(max_length=2, choices=Language)
    translation = models.JSONField(default=dict, blank=True, help_text="Field → its words in the other language.")
    translated_from = models.JSONField(
        default=dict, blank=True, help_text="Field → the words that were translated, as they were then."
    )
    translated_by = models.CharField(max_length=8, choices=Translation.MadeBy, blank=True)

    class Meta:
        abstract = True

    @property
    def other_language(self) -> str:
        return next(each for each in Language.values if each != self.language)

    def said(self, field: str, language: str = "") -> Said:
        """The words of a field in the reader's language if it has them as they stand now, else as they were written."""
        wanted = language or active()
        translated = self.translation.get(field, "") if wanted != self.language else ""
        if translated and not self.is_behind(field):
            return Said(translated, wanted, self.translated_by)
        return Said(getattr(self, field), self.language)

    def is_behind(self, field: str) -> bool:
        """Its words have been changed since they were translated."""
        now = getattr(self, field)
        return bool(self.translation.get(field)) and self.translated_from.get(field, now) != now

    @property
    def behind(self) -> list[Translated]:
        return [each for each in self.translated if each.is_behind]

    @property
    def translated(self) -> list[Translated]:
        """Each field that was put into the other language, in the order in which the form asks for them."""
        return [
            Translated(
                name, label, text, self.translated_from.get(name, getattr(self, name)), is_behind=self.is_behind(name)
            )
            for name, label in self.WORDS.items()
            if (text := self.translation.get(name))
        ]

    def forget_translation(self) -> None:
        """It says what the words said, which are taken out: so it goes with them."""
        self.translation, self.translated_from, self.translated_by = {}, {}, ""
