"""What writers of findings fill in: words, writers, sources, days, reasons; and what they look for."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, PlaceField, WordsField
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.core.languages import Language, active
from saidanddone.core.text import clean_line
from saidanddone.decisions.credits import CivicRole
from saidanddone.decisions.models import Finding
from saidanddone.places.models import Place
from saidanddone.ui.forms import DateParts, Radios

PARAMETERS = ("view", "q", "place", "topic", "kind", "page", "cited")
"""What an address of the workspace may carry, and is carried on when something is sent."""


class TopicField(forms.ModelChoiceField):
    def __init__(self, **settings: Any) -> None:
        super().__init__(queryset=Topic.objects.order_by("slug"), to_field_name="slug", **settings)


class WordsForm(forms.Form):
    """A finding's words, for whoever may write them, a resident too. What a draft may lack, its publication may not."""

    says_optional = False

    title = LineField(label=_("What was understood, in one sentence"), max_length=200)
    summary = WordsField(
        label=_("The summary"),
        help_text=_("In plain words: what people say, and how it is for them."),
        max_length=5000,
        required=False,
        rows=7,
    )
    missing = WordsField(
        label=_("What is missing"),
        help_text=_("Who was not heard, what is not known. Every finding says it."),
        max_length=2000,
        required=False,
        rows=3,
    )
    disagreement = WordsField(
        label=_("Who sees it otherwise"),
        help_text=_("Who disagrees, and how they see it."),
        max_length=2000,
        required=False,
        rows=3,
    )

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "summary", "missing", "disagreement")}

    @staticmethod
    def initial_of(finding: Finding) -> dict[str, Any]:
        names = ("title", "summary", "missing", "disagreement", "kind")
        topic = finding.topic.slug if finding.topic else ""
        return {name: getattr(finding, name) for name in names} | {"place": finding.place.slug, "topic": topic}


class FindingForm(WordsForm):
    """All that an organisation's writers change of a draft."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Finding.Kind.choices, widget=Radios)
    place = PlaceField(label=_("Where"), empty_label=None)
    topic = TopicField(label=_("About"), required=False, empty_label=_("No topic"))
    field_order = ("kind", "title", "summary", "missing", "disagreement", "place", "topic")


class DraftFindingForm(forms.Form):
    """Where a finding begins."""

    kind = FindingForm.base_fields["kind"]
    title = WordsForm.base_fields["title"]
    place = FindingForm.base_fields["place"]
    topic = FindingForm.base_fields["topic"]
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        self.fields["kind"].initial = Finding.Kind.UNDERSTANDING


class LookForm(forms.Form):
    """What a writer looks for. What cannot be understood is left out: it is their own desk."""

    says_optional = False

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    place = PlaceField(label=_("Where"), required=False, empty_label=_("All places"))
    topic = TopicField(label=_("About"), required=False, empty_label=_("All topics"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Contribution.Kind.choices]
    )

    def __init__(self, asked: QueryDict) -> None:
        super().__init__({name: asked.get(name, "") for name in ("q", "place", "topic", "kind")})
        places = Place.objects.defer("boundary", "outline").order_by("path")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    @property
    def filters(self) -> dict[str, object]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean_q(self) -> str:
        return clean_line(self.cleaned_data["q"])


def kept(asked: QueryDict, **changes: str) -> str:
    """The address's own parameters, with some changed, as they follow a question mark."""
    carried = QueryDict(mutable=True)
    for name in PARAMETERS:
        if value := changes.get(name, asked.get(name, "")):
            carried[name] = value[:200]
    return f"?{carried.urlencode()}" if carried else ""


class WriterForm(forms.Form):
    """Who wrote it: by a name, or as somebody whom it cites, who is named as they chose."""

    name = LineField(label=_("Their name, as they want it shown"), max_length=120, required=False)
    said = forms.ChoiceField(label=_("Or somebody whom it cites"), required=False, choices=())
    role = forms.ChoiceField(label=_("What they did"), choices=CivicRole.choices)

    def __init__(self, *args: Any, said: list[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {each.public_id: each for each in said}
        rows = [(each.public_id, f"{each.credit_name}: {each.excerpt[:60]}") for each in said]
        self.fields["said"].choices = [("", _("Nobody whom it cites")), *rows]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Contribution | None:
        return self.by_id.get(self.cleaned_data["said"])


class UntilForm(forms.Form):
    """How long those whom it cites are asked."""

    until = forms.DateField(label=_("Until which day are they asked?"), widget=DateParts)


class WithdrawForm(forms.Form):
    reason = WordsField(
        label=_("Why is it withdrawn?"),
        help_text=_("Everyone can read it in the place of the finding."),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Say why it is withdrawn. A reason is always given.")},
    )


class SupersedeForm(forms.Form):
    newer = forms.ChoiceField(label=_("Which finding takes its place?"), choices=())
    reason = WordsField(label=_("What is known now that was not?"), max_length=2000, required=False, rows=4)

    def __init__(self, *args: Any, others: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {each.public_id: each for each in others}
        self.fields["newer"].choices = [(each.public_id, each.title) for each in others]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Finding:
        return self.by_id[self.cleaned_data["newer"]]
