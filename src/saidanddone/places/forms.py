"""What an administrator types about a place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from saidanddone.core.text import clean_line
from saidanddone.places.boundaries import LARGEST_BYTES, BadBoundary, Geometry, parse
from saidanddone.places.importing import PlaceFacts
from saidanddone.places.models import Place


class LineField(forms.CharField):
    """One line of words, without control characters or doubled spaces."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class PlaceForm(forms.Form):
    """A place that is there already keeps its slug: addresses are made of it."""

    name = LineField(label=_("Name"), max_length=120)
    name_cy = LineField(label=_("Name in Welsh"), max_length=120, required=False)
    slug = forms.SlugField(
        label=_("Short name for addresses"),
        max_length=80,
        required=False,
        help_text=_("Small letters, digits and hyphens. Left empty, it is made from the name. It cannot be changed."),
    )
    level = forms.ChoiceField(label=_("What kind of place it is"), choices=Place.Level)
    parent = forms.ModelChoiceField(
        label=_("The place that it lies in"),
        queryset=Place.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("None: it stands at the top"),
    )
    code = LineField(
        label=_("Official code"), max_length=40, required=False, help_text=_("Such as W05001234, if it has one.")
    )
    boundary = forms.FileField(
        label=_("Boundary"),
        required=False,
        help_text=_("A GeoJSON file with one area, at most 2 MB. Longitude first, in degrees (WGS 84)."),
    )

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        self.place = place
        if place is not None:
            parent = place.parent.slug if place.parent else None
            known = {name: getattr(place, name) for name in ("name", "name_cy", "level", "code")}
            kwargs["initial"] = known | {"parent": parent}
        super().__init__(*args, **kwargs)
        others = Place.objects.defer("boundary", "outline").order_by("path")
        self.fields["parent"].queryset = others.exclude(pk=place.pk) if place else others  # type: ignore[attr-defined]
        if place is not None:
            del self.fields["slug"]

    def clean_boundary(self) -> Geometry | None:
        file: UploadedFile | None = self.cleaned_data["boundary"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_BYTES:
            raise ValidationError(_t("The boundary is larger than 2 MB. Simplify it first."))
        try:
            return parse(file.read())
        except BadBoundary as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.place is None and "name" in cleaned and "slug" in cleaned:
            cleaned["slug"] = (cleaned["slug"] or slugify(cleaned["name"])[:80]).lower()
            if not cleaned["slug"]:
                self.add_error("slug", _t("Give a short name: none can be made from the name."))
            elif Place.objects.filter(slug=cleaned["slug"]).exists():
                self.add_error("slug", _t("Another place has this short name."))
        return cleaned

    @property
    def facts(self) -> PlaceFacts:
        known = self.cleaned_data
        return PlaceFacts(
            slug=self.place.slug if self.place else known["slug"],
            name=known["name"],
            name_cy=known["name_cy"],
            level=known["level"],
            code=known["code"],
            boundary=known["boundary"],
        )


class FigureForm(forms.Form):
    dimension = LineField(label=_("Dimension"), max_length=40, help_text=_("Such as age, sex or tenure."))
    category = LineField(label=_("Category"), max_length=60, help_text=_("Such as 16-24."))
    count = forms.IntegerField(label=_("How many people"), min_value=0, max_value=2_000_000_000)
    source = LineField(
        label=_("Source"), max_length=200, help_text=_("Such as Census 2021, Office for National Statistics.")
    )
    year = forms.IntegerField(label=_("Year"), min_value=1801, max_value=2100)
