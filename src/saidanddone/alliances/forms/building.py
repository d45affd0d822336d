"""What is typed while a deal is written together."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.alliances.clauses import ClauseKind
from saidanddone.alliances.drafts import AllianceDraft, ClauseDraft, GroupDraft, PartyDraft
from saidanddone.alliances.forms.fields import AllianceField, ForOwnParty, OutcomesField, PartyField, PlacesField
from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.queries.seats import Seat
from saidanddone.alliances.texts import facts_of
from saidanddone.alliances.usual_forms import USUAL_FORMS
from saidanddone.commitments.models import Outcome
from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, OrganisationsField, WordsField
from saidanddone.core.languages import Language, active
from saidanddone.people.models import Organisation
from saidanddone.people.queries import places_to_choose
from saidanddone.places.models import Place
from saidanddone.ui.forms import Checkboxes, DateParts, Radios


class StartForm(forms.Form):
    """An alliance to be written together, and with whom."""

    title = LineField(label=_("What is it called?"), max_length=160)
    purpose = WordsField(label=_("What is it for?"), help_text=_("In plain words."), max_length=2000, rows=4)
    parties = OrganisationsField(
        label=_("With whom?"),
        help_text=_("A group that is not here yet, or one department alone, can be added afterwards."),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=Checkboxes,
    )
    template = forms.ChoiceField(label=_("From which usual form do you begin?"), widget=Radios)
    kind = forms.ChoiceField(label=_("What kind of alliance is it?"), choices=Alliance.Kind.choices, widget=Radios)
    starts_date = forms.DateField(label=_("From which day?"), widget=DateParts)
    review_date = forms.DateField(label=_("When do you all look at it again?"), widget=DateParts)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, organisation: Organisation, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.organisation = organisation
        fields: Any = self.fields
        fields["parties"].queryset = Organisation.objects.open().exclude(pk=organisation.pk).order_by("name", "pk")
        fields["template"].choices = [(each.slug, each.said("name")) for each in USUAL_FORMS.values()]
        fields["template"].widget.hints = {each.slug: each.said("summary") for each in USUAL_FORMS.values()}

    def draft(self) -> AllianceDraft:
        given = dict(self.cleaned_data)
        parties = (self.organisation, *given.pop("parties"))
        given["submission_key"] = given["submission_key"] or None
        return AllianceDraft(parties=tuple(map(PartyDraft, parties)), **given)


class FactsForm(forms.Form):
    """What is said of the alliance itself."""

    title = LineField(label=_("What is it called?"), max_length=160)
    purpose = WordsField(label=_("What is it for?"), help_text=_("In plain words."), max_length=2000, rows=4)
    kind = forms.ChoiceField(label=_("What kind of alliance is it?"), choices=Alliance.Kind.choices, widget=Radios)
    formation = forms.ChoiceField(
        label=_("Who wanted it?"), choices=Alliance.Formation.choices, widget=Radios, required=True
    )
    outcomes = OutcomesField(
        label=_("Which outcomes do you answer for together?"),
        queryset=Outcome.objects.none(),
        to_field_name="public_id",
        widget=Checkboxes,
        required=False,
    )
    places = PlacesField(
        label=_("Where?"), queryset=Place.objects.none(), to_field_name="slug", widget=Checkboxes, required=False
    )
    starts_date = forms.DateField(label=_("From which day?"), widget=DateParts)
    ends_date = forms.DateField(label=_("Until which day, if an end is set?"), widget=DateParts, required=False)
    review_date = forms.DateField(label=_("When do you all look at it again?"), widget=DateParts)
    drill_months = forms.IntegerField(
        label=_("A drill every so many months?"),
        help_text=_("A call-out that is only tried. Leave it empty where you need none."),
        min_value=1,
        max_value=36,
        required=False,
    )
    no_baseline_reason = LineField(
        label=_("If trust is not measured before you sign: why not?"), max_length=300, required=False
    )
    predecessor = AllianceField(
        label=_("Does it carry on the work of an earlier alliance?"),
        queryset=Alliance.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="–",
    )

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any) -> None:
        facts = facts_of(alliance) | {
            name: getattr(alliance, name) for name in ("drill_months", "no_baseline_reason", "predecessor")
        }
        for name in ("starts_date", "ends_date", "review_date"):
            facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
        settings["initial"] = facts | {
            "predecessor": alliance.predecessor.public_id if alliance.predecessor else None,
        }
        super().__init__(*args, **settings)
        fields: Any = self.fields
        fields["outcomes"].queryset = Outcome.objects.public().live().order_by("title", "pk")
        fields["places"].queryset = places_to_choose()
        fields["predecessor"].queryset = Alliance.objects.public().exclude(pk=alliance.pk).order_by("title", "pk")

    def changes(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {name: list(given[name]) for name in ("places", "outcomes")}


class PartyForm(forms.Form):
    """An organisation or group that is here already."""

    organisation = OrganisationsChoice(
        label=_("Who?"), queryset=Organisation.objects.none(), to_field_name="slug", empty_label="–"
    )
    department = LineField(
        label=_("Only one department of it?"), help_text=_("Its name."), max_length=120, required=False
    )
    is_bridge = forms.BooleanField(
        label=_("It is a bridge: it links the others to communities, and decides with them"), required=False
    )

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["organisation"].queryset = Organisation.objects.open().order_by("name", "pk")  # type: ignore[attr-defined]

    def draft(self) -> PartyDraft:
        return PartyDraft(**self.cleaned_data)


class GroupForm(forms.Form):
    """A group with no legal form that is not here yet."""

    name = LineField(label=_("What is the group called?"), max_length=160)
    places = PlacesField(
        label=_("Where is it?"), queryset=Place.objects.none(), to_field_name="slug", widget=Checkboxes, required=False
    )
    email = forms.EmailField(
        label=_("The email address of who speaks for it"),
        help_text=_("They are invited, and decide for themselves. Nobody else sees the address."),
        max_length=254,
    )
    language = forms.ChoiceField(
        label=_("In which language do we write to them?"), choices=Language.choices, widget=Radios
    )
    is_bridge = forms.BooleanField(
        label=_("It is a bridge: it links the others to communities, and decides with them"), required=False
    )

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["places"].queryset = places_to_choose()  # type: ignore[attr-defined]

    def draft(self) -> GroupDraft:
        return GroupDraft(**self.cleaned_data | {"places": tuple(self.cleaned_data["places"])})


class ClauseForm(forms.Form):
    """A clause of one kind: with a party or a level where the kind has one."""

    party = PartyField(label=_("For which of your parties?"))
    level = forms.ChoiceField(label=_("At which level?"), choices=Clause.Level.choices, widget=Radios)
    words = WordsField(label=_("Your words"), max_length=3000, rows=5)
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios, initial=active)
    is_for_partners = forms.BooleanField(label=_("Only partners read this"), required=False)

    def __init__(self, *args: Any, kind: ClauseKind, seat: Seat, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.kind, self.seat = kind, seat
        fields: Any = self.fields
        if kind.owned:
            fields["party"].label, fields["party"].required = _("Who sees to it?"), False
            fields["party"].among(seat.parties)
        elif kind.of_party and len(seat.own) > 1:
            fields["party"].among(seat.own)
        else:
            del fields["party"]
        if not kind.by_level:
            del fields["level"]
        if kind.partners_only:
            del fields["is_for_partners"]

    def draft(self) -> ClauseDraft:
        given = self.cleaned_data
        own = self.seat.own[0] if self.kind.of_party else None
        return ClauseDraft(
            kind=self.kind.name,
            words=given["words"],
            language=given["language"],
            party=given.get("party") or own,
            level=given.get("level", ""),
            is_for_partners=given.get("is_for_partners", False),
        )


class RewriteForm(forms.Form):
    """Other words for a clause. Who agreed to the earlier ones is asked again."""

    words = WordsField(label=_("Your words"), max_length=3000, rows=5)

    def __init__(self, *args: Any, clause: Clause, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.initial["words"] = clause.words


class CommentForm(ForOwnParty):
    words = WordsField(label=_("What do you think of it?"), max_length=2000, rows=4)


class BringsForm(ForOwnParty):
    brings = LineField(label=_("What do they bring, as you see it?"), max_length=500)


class TemplateForm(forms.Form):
    template = forms.ChoiceField(label=_("Which usual form?"), widget=Radios)

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        forms_with_words = [each for each in USUAL_FORMS.values() if each.clauses]
        fields["template"].choices = [(each.slug, each.said("name")) for each in forms_with_words]
        fields["template"].widget.hints = {each.slug: each.said("summary") for each in forms_with_words}
