"""What is typed or pasted of scores that another instrument gave: a row each, as a spreadsheet has them."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.alliances.drafts import ScoreDraft
from saidanddone.alliances.models import BroughtScore, Party
from saidanddone.contributions.forms.fields import LineField
from saidanddone.core.text import clean_line
from saidanddone.ui.forms import Radios

MOST_ROWS, COLUMNS = 200, 6


class RowsField(forms.CharField):
    """CSV as it is copied from a file, with commas, semicolons or tabs; a first line with names is left out."""

    def __init__(self, **settings: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})
        super().__init__(max_length=20_000, widget=widget, **settings)

    def clean(self, value: Any) -> list[ScoreDraft]:
        text = super().clean(value)
        rows = list(_rows(text))
        if not rows:
            raise forms.ValidationError(_("Write at least one row."))
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(_("Bring in 200 rows at a time at most."))
        return [_draft(number, cells) for number, cells in rows]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number as people count lines."""
    separator = next((each for each in ("\t", ";") if each in text), ",")
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
        kept = [clean_line(cell) for cell in cells]
        is_header = number == 1 and not any(character.isdigit() for character in kept[0]) if kept else False
        if any(kept) and not is_header:
            yield number, kept


def _draft(number: int, cells: Sequence[str]) -> ScoreDraft:
    if len(cells) != COLUMNS or not cells[1] or len(cells[1]) > 80:
        raise forms.ValidationError(_("Row %(number)s: write all six columns.") % {"number": number})
    try:
        value, lowest, highest = (Decimal(cell) for cell in cells[2:5])
        figures = [each for each in (value, lowest, highest) if each.is_finite() and abs(each) < 1000]
        if len(figures) < 3 or not cells[5].isascii() or not cells[5].isdigit() or len(cells[5]) > 6:
            raise ValueError
        return ScoreDraft(date.fromisoformat(cells[0]), cells[1], value, lowest, highest, int(cells[5]))
    except (ValueError, InvalidOperation):
        said = _("Row %(number)s: a day as 2026-03-31, then a name, and numbers as 3.2.") % {"number": number}
        raise forms.ValidationError(said) from None


class ScoresForm(forms.Form):
    instrument = forms.ChoiceField(
        label=gettext_lazy("Measured with which instrument?"), choices=BroughtScore.Instrument, widget=Radios
    )
    version = LineField(
        label=gettext_lazy("Which version of it?"),
        help_text=gettext_lazy("Each version is a line of its own, as no two are the same questions."),
        max_length=40,
    )
    party = forms.ModelChoiceField(
        label=gettext_lazy("Which party brings it in?"), queryset=Party.objects.none(), to_field_name="public_id"
    )
    rows = RowsField(
        label=gettext_lazy("The scores, a row each"),
        help_text=gettext_lazy(
            "Day, what was measured, score, lowest and highest of its scale, how many answered: "
            "2026-03-31, Trust, 3.2, 1, 4, 12. Paste rows of a CSV file, if you have one."
        ),
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **settings: Any) -> None:
        super().__init__(*args, **settings)
        own = Party.objects.filter(pk__in=[each.pk for each in parties]).select_related("organisation")
        self.fields["party"].queryset = own.order_by("pk")  # type: ignore[attr-defined]
