"""The file of a sample, and what came of an attempt to reach somebody."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.table_files import BadTable, TableRow, read_table
from saidanddone.surveys.models import SampleCase
from saidanddone.surveys.sample_files import MOST

LARGEST = 30 * 1024 * 1024


class SampleFileForm(forms.Form):
    """`cleaned_data["file"]` is the rows of the file."""

    file = forms.FileField(
        label=_("The sample, as CSV or Excel"),
        help_text=_(
            "The first line names the columns: key, name, address, email, phone, language (en or cy), stratum, "
            "cluster, weight, place (by its code or its name). Only key must be there."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> list[TableRow]:
        sent = self.cleaned_data["file"]
        ending = Path(sent.name).suffix.lower()
        if ending not in {".csv", ".xlsx"} or sent.size > LARGEST:
            raise forms.ValidationError(_("Choose a CSV or Excel file of at most 30 megabytes."))
        with tempfile.NamedTemporaryFile(suffix=ending) as kept:
            for chunk in sent.chunks():
                kept.write(chunk)
            kept.flush()
            try:
                rows = list(_bounded(read_table(Path(kept.name))))
            except BadTable as bad:
                raise forms.ValidationError(str(bad).replace(Path(kept.name).name, gettext("The file"))) from None
        if not rows:
            raise forms.ValidationError(_("The file has no rows below its header."))
        return rows


def _bounded(rows: Any) -> Any:
    for number, row in enumerate(rows):
        if number >= MOST:
            raise BadTable(gettext("The file has more than 200,000 rows. Part it."))
        yield row


class ContactForm(forms.Form):
    status = forms.ChoiceField(
        choices=[each for each in SampleCase.Status.choices if each[0] != SampleCase.Status.ANSWERED]
    )
