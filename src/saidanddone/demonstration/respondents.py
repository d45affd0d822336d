"""People who do not exist, and what they answer: drawn by a seed, so that everybody gets the same figures.

An answer is the level of its question in that round, and what moves somebody from it: their view of the whole, their
view of that ground, their mood by who they are, and chance.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

from saidanddone.demonstration import content
from saidanddone.surveys.models import Question
from saidanddone.surveys.questionnaire import Asked, shown

Facts = Mapping[str, Any]
Answers = dict[str, int | list[int]]
WHOLE, GROUND, CHANCE = 1.4, 1.1, 1.3
"""How far, of ten points, people differ in each."""
LEVEL, LEFT = 5.0, 0.003
"""The level of a question that has none of its own, and the share who leave any question."""
WELSH = 0.45
"""Of those who speak Welsh, the share who answer in it."""
AREAS, PREFER_NOT = "area", 77


@dataclass(frozen=True, slots=True)
class Respondent:
    """Where somebody stands in the sample, and what they answered."""

    answers: Answers
    language: str = "en"
    stratum: str = ""
    cluster: str = ""
    weight: float = 1.0

    def cells(self) -> dict[str, str]:
        """As one row of a file."""
        written = {
            name: ";".join(map(str, each)) if isinstance(each, list) else str(each)
            for name, each in self.answers.items()
        }
        own = ("language", "stratum", "cluster", "weight")
        return {name: str(getattr(self, name)) for name in own} | written


def respondents(facts: Facts, number: int, asked: Sequence[Asked], *, seed: int) -> Iterator[Respondent]:
    """Who answered a round of a survey."""
    chance = random.Random(f"{seed}/{facts['key']}/{number}")  # noqa: S311 - nobody is to guess anything here
    streets = list(_streets(facts)) if "spread" in facts else _nowhere(facts, number)
    for street, view in zip(streets, _views(chance, len(streets)), strict=True):
        who = _who(chance, street.ward, facts)
        if street.ward:
            who[AREAS] = _parent(street.ward)
        is_welsh = chance.random() < WELSH * _share(street.ward or _county(), "language", "speaks-welsh")
        yield Respondent(
            answers=_answers(chance, facts, number, asked, who, view),
            language="cy" if is_welsh else "en",
            stratum=_parent(street.ward) if street.ward else "",
            cluster=street.name,
            weight=street.weight,
        )


@dataclass(frozen=True, slots=True)
class _Street:
    """Where somebody was asked; no ward where nobody knows."""

    ward: str = ""
    name: str = ""
    weight: float = 1.0


def _views(chance: random.Random, people: int) -> list[float]:
    """Of the whole, as many for as against, so that rounds differ by their levels and not by who was met."""
    spread = NormalDist(0, WHOLE)
    found = [spread.inv_cdf((person + 0.5) / people) for person in range(people)]
    chance.shuffle(found)
    return found


def _nowhere(facts: Facts, number: int) -> list[_Street]:
    return [_Street()] * facts["rounds"][number - 1]["people"]


def _streets(facts: Facts) -> Iterator[_Street]:
    """One for each person: so many of each area, in turn through its streets. A ward counts by its grown people."""
    spread, areas = facts["spread"], _areas()
    everybody = sum(map(_grown, areas))
    more = spread["people"] - spread["floor"] * len(areas)
    for area in areas:
        wards = [place for place, parent in _places().items() if parent == area]
        streets = [(ward, f"{ward}-{street}") for street in range(1, spread["streets"] + 1) for ward in wards]
        people = round(spread["floor"] + more * _grown(area) / everybody)
        drawn = [streets[person % len(streets)] for person in range(people)]
        answered = Counter(ward for ward, _name in drawn)
        for ward, name in drawn:
            yield _Street(ward, name, round(_grown(ward) / answered[ward], 4))


def _who(chance: random.Random, ward: str, facts: Facts) -> dict[str, str]:
    """What somebody is, by the profile of where they live and by who answers more readily."""
    place = ward or _county()
    who = {}
    for question in facts["questions"]:
        name = question.get("about_you")
        if name and name != AREAS:
            counts, reach = categories(name, place), _about_you(name).get("reach", {})
            weights = [count * reach.get(category, 1.0) for category, count in counts.items()]
            who[name] = chance.choices(list(counts), weights)[0]
    return who


def _answers(
    chance: random.Random, facts: Facts, number: int, asked: Sequence[Asked], who: Mapping[str, str], view: float
) -> Answers:
    own = {each["name"]: each for each in facts["questions"] if "name" in each}
    found: Answers = {}
    for each in asked:
        if each.name in who:
            is_silent = chance.random() < _about_you(each.name).get("silent", 0.0)
            found[each.name] = PREFER_NOT if is_silent else codes(each.name).index(who[each.name]) + 1
        elif shares := own.get(each.name, {}).get("shares"):
            found[each.name] = _chosen(chance, each, shares)
    view, grounds = view + _mood(facts, who, found), dict[str, float]()
    for each in asked:
        if each.kind == Question.Kind.SCALE:
            ground = grounds.setdefault(each.determinant or each.construct or each.battery, chance.gauss(0, GROUND))
            level = facts.get("levels", {}).get(each.name, LEVEL)
            level = level[number - 1] if isinstance(level, list) else level
            height = level + view + ground + chance.gauss(0, CHANCE)
            code = _on_scale(chance, each, height, facts.get("unsure", {}).get(each.name, 0.0))
            found |= {} if code is None else {each.name: code}
    seen = {each.name for each in shown(asked, found)}
    return {each.name: found[each.name] for each in asked if each.name in found and each.name in seen}


def _chosen(chance: random.Random, asked: Asked, shares: Sequence[float]) -> int | list[int]:
    if asked.kind == Question.Kind.SEVERAL:
        return [code for code, share in enumerate(shares, start=1) if chance.random() < share] or [1]
    return chance.choices(range(1, len(shares) + 1), shares)[0]


def _mood(facts: Facts, who: Mapping[str, str], chosen: Answers) -> float:
    traits = {**{name: str(code) for name, code in chosen.items()}, **who}
    return sum(moods.get(traits.get(name, ""), 0.0) for name, moods in facts.get("moods", {}).items())


def _on_scale(chance: random.Random, asked: Asked, height: float, unsure: float) -> int | None:
    """A point for a height from 0 to 10; or that they do not know, or nothing."""
    if chance.random() < LEFT:
        return None
    if chance.random() < unsure:
        return next(code for code, meaning in asked.missing.items() if meaning == "dont_know")
    points = asked.scoring["points"]
    return points[min(len(points) - 1, max(0, round(height / 10 * (len(points) - 1))))]


@cache
def _places() -> Mapping[str, str | None]:
    """Each place with the one that it is in; the county comes first."""
    return {place.key: place.parent for place in content.places()}


def _county() -> str:
    return next(iter(_places()))


def _areas() -> list[str]:
    return [place for place, parent in _places().items() if parent == _county()]


def _parent(ward: str) -> str:
    return _places()[ward] or ""


@cache
def _about_you(name: str) -> Facts:
    return content.about_you()[name]


@cache
def _profile() -> Mapping[tuple[str, str], Mapping[str, int]]:
    found: dict[tuple[str, str], dict[str, int]] = {}
    for each in content.profiles():
        found.setdefault((each.place, each.dimension), {})[each.category] = each.count
    return found


@cache
def categories(name: str, place: str) -> Mapping[str, int]:
    """How many people there are of each category that is asked for; of areas, their people of 16 and over."""
    if name == AREAS:
        return {area: _grown(area) for area in _areas()}
    facts, counts = _about_you(name), dict(_profile()[place, name])
    for category in facts.get("leave", ()):
        del counts[category]
    for joined, parts in facts.get("join", {}).items():
        counts[joined] = sum(counts.pop(part) for part in parts["of"])
    return counts


@cache
def codes(name: str) -> list[str]:
    """The categories in the order of their codes, which count from 1."""
    return list(categories(name, _county()))


@cache
def _grown(place: str) -> int:
    return sum(categories("age", place).values())


def _share(place: str, dimension: str, category: str) -> float:
    counts = _profile()[place, dimension]
    return counts[category] / sum(counts.values())
