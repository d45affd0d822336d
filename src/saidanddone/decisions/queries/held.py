"""What is held here of somebody: what they said of findings, what they wrote of them, what they tried."""

from collections.abc import Sequence

from django.db.models import Q

from saidanddone.contributions.holdings import Rows
from saidanddone.decisions.models import Check, ExerciseResponse, Writer
from saidanddone.people.models import Contributor, Person


def checks(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = Check.objects.filter(contributor__in=own).select_related("finding", "contribution")
    return [
        {
            "finding": each.finding.public_id,
            "contribution": each.contribution.public_id,
            "value": each.value,
            "words": each.words,
            "given_at": each.given_at.isoformat(),
        }
        for each in rows.order_by("given_at", "pk")
    ]


def written(own: Sequence[Contributor], person: Person | None) -> Rows:
    theirs = Q(contributor__in=own) | Q(person=person) if person else Q(contributor__in=own)
    rows = Writer.objects.filter(theirs).select_related("finding").order_by("pk")
    return [{"finding": each.finding.public_id, "role": each.role, "name": each.name} for each in rows]


def exercises(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = ExerciseResponse.objects.filter(contributor__in=own).select_related("exercise__decision")
    return [
        {
            "decision": each.exercise.decision.public_id,
            "shares": each.shares,
            "given_at": each.given_at.isoformat(),
        }
        for each in rows.order_by("given_at", "pk")
    ]
