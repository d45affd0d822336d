"""What somebody gave, as a file that shows for itself that it is true.

It holds, for each contribution, the entry's receipt and the key to the words, as `verify.py` takes them; and under it
all a signature with the key of the record, over the hash of what it says. The signed text begins with a line of its
own, so that it can never be taken for a checkpoint.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from saidanddone.record import keys
from saidanddone.record.models import Log
from saidanddone.record.notes import Note
from saidanddone.record.openings import Words, hold
from saidanddone.record.queries import receipt_for
from saidanddone.thread.queries.attribution import Gift

FORM = "saidanddone/attribution/v1"


def attestation(gifts: Sequence[Gift], *, name: str, at: datetime) -> dict[str, Any]:
    held = hold([Words(gift.contribution.ref, "text", gift.contribution.text) for gift in gifts])
    said = {
        "form": FORM,
        "name": name,
        "made_at": at.isoformat(),
        "gave": [_gift(gift, words) for gift, words in zip(gifts, held, strict=True)],
    }
    log = Log.objects.order_by("-number").first()
    return {"attribution": said, "signed": _signed(said, log) if log else "", "key": str(log.key) if log else ""}


def _gift(gift: Gift, held: Any) -> dict[str, Any]:
    receipt = receipt_for(held.entry) if held.entry else None
    return {
        "contribution": gift.contribution.public_id,
        "words": gift.contribution.text,
        "credit": gift.contribution.credit_name,
        "led_to": [
            {
                "stage": step.stage,
                "what": str(step.ref),
                "title": step.title,
                "note": step.note,
                "because": step.because,
            }
            for step in gift.steps
        ],
        "thanked_by": [each.organisation for each in gift.thanks],
        "receipt": str(receipt) if receipt else "",
        "opening": held.as_json() if held.opening else None,
    }


def statement(said: dict[str, Any]) -> str:
    """The text that is signed: the form, and the hash of what is said as JSON with sorted keys and no spaces."""
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{FORM}\n{hashlib.sha256(plain.encode()).hexdigest()}\n"


def _signed(said: dict[str, Any], log: Log) -> str:
    text = statement(said)
    return str(Note(text).signed(keys.signer(log.origin).sign(text)))
