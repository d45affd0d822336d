"""What is held here of somebody: whether promises worked for them, and the burdens that they reported at work."""

from collections.abc import Sequence

from saidanddone.commitments.models import Burden, FollowUp
from saidanddone.contributions.holdings import Rows
from saidanddone.people.models import Contributor, Person


def follow_ups(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = FollowUp.objects.filter(contributor__in=own).select_related("commitment", "contribution")
    return [
        {
            "commitment": each.commitment.public_id,
            "contribution": each.contribution.public_id,
            "asked_at": each.asked_at.isoformat(),
            "value": each.value,
            "words": each.words,
            "answered_at": each.answered_at.isoformat() if each.answered_at else None,
        }
        for each in rows.order_by("asked_at", "pk")
    ]


def burdens(own: Sequence[Contributor], person: Person | None) -> Rows:
    if person is None:
        return []
    rows = Burden.objects.filter(reported_by=person).select_related("outcome", "organisation")
    return [
        {
            "outcome": each.outcome.public_id,
            "organisation": each.organisation.name,
            "process": each.process,
            "weight": each.weight,
            "hours_a_week": str(each.hours_a_week) if each.hours_a_week is not None else None,
            "reported_at": each.reported_at.isoformat(),
        }
        for each in rows.order_by("reported_at", "pk")
    ]
