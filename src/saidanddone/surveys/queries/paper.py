"""Sheets as whoever types them in finds them: never what the other person typed, until both have."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from saidanddone.core.viewer import Viewer
from saidanddone.surveys.models import PaperSheet, Wave
from saidanddone.surveys.questionnaire import Answer, Asked, questionnaire


@dataclass(frozen=True, slots=True)
class Sheets:
    """Numbers of sheets: those that wait for somebody else than the viewer, for the viewer, and to be settled."""

    for_you: tuple[str, ...]
    for_others: tuple[str, ...]
    to_settle: tuple[str, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A question of which the two read something else, in words."""

    asked: Asked
    first: str
    second: str


def sheets(wave: Wave, by: Viewer) -> Sheets:
    open_ones = wave.sheets.filter(response__isnull=True).values("number")
    counted = open_ones.annotate(entries=Count("pk"), mine=Count("pk", filter=Q(typed_by=by.person_id)))
    rows = list(counted.order_by("number").values_list("number", "entries", "mine"))
    return Sheets(
        for_you=tuple(number for number, entries, mine in rows if entries == 1 and not mine),
        for_others=tuple(number for number, entries, mine in rows if entries == 1 and mine),
        to_settle=tuple(number for number, entries, _mine in rows if entries == 2),
        settled=wave.sheets.filter(response__isnull=False, entry=1).count(),
    )


def typed(wave: Wave, number: str) -> list[PaperSheet]:
    return list(wave.sheets.filter(number=number).order_by("entry"))


def differences(wave: Wave, first: PaperSheet, second: PaperSheet) -> list[Difference]:
    asked = [each for each in questionnaire(wave) if first.answers.get(each.name) != second.answers.get(each.name)]
    return [Difference(each, _said(each, first.answers), _said(each, second.answers)) for each in asked]


def _said(asked: Asked, answers: Mapping[str, Answer]) -> str:
    """An answer in words: its label where it has one."""
    answer = answers.get(asked.name)
    if answer is None:
        return "–"
    codes = answer if isinstance(answer, list) else [answer]
    return ", ".join((asked.label(each).text if isinstance(each, int) else "") or str(each) for each in codes)
