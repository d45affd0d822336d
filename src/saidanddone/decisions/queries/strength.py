"""On how many people findings rest, from where, and what those whom they cite say: counted, never stored.

A "same as" family counts as one: by whoever said what the others were linked to. Supports are counted apart.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from saidanddone.decisions.models import Check, Evidence, Finding
from saidanddone.places.models import Place, Profile

PERSON = Coalesce("contribution__same_as__contributor", "contribution__contributor")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a card shows. `partly` and `no` are said by people whom the finding cites."""

    people: int = 0
    contributions: int = 0
    supports: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def checks(self) -> int:
        return self.yes + self.partly + self.no


@dataclass(frozen=True, slots=True)
class Voice:
    """One person whom a finding cites: by the first thing that they said of what it cites."""

    person: int
    path: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a finding's people may come from: the places within its own, and how many live in each."""

    place: Place
    within: tuple[Place, ...]
    population: dict[int, int]
    welsh_speakers: float | None
    """The share of the place's people who speak Welsh, where its profile says so."""


def counts_of(findings: Collection[Finding]) -> dict[int, Counts]:
    """The counts of each, in three queries for all."""
    pks = [each.pk for each in findings]
    said = Evidence.objects.standing().said().filter(finding__in=pks)
    numbers = {
        pk: (people, contributions)
        for pk, people, contributions in said.order_by()
        .values("finding")
        .annotate(people=Count(PERSON, distinct=True), number=Count("contribution", distinct=True))
        .values_list("finding", "people", "number")
    }
    supports, checks = _supports(pks), _checks(pks)
    return {
        pk: Counts(
            *numbers.get(pk, (0, 0)),
            supports=supports.get(pk, 0),
            **{value: checks[pk, value] for value in Check.Value.values},
        )
        for pk in pks
    }


def _supports(pks: Collection[int]) -> dict[int, int]:
    """How many different people added their voice to something that each cites."""
    said = Evidence.objects.standing().said().filter(finding__in=pks).order_by().values("finding")
    counted = said.annotate(voices=Count("contribution__supports__contributor", distinct=True))
    return dict(counted.values_list("finding", "voices"))


def _checks(pks: Collection[int]) -> Counter[tuple[int, str]]:
    rows = Check.objects.standing().filter(finding__in=pks).order_by().values("finding", "value")
    counted = rows.annotate(number=Count("pk")).values_list("finding", "value", "number")
    return Counter({(finding, value): number for finding, value, number in counted})


def voices_of(finding: Finding) -> list[Voice]:
    """Everyone whom it cites, each once."""
    said = finding.evidence.standing().said().annotate(person=PERSON)
    fields = ("person", "contribution__place__path", "contribution__kind", "contribution__language")
    found: dict[int, Voice] = {}
    for row in said.order_by("contribution__published_at", "contribution").values_list(*fields):
        found.setdefault(row[0], Voice(*row))
    return list(found.values())


def surroundings_of(finding: Finding) -> Surroundings:
    place = finding.place
    within = tuple(place.children.defer("boundary", "outline").order_by("path"))
    rows = Profile.objects.filter(place__in=[place, *within], dimension__in=("population", "language"))
    newest: dict[tuple[int, str], tuple[int, dict[str, int]]] = {}
    for row in rows.order_by("year", "-source", "pk"):
        year, categories = newest.get((row.place_id, row.dimension), (row.year, {}))
        if year != row.year:
            categories = {}
        newest[row.place_id, row.dimension] = (row.year, categories | {row.category: row.count})
    population = {
        pk: sum(categories.values()) for (pk, name), (_year, categories) in newest.items() if name == "population"
    }
    languages = newest.get((place.pk, "language"), (0, {}))[1]
    total = sum(languages.values())
    share = languages.get("speaks-welsh", 0) / total if total and "speaks-welsh" in languages else None
    return Surroundings(place, within, population, share)
