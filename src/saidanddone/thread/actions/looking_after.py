"""What a person does about a telling that did not go by itself."""

from datetime import datetime

from django.db import transaction

from saidanddone.core.viewer import Viewer
from saidanddone.thread import ways
from saidanddone.thread.models import Telling
from saidanddone.thread.permissions.telling import check_mark_told


@transaction.atomic
def mark_told(*, by: Viewer, at: datetime, public_id: str) -> Telling:
    """A connector, or whoever looks after what failed, has told them in person."""
    telling = Telling.objects.select_related("contribution").select_for_update(of=("self",)).get(public_id=public_id)
    check_mark_told(by=by, telling=telling)
    telling.state, telling.settled_at, telling.message = Telling.State.SENT, at, None
    telling.save(update_fields=["state", "settled_at", "message"])
    ways.keep([telling.contribution_id])
    return telling
