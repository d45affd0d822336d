"""Notes that cover a shared risk, as somebody may read them, and the seat from which they write there."""

from django.db.models import Prefetch, QuerySet

from saidanddone.alliances.models import Alliance, CoverBacking, CoverNote
from saidanddone.alliances.permissions.building import parties_of
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission


def of_alliance(alliance: Alliance, viewer: Viewer) -> QuerySet[CoverNote]:
    backings = CoverBacking.objects.select_related("party__organisation").order_by("signed_at", "pk")
    rows = CoverNote.objects.visible_to(viewer).filter(alliance=alliance)
    related = rows.select_related("alliance", "party__organisation").prefetch_related(Prefetch("backings", backings))
    return related.order_by("-written_at", "-pk")


def seat_at(alliance: Alliance, viewer: Viewer) -> str:
    """The organisation from whose desk they write; empty for a reader."""
    own = parties_of(viewer, alliance) if viewer.organisation_ids else []
    return own[0].organisation.slug if own else ""


def backs_from(note: CoverNote, viewer: Viewer) -> str:
    """The organisation from whose desk they can still back it: a lead of a party that has not; else empty."""
    backed = {each.party_id for each in note.backings.all()}
    led = parties_of(viewer, note.alliance, Permission.COMMIT) if viewer.organisation_ids else []
    return next((each.organisation.slug for each in led if each.pk not in backed), "")


def ends_from(note: CoverNote, viewer: Viewer) -> str:
    """The organisation whose somebody it covers, where they work for it."""
    own = viewer.organisation_ids and viewer.may(Permission.ALLY, note.party.organisation_id)
    return note.party.organisation.slug if own else ""
