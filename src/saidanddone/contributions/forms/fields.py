"""Fields that several forms have: words, places, services, organisations."""

from typing import Any

from django import forms

from saidanddone.contributions.files import ACCEPT, BadFile, Upload, read
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place


class WordsField(forms.CharField):
    """Paragraphs. Cleaned before they are measured, so that what is kept is what was counted."""

    def __init__(self, *, rows: int = 6, **settings: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **settings)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class PlaceField(forms.ModelChoiceField):
    """Places in the order in which they nest; those within another are set in."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(queryset=Place.objects.order_by("path"), to_field_name="slug", **settings)

    def label_from_instance(self, place: Place) -> str:
        return "\u2003" * (place.path.count("/") - 1) + place.local_name


class PhotoField(forms.FileField):
    """A photo or a PDF as it will be kept, without words yet; nothing where none was chosen."""

    def __init__(self, **settings: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPT})
        super().__init__(required=False, allow_empty_file=True, widget=widget, **settings)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        uploaded = super().clean(data, initial)
        try:
            return read(uploaded) if uploaded else None
        except BadFile as error:
            raise forms.ValidationError(str(error)) from None


class ServiceField(forms.ModelChoiceField):
    def label_from_instance(self, service: Service) -> str:
        return f"{service.local_name} ({service.organisation.local_name})"


class OrganisationsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        return organisation.local_name


class OrganisationsChoice(forms.ModelChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        return organisation.local_name
