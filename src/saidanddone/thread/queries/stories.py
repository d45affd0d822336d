"""The story of one thing, read in a constant number of queries."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from saidanddone.commitments.models import Commitment
from saidanddone.contributions.cards import card
from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.decisions.models import Decision, Evidence, Finding, Use
from saidanddone.decisions.models.decisions import open_sources
from saidanddone.thread import provenance, story, web

KINDS = ("contribution", "finding", "decision", "commitment", "outcome", "setback")


class NoStory(LookupError):
    """Nothing of that kind and name that everyone may see."""


def web_of(kind: str, public_id: str) -> web.Web:
    centre = web.public(kind).filter(public_id=public_id).first() if kind in KINDS else None
    if centre is None:
        raise NoStory(kind, public_id)
    return web.around(centre)


def story_of(kind: str, public_id: str, *, at: datetime) -> story.Story:
    found = web_of(kind, public_id)
    rows = voices(found)[: story.MOST_VOICES]
    cards = [card(row, local_date(at)) for row in rows.prefetch_related("addressees__organisation")]
    return story.tell(found, voices=cards, voice_count=voices(found).count(), at=at)


def provenance_of(kind: str, public_id: str) -> dict[str, Any]:
    """As PROV-JSON; of the voices, the first so many."""
    found = web_of(kind, public_id)
    rows = list(voices(found)[: provenance.MOST_VOICES])
    links = _voice_links(found, {row.pk: row.public_id for row in rows})
    return provenance.document(found, rows, links, _sources(found))


def _sources(found: web.Web) -> list[Evidence | Use]:
    """What its findings and decisions cite by reference."""
    rests = Evidence.objects.sources().filter(finding__in=found.of(Finding)).order_by("cited_at", "pk")
    uses = Use.objects.sources().filter(open_sources(), decision__in=found.of(Decision)).order_by("cited_at", "pk")
    return [*rests[: provenance.MOST_SOURCES], *uses[: provenance.MOST_SOURCES]]


def _voice_links(found: web.Web, names: dict[int, str]) -> Iterator[tuple[web.Key, str]]:
    """What rests on each voice: findings that cite it, decisions that considered it, promises made for it."""
    cited = Evidence.objects.filter(finding__in=found.of(Finding), contribution__isnull=False)
    for pk, finding in cited.values_list("contribution", "finding"):
        if pk in names:
            yield ("finding", finding), names[pk]
    used = Use.objects.filter(decision__in=found.of(Decision), contribution__isnull=False)
    for pk, decision in used.values_list("contribution", "decision"):
        if pk in names:
            yield ("decision", decision), names[pk]
    for promise in found.of(Commitment):
        if promise.contribution_id in names:
            yield ("commitment", promise.pk), names[promise.contribution_id]


def voices(found: web.Web) -> QuerySet[Contribution]:
    """The contributions that it goes back to, those with most voices first; none where it is one itself."""
    rows = Contribution.objects.public().select_related("place", "topic").defer("place__boundary", "place__outline")
    chosen = rows.filter(found.voices) if found.voices is not None else rows.none()
    return chosen.order_by("-support_count", "-published_at", "-pk")
