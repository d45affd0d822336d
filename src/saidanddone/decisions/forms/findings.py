"""What readers filter findings by, and what those whom they cite say of them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import PlaceField, WordsField
from saidanddone.contributions.models import Topic
from saidanddone.core.text import clean_line
from saidanddone.decisions.models import Check, Finding
from saidanddone.decisions.queries.findings import FindingFilters
from saidanddone.places.models import Place
from saidanddone.ui.forms import Radios


class FindingFilterForm(forms.Form):
    """The panel beside the list. Every field may be left empty; what is not understood is a 400 with its words."""

    says_optional = False

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=())
    place = PlaceField(label=_("Where"), required=False, empty_label=_("All places"))
    topic = forms.ModelChoiceField(
        label=_("About"), queryset=Topic.objects.order_by("slug"), to_field_name="slug", required=False,
        empty_label=_("All topics"),
    )  # fmt: skip

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        super().__init__({name: parameters.get(name, "") for name in ("q", "kind", "place", "topic")})
        self.fields["kind"].choices = [("", gettext("All kinds")), *Finding.Kind.choices]  # type: ignore[attr-defined]
        places = Place.objects.defer("boundary", "outline").order_by("path")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.parameters:
            if name not in self.fields and name != "page":
                self.add_error(None, gettext("There is no filter called “%(name)s”.") % {"name": name[:40]})
            elif len(self.parameters.getlist(name)) > 1:
                self.add_error(None, gettext("The filter “%(name)s” is there twice.") % {"name": name})
        return cleaned

    @property
    def filters(self) -> FindingFilters:
        """What was asked for; only after `is_valid()`."""
        given = self.cleaned_data
        return FindingFilters(clean_line(given["q"]), given["kind"], given["place"], given["topic"])

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters in force: what each says, and the address of the list without it."""
        given = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return [(self._told(name), _but(given, name)) for name in given]

    def _told(self, name: str) -> str:
        if name == "q":
            return f"“{self.cleaned_data['q']}”"
        value = self.cleaned_data[name]
        return str(dict(Finding.Kind.choices)[value]) if name == "kind" else str(value)

    @property
    def query(self) -> str:
        """The filters in force, to follow the address of a file."""
        return _but({name: self.data[name] for name in self.fields if self.data.get(name)}, "")


def _but(given: dict[str, str], name: str) -> str:
    kept = QueryDict(mutable=True)
    kept.update({each: value for each, value in given.items() if each != name})
    return f"?{kept.urlencode()}" if kept else ""


class CheckForm(forms.Form):
    """Is this what you meant?"""

    value = forms.ChoiceField(
        label=_("Is this what you meant?"),
        choices=Check.Value.choices,
        widget=Radios,
        error_messages={"required": _("Choose yes, partly or no.")},
    )
    words = WordsField(
        label=_("What would you put differently?"),
        help_text=_("Everyone can read it beside the finding. Leave it empty if yes, partly or no says it all."),
        max_length=2000,
        required=False,
        rows=5,
    )

    @staticmethod
    def initial_of(check: Check | None) -> dict[str, str]:
        return {"value": check.value, "words": check.words} if check else {}
