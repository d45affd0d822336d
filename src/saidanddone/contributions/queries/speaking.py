"""What somebody who speaks is offered: who could answer, what is there already, and how easily they may be known."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Sum
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from saidanddone.contributions.models import Contribution, Topic
from saidanddone.contributions.queries.figures import place_figures
from saidanddone.contributions.queries.maps import outlines
from saidanddone.core.text import to_html, to_plain
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation, Service
from saidanddone.places.models import Place, Profile
from saidanddone.search import queries as search

SMALL_PLACE = 1500
"""People. About the population of the smallest area for which the census publishes figures."""
FEW_VOICES = 10
MOST_SIMILAR = 4
MOST_WORDS, FEWEST_WORDS, MOST_HITS = 8, 2, 300


def organisations_for(place: Place) -> list[Organisation]:
    """Those that serve a place and still exist."""
    return list(Organisation.objects.open().serving(place).order_by("name", "pk"))


def suggested(offered: Sequence[Organisation], *, topic: Topic | None, service: Service | None) -> list[Organisation]:
    """Whose service it is; else who usually answers on the topic."""
    if service is not None:
        return [each for each in offered if each.pk == service.organisation_id]
    usual = set(topic.organisations.values_list("pk", flat=True)) if topic else set()
    return [each for each in offered if each.pk in usual]


def similar(text: str, *, by: Viewer) -> list[Contribution]:
    """What others have said that shares its telling words, those that few others use counting most; best first."""
    shares: Counter[str] = Counter()
    weights: defaultdict[str, float] = defaultdict(float)
    for word in _telling_words(text):
        hits = search.find(word, kinds=["contribution"], limit=MOST_HITS)
        for hit in hits:
            shares[hit.public_id] += 1
            weights[hit.public_id] += 1 / math.log(2 + len(hits))
    enough = [public_id for public_id, number in shares.items() if number >= FEWEST_WORDS]
    best = sorted(enough, key=lambda public_id: (-weights[public_id], public_id))[: MOST_SIMILAR * 3]
    rows = Contribution.objects.visible_to(by).public().filter(public_id__in=best, same_as__isnull=True)
    rows = rows.exclude(contributor__in=by.contributor_ids).select_related("place", "topic")
    return sorted(rows, key=lambda each: best.index(each.public_id))[:MOST_SIMILAR]


def _telling_words(text: str) -> list[str]:
    """The longest different words of a text: short ones say little."""
    words = {word for word in re.findall(r"[^\W\d_]+", to_plain(text).casefold()) if len(word) >= 4}
    return sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Why somebody may be known although they are not named. Empty where nothing speaks for it."""

    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.reasons)


def recognition_of(answers: Mapping[str, Any]) -> Recognition:
    """Few people live there, few have spoken from there, or a spot on the map says where."""
    place: Place = answers["place"]
    reasons = []
    population = _population(place)
    if population is not None and population < SMALL_PLACE:
        words = _("About %(number)s people live in %(place)s, so neighbours may guess who you are.")
        reasons.append(words % {"number": f"{round(population, -2) or population:,}", "place": place.local_name})
    elif population is None and place_figures(place).said < FEW_VOICES:
        words = _("Few people have spoken from %(place)s here, so neighbours may guess who you are.")
        reasons.append(words % {"place": place.local_name})
    if answers["latitude"] is not None:
        reasons.append(_("A spot on the map may show where you live or work."))
    return Recognition(tuple(reasons))


def _population(place: Place) -> int | None:
    """By the newest profile that splits everyone: the largest total of any dimension."""
    newest = Profile.objects.filter(place=place).aggregate(year=Max("year"))["year"]
    if newest is None:
        return None
    totals = Profile.objects.filter(place=place, year=newest).values("dimension", "source").annotate(total=Sum("count"))
    return max(row["total"] for row in totals.order_by("dimension", "source"))


def summary_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, in words."""
    credit = Contribution.Credit(answers["credit"])
    name = answers["credit_name"]
    return {
        "kind": Contribution.Kind(answers["kind"]).label,
        "words": mark_safe(to_html(answers["text"])),  # noqa: S308 - sanitised
        "organisations": ", ".join(each.local_name for each in answers["organisations"]),
        "audience": Contribution.Audience(answers["audience"]).label,
        "credit": f"{name} ({credit.label})" if name else credit.label,
    }


def contributor_of(by: Viewer) -> Contributor | None:
    """Whom somebody speaks as: the contributor of their account or return link; None the first time."""
    own = Contributor.objects.filter(pk__in=by.contributor_ids, erased_at__isnull=True)
    return own.order_by("person", "pk").first() if by.contributor_ids else None


def has_address(by: Viewer) -> bool:
    """Whether we can reach them already: by their account, or by an address that they gave."""
    contributor = contributor_of(by)
    return by.person_id is not None or bool(contributor and contributor.email)


def places_map() -> dict[str, Any]:
    """Every place's outline, to mark a spot on."""
    return {"type": "FeatureCollection", "features": outlines()}
