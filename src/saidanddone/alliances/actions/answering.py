"""Answer a relationship check: of one partner, or of the whole; and words for the facilitator alone."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.alliances.models import Check, FacilitatorWords, Party, Rater, Rating
from saidanddone.alliances.permissions import check_rate, check_write_to_facilitator
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.surveys.instruments import instrument


def rate(
    *, by: Viewer, at: datetime, rater: Rater, answers: Mapping[str, int | None], about: Party | None = None
) -> None:
    """Say it of one partner, or of the whole. Said again while it is open, the last holds."""
    with transaction.atomic():
        rater = _read(rater)
        items = [each.name for each in instrument(rater.check_of.instrument).items]
        check_rate(by=by, rater=rater, about=about, answers=answers, items=items)
        for item, points in answers.items():
            Rating.objects.update_or_create(rater=rater, about=about, item=item, defaults={"points": points})
        Rater.objects.filter(pk=rater.pk, has_answered=False).update(has_answered=True)


def write_to_facilitator(*, by: Viewer, at: datetime, rater: Rater, words: str) -> FacilitatorWords:
    """Words that the facilitator alone reads; they keep no name."""
    words = clean_text(words)
    with transaction.atomic():
        rater = _read(rater)
        check_write_to_facilitator(by=by, rater=rater, words=words)
        return FacilitatorWords.objects.create(check_of=rater.check_of, words=words)


def _read(rater: Rater) -> Rater:
    """As it is now, of a check that nobody closes meanwhile."""
    Check.objects.select_for_update(of=("self",)).get(pk=rater.check_of_id)
    return Rater.objects.select_related("check_of", "party").get(pk=rater.pk)
