"""What the pages of this app take from outside."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Topic
from saidanddone.contributions.queries.figures import OrganisationFigures
from saidanddone.core import ids
from saidanddone.core.paging import page_number
from saidanddone.core.text import clean_line
from saidanddone.people.models import Organisation
from saidanddone.web.queries.desk import SIZE as MOST_AT_ONCE
from saidanddone.web.queries.desk import STATES

PUBLIC_ID = re.compile(ids.PATTERN)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Words to look for"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    @classmethod
    def asked(cls, query: QueryDict) -> "SearchForm":
        """The form as it was asked; a parameter that it does not take is a 400."""
        if set(query) - {"q", "page"}:
            raise BadRequest(gettext("This page does not know what to do with that address."))
        form = cls(query)
        form.is_valid()
        return form

    @property
    def words(self) -> str:
        return clean_line(self.cleaned_data.get("q", ""))


class InboxForm(forms.Form):
    """Which part of an inbox: by state, and by organisation for those who read more than one."""

    state = forms.ChoiceField(choices=list(STATES.items()), required=False)
    organisation = forms.SlugField(required=False, max_length=80)

    def __init__(self, query: QueryDict, organisations: list[Organisation]) -> None:
        super().__init__(query)
        self._all = organisations

    @classmethod
    def asked(cls, query: QueryDict, organisations: list[Organisation]) -> "InboxForm":
        """The part that was asked for; what the inbox does not have is a 400."""
        form = cls(query, organisations)
        wanted = query.get("organisation")
        known = not wanted or wanted in {each.slug for each in organisations}
        if set(query) - {"state", "organisation", "page"} or not form.is_valid() or not known:
            raise BadRequest(gettext("The inbox has no such part."))
        return form

    @property
    def part(self) -> str:
        return self.cleaned_data["state"] or "waiting"

    @property
    def page(self) -> int:
        return page_number(self.data.get("page"))

    @property
    def organisations(self) -> list[Organisation]:
        wanted = self.cleaned_data["organisation"]
        return [each for each in self._all if wanted in ("", each.slug)]

    def url(self, state: str) -> str:
        chosen = {"state": state, "organisation": self.cleaned_data["organisation"]}
        return f"{reverse('desk_inbox')}?{urlencode({name: value for name, value in chosen.items() if value})}"

    def tabs(self, counts: dict[int, OrganisationFigures]) -> list[dict[str, object]]:
        """Each state with its address, and how many where that is known without counting."""
        known = {
            "waiting": sum(each.waiting for each in counts.values()),
            "late": sum(each.late for each in counts.values()),
        }
        return [
            {"label": label, "url": self.url(state), "count": known.get(state), "is_current": state == self.part}
            for state, label in STATES.items()
        ]


class AcknowledgeForm(forms.Form):
    """What was ticked in the inbox, and a few words to go with it."""

    organisation = forms.SlugField(max_length=80)
    chosen = forms.MultipleChoiceField(
        choices=(), error_messages={"required": _("Tick at least one that you have seen.")}
    )
    text = forms.CharField(max_length=500, required=False)
    state = forms.ChoiceField(choices=list(STATES.items()), required=False)

    def __init__(self, data: QueryDict, organisations: list[Organisation]) -> None:
        super().__init__(data)
        self._organisations = {each.slug: each for each in organisations}
        ids = [each for each in data.getlist("chosen")[:MOST_AT_ONCE] if PUBLIC_ID.fullmatch(each)]
        self.fields["chosen"].choices = [(each, each) for each in ids]  # type: ignore[attr-defined]

    def clean_organisation(self) -> str:
        slug: str = self.cleaned_data["organisation"]
        if slug not in self._organisations:
            raise forms.ValidationError(gettext("You do not act for this organisation."))
        return slug

    @property
    def in_name_of(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])

    @property
    def back(self) -> str:
        state = self.cleaned_data.get("state")
        return f"{reverse('desk_inbox')}?state={state}" if state else reverse("desk_inbox")


class TopicForm(forms.Form):
    """A topic's name in both languages. Its address is made of the English name once, and stays."""

    name = forms.CharField(label=_("Name in English"), max_length=80)
    name_cy = forms.CharField(
        label=_("Name in Welsh"), max_length=80, required=False, widget=forms.TextInput(attrs={"lang": "cy"})
    )

    def __init__(self, data: QueryDict | None, topic: Topic | None = None) -> None:
        super().__init__(data, initial={"name": topic.name, "name_cy": topic.name_cy} if topic else None)
        self._topic = topic

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._topic is None and cleaned.get("name"):
            cleaned["slug"] = slugify(cleaned["name"])[:60]
            if not cleaned["slug"] or cleaned["slug"] == "new":
                self.add_error("name", gettext("Give it a name with letters in it."))
            elif Topic.objects.filter(slug=cleaned["slug"]).exists():
                self.add_error("name", gettext("There is a topic of this name already."))
        return cleaned

    @property
    def names(self) -> dict[str, str]:
        return {"name": self.cleaned_data["name"], "name_cy": self.cleaned_data["name_cy"]}
