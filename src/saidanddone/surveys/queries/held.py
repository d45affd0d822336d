"""What is held here of somebody: the panels that they joined. Of their answers nothing leads to them."""

from collections.abc import Sequence

from saidanddone.contributions.holdings import Rows
from saidanddone.people.models import Contributor, Person
from saidanddone.surveys.models import PanelMember


def panels(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = (
        PanelMember.objects.filter(contributor__in=own)
        .select_related("organisation", "place")
        .order_by("joined_at", "pk")
    )
    return [
        {
            "organisation": each.organisation.name,
            "joined_at": each.joined_at.isoformat(),
            "place": each.place.name if each.place else "",
            "asked_date": each.asked_date.isoformat() if each.asked_date else None,
        }
        for each in rows
    ]
