"""What is held here of somebody: the panels that they joined. Of their answers nothing leads to them."""

from collections.abc import Sequence

from saidanddone.contributions.holdings import Rows
from saidanddone.people.models import Contributor, Person
from saidanddone.surveys.models import PanelMember


def panels(own: Sequence[Contributor], person: Person | None) -> Rows:
    rows = PanelMember.objects.filter(contributor__in=own).select_related("organisation").order_by("joined_at", "pk")
    return [
        {
            "organisation": each.organisation.name,
            "joined_at": each.joined_at.isoformat(),
            "left_at": each.left_at.isoformat() if each.left_at else None,
        }
        for each in rows
    ]
