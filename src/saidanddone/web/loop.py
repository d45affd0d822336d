"""The five stages as the front page shows them: what is here with its figure, what is to come said to be so."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext


def steps(said: int) -> list[dict[str, Any]]:
    """Understood, decided, done and felt have no figures yet, which is not the same as nought."""
    return [
        {
            "stage": "said",
            "value": f"{said:,}" if said else None,
            "note": gettext("by people here"),
            "href": reverse("contributions"),
        },
        {"stage": "understood", "value": None, "note": gettext("what many say, put together")},
        {"stage": "decided", "value": None, "note": gettext("who decides, on what, and why")},
        {"stage": "done", "value": None, "note": gettext("promises, kept or not")},
        {"stage": "felt", "value": None, "note": gettext("whether people feel the change")},
    ]
