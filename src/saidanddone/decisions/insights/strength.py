"""How strong a finding is: its counts, and from which places, kinds and languages its people come, protected.

How many people there are in all is public. Where they come from is split by group, so small numbers are kept back.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext

from saidanddone.analysis.disclosure import protect
from saidanddone.contributions.models import Contribution
from saidanddone.core.languages import Language
from saidanddone.decisions.models import Finding
from saidanddone.decisions.queries.strength import Counts, Surroundings, Voice, counts_of, surroundings_of, voices_of

ELSEWHERE = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A group with how many of the people are of it, beside its share of those who live there, if that is known."""

    label: str
    people: int
    share: float
    of_population: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The people split one way. Parts with too few to be shown are left out; `kept_back` says how many parts are."""

    name: str
    title: str
    parts: tuple[Part, ...]
    kept_back: int

    @property
    def compares(self) -> bool:
        """Whether shares of the population stand beside the people."""
        return any(part.of_population is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class Strength:
    """What a finding rests on. `references` are figures, statements and data; the rest counts people and voices."""

    counts: Counts
    references: int
    groups: tuple[Group, ...]

    @property
    def has_too_few(self) -> bool:
        """Whether there are people, but too few to say where any of them come from."""
        return self.counts.people > 0 and not any(group.parts for group in self.groups)


def strength_of(finding: Finding) -> Strength:
    counts, voices = counts_of([finding])[finding.pk], voices_of(finding)
    references = finding.evidence.standing().filter(contribution__isnull=True).count()
    around = surroundings_of(finding)
    return Strength(counts, references, (_places(voices, around), _kinds(voices), _languages(voices, around)))


def _places(voices: list[Voice], around: Surroundings) -> Group:
    """By the places within the finding's own; who spoke from the whole of it, or from outside, is one more part."""
    labels = {place.path: place.local_name for place in around.within}
    counted = Counter(next((path for path in labels if voice.path.startswith(path)), ELSEWHERE) for voice in voices)
    living = {place.path: around.population.get(place.pk) for place in around.within}
    total = sum(each or 0 for each in living.values())
    shares = {path: each / total for path, each in living.items() if each and total}
    labels[ELSEWHERE] = gettext("%(place)s as a whole, or elsewhere") % {"place": around.place.local_name}
    return _group("places", gettext("From where"), counted, labels, shares)


def _kinds(voices: list[Voice]) -> Group:
    labels = {str(value): str(label) for value, label in Contribution.Kind.choices}
    return _group("kinds", gettext("What they first said"), Counter(voice.kind for voice in voices), labels, {})


def _languages(voices: list[Voice], around: Surroundings) -> Group:
    counted = Counter(voice.language for voice in voices)
    labels = {str(value): str(label) for value, label in Language.choices}
    welsh = around.welsh_speakers
    shares = {} if welsh is None else {Language.WELSH.value: welsh, Language.ENGLISH.value: 1 - welsh}
    return _group("languages", gettext("In which language"), counted, labels, shares)


def _group(name: str, title: str, counted: Counter[str], labels: dict[str, str], shares: dict[str, float]) -> Group:
    keys = tuple(labels)
    shown = _protected(keys, tuple(counted[key] for key in keys))
    people = sum(counted.values())
    parts = [
        Part(labels[key], count, count / people, shares.get(key))
        for key, count in zip(keys, shown, strict=True)
        if count
    ]
    return Group(name, title, tuple(sorted(parts, key=lambda part: -part.people)), len(keys) - len(parts))


@lru_cache(maxsize=512)
def _protected(keys: tuple[str, ...], counts: tuple[int, ...]) -> tuple[int | None, ...]:
    """Each count, or none where it would say too much. The same counts, as on every visit, are worked out once."""
    if len(keys) < 2 or not any(counts):
        return (None,) * len(keys)
    table = protect(counts, keys)
    return tuple(cell.value if cell.value is None else int(cell.value) for (cell,) in table.cells)
