"""What leads fill in: a promise, a change, what takes its place, who has a part, which steps."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.drafts import Part, Step
from saidanddone.commitments.models import Commitment, Milestone, Outcome
from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, PlaceField, ServiceField, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.people.models import Organisation, Service
from saidanddone.ui.forms import DateParts, Radios

ONCE, STANDING = "once", "standing"
STEPS_MORE = 3
"""So many empty lines there are for new steps."""


class PromiseForm(forms.Form):
    """A promise in one plain sentence. `submission_key` makes a form that is sent twice one promise."""

    promise = LineField(
        label=_("What do you promise?"),
        help_text=_("One plain sentence, as you would say it to somebody at the bus stop: “We will …”."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    notice = WordsField(label=_("What will people notice when it is kept?"), max_length=1000, required=False, rows=3)
    kind = forms.ChoiceField(
        label=_("How long does it hold?"),
        choices=[(ONCE, _("Until it is done, by a day")), (STANDING, _("It stands, without an end"))],
        widget=Radios(reveals={ONCE: ["due_date"], STANDING: ["standard"]}),
        initial=ONCE,
    )
    due_date = forms.DateField(
        label=_("By which day?"),
        help_text=_("This day stays in sight, even if you move it afterwards."),
        required=False,
        widget=DateParts,
    )
    standard = LineField(
        label=_("What is measured?"),
        help_text=_("For example “A reply to every caller within two days”."),
        max_length=300,
        required=False,
    )
    start_date = forms.DateField(label=_("When do you start?"), required=False, widget=DateParts)
    place = PlaceField(label=_("For which place?"), empty_label=_("Choose a place"))
    for_whom = LineField(label=_("Who is it for?"), max_length=300, required=False)
    pledged_by = LineField(
        label=_("Does a leader pledge it in person?"),
        help_text=_(
            "The post, such as “Chief executive”. It then stands on the page of pledges. Leave it empty if not."
        ),
        max_length=160,
        required=False,
    )
    service = ServiceField(label=_("Which service?"), queryset=Service.objects.none(), required=False)
    outcome = forms.ModelChoiceField(
        label=_("Which long-term change is it meant to bring?"),
        queryset=Outcome.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    cost_pounds = forms.IntegerField(
        label=_("What does it cost, in pounds?"), min_value=0, max_value=10**12, required=False
    )
    funding = LineField(label=_("Where does the money come from?"), max_length=300, required=False)
    funding_end_date = forms.DateField(label=_("Until when is there money?"), required=False, widget=DateParts)
    risk = WordsField(label=_("What could go wrong?"), max_length=1000, required=False, rows=3)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        services = organisation.services.open().order_by("name", "pk")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        outcomes = Outcome.objects.public().live().order_by("title", "pk")
        self.fields["outcome"].queryset = outcomes  # type: ignore[attr-defined]

    def facts(self, today: date) -> dict[str, Any]:
        """As a draft takes them; only after `is_valid()`."""
        given = dict(self.cleaned_data)
        stands, pounds = given.pop("kind") == STANDING, given.pop("cost_pounds")
        return given | {
            "is_standing": stands,
            "due_date": None if stands else given["due_date"],
            "standard": given["standard"] if stands else "",
            "start_date": given["start_date"] or today,
            "cost_pence": None if pounds is None else pounds * 100,
        }


class ChangeForm(forms.Form):
    """Another wording, another day, and always why."""

    promise = LineField(label=_("The wording"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    due_date = forms.DateField(label=_("By which day?"), required=False, widget=DateParts)
    reason = LineField(
        label=_("Why do you change it?"),
        help_text=_("It stands beside what you promised before, and those whose words led to it are told."),
        max_length=500,
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"promise": commitment.promise, "due_date": commitment.due_date}
        if commitment.is_standing:
            del self.fields["due_date"]


class ReplaceForm(forms.Form):
    """Which open promise takes its place."""

    replacement = forms.ModelChoiceField(
        label=_("Which promise takes its place?"),
        help_text=_("Make the new promise first; then it stands here."),
        queryset=Commitment.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose a promise"),
    )
    reason = WordsField(label=_("Why is it replaced?"), max_length=2000, rows=3)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Commitment.objects.public().open().filter(organisation=commitment.organisation)
        offered = own.exclude(pk=commitment.pk).order_by("-made_at", "-pk")
        self.fields["replacement"].queryset = offered  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    """Who else has a part in it, and which."""

    organisation = OrganisationsChoice(
        label=_("Which organisation?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose an organisation"),
    )
    part = LineField(label=_("What is its part?"), max_length=300)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.open().exclude(pk=commitment.organisation_id)
        free = others.exclude(pk__in=commitment.partners.values("organisation")).order_by("name", "pk")
        self.fields["organisation"].queryset = free  # type: ignore[attr-defined]

    @property
    def given(self) -> Part:
        return Part(self.cleaned_data["organisation"], self.cleaned_data["part"])


class StepsForm(forms.Form):
    """The steps that there are, and a few empty lines. A line whose words are taken out is no step any more."""

    says_optional = False

    def __init__(self, *args: Any, steps: Sequence[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [*(each.public_id for each in steps), *(str(number) for number in range(STEPS_MORE))]
        known = {each.public_id: each for each in steps}
        for line in self.lines:
            step = known.get(line)
            title = LineField(label=_("Step"), max_length=200, required=False, initial=step.title if step else "")
            day = forms.DateField(
                label=_("By which day?"), required=False, widget=DateParts, initial=step.due_date if step else None
            )
            title.disabled = day.disabled = bool(step and step.reached_date)
            self.fields |= {f"title-{line}": title, f"day-{line}": day}
        self.known = known
        self.fields["reason"] = LineField(
            label=_("Why do you change them?"),
            help_text=_("Needed where a step is moved, renamed or taken away. What it was stays in sight."),
            max_length=500,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            if cleaned.get(f"title-{line}") and not cleaned.get(f"day-{line}") and f"day-{line}" not in self.errors:
                self.add_error(f"day-{line}", _("Say by which day."))
        if not self.errors and not cleaned.get("reason") and self._is_other():
            self.add_error("reason", _("Say why. The reason stands beside what you promised before."))
        return cleaned

    def _is_other(self) -> bool:
        """Whether a step that stood before is changed or taken away."""
        kept = {(step.public_id, step.title, step.due_date) for step in self.given}
        return any((step.public_id, step.title, step.due_date) not in kept for step in self.known.values())

    @property
    def given(self) -> list[Step]:
        return [
            Step(title, self.cleaned_data[f"day-{line}"], line if line in self.known else "")
            for line in self.lines
            if (title := self.cleaned_data[f"title-{line}"])
        ]
