"""What a list of contributions may be filtered and sorted by: an allow-list, and the form that reads and shows it.

Anything else in an address is refused with words that say what was wrong; nothing is passed on to the database unread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Contribution, Topic, Verdict
from saidanddone.core.languages import Language
from saidanddone.core.text import clean_line
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place

LONGEST_QUESTION = 200
VIEW_PARAMETERS = {"page", "view"}
"""Known to the list's own view; not filters."""


class Standing(models.TextChoices):
    """Where the answers to a contribution stand."""

    WAITING = "waiting", _("Waiting for an answer")
    LATE = "late", _("Late")
    PAUSED = "paused", _("Clock paused")
    ANSWERED = "answered", _("Answered")
    PASSED_ON = "passed_on", _("Passed on")


class Judged(models.TextChoices):
    """Whether the contributor has said if they were understood."""

    ANY = "any", _("There is a verdict")
    YES = Verdict.Value.YES, _("Understood")
    PARTLY = Verdict.Value.PARTLY, _("Partly understood")
    NO = Verdict.Value.NO, _("Not understood")


class Sort(models.TextChoices):
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    SUPPORTED = "supported", _("Most supported")
    DUE = "due", _("Answer due soonest")
    BEST = "best", _("Best match")


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from, read once a request."""

    places: list[Place] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters that were read and understood. `place` includes the places within it: `place_ids`."""

    q: str = ""
    place: Place | None = None
    place_ids: frozenset[int] = frozenset()
    topic: Topic | None = None
    service: Service | None = None
    organisation: Organisation | None = None
    kind: str = ""
    state: str = ""
    language: str = ""
    verdict: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = Sort.NEWEST.value

    @property
    def is_unfiltered(self) -> bool:
        return self == Filters(sort=self.sort)


class QuickSelect(forms.Select):
    """A select box drawn without a template for each of its options, of which there may be hundreds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) == chosen else "", label) for key, label in self.choices),
        )
        attributes = forms.utils.flatatt({**self.attrs, **(attrs or {})})
        return format_html('<select name="{}"{}>{}</select>', name, attributes, options)


class FilterForm(forms.Form):
    """The panel beside a list. Every field may be left empty."""

    says_optional = False

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_QUESTION)
    place = forms.ChoiceField(label=_("Place"), required=False, widget=QuickSelect)
    topic = forms.ChoiceField(label=_("Topic"), required=False, widget=QuickSelect)
    organisation = forms.ChoiceField(label=_("To which organisation"), required=False, widget=QuickSelect)
    service = forms.ChoiceField(label=_("Service"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(label=_("Answer"), required=False, widget=QuickSelect)
    verdict = forms.ChoiceField(label=_("What the person made of it"), required=False, widget=QuickSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=QuickSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=QuickSelect)
    since = forms.DateField(label=_("Published from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Published until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(label=_("Sort by"), required=False, widget=QuickSelect)

    def __init__(self, data: QueryDict, options: Options) -> None:
        given = {name: data.get(name, "") for name in self.base_fields}
        if given["sort"] == (Sort.BEST if given["q"] else Sort.NEWEST):
            given["sort"] = ""  # the usual order need not be named
        super().__init__(given)
        self.parameters = data
        self.options_read = options
        for name, choices in self._choices(options).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = gettext("There is no “%(value)s” to choose here.")
        for name in ("since", "until"):
            self.fields[name].input_formats = ["%Y-%m-%d"]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid"] = gettext("Write the day as year-month-day: 2026-03-12.")

    def _choices(self, options: Options) -> Mapping[str, list[tuple[str, Any]]]:
        usual = Sort.BEST if self.data["q"] else Sort.NEWEST
        sorts = [("", usual.label), *(each for each in Sort.choices if each[0] not in (usual, Sort.BEST))]
        return {
            "place": [("", gettext("All places")), *((p.slug, _indented(p)) for p in options.places)],
            "topic": [("", gettext("All topics")), *_by_name((t.slug, t.local_name) for t in options.topics)],
            "organisation": [("", gettext("All")), *_by_name((o.slug, o.local_name) for o in options.organisations)],
            "service": [
                ("", gettext("All services")),
                *_by_name((s.public_id, _with_end(s)) for s in options.services),
            ],
            "state": [("", gettext("Answered or not")), *Standing.choices],
            "verdict": [("", gettext("Judged or not")), *Judged.choices],
            "kind": [("", gettext("All kinds")), *Contribution.Kind.choices],
            "language": [("", gettext("Both languages")), *((each.value, each.label) for each in Language)],
            "sort": sorts,
        }

    def clean_q(self) -> str:
        """One line without control characters, which a feed in XML could not carry."""
        return clean_line(self.cleaned_data["q"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.parameters:
            if name not in self.fields and name not in VIEW_PARAMETERS:
                self.add_error(None, gettext("There is no filter called “%(name)s”.") % {"name": name[:40]})
            elif len(self.parameters.getlist(name)) > 1:
                self.add_error(None, gettext("The filter “%(name)s” is there twice.") % {"name": name})
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", gettext("This day is before the first one."))
        return cleaned

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters in force: what each says, and the name of its parameter. The order is none of them."""
        return [
            (self._told(name, value), name)
            for name, value in self.cleaned_data.items()
            if name != "sort" and value not in ("", None)
        ]

    def _told(self, name: str, value: Any) -> str:
        if name == "since":
            return gettext("from %(day)s") % {"day": date_format(value, "j F Y")}
        if name == "until":
            return gettext("until %(day)s") % {"day": date_format(value, "j F Y")}
        labels = dict(getattr(self.fields[name], "choices", ()))
        return str(labels[value]).strip() if value in labels else f"“{value}”"

    @property
    def filters(self) -> Filters:
        """What was asked for; only after `is_valid()`."""
        options, given = self.options_read, self.cleaned_data
        place = next((each for each in options.places if each.slug == given["place"]), None)
        within = [each.pk for each in options.places if place and each.path.startswith(place.path)]
        plain = {name: given[name] for name in ("q", "kind", "state", "language", "verdict", "since", "until")}
        return Filters(
            **plain,
            place=place,
            place_ids=frozenset(within),
            topic=next((each for each in options.topics if each.slug == given["topic"]), None),
            organisation=next((each for each in options.organisations if each.slug == given["organisation"]), None),
            service=next((each for each in options.services if each.public_id == given["service"]), None),
            sort=given["sort"] or (Sort.BEST if given["q"] else Sort.NEWEST).value,
        )


def _indented(place: Place) -> str:
    """Places stand under the one that they nest in."""
    return "\u2003" * (place.path.count("/") - 1) + place.local_name


def _with_end(service: Service) -> str:
    """What was said about a service that has ended can still be looked for."""
    return f"{service.local_name} ({gettext('ended')})" if service.ended_date else service.local_name


def _by_name(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: choice[1].casefold())
