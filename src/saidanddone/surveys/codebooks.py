"""What a file of answers means: the codebook beside it, written as TOML.

[survey]
organisation = "aberwen-council"
kind = "public"
title.en = "Trust in Aberwen"

[columns]                          # of what is no answer; all but `wave` may be left out
wave = "wave"
stratum = "strata"
cluster = "upm"
weight = "weight"
person = "panel"                   # the same in each wave of a panel
key = "id"                         # without it the row's own cells name it
language = "lang"

[missing]                          # for every question; a question may have its own
NA = "not_asked"
"88" = "dont_know"

[waves."2023"]                     # what stands in the column of waves
number = 2
opens = 2023-01-01
closes = 2023-03-31
sampling = "probability"

[[questions]]
name = "council"                   # and `column`, where that is another
kind = "scale"
wording.en = "How much do you trust the council?"
labels.en = { 0 = "Not at all", 10 = "Completely" }
scoring = { points = [0, 1, 2], bands = [{ name = "high", lowest = 1, highest = 2, side = 1 }] }
values = { Yes = 1 }               # words in cells, as codes

[[questions]]                      # where people live: results are shown by it
name = "ward"
kind = "single"
splits_results = true
wording.en = "Where do you live?"
places = { 1 = "W05000984", 2 = "Bryn Teg" }   # by code, slug or name: cells may name them so too
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from saidanddone.core.languages import Language, said_in
from saidanddone.places.models import Place
from saidanddone.places.queries import known_places
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.questionnaire import Asked

NOT_ASKED = "not_asked"
MEANINGS = {"dont_know", "prefer_not", NOT_ASKED}
COLUMNS = {"wave", "stratum", "cluster", "weight", "person", "key", "language"}
DAYS = {"opens", "closes"}


class BadCodebook(ValueError):
    """The codebook cannot be understood; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A question, and how its cells are read."""

    asked: Asked
    column: str
    values: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    """What a cell without an answer means, by what stands in it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One wave as it was."""

    number: int
    opens: date
    closes: date
    sampling: str = str(Wave.Sampling.PROBABILITY)
    sponsor: str = ""
    population: Mapping[str, str] = field(default_factory=dict)
    frame: Mapping[str, str] = field(default_factory=dict)
    design: Mapping[str, str] = field(default_factory=dict)
    margins: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Codebook:
    organisation: str
    kind: str
    title: Mapping[str, str]
    introduction: Mapping[str, str]
    columns: Mapping[str, str]
    waves: Mapping[str, Round]
    questions: tuple[Coded, ...]


def read_codebook(path: Path) -> Codebook:
    """Raises `BadCodebook`."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadCodebook(f"{path.name}: {error}") from error
    survey = _table(given, "survey")
    columns = {name: str(column) for name, column in _table(given, "columns").items()}
    if unknown := sorted(set(columns) - COLUMNS):
        raise BadCodebook(f"[columns] has {unknown[0]}; it may have {', '.join(sorted(COLUMNS))}.")
    if "wave" not in columns:
        raise BadCodebook("[columns] names no column of waves.")
    missing = _meanings(given.get("missing", {}), "[missing]")
    questions = tuple(_question(each, missing) for each in given.get("questions", []))
    names = [each.asked.name for each in questions]
    if not names or len(set(names)) < len(names):
        raise BadCodebook("There is no question, or two have the same name.")
    kind = survey.get("kind", str(Survey.Kind.PUBLIC))
    if kind not in Survey.Kind.values or not survey.get("organisation") or not survey.get("title"):
        raise BadCodebook(f"[survey] needs an organisation, a title, and a kind: {', '.join(Survey.Kind.values)}.")
    waves = {name: _round(name, each) for name, each in _table(given, "waves").items()}
    if len({each.number for each in waves.values()}) < len(waves):
        raise BadCodebook("Two waves have the same number.")
    return Codebook(
        str(survey["organisation"]), kind, survey["title"], survey.get("introduction", {}), columns, waves, questions
    )


def with_places(codebook: Codebook) -> Codebook:
    """Questions about where people live with the places of this site. Raises `BadCodebook` for one that is not here."""
    known, rows = known_places(), Place.objects.in_bulk()
    return replace(codebook, questions=tuple(_placed(each, known, rows) for each in codebook.questions))


def _placed(coded: Coded, known: Mapping[str, int], rows: Mapping[int, Place]) -> Coded:
    found: dict[str, Place] = {}
    for code, name in coded.asked.places.items():
        if str(name).casefold() not in known:
            raise BadCodebook(f"question {coded.asked.name}: {name} is no place of this site.")
        found[str(code)] = rows[known[str(name).casefold()]]
    if not found:
        return coded
    names = {
        each.value: {code: said_in(place, "name", each.value) for code, place in found.items()} for each in Language
    }
    labels = {each: {**names[each], **coded.asked.labels.get(each, {})} for each in names}
    places = {code: place.public_id for code, place in found.items()}
    cells = {
        cell: int(code)
        for code, each in found.items()
        for cell in (each.slug, each.code, each.name, each.name_cy)
        if cell
    }
    return replace(coded, asked=replace(coded.asked, labels=labels, places=places), values={**cells, **coded.values})


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = given.get(name)
    if not isinstance(found, dict) or not found:
        raise BadCodebook(f"There is no table [{name}].")
    return found


def _meanings(given: Mapping[str, Any], where: str) -> dict[str, str]:
    for cell, meaning in given.items():
        if meaning not in MEANINGS:
            raise BadCodebook(f"{where}: {cell} means {meaning}, which is none of {', '.join(sorted(MEANINGS))}.")
    return dict(given)


def _round(name: str, given: Mapping[str, Any]) -> Round:
    try:
        found = Round(**given)
    except TypeError as error:
        raise BadCodebook(f'[waves."{name}"]: {error}.') from error
    if not isinstance(found.number, int) or not all(isinstance(getattr(found, each), date) for each in DAYS):
        raise BadCodebook(f'[waves."{name}"] needs a number, and days such as 2023-01-31 for opens and closes.')
    if found.closes < found.opens or found.sampling not in Wave.Sampling.values:
        raise BadCodebook(f'[waves."{name}"] closes before it opens, or its sampling is unknown.')
    return found


def _question(given: Mapping[str, Any], missing: Mapping[str, str]) -> Coded:
    named = dict(given)
    column, values = named.pop("column", named.get("name", "")), named.pop("values", {})
    own = {**missing, **_meanings(named.pop("missing", {}), f"question {named.get('name')}")}
    labels = {
        language: {str(code): words for code, words in each.items()}
        for language, each in named.pop("labels", {}).items()
    }
    try:
        asked = Asked(**named, labels=labels)
    except TypeError as error:
        raise BadCodebook(f"question {named.get('name')}: {error}.") from error
    if asked.kind not in Question.Kind.values or not any(asked.wording.values()):
        raise BadCodebook(f"question {asked.name} needs words, and a kind: {', '.join(Question.Kind.values)}.")
    return Coded(_with_missing(asked, own), str(column), values, own)


def _with_missing(asked: Asked, missing: Mapping[str, str]) -> Asked:
    """Codes that are numbers and say why there is no answer belong to its scoring: they are kept, typed apart."""
    codes = {cell: meaning for cell, meaning in missing.items() if meaning != NOT_ASKED and _is_code(cell)}
    if asked.kind in {Question.Kind.TEXT, Question.Kind.NUMBER} or not codes:
        return asked
    scoring = {**asked.scoring, "missing": {**codes, **asked.scoring.get("missing", {})}}
    return Asked(**{name: getattr(asked, name) for name in Asked.__dataclass_fields__} | {"scoring": scoring})


def _is_code(cell: str) -> bool:
    return cell.lstrip("-").isdigit()
