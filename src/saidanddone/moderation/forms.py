"""A report, a moderator's ruling, an appeal, and how channels are checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.core.text import clean_text
from saidanddone.moderation import registry
from saidanddone.moderation.actions import Ruling
from saidanddone.moderation.models import ChannelRule, Decision, Reason
from saidanddone.moderation.registry import Described, Part
from saidanddone.ui.forms import Checkboxes, Radios


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=Radios)
    words = forms.CharField(
        label=_("Is there anything that would help a moderator?"),
        help_text=_("Only moderators read this. Please do not write who you are: we never ask."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why do you think the decision is wrong?"),
        help_text=_("A moderator who did not take this decision reads it, and decides."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class RulingForm(forms.Form):
    """`seen` carries the words as the moderator read them, and the files, so that a later change is not overlooked.

    There is `text` for the first words of a thing, a field for each of its other parts, and one for its files.
    """

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (Decision.Outcome.PUBLISH, _("Publish it as it is")),
            (Decision.Outcome.REDACT, _("Take parts out, and publish the rest")),
            (Decision.Outcome.HIDE, _("Hide it")),
        ],
        widget=Radios(
            hints={
                Decision.Outcome.PUBLISH: _("Nothing is wrong with it, or not enough to keep it back."),
                Decision.Outcome.REDACT: _("The page says that a moderator took something out, and why."),
                Decision.Outcome.HIDE: _("It leaves every page, list, search, feed and download at once."),
            },
        ),
    )
    category = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Needed when you hide something or take parts out. This is public."),
        choices=[("", _("Nothing is wrong with it")), *Reason.choices],
        required=False,
        widget=forms.Select,
    )
    reason = forms.CharField(
        label=_("What the author is told"),
        help_text=_("Say which words, and what would be fine. Be kind: most people mean well."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_reason_public = forms.BooleanField(
        label=_("Everyone may read what I told the author"),
        help_text=_("It stays in the public record for ever. Tick this only if it names nobody and quotes nothing."),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000, strip=False)

    def __init__(self, *arguments: Any, thing: Described | None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.parts = {"text" if not number else f"text_{part.name}": part for number, part in enumerate(_parts(thing))}
        for name, part in self.parts.items():
            self.fields[name] = _words_left(part, is_first=name == "text")
        self.fields["seen"].initial = thing.seen if thing else ""
        if thing and thing.files:
            self.fields["files"] = _files_to_take(thing)
        reveals = [name for name in (*self.parts, "files") if name in self.fields]
        self.fields["outcome"].widget.reveals = {str(Decision.Outcome.REDACT): reveals}
        self.order_fields(["outcome", *reveals])
        if thing and thing.is_within:
            offered = self.fields["outcome"].choices  # type: ignore[attr-defined]
            self.fields["outcome"].choices = [each for each in offered if each[0] != Decision.Outcome.HIDE]  # type: ignore[attr-defined]

    def clean_seen(self) -> str:
        """Browsers send every line's end as two characters."""
        return str(self.cleaned_data["seen"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        outcome = found.get("outcome")
        if outcome in (Decision.Outcome.HIDE, Decision.Outcome.REDACT):
            if not found.get("category"):
                self.add_error("category", _("Choose why you hide this or take parts out."))
            if not clean_text(found.get("reason") or ""):
                self.add_error("reason", _("Tell the author why."))
        if outcome == Decision.Outcome.REDACT:
            self._check_words_left(found)
        return found

    def _check_words_left(self, found: dict[str, Any]) -> None:
        left = {name: clean_text(found.get(name) or "") for name in self.parts}
        for name, part in self.parts.items():
            if part.text and not left[name]:
                self.add_error(name, _("Leave some words, or hide it."))
        is_changed = any(left[name] != clean_text(part.text) for name, part in self.parts.items())
        if not is_changed and not found.get("files"):
            self.add_error(
                "text" if self.parts else None, _("Nothing is taken out yet. Change the words, or publish it as it is.")
            )

    @property
    def ruling(self) -> Ruling:
        """What was decided, once the form is valid."""
        found = self.cleaned_data
        more = {part.name: found[name] for name, part in self.parts.items() if name != "text"}
        given = ("outcome", "seen", "category", "reason", "is_reason_public", "text")
        facts = {name: found[name] for name in given if name in found}
        return Ruling(**facts, more=more, files=tuple(found.get("files", ())))


def _parts(thing: Described | None) -> tuple[Part, ...]:
    """Those with words; the first one always."""
    parts = thing.parts if thing else ()
    return tuple(part for number, part in enumerate(parts) if not number or part.text)


def _words_left(part: Part, *, is_first: bool) -> forms.CharField:
    return forms.CharField(
        label=_("The words as they will be shown") if is_first else str(part.label),
        help_text=_("Write […] where you take something out. Add nothing of your own."),
        initial=part.text,
        required=False,
        max_length=part.longest,
        widget=forms.Textarea(attrs={"rows": 10 if is_first else 3}),
    )


def _files_to_take(thing: Described) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Files to take away"),
        help_text=_(
            "They are deleted for good. If another moderator decides otherwise, the author can add them again."
        ),
        choices=[(file.public_id, file.label) for file in thing.files],
        required=False,
        widget=Checkboxes,
    )


class ChannelsForm(forms.Form):
    """One question for each channel that an app has named."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for channel, label in registry.channels().items():
            self.fields[channel] = forms.ChoiceField(label=str(label), choices=ChannelRule.Mode.choices, widget=Radios)
