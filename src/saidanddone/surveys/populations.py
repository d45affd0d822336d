"""Who lives in the area, by the answers to a question: from the population profile of its places.

A question's answers are places, and each has as many people as its profile says; or they are categories of one
dimension of the profile of the place that the survey is about, which is the whole area unless it is a place.
"""

from collections.abc import Sequence

from saidanddone.places.models import Place
from saidanddone.places.queries import profile_of
from saidanddone.surveys.margins import Margin
from saidanddone.surveys.models import Wave
from saidanddone.surveys.questionnaire import Asked


def populations_of(wave: Wave, asked: Sequence[Asked]) -> list[Margin]:
    """Of each question whose every answer is known; a category without figures leaves the question out."""
    found = [_of_places(each) if each.places else _of_profile(wave, each) for each in asked]
    return [each for each in found if each is not None and sum(each.shares.values()) > 0]


def _of_places(asked: Asked) -> Margin | None:
    rows = {each.public_id: each for each in Place.objects.filter(public_id__in=asked.places.values())}
    shares, sources = dict[int, float](), dict[str, None]()
    for code, public_id in asked.places.items():
        whole = next((each for each in profile_of(rows[public_id]) if each.key == "population"), None)
        if whole is None:
            return None
        shares[int(code)] = whole.total
        sources[f"{whole.source}, {whole.year}"] = None
    return Margin(asked.name, shares, "; ".join(sources))


def _of_profile(wave: Wave, asked: Asked) -> Margin | None:
    if not asked.profile:
        return None
    about = wave.survey.about
    places = Place.objects.defer("boundary", "outline")
    place = places.filter(public_id=about.public_id).first() if about.kind == "place" else None
    place = place or places.filter(parent=None).order_by("pk").first()
    dimensions = profile_of(place) if place else []
    known = next((each for each in dimensions if each.key == asked.profile.get("dimension")), None)
    if known is None:
        return None
    counts = {each.figure.category: each.count for each in known.categories}
    categories = asked.profile.get("categories", {})
    if not all(name in counts for names in categories.values() for name in names):
        return None
    shares = {int(code): float(sum(counts[name] for name in names)) for code, names in categories.items()}
    return Margin(asked.name, shares, f"{known.source}, {known.year}")
