"""Who backs a decision, and for whom somebody may say so."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Backing, Decision
from saidanddone.people.roles import Permission


def led_by(viewer: Viewer) -> list[int]:
    """The organisations that somebody leads; refused to whoever leads none."""
    led = [pk for pk in viewer.organisation_ids if viewer.may(Permission.COMMIT, pk)]
    if not led:
        raise Refused(_("Only a lead of the organisation can say that it backs this."))
    return led


def to_back(viewer: Viewer, public_id: str) -> Decision:
    """A decision that everyone can read."""
    rows = Decision.objects.visible_to(viewer).public().select_related("organisation")
    return get_object_or_404(rows, public_id=public_id)


def of_decision(decision: Decision) -> list[Backing]:
    """Those that hold first, the newest first."""
    rows = decision.backings.select_related("organisation")
    return sorted(rows, key=lambda each: (each.ended_date is not None, -each.made_at.timestamp(), each.pk))
