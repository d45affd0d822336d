"""How somebody wants to be told, and which news they stop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import WordsField
from saidanddone.thread.models import TellingWish
from saidanddone.thread.movements import Kind
from saidanddone.ui.forms import Checkboxes, Radios

By = TellingWish.By


class WishForm(forms.Form):
    """How often, by which way, and of what."""

    often = forms.ChoiceField(label=_("How often may we write?"), choices=TellingWish.Often.choices, widget=Radios)
    by = forms.ChoiceField(
        label=_("By which way?"),
        choices=By.choices,
        widget=Radios(
            hints={
                By.EMAIL: _("To the address that you gave us."),
                By.LETTER: _("Printed and posted by the people who look after this site."),
                By.CONNECTOR: _("They tell you when they see you."),
                By.LINK: _("We send nothing. All of it stands on your own page."),
            },
            reveals={By.TEXT: ["telephone"], By.LETTER: ["post"]},
        ),
    )
    telephone = forms.RegexField(
        r"^\+?[0-9 ()-]{7,24}$",
        label=_("Your mobile number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": _("Write the number in figures, as 07700 900123.")},
    )
    post = WordsField(label=_("Your name and postal address"), rows=4, max_length=400, required=False)
    wanted = forms.MultipleChoiceField(
        label=_("What do you want to hear of?"), choices=Kind.choices, widget=Checkboxes, required=False
    )
    wants_digest = forms.BooleanField(
        label=_("Send me “said and done” once a week"),
        help_text=_("What was said, understood, decided and done in the places where you spoke."),
        required=False,
    )

    def __init__(self, *args: Any, has_connector: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_connector:
            choices = [each for each in By.choices if each[0] != By.CONNECTOR]
            self.fields["by"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(wish: TellingWish | None) -> dict[str, Any]:
        kept = wish or TellingWish()
        return {
            "often": kept.often,
            "by": kept.by,
            "telephone": kept.address if kept.by == By.TEXT else "",
            "post": kept.address if kept.by == By.LETTER else "",
            "wanted": [kind for kind in Kind.values if kind not in kept.unwanted],
            "wants_digest": kept.wants_digest,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        field = {By.TEXT.value: "telephone", By.LETTER.value: "post"}.get(cleaned.get("by", ""), "")
        if field and not cleaned.get(field) and field not in self.errors:
            self.add_error(field, _("Write where we can reach you, or choose another way."))
        cleaned["address"] = cleaned.get(field, "") if field else ""
        return cleaned

    @property
    def wish(self) -> dict[str, Any]:
        """What `actions.set_wish` takes."""
        given = self.cleaned_data
        return {
            "often": given["often"],
            "channel": given["by"],
            "address": given["address"],
            "unwanted": [kind for kind in Kind.values if kind not in given["wanted"]],
            "wants_digest": given["wants_digest"],
        }
