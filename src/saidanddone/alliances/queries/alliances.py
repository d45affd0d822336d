"""Which alliances somebody may see, and as whom they read one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q
from django.shortcuts import get_object_or_404

from saidanddone.alliances.models import Alliance, DealVersion, Party, Signature
from saidanddone.alliances.models.alliances import AllianceQuerySet, PartyQuerySet, allied_organisations
from saidanddone.commitments.queries.wall import Filters
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Reader:
    """As whom somebody reads an alliance. Everyone reads its public words; a facilitator is a partner with more."""

    is_partner: bool = False
    is_facilitator: bool = False


EVERYONE = Reader()


def reader_of(viewer: Viewer, alliance: Alliance) -> Reader:
    """A partner works with partners in a party that is still in it, or sets the site up."""
    is_facilitator = viewer.person_id is not None and viewer.person_id == alliance.facilitator_id
    return Reader(Alliance.objects.of_partner(viewer).filter(pk=alliance.pk).exists(), is_facilitator)


def seat_of(viewer: Viewer, alliance: Alliance) -> str:
    """The organisation at whose desk somebody works on it; empty for everyone else. No query for strangers."""
    allied = allied_organisations(viewer)
    if not allied:
        return ""
    own = alliance.parties.current().filter(organisation__in=allied)
    return own.order_by("pk").values_list("organisation__slug", flat=True).first() or ""


def shown_parties() -> PartyQuerySet:
    """Those that everyone may know of: who has joined and not signed yet is between the parties."""
    signed = Signature.objects.filter(version__signed_at__isnull=False).values("party")
    return Party.objects.filter(pk__in=signed).select_related("organisation").order_by("pk")


def of_organisation(organisation: Organisation) -> AllianceQuerySet:
    """The public ones in which it is a party now."""
    return Alliance.objects.public().filter(
        pk__in=shown_parties().current().filter(organisation=organisation).values("alliance")
    )


def with_deals(rows: AllianceQuerySet) -> AllianceQuerySet:
    """With the version of each that is in force, as `alliance.in_force`: a list of one, or empty for a draft."""
    versions = DealVersion.objects.filter(state=DealVersion.State.SIGNED).prefetch_related("taken_out")
    drafts = Party.objects.filter(alliance__signed_at__isnull=True).values("pk")
    parties = Party.objects.filter(Q(pk__in=shown_parties().order_by().values("pk")) | Q(pk__in=drafts))
    parties = parties.select_related("organisation").order_by("pk")
    return rows.prefetch_related(Prefetch("versions", versions, to_attr="in_force"), Prefetch("parties", parties))


def matching(viewer: Viewer, filters: Filters) -> AllianceQuerySet:
    """Those that are at work first, then those that have ended; the newest first."""
    rows = Alliance.objects.visible_to(viewer)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.organisation:
        rows = rows.filter(pk__in=of_organisation(filters.organisation).values("pk"))
    if filters.place:
        rows = rows.filter(places__in=filters.place_ids).distinct()
    return rows.order_by(F("ended_date").desc(nulls_first=True), F("signed_at").desc(nulls_first=True), "-pk")


def alliance_of(viewer: Viewer, public_id: str) -> Alliance:
    """One that the viewer may see, or a 404."""
    rows = Alliance.objects.visible_to(viewer).select_related("facilitator", "predecessor")
    return get_object_or_404(with_deals(rows), public_id=public_id)


def version_in_force(alliance: Alliance) -> DealVersion | None:
    """Of one that was read by `with_deals`."""
    versions: Collection[DealVersion] = alliance.in_force  # type: ignore[attr-defined]
    return next(iter(versions), None)


def signed_versions(alliance: Alliance) -> list[DealVersion]:
    """All that were ever in force, the newest first: what was never signed by all stays between the parties."""
    rows = alliance.versions.filter(signed_at__isnull=False).prefetch_related(
        "taken_out", "signatures__party__organisation"
    )
    return list(rows.order_by("-number"))
