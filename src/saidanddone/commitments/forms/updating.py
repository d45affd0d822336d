"""What officers fill in: how a promise goes, how often a standing one was kept, what went wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment, Milestone, Outcome, Owner, Update
from saidanddone.commitments.queries.figures import Figure
from saidanddone.contributions.forms.fields import LineField, PhotoField, PlaceField, ServiceField, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.decisions.models import Decision
from saidanddone.people.models import Organisation, Service
from saidanddone.ui.forms import Checkboxes, DateParts, Radios

Claim = Update.Claim
GOES_ON = "goes_on"


class UpdateForm(forms.Form):
    """Done in a minute on a phone: what was done, and whether it goes on. The rest may stay empty."""

    says_optional = False

    done = WordsField(label=_("What was done?"), max_length=2000, required=False, rows=3)
    next = WordsField(label=_("What is next?"), max_length=1000, required=False, rows=2)
    claim = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[
            (GOES_ON, _("It goes on")),
            (Claim.KEPT, _("It is kept")),
            (Claim.DROPPED, _("It is dropped, because …")),
        ],
        initial=GOES_ON,
        widget=Radios(
            hints={
                Claim.KEPT: _("In four weeks, those whose words led to it are asked whether it worked for them."),
                Claim.DROPPED: _("Those whose words led to it are told why."),
            },
            reveals={Claim.DROPPED: ["reason"]},
        ),
    )
    reason = WordsField(label=_("Why is it dropped?"), max_length=2000, required=False, rows=3)
    reached = forms.MultipleChoiceField(label=_("Which steps were reached?"), required=False, widget=Checkboxes)
    photo = PhotoField(
        label=_("A photo or PDF that shows it"),
        help_text=_("Up to 10 MB. We take out where and when a photo was taken. Show nobody who has not agreed."),
    )
    description = LineField(
        label=_("What does it show?"),
        help_text=_("Read out to those who cannot see it."),
        max_length=300,
        required=False,
    )
    evidence = forms.URLField(label=_("Where can it be seen?"), max_length=500, required=False, assume_scheme="https")
    evidence_ref = forms.ChoiceField(label=_("Which figure shows it?"), required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        steps: Sequence[Milestone],
        figures: Sequence[Figure],
        is_lead: bool,
        stands: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        self.fields["reached"].choices = [(each.public_id, each.title) for each in steps]  # type: ignore[attr-defined]
        shows = [("", _("None")), *((str(each.ref), str(each)) for each in figures)]
        self.fields["evidence_ref"].choices = shows  # type: ignore[attr-defined]
        if not steps:
            del self.fields["reached"]
        if not figures:
            del self.fields["evidence_ref"]
        claims = self.fields["claim"]
        if stands:
            claims.choices = [each for each in claims.choices if each[0] != Claim.KEPT]  # type: ignore[attr-defined]
        if not is_lead:
            del self.fields["claim"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        claim = "" if cleaned.get("claim", GOES_ON) == GOES_ON else cleaned["claim"]
        if claim == Claim.DROPPED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it is dropped. Those whose words led to it are told."))
        if claim != Claim.DROPPED and not cleaned.get("done") and "done" not in self.errors:
            self.add_error("done", _("Say what was done."))
        reason = cleaned.get("reason", "") if claim == Claim.DROPPED else ""
        photo, description = cleaned.pop("photo", None), cleaned.pop("description", "")
        files = (replace(photo, description=description),) if photo else ()
        if photo and self.errors:
            self.add_error("photo", _("Choose the file again: your browser does not keep it."))
        given = {"claim": claim, "reason": reason, "reached": tuple(cleaned.get("reached", ())), "files": files}
        return cleaned | given


class PeriodForm(forms.Form):
    """How often a standing promise was kept in a period that is over."""

    start_date = forms.DateField(label=_("From"), widget=DateParts)
    end_date = forms.DateField(label=_("Until"), widget=DateParts)
    kept_count = forms.IntegerField(label=_("How many times was it kept?"), min_value=0, max_value=2_000_000_000)
    all_count = forms.IntegerField(label=_("Out of how many?"), min_value=0, max_value=2_000_000_000)
    source = LineField(label=_("Where do the figures come from?"), max_length=300)
    note = LineField(label=_("Is there something to know about them?"), max_length=500, required=False)


class SetbackForm(forms.Form):
    """What went wrong, said plainly. `submission_key` makes a form that is sent twice one setback."""

    title = LineField(label=_("What went wrong, in one sentence?"), max_length=200)
    text = WordsField(label=_("What happened?"), max_length=3000, rows=5)
    touched = LineField(label=_("Whom did it touch, and how many?"), max_length=500)
    known_date = forms.DateField(label=_("When did you know?"), widget=DateParts)
    cost = LineField(label=_("What did it cost?"), max_length=300, required=False)
    cause = WordsField(
        label=_("Why did it happen?"),
        help_text=_("Leave it empty if you do not know yet."),
        max_length=2000,
        required=False,
        rows=3,
    )
    fix = WordsField(label=_("What is done about it?"), max_length=2000, rows=3)
    fix_owner = LineField(label=_("Who sees to it?"), max_length=200)
    check_date = forms.DateField(label=_("When do you look at it again?"), widget=DateParts)
    lesson = WordsField(label=_("What can others learn?"), max_length=2000, required=False, rows=3)
    place = PlaceField(label=_("Where was it?"), empty_label=_("Choose a place"))
    service = ServiceField(label=_("Which service?"), queryset=Service.objects.none(), required=False)
    commitment = forms.ModelChoiceField(
        label=_("Which promise does it concern?"),
        queryset=Commitment.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    decision = forms.ModelChoiceField(
        label=_("Which decision does it concern?"),
        queryset=Decision.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    outcome = forms.ModelChoiceField(
        label=_("Which outcome does it concern?"),
        queryset=Outcome.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = active()
        services = organisation.services.order_by("name", "pk")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        working = Commitment.objects.public().worked_on_by(frozenset({organisation.pk}))
        self.fields["commitment"].queryset = working.order_by("-made_at", "-pk")  # type: ignore[attr-defined]
        taken = Decision.objects.public().filter(organisation=organisation)
        self.fields["decision"].queryset = taken.order_by("-announced_at", "-pk")  # type: ignore[attr-defined]
        owned = Owner.objects.current().filter(organisation=organisation).values("outcome")
        answered_for = Outcome.objects.public().filter(pk__in=owned)
        self.fields["outcome"].queryset = answered_for.order_by("title", "pk")  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """What the second look found."""

    found = WordsField(label=_("What did you find?"), max_length=2000, rows=4)
    cause = WordsField(label=_("Why did it happen?"), max_length=2000, required=False, rows=3)
    lesson = WordsField(label=_("What can others learn?"), max_length=2000, required=False, rows=3)

    def __init__(self, *args: Any, knows_cause: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_cause:
            del self.fields["cause"]
