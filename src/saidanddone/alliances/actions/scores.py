"""Bring in what was measured with another instrument."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from saidanddone.alliances.drafts import ScoreDraft
from saidanddone.alliances.models import Alliance, BroughtScore, Party
from saidanddone.alliances.permissions import check_bring_scores
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer


def bring_scores(
    *, by: Viewer, at: datetime, party: Party, instrument: str, version: str, scores: Sequence[ScoreDraft]
) -> int:
    """All of them or none. What is there already, the same, is left as it is; how many are new comes back."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(party.alliance)
        line = BroughtScore.objects.filter(alliance=alliance, instrument=instrument, version=version)
        there = {(each.measured_date, each.dimension): each.value for each in line}
        check_bring_scores(by=by, party=party, version=version, scores=scores, there=there, on=local_date(at))
        new = [each for each in scores if each.key not in there]
        BroughtScore.objects.bulk_create(
            BroughtScore(
                alliance=alliance,
                instrument=instrument,
                version=version,
                brought_by=party,
                brought_at=at,
                **each.fields(),
            )
            for each in new
        )
    return len(new)
