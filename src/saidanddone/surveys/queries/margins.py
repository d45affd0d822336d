"""What a round is weighted to, as the desk sets it, and as the population profile has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from saidanddone.places.models import Place
from saidanddone.places.queries import profile_of
from saidanddone.surveys.margins import margins_of
from saidanddone.surveys.models import Question, Survey, Wave


@dataclass(frozen=True, slots=True)
class Shares:
    """By code, in per cent."""

    per_cent: Mapping[int, float] = field(default_factory=dict)
    source: str = ""


def of_questions(wave: Wave, questions: Iterable[Question]) -> list[tuple[Question, Shares]]:
    """Those that part people, each with what is set."""
    return [(each, known(wave, each)) for each in questions if each.kind == Question.Kind.SINGLE]


def known(wave: Wave, question: Question) -> Shares:
    """As it is set; nothing where it is not."""
    found = next((each for each in margins_of(wave) if each.question == question.name), None)
    return Shares({code: 100 * share for code, share in found.normed.items()}, found.source) if found else Shares()


def from_profile(wave: Wave, question: Question) -> Shares | None:
    """Of the place that the survey is about, or where its organisation works, where the question says who is who."""
    wanted = question.profile.get("dimension")
    place = _place_of(wave.survey) if wanted else None
    dimension = next((each for each in profile_of(place) if each.key == wanted), None) if place else None
    if dimension is None:
        return None
    counts = {each.figure.category: each.count for each in dimension.categories}
    parts = {
        int(code): sum(counts.get(name, 0) for name in names) for code, names in question.profile["categories"].items()
    }
    whole = sum(parts.values())
    if not whole:
        return None
    return Shares({code: 100 * part / whole for code, part in parts.items()}, f"{dimension.source} ({dimension.year})")


def _place_of(survey: Survey) -> Place | None:
    about = Place.objects.filter(public_id=survey.about_id).first() if survey.about_kind == "place" else None
    works = survey.organisation.places.order_by("path").first()
    return about or works or Place.objects.order_by("path").first()
