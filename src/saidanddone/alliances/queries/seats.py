"""Which alliances somebody writes and looks after, and from which seat."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from saidanddone.alliances.models import Alliance, DealVersion, Party, Pool, Signature
from saidanddone.alliances.models.alliances import AllianceQuerySet, allied_organisations
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.funds.models import Fund
from saidanddone.people.models import Organisation, Person
from saidanddone.people.roles import Permission


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits at the table: the organisation, the alliance, and the parties that they speak for there."""

    organisation: Organisation
    alliance: Alliance
    parties: list[Party]
    own: list[Party]
    leads: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits: who has signed it, who has not, and for whom of one's own one can sign."""

    version: DealVersion
    signatures: list[Signature]
    lacking: list[Party]
    to_sign: list[Party]


@dataclass(frozen=True, slots=True)
class Card:
    """An alliance in a list, and from which seat it opens."""

    alliance: Alliance
    parties: list[Party]
    slug: str


def organisations_at_tables(viewer: Viewer) -> list[Organisation]:
    """Those for which the viewer works with partners."""
    return list(Organisation.objects.filter(pk__in=allied_organisations(viewer)).order_by("name", "pk"))


def organisation_with_alliances(viewer: Viewer, slug: str) -> Organisation:
    """For those who work with partners there, for administrators, and for whoever is the facilitator of one of its
    alliances; nobody else finds a desk there."""
    organisation = get_object_or_404(Organisation, slug=slug)
    works = organisation.pk in allied_organisations(viewer) or viewer.may(Permission.ADMINISTER)
    if not works and not _looked_after(viewer).of_organisation(organisation).exists():
        raise Http404
    return organisation


def _looked_after(viewer: Viewer) -> AllianceQuerySet:
    rows = Alliance.objects.all()
    return rows.filter(facilitator=viewer.person_id) if viewer.person_id is not None else rows.none()


def listed(viewer: Viewer, organisation: Organisation | None = None) -> QuerySet[Alliance]:
    """Those whose whole deal the viewer reads, the newest first, those that have ended last."""
    rows = Alliance.objects.of_partner(viewer)
    if organisation:
        rows = rows.of_organisation(organisation)
    rows = rows.select_related("facilitator").prefetch_related("parties__organisation")
    return rows.order_by(F("ended_date").desc(nulls_first=True), "-pk")


def seat_of(viewer: Viewer, slug: str, public_id: str) -> Seat:
    """A seat at an alliance of an organisation; a 404 to whoever is no partner in it."""
    organisation = organisation_with_alliances(viewer, slug)
    rows = Alliance.objects.of_partner(viewer).of_organisation(organisation).select_related("facilitator")
    alliance = get_object_or_404(rows, public_id=public_id)
    parties = list(alliance.parties.current().select_related("organisation"))
    own = [each for each in parties if each.organisation_id == organisation.pk]
    speaks = viewer.may(Permission.ALLY, organisation.pk)
    return Seat(organisation, alliance, parties, own if speaks else [], viewer.may(Permission.COMMIT, organisation.pk))


def cards(viewer: Viewer, rows: Sequence[Alliance], organisation: Organisation | None = None) -> list[Card]:
    """Each opens from the seat of the organisation, else from one's own, else from any."""
    wanted = frozenset({organisation.pk}) if organisation else allied_organisations(viewer)
    found = []
    for alliance in rows:
        parties = [each for each in alliance.parties.all() if each.left_date is None]
        own = [each for each in parties if each.organisation_id in wanted] or parties
        found.append(Card(alliance, parties, own[0].organisation.slug))
    return found


def waiting_version(seat: Seat) -> Waiting | None:
    version = seat.alliance.versions.filter(state=DealVersion.State.PROPOSED).first()
    if version is None:
        return None
    signatures = list(version.signatures.select_related("party__organisation").order_by("signed_at", "pk"))
    signed = {each.party_id for each in signatures}
    lacking = [each for each in seat.parties if each.pk not in signed]
    return Waiting(version, signatures, lacking, [each for each in lacking if seat.leads and each in seat.own])


def people_at(seat: Seat) -> QuerySet[Person]:
    """Everybody with a role in an organisation that is a party, by name."""
    organisations = [each.organisation_id for each in seat.parties]
    rows = Person.objects.filter(
        is_active=True, memberships__organisation__in=organisations, memberships__end_date=None
    )
    return rows.distinct().order_by("name", "pk")


def funds_to_link(seat: Seat) -> QuerySet[Fund]:
    """Those of the organisation that are nobody's alliance yet and have not closed."""
    rows = Fund.objects.of(frozenset({seat.organisation.pk})).filter(closed_at=None)
    return rows.exclude(pk__in=Pool.objects.values("fund")).order_by("name", "pk")


def check_starts(viewer: Viewer, organisation: Organisation) -> None:
    if not viewer.may(Permission.ALLY, organisation.pk):
        raise Refused(_("Only somebody who works with partners in the organisation begins an alliance there."))


def check_sits(seat: Seat) -> None:
    """Whoever only reads here, as an administrator or as facilitator of no party, writes nothing."""
    if not seat.own:
        raise Refused(_("Say it for a party that you work for."))
