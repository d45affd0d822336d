"""What is typed about the money of an open fund: transfers, forecasts and plans, moves of budget, ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.forms.fields import LineField, OrganisationsChoice, WordsField
from saidanddone.funds.drafts import TransferDraft, VirementDraft
from saidanddone.funds.forms.fields import LineOfFundField, OrderField, PartnerField, PoundsField, lines_of, partners_of
from saidanddone.funds.models import Fund, Line, Order, Partner
from saidanddone.funds.moves import MOVES
from saidanddone.funds.queries.funds import last_line, organisation_named
from saidanddone.funds.queries.orders import to_pay
from saidanddone.people.models import Organisation
from saidanddone.ui.forms import DateParts, Radios


class TransferForm(forms.Form):
    """One move of money, with no word of debit and credit."""

    move = forms.ChoiceField(
        label=_("What happened?"), choices=[(each.name, each.label) for each in MOVES.values()], widget=Radios
    )
    amount = PoundsField(label=_("How much, in pounds?"))
    on_date = forms.DateField(label=_("On which day?"), widget=DateParts)
    words = LineField(label=_("What for?"), max_length=300)
    partner = PartnerField(
        label=_("Which partner?"),
        help_text=_("Where a partner paid, gave or got back."),
        queryset=Partner.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    line = LineOfFundField(
        label=_("On which line?"),
        help_text=_("Where money was spent, or something in kind was used."),
        queryset=Line.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    order = OrderField(
        label=_("Does it pay something that was promised?"),
        help_text=_("A grant or a contract of that line, in full or in part."),
        queryset=Order.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    paid_to = LineField(
        label=_("Who was paid?"),
        help_text=_("An organisation or a person. The partners of the fund alone can read it."),
        error_messages={"required": _("Say who was paid.")},
        max_length=160,
        required=False,
    )
    evidence = LineField(
        label=_("Where is it shown?"),
        help_text=_("The number of the invoice, or where it lies."),
        max_length=300,
        required=False,
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        fields["partner"].queryset, fields["line"].queryset = partners_of(fund), lines_of(fund)
        fields["order"].queryset = to_pay(fund)

    def clean(self) -> dict[str, Any]:
        """Whoever gets money out of the purse is named, unless a grant or a contract says who it is."""
        given = super().clean() or {}
        if given.get("move") == "spent" and not (
            given.get("paid_to") or given.get("order") or "paid_to" in self.errors
        ):
            self.add_error("paid_to", _("Say who was paid."))
        return given

    def draft(self) -> TransferDraft:
        given = dict(self.cleaned_data)
        given["submission_key"] = given["submission_key"] or None
        if order := given.get("order"):
            given["line"] = given["line"] or order.line
        paid_to = "" if order or given["move"] != "spent" else given["paid_to"]
        given["payee"] = organisation_named(paid_to)
        given["paid_to"] = "" if given["payee"] else paid_to
        return TransferDraft(amount_pence=given.pop("amount"), **given)


class MoveForm(TransferForm):
    """One kind of move, with the fields that it needs and no others, in the order in which an invoice is read."""

    says_optional = True
    MOVE = ""
    FIELDS: tuple[str, ...] = ("amount", "on_date", "words", "evidence", "submission_key")

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, fund=fund, **settings)
        for name in set(self.fields) - set(self.FIELDS):
            del self.fields[name]
        self.order_fields(self.FIELDS)
        for name in {"partner", "line"} & set(self.FIELDS):
            self.fields[name].required, self.fields[name].help_text = True, ""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["move"] = self.MOVE
        return super().clean()


class SpentForm(MoveForm):
    """Money that was spent, on the line that was used last unless another is chosen."""

    MOVE = "spent"
    FIELDS = ("amount", "line", "order", "paid_to", "words", "on_date", "evidence", "submission_key")

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, fund=fund, **settings)
        fields: Any = self.fields
        fields["line"].initial = last_line(fund)
        if fields["order"].queryset.exists():
            fields["paid_to"].help_text = _(
                "Leave it empty where it pays something that was promised. The partners of the fund alone can read it."
            )
        else:
            del self.fields["order"]
            fields["paid_to"].required = True


class ReceivedForm(MoveForm):
    """What a partner paid in."""

    MOVE = "received"
    FIELDS = ("partner", "amount", "on_date", "words", "evidence", "submission_key")

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, fund=fund, **settings)
        self.fields["words"].initial = _now("Instalment")


class GivenForm(MoveForm):
    """What a partner gave in kind, at what it is worth."""

    MOVE = "given"
    FIELDS = ("partner", "line", "words", "amount", "on_date", "evidence", "submission_key")

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, fund=fund, **settings)
        self.fields["amount"].label = _("What is it worth, in pounds?")
        self.fields["words"].label = _("What was given?")


class ReasonForm(forms.Form):
    """Why not, or why it is taken back."""

    reason = LineField(label=_("Why?"), max_length=300)


class TakeBackForm(ReasonForm):
    """Why a transfer is taken back, and on which day."""

    on_date = forms.DateField(label=_("On which day?"), widget=DateParts)


class ForecastForm(forms.Form):
    """What a line will have spent when the year is over."""

    year = forms.TypedChoiceField(label=_("For which year?"), coerce=int)
    amount = PoundsField(label=_("How much will it have spent when the year is over, in pounds?"), least=0)
    cause = LineField(
        label=_("If it is over or under its budget: why?"),
        help_text=_("Everyone can read it."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["year"].choices = _years(fund)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """What is done about a line that is off."""

    what = LineField(label=_("What is done about it?"), help_text=_("Everyone can read it."), max_length=500)
    owner = OrganisationsChoice(
        label=_("Which partner sees to it?"), queryset=Organisation.objects.none(), to_field_name="slug"
    )
    due_date = forms.DateField(label=_("By when?"), widget=DateParts)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        own = Organisation.objects.filter(pk__in=fund.partners.values("organisation"))
        self.fields["owner"].queryset = own.order_by("name", "pk")  # type: ignore[attr-defined]


class EndPlanForm(forms.Form):
    """What came of a plan."""

    came_of_it = LineField(label=_("What came of it?"), help_text=_("Everyone can read it."), max_length=500)


class VirementForm(forms.Form):
    """Part of the budget of one line, to another."""

    giving = LineOfFundField(label=_("From which line?"), queryset=Line.objects.none(), to_field_name="public_id")
    getting = LineOfFundField(label=_("To which line?"), queryset=Line.objects.none(), to_field_name="public_id")
    year = forms.TypedChoiceField(label=_("In which year?"), coerce=int)
    amount = PoundsField(label=_("How much, in pounds?"))
    reason = LineField(label=_("Why?"), max_length=500)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        fields: Any = self.fields
        fields["giving"].queryset = fields["getting"].queryset = lines_of(fund)
        fields["year"].choices = _years(fund)

    def draft(self) -> VirementDraft:
        given = dict(self.cleaned_data)
        given["submission_key"] = given["submission_key"] or None
        return VirementDraft(amount_pence=given.pop("amount"), **given)


class UntilForm(forms.Form):
    """Up to which day the books are closed."""

    until = forms.DateField(label=_("Up to and with which day?"), widget=DateParts)


class YearForm(forms.Form):
    """One year of the fund."""

    year = forms.TypedChoiceField(label=_("Which year?"), coerce=int)

    def __init__(self, *args: Any, fund: Fund, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["year"].choices = _years(fund)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why a fund closes."""

    reason = WordsField(label=_("Why does it close?"), help_text=_("Everyone can read it."), max_length=2000, rows=4)


def _years(fund: Fund) -> list[tuple[int, str]]:
    return [(year, fund.year_name(year)) for year in fund.years]
