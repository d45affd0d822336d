"""A receipt to check, and the number of an entry to find."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saidanddone.record import queries
from saidanddone.record.receipts import MAX_READ_BYTES, BadReceipt, Proved, Receipt


class FindEntryForm(forms.Form):
    says_optional = False
    entry = forms.IntegerField(label=_("Number of an entry"), min_value=0, max_value=10**15 - 1)


class ReceiptForm(forms.Form):
    """Checks a receipt by the keys of this site; `verify.py` does the same without having to trust it."""

    says_optional = False
    receipt = forms.CharField(
        label=_("The receipt"),
        help_text=_("Paste the whole text, from “c2sp.org/tlog-proof@v1” to the last line."),
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(label=_("Or its file"), required=False, max_length=200)
    proved: Proved
    entry_text: str

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = self._read(cleaned)
        if self.errors:
            return cleaned
        if not given.strip():
            raise forms.ValidationError({"receipt": _("Paste a receipt, or choose its file.")})
        try:
            self._check(given.replace("\r\n", "\n").lstrip().rstrip("\n ") + "\n")
        except BadReceipt as error:
            words = _("This receipt does not hold: %(reason)s.")
            raise forms.ValidationError({"receipt": words % {"reason": error}}) from error
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> str:
        file = cleaned.get("file")
        if not file:
            return str(cleaned.get("receipt") or "")
        try:
            return str(file.read(MAX_READ_BYTES + 1).decode())
        except UnicodeDecodeError:
            self.add_error("file", _("This file is not a receipt: it is not text."))
            return ""

    def _check(self, given: str) -> None:
        receipt = Receipt.parse(given)
        entry = receipt.entry or queries.content_for(receipt)
        if entry is None:
            raise BadReceipt("it does not carry its entry, and its log has no such entry here")
        self.proved = receipt.check(entry, queries.trusted_keys())
        self.entry_text = json.dumps(json.loads(entry), indent=2, ensure_ascii=False)
