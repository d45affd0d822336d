"""Who does what here: the one line of each service that alliances have agreed on, for people at the front line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from saidanddone.alliances.deals import said_as_signed, shown_text, title_of
from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.models.alliances import AllianceQuerySet
from saidanddone.alliances.queries.alliances import EVERYONE, version_in_force, with_deals
from saidanddone.commitments.models import Outcome
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said

MOST = 500
"""So many alliances are read at most: more than any area has."""


@dataclass(frozen=True, slots=True)
class Service:
    """One line, and whose it is. Without a party, all see to it."""

    said: Said
    party: str
    slug: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What one alliance does, and for which change in people's lives."""

    alliance: Alliance
    title: Said
    services: Sequence[Service]
    outcomes: Sequence[Outcome]


def offers(rows: AllianceQuerySet, words: str = "") -> list[Offer]:
    """Of those at work, each with its lines that hold all these words; in a number of queries that does not grow."""
    clauses = Clause.objects.filter(kind="service").order_by("order", "pk")
    outcomes = Outcome.objects.public().order_by("set_date", "pk")
    read = with_deals(rows.filter(signed_at__isnull=False, hidden_at__isnull=True, ended_date__isnull=True))
    read = read.prefetch_related("places", Prefetch("outcomes", outcomes))
    found = list(read.prefetch_related(Prefetch("clauses", clauses)).order_by("-signed_at", "-pk")[:MOST])
    names = _names(found)
    made = (Offer(each, title_of(each), _services(each, names), list(each.outcomes.all())) for each in found)
    return [kept for each in made if (kept := _holding(each, words.casefold().split())).services]


def offers_of(viewer: Viewer) -> list[Offer]:
    """Those of the alliances of whom somebody works for: they stand on the desk."""
    return offers(Alliance.objects.public().of(viewer.organisation_ids)) if viewer.organisation_ids else []


def _services(alliance: Alliance, names: Mapping[str, str]) -> list[Service]:
    version = version_in_force(alliance)
    if version is None:
        return []
    text = shown_text(version.text, EVERYONE, version)
    parties = {each["id"]: each for each in text["parties"]}
    written = {each.public_id: each for each in alliance.clauses.all()}
    rows = []
    for each in text["clauses"]:
        if each["kind"] == "service":
            party = parties.get(each["party"], {})
            said = said_as_signed(written.get(each["id"]), "words", each["words"], each["language"])
            rows.append(
                Service(said, names.get(party.get("id", ""), party.get("name", "")), party.get("organisation", ""))
            )
    return rows


def _holding(offer: Offer, words: Collection[str]) -> Offer:
    """With those lines alone that hold all the words, in themselves, their party or the alliance's name."""
    if not words:
        return offer
    kept = [
        each
        for each in offer.services
        if all(word in f"{each.said} {each.party} {offer.title}".casefold() for word in words)
    ]
    return Offer(offer.alliance, offer.title, kept, offer.outcomes)


def _names(alliances: Iterable[Alliance]) -> dict[str, str]:
    """Of parties by their public ids, in the reader's language."""
    return {party.public_id: str(party) for each in alliances for party in each.parties.all()}
