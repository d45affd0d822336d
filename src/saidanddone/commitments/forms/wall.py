"""What the wall of promises and the list of setbacks may be filtered by: an allow-list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.queries.wall import Filters
from saidanddone.commitments.states import Seen
from saidanddone.contributions.filters import QuickSelect
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, read once a request: two queries."""

    organisations: list[Organisation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @classmethod
    def read(cls) -> "Choices":
        organisations = Organisation.objects.only("slug", "name", "name_cy").order_by("slug")
        return cls(list(organisations), list(Place.objects.defer("boundary", "outline").order_by("path")))


class WallForm(forms.Form):
    """The panel beside the wall. Every field may be left empty; what is not to choose from is refused."""

    says_optional = False

    state = forms.ChoiceField(label=_("How it goes"), required=False, widget=QuickSelect)
    organisation = forms.ChoiceField(label=_("Who promises"), required=False, widget=QuickSelect)
    place = forms.ChoiceField(label=_("Place"), required=False, widget=QuickSelect)
    pledged = forms.ChoiceField(label=_("Pledges"), required=False, widget=QuickSelect)

    def __init__(self, data: QueryDict, choices: Choices) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.choices = choices
        named = {
            "state": [("", gettext("However it goes")), *Seen.choices],
            "organisation": [("", gettext("All")), *_by_name(choices.organisations)],
            "place": [("", gettext("All places")), *((each.slug, _indented(each)) for each in choices.places)],
            "pledged": [("", gettext("Pledged in person or not")), ("yes", gettext("Pledged by a leader in person"))],
        }
        for name, offered in ((name, each) for name, each in named.items() if name in self.fields):
            self.fields[name].choices = offered  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = gettext("There is no “%(value)s” to choose here.")

    @property
    def filters(self) -> Filters:
        """What was asked for; only after `is_valid()`."""
        given = self.cleaned_data
        place = next((each for each in self.choices.places if each.slug == given["place"]), None)
        within = [each.pk for each in self.choices.places if place and each.path.startswith(place.path)]
        organisations = self.choices.organisations
        organisation = next((each for each in organisations if each.slug == given["organisation"]), None)
        return Filters(
            state=given.get("state", ""),
            organisation=organisation,
            place=place,
            place_ids=frozenset(within),
            pledged=bool(given.get("pledged")),
        )

    def counted(self, counts: dict[str, int]) -> list[tuple[str, str, int, str, bool]]:
        """Each state that there is: its look, its word, how many, the address that keeps it, whether it is chosen."""
        chosen = self.data.get("state")
        return [
            (
                state,
                str(Seen(state).label),
                number,
                self.address(state="" if state == chosen else state),
                state == chosen,
            )
            for state, number in counts.items()
            if number
        ]

    def address(self, **changes: str) -> str:
        """The query of an address with these filters, changed so."""
        kept = QueryDict(mutable=True)
        for name, value in {**{name: self.data.get(name, "") for name in self.fields}, **changes}.items():
            if value:
                kept[name] = str(value)
        return f"?{kept.urlencode()}" if kept else ""


def _indented(place: Place) -> str:
    return "\u2003" * (place.path.count("/") - 1) + place.local_name


def _by_name(organisations: Iterable[Organisation]) -> list[tuple[str, Any]]:
    named = [(each.slug, each.local_name) for each in organisations]
    return sorted(named, key=lambda choice: choice[1].casefold())
