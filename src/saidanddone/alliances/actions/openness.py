"""Two parties show each other what they say of each other, where both offer it; either takes it back at any time."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances.models import Alliance, Openness, Party
from saidanddone.alliances.permissions import check_close_to, check_open_to
from saidanddone.core.viewer import Viewer


def open_to(*, by: Viewer, at: datetime, party: Party, to: Party) -> Openness:
    """Offer it. It counts for checks that open after both have. Said twice, it is one offer."""
    with transaction.atomic():
        Alliance.objects.locked(party.alliance)
        check_open_to(by=by, party=party, to=to)
        made, _new = Openness.objects.current().get_or_create(by=party, to=to, defaults={"opened_at": at})
    return made


def close_to(*, by: Viewer, at: datetime, party: Party, to: Party) -> None:
    """Take it back: what was shown between the two is out of sight for both from now on."""
    check_close_to(by=by, party=party)
    Openness.objects.current().filter(by=party, to=to).update(closed_at=at)
