"""A question about where people live: its answers are the places within another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import Language, said_in
from saidanddone.places.models import Place
from saidanddone.surveys.drafts import QuestionDraft
from saidanddone.surveys.forms.words import PREFER_NOT
from saidanddone.surveys.instruments import standing_apart
from saidanddone.surveys.models import Question
from saidanddone.surveys.permissions.building import MOST_ANSWERS

WORDING = {"en": "Where do you live?", "cy": "Ble rydych chi'n byw?"}
ELSEWHERE = {"en": "Somewhere else", "cy": "Rhywle arall"}


class PlacesForm(forms.Form):
    within = forms.ChoiceField(
        label=_("Which places?"),
        help_text=_(
            "Those that lie directly within the one you choose. Results are shown by them, small ones protected."
        ),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.inside: dict[str, list[Place]] = {}
        for place in Place.objects.filter(parent__isnull=False).defer("boundary", "outline").order_by("name", "pk"):
            self.inside.setdefault(str(place.parent_id), []).append(place)
        few = [key for key, places in self.inside.items() if 2 <= len(places) <= MOST_ANSWERS - 2]
        parents = Place.objects.filter(pk__in=few).defer("boundary", "outline").order_by("path")
        choices = [(str(each.pk), f"{each.local_name} ({len(self.inside[str(each.pk)])})") for each in parents]
        self.fields["within"].choices = choices  # type: ignore[attr-defined]

    def draft(self) -> QuestionDraft:
        """In both languages, with an answer for whoever lives elsewhere and for whoever would rather not say."""
        places = dict(enumerate(self.inside[self.cleaned_data["within"]], start=1))
        labels = {
            each.value: {
                **{str(code): said_in(place, "name", each.value) for code, place in places.items()},
                str(len(places) + 1 + (len(places) + 1 == PREFER_NOT)): ELSEWHERE[each.value],
                str(PREFER_NOT): standing_apart(each.value, PREFER_NOT),
            }
            for each in Language
        }
        return QuestionDraft(
            name="place",
            kind=Question.Kind.SINGLE,
            wording=WORDING,
            labels=labels,
            scoring={"missing": {str(PREFER_NOT): "prefer_not"}},
            splits_results=True,
            places={str(code): place.public_id for code, place in places.items()},
        )
