"""What people type about themselves, their organisations and their colleagues, made clean."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import Language
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import Nation, Organisation, Person, Service, ServiceVersion
from saidanddone.people.queries import places_to_choose
from saidanddone.people.roles import ROLES, RoleName
from saidanddone.places.models import Place
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

if TYPE_CHECKING:
    from django.db.models import QuerySet


class LineField(forms.CharField):
    """One line of words, without control characters or doubled spaces."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Some lines of words, without control characters."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class LowerEmailField(forms.EmailField):
    """An email address, as we keep it: in small letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}), max_length=254, **options
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()


class AskForReturnLinkForm(forms.Form):
    email = LowerEmailField(
        label=_("Your email address"), help_text=_("The one that you gave us when you said something.")
    )


# Organisations


class OrganisationForm(forms.Form):
    """What may be said of an organisation; `fields` leaves out what the person may not change."""

    name = LineField(label=_("Name"), max_length=160)
    name_cy = LineField(label=_("Name in Welsh"), max_length=160, required=False)
    slug = forms.SlugField(
        label=_("Short name for addresses"),
        max_length=80,
        required=False,
        help_text=_("Small letters, digits and hyphens. Left empty, it is made from the name. It cannot be changed."),
    )
    summary = TextField(
        label=_("What it does"), max_length=1000, required=False, help_text=_("One or two plain sentences.")
    )
    summary_cy = TextField(label=_("What it does, in Welsh"), max_length=1000, required=False)
    home_page = forms.URLField(label=_("Home page"), required=False, assume_scheme="https", max_length=200)
    places = forms.ModelMultipleChoiceField(
        label=_("Places that it serves"),
        queryset=Place.objects.none(),
        required=False,
        to_field_name="slug",
        widget=Checkboxes,
        help_text=_("A place counts with all that lies in it."),
    )
    kind = forms.ChoiceField(label=_("What kind of organisation it is"), choices=Organisation.Kind, widget=Radios)
    tier = forms.ChoiceField(label=_("Where it works"), choices=Organisation.Tier, widget=Radios)
    nation = forms.ChoiceField(
        label=_("Whose bank holidays it keeps"),
        choices=Nation,
        initial=lambda: settings.NATION,
        help_text=_("Promises to answer do not run on them."),
    )

    def __init__(
        self, *args: Any, fields: Collection[str], organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        self.organisation = organisation
        if organisation is not None:
            kwargs["initial"] = {name: getattr(organisation, name) for name in fields if name != "places"}
            kwargs["initial"]["places"] = list(organisation.places.values_list("slug", flat=True))
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(fields) - ({"slug"} if organisation is None else set()):
            del self.fields[name]
        self.fields["places"].queryset = places_to_choose()  # type: ignore[attr-defined]

    def clean_home_page(self) -> str:
        address = str(self.cleaned_data["home_page"])
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(_("Give an address that starts with https://."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.organisation is None and "name" in cleaned and "slug" in cleaned:
            _complete_slug(self, taken=Organisation.objects.all())
        return cleaned


def _complete_slug(form: forms.Form, *, taken: "QuerySet[Any]") -> None:
    slug = (form.cleaned_data["slug"] or slugify(form.cleaned_data["name"])[:80]).lower()
    form.cleaned_data["slug"] = slug
    if not slug:
        form.add_error("slug", _("Give a short name: none can be made from the name."))
    elif taken.filter(slug=slug).exists():
        form.add_error("slug", _("This short name is taken."))


class PromiseForm(forms.Form):
    promises = forms.ChoiceField(
        label=_("What does the organisation promise?"),
        choices=[("answer", _("To answer within a number of working days")), ("nothing", _("No promise to answer"))],
        widget=Radios(reveals={"answer": ["days"]}),
    )
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("promises") == "answer" and cleaned.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Say within how many working days."))
        return cleaned

    @property
    def promised_days(self) -> int | None:
        return self.cleaned_data["days"] if self.cleaned_data["promises"] == "answer" else None


class EndForm(forms.Form):
    """The day on which something ended, and what carries on. `today` bounds the day."""

    on = forms.DateField(label=_("When did it end?"), widget=DateParts, help_text=_("Such as 31 3 2026."))
    successor = forms.ModelChoiceField(
        label=_("What carries on?"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Nothing"),
    )

    def __init__(self, *args: Any, successors: "QuerySet[Any]", today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not date(1900, 1, 1) <= day <= self.today:
            raise ValidationError(_("Give a day that has come already."))
        return day


class ServiceForm(forms.Form):
    name = LineField(label=_("Name of the service"), max_length=160)
    name_cy = LineField(label=_("Its name in Welsh"), max_length=160, required=False)

    def __init__(self, *args: Any, organisation: Organisation, service: Service | None = None, **kwargs: Any) -> None:
        self.organisation, self.service = organisation, service
        if service is not None:
            kwargs["initial"] = {"name": service.name, "name_cy": service.name_cy}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.service is None and "name" in cleaned:
            cleaned["slug"] = slugify(cleaned["name"])[:80]
            if not cleaned["slug"]:
                self.add_error("name", _("Give a name with letters or digits."))
            elif Service.objects.filter(organisation=self.organisation, slug=cleaned["slug"]).exists():
                self.add_error("name", _("There is a service of this name already."))
        return cleaned


class ServiceWordsForm(forms.Form):
    """How a service works from a day on; from the second time on with why it changes."""

    words = TextField(
        label=_("How does it work?"),
        max_length=2000,
        help_text=_("Who it is for, what they get, how soon and from whom."),
    )
    words_cy = TextField(label=_("The same in Welsh"), max_length=2000, required=False)
    from_date = forms.DateField(label=_("From which day?"), widget=DateParts, help_text=_("Such as 31 3 2026."))
    because = LineField(label=_("Why does it change?"), max_length=500)
    because_cy = LineField(label=_("Why it changes, in Welsh"), max_length=500, required=False)

    def __init__(self, *args: Any, newest: ServiceVersion | None, **kwargs: Any) -> None:
        if newest is not None:
            kwargs["initial"] = {"words": newest.words, "words_cy": newest.words_cy}
        super().__init__(*args, **kwargs)
        if newest is None:
            del self.fields["because"], self.fields["because_cy"]

    def draft(self) -> ServiceWords:
        return ServiceWords(**self.cleaned_data)


# Roles


class RoleForm(forms.Form):
    """An email address and one of the roles that the person who fills it in may give."""

    email = LowerEmailField(label=_("Email address"))
    role = forms.ChoiceField(label=_("Role"), widget=Radios)

    def __init__(self, *args: Any, roles: Collection[RoleName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        field.choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        field.widget.hints = {role.value: ROLES[role].sentence for role in roles}


class InviteForm(RoleForm):
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language, widget=Radios)


class AddMemberForm(RoleForm):
    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.cleaned_data["person"] = Person.objects.filter(email=email, is_active=True).first()
        if self.cleaned_data["person"] is None:
            raise ValidationError(_("Nobody has an account with this address. Invite them instead."))
        return email


# The calendar


class BankHolidayForm(forms.Form):
    nation = forms.ChoiceField(label=_("Nation"), choices=Nation, widget=Radios)
    day = forms.DateField(label=_("Day"), widget=DateParts, help_text=_("Such as 25 12 2026."))
    name = LineField(label=_("Name"), max_length=80)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Give a year from 2000 to 2100."))
        return day


# One's own account


class DetailsForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Colleagues see it. Beside what you say stands the credit that you choose there."),
    )
    language = forms.ChoiceField(label=_("Language for emails and after signing in"), choices=Language, widget=Radios)


class CloseAccountForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, close my account for good"))
