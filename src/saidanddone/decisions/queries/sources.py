"""A decision as what people are asked to say something about."""

from datetime import date

from saidanddone.contributions.sources import Source
from saidanddone.core.refs import url_of
from saidanddone.decisions.models import Decision


def source(public_id: str, on: date) -> Source | None:
    """While it is open for views."""
    decision = Decision.objects.open_for_views(on).filter(public_id=public_id).first()
    if decision is None:
        return None
    words = decision.said("question")
    return Source(decision.ref, words.text, url_of(decision.ref), words.language)
