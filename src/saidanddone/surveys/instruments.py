"""The instruments that ship: sets of questions with their scales, scoring and sources, read once from `data/`.

    names(Survey.Kind.STAFF)           those that suit a kind of survey
    instrument("public-trust")         one of them; KeyError where there is none
    item.asked({"en": "the council"})  its words, with whoever they are about in the place of {whom}

A survey copies the items that it takes. A change of words, labels, points or order is a new `version`: what was asked
stays as it was, and no line is drawn from one to the other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from saidanddone.core.languages import Language
from saidanddone.surveys.models import Question, Survey
from saidanddone.surveys.wording import Worded, worded

DATA = Path(__file__).parent / "data"
WHOM = "{whom}"
Words = Mapping[str, str]
CHOSEN = {Question.Kind.SCALE, Question.Kind.SINGLE, Question.Kind.SEVERAL, Question.Kind.RANKING}
DETERMINANTS = ("ability", "understanding", "fairness", "openness", "integrity", "consistency")
SPEAKS_OF = ("character", "competence")


class BadInstrument(ValueError):
    """A data file does not hold what it should; the message names it."""


@dataclass(frozen=True, slots=True)
class Construct:
    """What several items measure together: a ground of trust, or anything else with a name."""

    name: str
    determinant: str = ""
    speaks_of: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure with a name of its own, over one item: the share of `high` codes less the share of `low` ones."""

    name: str
    item: str
    high: tuple[int, ...]
    low: tuple[int, ...]
    title: Words
    words: Words

    def said(self, what: str) -> Worded:
        return worded(getattr(self, what))


@dataclass(frozen=True, slots=True)
class Item:
    """One question as it ships. `{whom}` in its words is where the name of an organisation or a service goes."""

    name: str
    wording: Words
    kind: str = Question.Kind.SCALE
    help: Words = field(default_factory=dict)
    labels: Mapping[str, Words] = field(default_factory=dict)
    scoring: Mapping[str, Any] = field(default_factory=dict)
    battery: str = ""
    construct: Construct = Construct("")
    may_be_contribution: bool = False

    @property
    def names_whom(self) -> bool:
        return any(WHOM in words for words in self.wording.values())

    def asked(self, whom: Words) -> dict[str, str]:
        """Its wording, about somebody by name; where a language has no name, the other's stands in."""
        other = next(iter(whom.values()), "")
        return {
            language: words.replace(WHOM, whom.get(language) or other).strip()
            for language, words in self.wording.items()
        }


@dataclass(frozen=True, slots=True)
class Instrument:
    name: str
    version: int
    licence: str
    suits: tuple[str, ...]
    title: Words
    about: Words
    modelled_on: Words
    items: tuple[Item, ...]
    formulas: tuple[Formula, ...] = ()

    def said(self, what: str) -> Worded:
        """`title`, `about` or `modelled_on` in the reader's language."""
        return worded(getattr(self, what))

    @property
    def names_whom(self) -> bool:
        return any(item.names_whom for item in self.items)

    def item(self, name: str) -> Item:
        """The item of a name; `KeyError` where there is none."""
        return {item.name: item for item in self.items}[name]

    def scoring_of(self, item: Item) -> dict[str, Any]:
        """As a question keeps it: where its net has a name and a definition of its own, with these."""
        named = next((each for each in self.formulas if each.item == item.name), None)
        return {**item.scoring, "net": {"title": named.title, "words": named.words}} if named else dict(item.scoring)


def names(kind: str = "") -> tuple[str, ...]:
    """In the order in which they are best asked, of those that suit a kind of survey."""
    return tuple(name for name, each in _all().items() if not kind or kind in each.suits)


def instrument(name: str) -> Instrument:
    return _all()[name]


ORDER = (
    "trust-between-people",
    "trust-in-institutions",
    "public-trust",
    "drivers-of-trust",
    "influence",
    "after-contact",
    "ons-well-being",
    "leadership-trust",
)
"""Interpersonal trust first, then institutions, then what drives it; what others add follows."""


def standing_apart(language: str, code: int) -> str:
    """The words of a code that is no point, as instruments say it: don't know, prefer not to say."""
    return str(_scales()["trust"]["labels"][language][str(code)])


@cache
def _scales() -> dict[str, Any]:
    return tomllib.loads((DATA / "scales.toml").read_text())


@cache
def _all() -> dict[str, Instrument]:
    found = {
        path.stem: read(tomllib.loads(path.read_text()), scales=_scales())
        for path in sorted((DATA / "instruments").glob("*.toml"))
    }
    if strange := [stem for stem, each in found.items() if each.name != stem]:
        raise BadInstrument(f"{strange[0]}: the file and the instrument have one name")
    rank = {name: place for place, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda each: (rank.get(each[0], len(rank)), each[0])))


def read(data: Mapping[str, Any], *, scales: Mapping[str, Any]) -> Instrument:
    """One instrument, held against all that it must hold; raises `BadInstrument`."""
    name = str(data.get("name", ""))
    try:
        constructs = {row["name"]: Construct(**row) for row in data.get("constructs", ())}
        items = tuple(_item(row, scales, constructs) for row in data["items"])
        formulas = tuple(
            Formula(**{**row, "high": tuple(row["high"]), "low": tuple(row["low"])}) for row in data.get("formulas", ())
        )
        made = Instrument(
            **{key: data[key] for key in ("name", "version", "licence", "title", "about", "modelled_on")},
            suits=tuple(data["suits"]),
            items=items,
            formulas=formulas,
        )
    except (KeyError, TypeError) as error:
        raise BadInstrument(f"{name}: {error}") from None
    _check(made, constructs)
    return made


def _item(row: Mapping[str, Any], scales: Mapping[str, Any], constructs: Mapping[str, Construct]) -> Item:
    given = dict(row)
    scale = {"is_reversed": False, **scales[given.pop("scale")]} if "scale" in given else {}
    construct = constructs[given.pop("construct")] if "construct" in given else Construct("")
    return Item(
        labels=given.pop("labels", scale.get("labels", {})),
        scoring=given.pop("scoring", {key: value for key, value in scale.items() if key != "labels"}),
        construct=construct,
        **given,
    )


def _check(made: Instrument, constructs: Mapping[str, Construct]) -> None:
    worded_parts = [made.title, made.about, made.modelled_on, *(item.wording for item in made.items)]
    worded_parts += [each.title for each in made.formulas] + [each.words for each in made.formulas]
    item_names = [item.name for item in made.items]
    wrong = [
        (made.version < 1, "versions count from 1"),
        (not made.licence or not set(made.suits) <= set(Survey.Kind.values), "a licence, and kinds of survey"),
        (any(not all(words.get(each) for each in Language.values) for words in worded_parts), "words in each language"),
        (not item_names or len(set(item_names)) < len(item_names), "items, each with a name of its own"),
        (any(each.determinant not in ("", *DETERMINANTS) for each in constructs.values()), "one of the determinants"),
        (any(each.speaks_of not in ("", *SPEAKS_OF) for each in constructs.values()), "character or competence"),
    ]
    wrong += [(not _is_whole(item), f"all labels and points of {item.name}") for item in made.items]
    wrong += [
        (not _is_of(formula, made), f"the codes of {formula.name} as its item is scored") for formula in made.formulas
    ]
    for is_wrong, needed in wrong:
        if is_wrong:
            raise BadInstrument(f"{made.name}: it needs {needed}")


def _is_whole(item: Item) -> bool:
    """Whether every code has its words in each language, where any is labelled, and both ends of a scale are."""
    points = [str(each) for each in item.scoring.get("points", ())]
    codes = {language: set(item.labels.get(language, ())) for language in Language.values}
    if item.kind not in CHOSEN:
        return not item.labels and item.kind in Question.Kind.values
    is_same = len({frozenset(each) for each in codes.values()}) == 1
    missing = set(item.scoring.get("missing", ()))
    named = codes[Language.ENGLISH]
    if item.kind != Question.Kind.SCALE:
        return is_same and missing <= named and len(named) > 1
    return is_same and len(points) > 1 and {points[0], points[-1], *missing} <= named <= {*points, *missing}


def _is_of(formula: Formula, made: Instrument) -> bool:
    """Whether the bands by which its item is scored count for and against what the formula says."""
    item = next((each for each in made.items if each.name == formula.item), None)
    if item is None:
        return False
    sides = {
        point: band["side"]
        for band in item.scoring.get("bands", ())
        for point in item.scoring["points"]
        if band["lowest"] <= point <= band["highest"]
    }
    high, low = ({point for point, side in sides.items() if side == which} for which in (1, -1))
    return high == set(formula.high) and low == set(formula.low)
