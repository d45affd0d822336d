"""What the register of decisions may be filtered by: an allow-list, and the form that reads and shows it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.filters import QuickSelect
from saidanddone.contributions.models import Topic
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class Filters:
    """`place` includes the places within it."""

    place: Place | None = None
    place_ids: frozenset[int] = frozenset()
    topic: Topic | None = None
    organisation: Organisation | None = None
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.place or self.topic or self.organisation or self.state)


class FilterForm(forms.Form):
    """The panel beside the register. Every field may be left empty; three queries."""

    says_optional = False

    place = forms.ChoiceField(label=_("Place"), required=False, widget=QuickSelect)
    topic = forms.ChoiceField(label=_("Topic"), required=False, widget=QuickSelect)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(label=_("State"), required=False, widget=QuickSelect)

    def __init__(self, data: QueryDict) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.parameters = data
        self.places = list(Place.objects.defer("boundary", "outline").order_by("path"))
        self.topics = {each.slug: each for each in Topic.objects.order_by("slug")}
        self.organisations = {each.slug: each for each in Organisation.objects.order_by("slug")}
        states = [each for each in Decision.State.choices if each[0] != Decision.State.DRAFT]
        choices: dict[str, list[Any]] = {
            "place": [
                ("", gettext("All places")),
                *((each.slug, "\u2003" * (each.path.count("/") - 1) + each.local_name) for each in self.places),
            ],
            "topic": [("", gettext("All topics")), *((slug, each.local_name) for slug, each in self.topics.items())],
            "organisation": [
                ("", gettext("All organisations")),
                *((slug, each.local_name) for slug, each in self.organisations.items()),
            ],
            "state": [("", gettext("All states")), *states],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = gettext("There is no “%(value)s” to choose here.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.parameters:
            if name not in self.fields and name != "page":
                self.add_error(None, gettext("There is no filter called “%(name)s”.") % {"name": name[:40]})
        return cleaned

    @property
    def filters(self) -> Filters:
        """What was asked for; only after `is_valid()`."""
        given = self.cleaned_data
        place = next((each for each in self.places if each.slug == given["place"]), None)
        within = frozenset(each.pk for each in self.places if place and each.path.startswith(place.path))
        topic, organisation = self.topics.get(given["topic"]), self.organisations.get(given["organisation"])
        return Filters(place, within, topic, organisation, given["state"])
