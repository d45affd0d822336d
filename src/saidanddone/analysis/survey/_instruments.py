"""Instruments: what is asked, in which words and order, and when two versions may no longer be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from saidanddone.analysis.survey._scoring import Scoring


class Speaks(StrEnum):
    """Of what a construct of trust speaks: whether they mean well, or whether they can."""

    CHARACTER = "character"
    COMPETENCE = "competence"


@dataclass(frozen=True, slots=True)
class Construct:
    """What items measure together: a determinant of trust such as openness, or anything else with a name."""

    name: str
    determinant: str = ""
    speaks_of: Speaks | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes
    ----------
    name : str
        Short, the same in every version.
    wording : mapping of str to str
        The question by language code.
    scoring : Scoring
    labels : mapping of str to mapping of int to str
        By language, the words at points and codes; both ends of a scale are labelled.
    construct : str
        The name of a construct, or empty.

    Raises
    ------
    ValueError
        Where an end of the scale has no label in a language, or a label belongs to no answer.
    """

    name: str
    wording: Mapping[str, str]
    scoring: Scoring
    labels: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    construct: str = ""

    def __post_init__(self) -> None:
        if not self.name or not self.wording or not all(self.wording.values()):
            raise ValueError(f"the item {self.name!r} needs a name and words in each of its languages")
        for language in self.wording:
            given = self.labels.get(language, {})
            if not set(given) <= set(self.scoring.answers):
                raise ValueError(f"{self.name}: a label in {language!r} belongs to no answer")
            if not {self.scoring.points[0], self.scoring.points[-1]} <= set(given):
                raise ValueError(f"{self.name}: both ends of the scale are labelled in {language!r}")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A set of items in their order, of one version.

    Attributes
    ----------
    name : str
    version : int
        From 1; a change of words, of labels, of points or of order makes the next one.
    items : tuple of Item
        In the order in which they are asked.
    constructs : tuple of Construct
    licence, modelled_on : str
        Under what it may be used, and what it is modelled on.

    Raises
    ------
    ValueError
        Where names repeat, an item names a construct that is not there, or languages differ between items.

    Examples
    --------
    >>> from saidanddone.analysis.survey import OECD
    >>> ends = {"en": {0: "not at all", 10: "completely"}}
    >>> people = Item("people", {"en": "How much do you trust most people?"}, OECD, ends)
    >>> council = Item("council", {"en": "And the council?"}, OECD, ends)
    >>> first = Instrument("trust", 1, (people, council))
    >>> print(first)
    trust, version 1: 2 items in en.
    >>> for each in Instrument("trust", 2, (council, people)).breaks(first):
    ...     print(each)
    council: asked after other questions than before.
    people: asked after other questions than before.
    """

    name: str
    version: int
    items: tuple[Item, ...]
    constructs: tuple[Construct, ...] = ()
    licence: str = ""
    modelled_on: str = ""

    def __post_init__(self) -> None:
        names = [item.name for item in self.items]
        if not names or len(names) != len(set(names)):
            raise ValueError("an instrument has items, each with a name of its own")
        known = {construct.name for construct in self.constructs}
        strangers = [item.construct for item in self.items if item.construct and item.construct not in known]
        if strangers:
            raise ValueError(f"no construct {strangers[0]!r} in {self.name}")
        if len({frozenset(item.wording) for item in self.items}) > 1:
            raise ValueError(f"the items of {self.name} are in different languages")
        if self.version < 1:
            raise ValueError("versions count from 1")

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}: {len(self.items)} items in {', '.join(sorted(self.languages))}."

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.items[0].wording)

    def item(self, name: str) -> Item:
        """The item of a name; `KeyError` where there is none."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)

    def of(self, construct: str) -> tuple[Item, ...]:
        """The items of a construct, in their order."""
        return tuple(item for item in self.items if item.construct == construct)

    def breaks(self, earlier: "Instrument") -> tuple["Break", ...]:
        """The items that may not be compared with an earlier version, each with the first reason that applies.

        New items have no earlier figure, so they break nothing. A language that was added breaks nothing either.
        """
        return tuple(self._breaks(earlier))

    def _breaks(self, earlier: "Instrument") -> Iterator["Break"]:
        before = {item.name: place for place, item in enumerate(earlier.items)}
        for place, item in enumerate(self.items):
            if item.name not in before:
                continue
            old = earlier.items[before[item.name]]
            kept = [each.name for each in self.items[:place]]
            asked = [each.name for each in earlier.items[: before[item.name]]]
            if _differ(item.wording, old.wording):
                yield Break(item.name, Reason.WORDING)
            elif item.scoring.answers != old.scoring.answers:
                yield Break(item.name, Reason.SCALE)
            elif _relabelled(item, old):
                yield Break(item.name, Reason.LABELS)
            elif kept != asked:
                yield Break(item.name, Reason.ORDER)


class Reason(StrEnum):
    """Why an item is no longer the same question."""

    WORDING = "wording"
    SCALE = "scale"
    LABELS = "labels"
    ORDER = "order"


SENTENCES = {
    Reason.WORDING: "asked in other words than before",
    Reason.SCALE: "answered on another scale than before",
    Reason.LABELS: "answered on a scale with other labels than before",
    Reason.ORDER: "asked after other questions than before",
}


@dataclass(frozen=True, slots=True)
class Break:
    """A break in the series of an item: no line is drawn across it."""

    item: str
    reason: Reason

    def __str__(self) -> str:
        return f"{self.item}: {SENTENCES[self.reason]}."


def _differ(new: Mapping[str, str], old: Mapping[str, str]) -> bool:
    """Whether words differ in a language that both have: spaces aside, as they are not read."""
    return any(new[language].split() != old[language].split() for language in new.keys() & old.keys())


def _relabelled(new: Item, old: Item) -> bool:
    """Whether a point has another label, or has one that had none, in a language that both have."""
    return any(
        {code: words.split() for code, words in new.labels[language].items()}
        != {code: words.split() for code, words in old.labels[language].items()}
        for language in new.labels.keys() & old.labels.keys()
    )
