"""Words that an organisation writes: in one language, and perhaps in the other, marked as by a person or a machine."""

from dataclasses import dataclass

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


class Bilingual(models.Model):
    """A thing with its words in one language, and in `translation` those of its fields that were put into the other."""

    language = models.CharField(max_length=2, choices=Language)
    translation = models.JSONField(default=dict, blank=True, help_text="Field → its words in the other language.")
    translated_by = models.CharField(max_length=8, choices=Translation.MadeBy, blank=True)

    class Meta:
        abstract = True

    def said(self, field: str, language: str = "") -> Said:
        """The words of a field in the reader's language if there are any, else as they were written."""
        wanted = language or active()
        translated = self.translation.get(field, "") if wanted != self.language else ""
        if translated:
            return Said(translated, wanted, self.translated_by)
        return Said(getattr(self, field), self.language)
