"""How somebody wants to be told, how they were thanked, and whose coverage a page shows."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms import CodeForm
from saidanddone.contributions.forms.fields import OrganisationsChoice, WordsField
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place
from saidanddone.thread.drafts import ThanksDraft
from saidanddone.thread.models import TellingWish, Thanks
from saidanddone.thread.movements import Kind
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

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
                By.TEXT: _("Short, with a link to your own page. We send a code to the number first."),
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
        missing = {By.CONNECTOR: not has_connector, By.TEXT: not settings.TEXT_SERVICE}
        choices = [each for each in By.choices if not missing.get(By(each[0]))]
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


class NumberCodeForm(CodeForm):
    """The code that was sent to a mobile number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits in the text message")


class CoverageForm(forms.Form):
    """One organisation, one place, both or neither. What is not known is no filter."""

    says_optional = False
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="slug", required=False, empty_label=_("Every organisation")
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), to_field_name="slug", required=False, empty_label=_("The whole area")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.order_by("name", "pk")
        fields["organisation"].label = _("Organisation")
        fields["place"].queryset = Place.objects.defer("boundary", "outline").order_by("path")
        fields["place"].label = _("Place")
        self.is_valid()

    @property
    def chosen_organisation(self) -> Organisation | None:
        return self.cleaned_data.get("organisation")

    @property
    def chosen_place(self) -> Place | None:
        return self.cleaned_data.get("place")

    @property
    def query(self) -> str:
        """The same choice, at the end of another address."""
        chosen = {"organisation": self.chosen_organisation, "place": self.chosen_place}
        found = {name: thing.slug for name, thing in chosen.items() if thing}
        return f"?{urlencode(found)}" if found else ""


class ThanksForm(forms.Form):
    """What an organisation gave. `own` are those for which the officer may say so; one alone is not asked for."""

    organisation = OrganisationsChoice(
        label=_("Which organisation thanked them?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=Radios,
    )
    kind = forms.ChoiceField(
        label=_("What did they get?"),
        choices=Thanks.Kind.choices,
        widget=Radios(hints={Thanks.Kind.THANKED: _("In writing or in person.")}),
        error_messages={"required": _("Choose how they were thanked.")},
    )
    pounds = forms.DecimalField(
        label=_("How much, in pounds?"),
        help_text=_("Leave it empty for thanks alone."),
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("Write the amount in pounds and pence, as 25.00.")},
    )
    given_date = forms.DateField(label=_("On which day?"), widget=DateParts)
    words = WordsField(label=_("Your words to them"), max_length=1000, rows=3, required=False)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = own
        if len(own) == 1:
            del self.fields["organisation"]
        else:
            fields: Any = self.fields
            fields["organisation"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in own])

    @property
    def thanks(self) -> ThanksDraft:
        given = dict(self.cleaned_data)
        pounds = given.pop("pounds")
        pence = None if pounds is None else int(pounds * 100)
        return ThanksDraft(**{"organisation": self._own[0], "amount_pence": pence, **given})
