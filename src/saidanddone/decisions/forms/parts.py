"""The parts of a decision as the editor asks for them: one form, or rows of one kind, for each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, PlaceField, WordsField
from saidanddone.contributions.models import Topic
from saidanddone.core.languages import Language
from saidanddone.decisions.changes import BoundDraft, Changes, DocumentDraft, OptionDraft, ScenarioDraft
from saidanddone.decisions.models import Bound, Decision, Option
from saidanddone.ui.forms import DateParts, Radios

MOST_ROWS = 30
BLANK_ROWS = 2


class PartForm(forms.Form):
    """A form whose fields are fields of the decision. `reason` is asked for once the part is public."""

    reason = LineField(
        label=_("Why do you change it?"),
        help_text=_("Everyone can read the reason, beside the earlier words."),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any, *, decision: Decision, is_public: bool) -> None:
        names = [name for name in self.base_fields if name != "reason"]
        super().__init__(data, initial={name: getattr(decision, name, None) for name in names})
        if not is_public:
            del self.fields["reason"]
        else:
            self.order_fields([*names, "reason"])

    def changes(self) -> Changes:
        return Changes({name: value for name, value in self.cleaned_data.items() if name != "reason"})


class QuestionForm(PartForm):
    question = LineField(
        label=_("Which question is decided?"),
        help_text=_("As people would ask it: How late should the last bus run?"),
        max_length=240,
        error_messages={"required": _("Write the question that is decided.")},
    )
    place = PlaceField(label=_("Which place is it about?"), empty_label=_("Choose a place"))
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("No topic")
    )
    language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, widget=Radios)
    why_now = WordsField(label=_("Why now?"), max_length=2000, required=False, rows=4)
    who_is_affected = WordsField(label=_("Who is affected?"), max_length=2000, required=False, rows=4)

    def __init__(self, data: Any, *, decision: Decision, is_public: bool) -> None:
        super().__init__(data, decision=decision, is_public=is_public)
        self.fields["topic"].queryset = Topic.objects.open().order_by("name", "pk")  # type: ignore[attr-defined]
        self.initial["place"] = decision.place.slug if decision.place_id else None
        self.initial["topic"] = decision.topic_id


class ChoiceForm(PartForm):
    choice = forms.ModelChoiceField(
        label=_("Which option was taken?"),
        queryset=Option.objects.none(),
        required=False,
        empty_label=_("Not chosen yet"),
    )
    headline = LineField(
        label=_("The choice in the words of a headline"),
        help_text=_("Bus 7 runs until ten at night"),
        max_length=240,
        required=False,
    )
    where_from = WordsField(
        label=_("Where did this come from?"),
        help_text=_("What people said, and what was understood, that led to it."),
        max_length=2000,
        required=False,
        rows=4,
    )
    reasons = WordsField(label=_("What are the reasons?"), max_length=5000, required=False, rows=8)
    without_listening_because = WordsField(
        label=_("Decided without listening, because"),
        help_text=_("Only if nothing that anyone said was considered. The page says so, for everyone to see."),
        max_length=2000,
        required=False,
        rows=3,
    )

    def __init__(self, data: Any, *, decision: Decision, is_public: bool) -> None:
        super().__init__(data, decision=decision, is_public=is_public)
        self.fields["choice"].queryset = decision.options.order_by("order", "pk")  # type: ignore[attr-defined]
        self.initial["choice"] = decision.choice_id


class AuthorityForm(PartForm):
    decided_by = LineField(label=_("Who decided?"), max_length=200, required=False)
    authority = LineField(
        label=_("Under which authority?"),
        help_text=_("The power or the delegation: Transport Act 1985, section 63"),
        max_length=300,
        required=False,
    )
    decided_date = forms.DateField(label=_("On which day was it decided?"), widget=DateParts, required=False)
    review_date = forms.DateField(label=_("By which day is it looked at again?"), widget=DateParts, required=False)
    interests = WordsField(
        label=_("Which interests were declared?"),
        help_text=_("If there were none, say so."),
        max_length=2000,
        required=False,
        rows=3,
    )
    dissent = WordsField(label=_("Who disagreed, and why?"), max_length=2000, required=False, rows=3)
    conditions = WordsField(label=_("Under which conditions?"), max_length=2000, required=False, rows=3)


class GateForm(PartForm):
    trust_impact = WordsField(
        label=_("What trust could this damage, and whose?"),
        help_text=_("Think of the people who trust you least, and of those who relied on how it was."),
        max_length=2000,
        required=False,
        rows=4,
    )
    bed_in_until_date = forms.DateField(
        label=_("Until which day is it left to bed in?"),
        help_text=_("It is not redesigned before."),
        widget=DateParts,
        required=False,
    )
    is_pilot = forms.BooleanField(label=_("It is a pilot"), required=False)
    pilot_review_date = forms.DateField(
        label=_("By which day is the pilot continued, changed or stopped?"), widget=DateParts, required=False
    )


class BoundRow(forms.Form):
    says_optional = False

    kind = forms.ChoiceField(label=_("Which is it?"), choices=Bound.Kind.choices, required=False)
    by = forms.ChoiceField(
        label=_("Constrained by what?"), choices=[("", _("Not constrained")), *Bound.By.choices], required=False
    )
    text = WordsField(label=_("What is it?"), max_length=1000, required=False, rows=2)
    figures = LineField(label=_("The figures, with their source"), max_length=300, required=False)


class OptionRow(forms.Form):
    says_optional = False

    title = LineField(label=_("The option"), max_length=160, required=False)
    text = WordsField(label=_("What it is"), max_length=2000, required=False, rows=3)
    pounds = forms.DecimalField(
        label=_("Cost a year, in pounds"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    gain = WordsField(label=_("Who gains, and what?"), max_length=1000, required=False, rows=2)
    loss = WordsField(label=_("Who loses, and what?"), max_length=1000, required=False, rows=2)
    asks = WordsField(label=_("What does it ask of those who deliver it?"), max_length=1000, required=False, rows=2)
    public_id = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)


class ScenarioRow(forms.Form):
    says_optional = False

    title = LineField(label=_("The scenario"), max_length=160, required=False)
    matters_to = LineField(label=_("To whom does it matter?"), max_length=300, required=False)
    text = WordsField(label=_("What would it mean for them?"), max_length=2000, required=False, rows=3)


class DocumentRow(forms.Form):
    says_optional = False

    title = LineField(label=_("Title"), max_length=200, required=False)
    link = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")


class Rows:
    """How rows of one kind are asked for: one row a fieldset, two of them blank; an emptied one is taken out."""

    def __init__(self, name: str, row: type[forms.Form], main: str, draft: Callable[..., Any]) -> None:
        self.name, self.main, self.draft = name, main, draft
        self.formset = forms.formset_factory(
            row, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + BLANK_ROWS
        )

    def bound(self, data: Any, decision: Decision) -> Any:
        rows = getattr(decision, self.name).order_by("order", "pk").values()
        return self.formset(data, prefix=self.name, initial=[self._initial(row) for row in rows])

    def _initial(self, row: dict[str, Any]) -> dict[str, Any]:
        pence = row.get("cost_pence")
        return row | {"pounds": None if pence is None else pence / 100}

    def changes(self, formset: Any) -> Changes:
        filled = [form.cleaned_data for form in formset.forms if form.cleaned_data.get(self.main)]
        rows: dict[str, Any] = {self.name: tuple(self.draft(**_cells(cleaned)) for cleaned in filled)}
        return Changes(**rows)


def _cells(cleaned: dict[str, Any]) -> dict[str, Any]:
    cells = dict(cleaned)
    if "pounds" in cells:
        pounds = cells.pop("pounds")
        cells["cost_pence"] = None if pounds is None else int(pounds * 100)
    if "kind" in cells and cells["kind"] != Bound.Kind.CONSTRAINED:
        cells["by"] = ""
    return cells


VALUE_PARTS: dict[str, type[PartForm]] = {
    "question": QuestionForm,
    "choice": ChoiceForm,
    "authority": AuthorityForm,
    "gate": GateForm,
}
ROW_PARTS = {
    "bounds": Rows("bounds", BoundRow, "text", BoundDraft),
    "options": Rows("options", OptionRow, "title", OptionDraft),
    "scenarios": Rows("scenarios", ScenarioRow, "title", ScenarioDraft),
    "documents": Rows("documents", DocumentRow, "title", DocumentDraft),
}


class RevisionForm(forms.Form):
    """The reason that goes with rows which are public."""

    reason = PartForm.base_fields["reason"]
