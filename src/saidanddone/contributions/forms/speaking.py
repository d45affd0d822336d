"""The three steps of saying something, and the last page before it is sent."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import OrganisationsField, PlaceField, ServiceField, WordsField
from saidanddone.contributions.forms.yours import ConsentForm, CreditForm, FilesForm
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.core.languages import Language, active
from saidanddone.people.models import Organisation, Service
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

Audience, Channel = Contribution.Audience, Contribution.Channel


class WhatForm(forms.Form):
    """Step one: what. Who may enter what others said is asked whose words these are."""

    kind = forms.ChoiceField(
        label=_("What would you like to share?"),
        choices=[
            (Contribution.Kind.EXPERIENCE, _("An experience")),
            (Contribution.Kind.IDEA, _("An idea")),
            (Contribution.Kind.QUESTION, _("A question")),
            (Contribution.Kind.CONCERN, _("A concern")),
            (Contribution.Kind.THANKS, _("A thank-you")),
        ],
        widget=Radios(
            hints={
                Contribution.Kind.EXPERIENCE: _("Something that happened to you, good or bad."),
                Contribution.Kind.IDEA: _("Something that could be done, or done better."),
                Contribution.Kind.QUESTION: _("Something that you would like to know."),
                Contribution.Kind.CONCERN: _("Something that worries you, or is not right."),
                Contribution.Kind.THANKS: _("Something that went well, and who made it so."),
            }
        ),
        error_messages={"required": _("Choose what you would like to share.")},
    )
    text = WordsField(
        label=_("In your own words"),
        help_text=_("Please do not name other people, or say things by which they could be known."),
        max_length=5000,
        rows=8,
        error_messages={"required": _("Write what you want to say.")},
    )
    language = forms.ChoiceField(label=_("You are writing in"), choices=Language.choices, widget=Radios)
    whose = forms.ChoiceField(
        label=_("Whose words are these?"),
        choices=[("own", _("My own")), ("other", _("Somebody else's, who told me or wrote them down"))],
        widget=Radios(reveals={"other": ["channel", "said_date"]}),
        initial="own",
    )
    channel = forms.ChoiceField(
        label=_("How did they reach you?"),
        choices=[(Channel.CONVERSATION, _("In a conversation")), (Channel.PAPER, _("On paper"))],
        widget=Radios,
        required=False,
    )
    said_date = forms.DateField(label=_("On which day?"), widget=DateParts, required=False)

    def __init__(self, *args: Any, may_enter_for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        if not may_enter_for_others:
            for name in ("whose", "channel", "said_date"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("whose") == "other":
            for name, words in (("channel", _("Choose how it reached you.")), ("said_date", _("Enter the day."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned


class WhereForm(forms.Form):
    """Step two, first half: where, and what about."""

    place = PlaceField(
        label=_("Which place is it about?"),
        help_text=_("The smallest one that fits."),
        empty_label=_("Choose a place"),
        error_messages={"required": _("Choose a place."), "invalid_choice": _("Choose a place from the list.")},
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), to_field_name="slug", required=False, empty_label=_("No topic")
    )
    service = ServiceField(
        label=_("Is it about one particular service?"),
        queryset=Service.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("No, or I do not know"),
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.open().order_by("name", "pk")  # type: ignore[attr-defined]
        services = Service.objects.filter(ended_date__isnull=True, organisation__ended_date__isnull=True)
        self.fields["service"].queryset = services.select_related("organisation").order_by(  # type: ignore[attr-defined]
            "organisation__name", "name", "pk"
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        point = (cleaned.get("latitude"), cleaned.get("longitude"))
        if (point[0] is None) != (point[1] is None) and not self.errors:
            self.add_error("latitude", _("Give both numbers of the spot, or neither."))
        return cleaned


class WhomForm(forms.Form):
    """Step two, second half: to whom, and who may read it. Offers those that serve the place."""

    organisations = OrganisationsField(
        label=_("Who should answer you?"),
        help_text=_("Choose as many as you like, or none if you only want to be heard."),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        required=False,
        widget=Checkboxes,
        error_messages={"invalid_choice": _("Choose organisations from the list.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=Audience.choices,
        widget=Radios(
            hints={
                Audience.PUBLIC: _("It stands on this site, and so does every answer."),
                Audience.ORGANISATIONS: _("Nobody else reads it, and it does not enter the public record."),
                Audience.ORGANISATION: _("For what only the one organisation that you chose should know."),
            }
        ),
        initial=Audience.PUBLIC,
    )

    def __init__(self, *args: Any, offered: Sequence[Organisation], suggested: Sequence[Organisation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in offered]).order_by("name", "pk")  # type: ignore[attr-defined]
        field.initial = [each.slug for each in suggested]
        field.widget.hints = {each.slug: _promise_of(each) for each in offered}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number, audience = len(cleaned.get("organisations", ())), cleaned.get("audience")
        if "organisations" in self.errors:
            return cleaned
        if audience == Audience.ORGANISATION and number != 1:
            self.add_error("organisations", _("Choose the one organisation that may read it."))
        elif audience == Audience.ORGANISATIONS and not number:
            self.add_error("organisations", _("Choose at least one organisation that may read it."))
        return cleaned


def _promise_of(organisation: Organisation) -> str:
    if organisation.promise_days is None:
        return gettext("Has not promised to answer within a time.")
    return gettext("Promises to answer within %(days)s working days.") % {"days": organisation.promise_days}


class YouForm(CreditForm, ConsentForm):
    """Step three: you."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send you the private link to follow what you said. It is never shown to anyone."),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Enter an email address such as name@example.org, or none.")},
    )
    field_order = ("credit", *CreditForm.NAMES.values(), "may_be_quoted", "email", "may_be_contacted")

    def __init__(self, *args: Any, knows_address: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_address:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lacks_address = "email" in self.fields and "email" not in self.errors and not cleaned.get("email")
        if cleaned.get("may_be_contacted") and lacks_address:
            self.add_error("email", _("Enter an email address, or take the mark away under it."))
        return cleaned


class SendForm(FilesForm):
    """The last page: files, and a field that people leave empty and machines fill in."""

    website = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)
