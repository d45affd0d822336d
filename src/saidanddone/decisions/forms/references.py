"""Evidence by reference: the results of a trade-off exercise from a list, or words with an address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField
from saidanddone.core import clock
from saidanddone.core.refs import Ref
from saidanddone.core.rules import Refused
from saidanddone.core.text import excerpt
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Exercise
from saidanddone.decisions.models.references import SourceKind
from saidanddone.decisions.permissions import check_references
from saidanddone.ui.forms import DateParts, Radios


class ReferenceForm(forms.Form):
    """A figure, a statement or a source that is no contribution: for findings and decisions alike."""

    exercise = forms.ChoiceField(
        label=_("The results of a trade-off exercise"),
        help_text=_("Choose one, or leave it and say below what you cite."),
        required=False,
        choices=(),
    )
    source_kind = forms.ChoiceField(
        label=_("What is it?"), choices=SourceKind.choices, required=False, initial=SourceKind.OTHER, widget=Radios
    )
    words = LineField(
        label=_("Its title, or what it says"),
        max_length=300,
        required=False,
        error_messages={"required": _("Say what it is that you cite.")},
    )
    link = forms.CharField(
        label=_("Where it can be read"),
        help_text=_("An address that begins with https://. Leave it empty if it stands nowhere."),
        max_length=500,
        required=False,
        widget=forms.URLInput,
    )
    source_date = forms.DateField(
        label=_("Of which day is it?"),
        help_text=_("When it was published, said or counted, if you know it."),
        required=False,
        widget=DateParts,
    )

    def __init__(self, *args: Any, exercises: Sequence[Exercise] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {each.public_id: each for each in exercises}
        if self.by_id:
            rows = [(name, excerpt(each.question, 100)) for name, each in self.by_id.items()]
            self.fields["exercise"].choices = [("", _("None of these")), *rows]  # type: ignore[attr-defined]
        else:
            del self.fields["exercise"]
            self.fields["words"].required = True  # there is nothing else to choose

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if self.by_id.get(given.get("exercise", "")) and given["words"]:
            self.add_error("exercise", _("Choose an exercise, or say what else you cite: one at a time."))
        try:
            check_references([self.source], at=clock.now())
        except Refused as refused:
            self.add_error("words" if not given["words"] else None, str(refused))
        return given

    @property
    def source(self) -> SourceDraft:
        """The same words and link are the same source, however often they are sent."""
        given = self.cleaned_data
        if exercise := self.by_id.get(given.get("exercise", "")):
            return SourceDraft(exercise.ref, exercise.question, kind=SourceKind.EXERCISE)
        named = f"{given['words']}\n{given['link']}"
        digest = salted_hmac("saidanddone.decisions.source", named, algorithm="sha256").hexdigest()[:32]
        kind = given["source_kind"] or SourceKind.OTHER
        return SourceDraft(Ref("source", digest), given["words"], given["link"], kind, given["source_date"])
