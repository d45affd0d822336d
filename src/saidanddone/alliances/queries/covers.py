"""Notes that cover a shared risk, as somebody may read them, and the seat from which they write there."""

from django.db.models import Prefetch, QuerySet

from saidanddone.alliances.models import Alliance, CoverBacking, CoverNote
from saidanddone.alliances.permissions.building import parties_of
from saidanddone.core.viewer import Viewer


def of_alliance(alliance: Alliance, viewer: Viewer) -> QuerySet[CoverNote]:
    backings = CoverBacking.objects.select_related("party__organisation").order_by("signed_at", "pk")
    rows = CoverNote.objects.visible_to(viewer).filter(alliance=alliance)
    related = rows.select_related("alliance", "party__organisation").prefetch_related(Prefetch("backings", backings))
    return related.order_by("-written_at", "-pk")


def seat_at(alliance: Alliance, viewer: Viewer) -> str:
    """The organisation from whose desk they write; empty for a reader."""
    own = parties_of(viewer, alliance) if viewer.organisation_ids else []
    return own[0].organisation.slug if own else ""
