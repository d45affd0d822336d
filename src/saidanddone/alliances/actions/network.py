"""Work out who works with whom, once a day."""

from datetime import datetime

from django.db import transaction

from saidanddone.alliances.insights import worked_out
from saidanddone.alliances.models import NetworkPicture
from saidanddone.alliances.permissions import check_draw_network
from saidanddone.alliances.queries import network as queries
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer


def draw_network(*, by: Viewer, at: datetime) -> NetworkPicture:
    """From what is public today and was a year ago. Organisations stay where they stood in the picture before."""
    check_draw_network(by=by)
    today = local_date(at)
    before = queries.newest_picture()
    now, then = queries.ties_on(today), queries.ties_on(today.replace(year=today.year - 1, day=min(today.day, 28)))
    data = worked_out(now, then, before.data["places"] if before else {})
    data["shared"] = [[one, other, dict(shared)] for (one, other), shared in sorted(now.shared.items())]
    with transaction.atomic():
        made, _new = NetworkPicture.objects.update_or_create(on_date=today, defaults={"made_at": at, "data": data})
        NetworkPicture.objects.exclude(pk=made.pk).delete()
    return made
