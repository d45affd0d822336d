"""What people feel: published estimates of surveys, by ground of trust, with how sure they are; nothing is worked out.

    felt(subject)               everything that is published about it, newest first
    felt.leading(feelings)      the one of several questions that stands for its ground, by one rule

Each question stands by itself: two questions about one ground are two lines, and what staff say of their leaders is
never put together with what the public says. Where the words, the labels, the points or the order of a question changed
between two waves, its line ends there: nothing is drawn across a break. Of a place stands what was asked about it, and
what those who live there said of others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from saidanddone.core.refs import Ref, urls_of
from saidanddone.people.models import Organisation, Service
from saidanddone.surveys.insights import breaks_between
from saidanddone.surveys.models import Analysis, Estimate, Wave
from saidanddone.surveys.questionnaire import Asked, questionnaire
from saidanddone.trust.feelings import Band, Change, Feeling, Measured
from saidanddone.trust.subjects import Subject

LEAD = ("net", "mean")


@dataclass(frozen=True, slots=True)
class Felt:
    """All that is published about one subject. `associations` by wave: how satisfaction and trust go together."""

    feelings: tuple[Feeling, ...]
    associations: Mapping[str, Mapping[str, Any]]

    def of(self, determinant: str) -> tuple[Feeling, ...]:
        """What the public, and whoever had contact with a service, say."""
        return tuple(each for each in self.feelings if each.asked.determinant == determinant and not each.is_of_staff)

    def of_staff(self, determinant: str) -> tuple[Feeling, ...]:
        return tuple(each for each in self.feelings if each.asked.determinant == determinant and each.is_of_staff)


def leading(feelings: Sequence[Feeling]) -> Feeling | None:
    """The question that stands for its ground, whatever was said to it.

    Known before unknown, of people drawn by chance before others, of the newest survey; and there the first that was
    asked to measure this very ground, or else the first that speaks of it.
    """

    def rank(each: Feeling) -> tuple[bool, bool, int, bool]:
        newest, asked = each.newest, each.asked
        is_own = bool(asked.determinant) and asked.construct.removeprefix("leader-") == asked.determinant
        return newest.value is None, not newest.wave.is_probability, -newest.day.toordinal(), not is_own

    return min(feelings, key=rank, default=None)


def felt(subject: Subject) -> Felt:
    """Two queries, and one for each kind of page linked to. What is for staff alone is not read at all."""
    about = subject.asked_about
    if about is None:
        return Felt((), {})
    is_about = Q(wave__survey__about_kind=about.kind, wave__survey__about_id=about.public_id)
    said_here = Q(pk__in=Estimate.objects.of_place(subject.place).values("analysis")) if subject.place else Q()
    rows = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
    analyses = list(
        rows.filter(is_about | said_here if subject.place else is_about)
        .select_related("wave__survey__organisation")
        .order_by("wave__closes_date", "pk")
    )
    figures = _figures(analyses, about)
    urls = urls_of({each.wave.ref for each in analyses})
    names = _names({each.wave.survey.about for each in analyses} - {about})
    surveys: defaultdict[int, list[Analysis]] = defaultdict(list)
    for each in analyses:
        surveys[each.wave.survey_id].append(each)
    made = [feeling for waves in surveys.values() for feeling in _feelings(waves, figures, urls, names)]
    associations = {each.wave.public_id: each.association for each in analyses if each.wave.survey.about == about}
    return Felt(tuple(sorted(made, key=lambda each: each.newest.day, reverse=True)), associations)


Figures = Mapping[tuple[int, str], list[Estimate]]


def _figures(analyses: Sequence[Analysis], about: Ref) -> Figures:
    """By analysis and question, one query: of everybody who was asked about it, and of its people about others."""
    found: defaultdict[tuple[int, str], list[Estimate]] = defaultdict(list)
    own = [each.pk for each in analyses if each.wave.survey.about == about]
    others = [each.pk for each in analyses if each.pk not in own]
    mine = Q(analysis__in=own, variable="", group="")
    if others:
        mine |= Q(analysis__in=others, place=about.public_id)
    for row in Estimate.objects.filter(mine).order_by("pk"):
        found[row.analysis_id, row.item].append(row)
    return found


def _names(others: Iterable[Ref]) -> dict[Ref, str]:
    """What those are called of whom the people of a place spoke: a query for each kind."""
    named: dict[Ref, str] = {}
    for kind, model in (("organisation", Organisation), ("service", Service)):
        ids = [each.public_id for each in others if each.kind == kind]
        for row in model.objects.filter(public_id__in=ids) if ids else ():
            named[Ref(kind, row.public_id)] = row.local_name
    return named


def _feelings(
    analyses: Sequence[Analysis], figures: Figures, urls: Mapping[Ref, str], names: Mapping[Ref, str]
) -> Iterable[Feeling]:
    """One survey's questions, as its newest wave asked them."""
    newest = analyses[-1]
    survey = newest.wave.survey
    questions = {each.pk: questionnaire(each.wave) for each in analyses}
    broken = {each.pk: breaks_between(questions[newest.pk], questions[each.pk]) for each in analyses}
    for asked in questions[newest.pk]:
        now = _measured(newest, asked, figures)
        if now is None:
            continue
        line: list[Measured] = []
        is_broken = False
        for before in reversed(analyses[:-1]):
            was_asked = any(each.name == asked.name for each in questions[before.pk])
            if not was_asked or asked.name in broken[before.pk]:
                is_broken = was_asked
                break
            if measured := _measured(before, asked, figures, now.figure):
                line.insert(0, measured)
        yield Feeling(
            survey=survey,
            asked=asked,
            newest=now,
            earlier=tuple(line),
            breaks=is_broken,
            url=urls.get(newest.wave.ref, ""),
            change=_change(newest, asked, figures, now.figure) if line else None,
            about=names.get(survey.about, ""),
        )


def _change(analysis: Analysis, asked: Asked, figures: Figures, figure: str) -> Change | None:
    """The published difference of this figure; nothing of whoever was not drawn by chance."""
    if not analysis.wave.is_probability:
        return None
    rows = (each for each in figures.get((analysis.pk, asked.name), ()) if each.kind == Estimate.Kind.DIFFERENCE)
    found = next((each for each in rows if each.figure == figure), None)
    return Change(found.value, found.lower, found.upper) if found else None


def _measured(analysis: Analysis, asked: Asked, figures: Figures, figure: str = "") -> Measured | None:
    """The figure that leads: the net where the scale has two sides, else the mean, else the first share."""
    stand = (each for each in figures.get((analysis.pk, asked.name), ()) if each.kind != Estimate.Kind.DIFFERENCE)
    rows = {each.figure: each for each in stand}
    if not rows:
        return None
    leads = [figure] if figure else [*LEAD, *_bands(asked, side=1), *rows]
    row = next((rows[name] for name in leads if name in rows), None)
    if row is None:
        return None
    lowest, highest, middle = _scale(row, asked)
    return Measured(
        wave=analysis.wave,
        figure="net" if row.kind == Estimate.Kind.NET else "mean" if row.kind == Estimate.Kind.MEAN else row.figure,
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        lowest=lowest,
        highest=highest,
        middle=middle,
        marker=row.marker,
        count=row.count,
        bands=_parts(asked, rows),
    )


def _parts(asked: Asked, rows: Mapping[str, Estimate]) -> tuple[Band, ...]:
    """Every part of the scale, or none: one that is kept back could be worked out from the others."""
    found: list[Band] = []
    for each in asked.scoring.get("bands", []):
        row = rows.get(each["name"])
        if row is None or row.value is None:
            return ()
        begins = found[-1].begins + found[-1].width if found else 0.0
        found.append(Band(each["name"], row.value, each.get("side", 0), round(begins, 1)))
    return tuple(found)


def _bands(asked: Asked, side: int | None = None) -> list[str]:
    bands = asked.scoring.get("bands", [])
    return [each["name"] for each in bands if side is None or each.get("side", 0) == side]


def _scale(row: Estimate, asked: Asked) -> tuple[float, float, float]:
    """Lowest, highest and middle of what the figure can be."""
    if row.kind == Estimate.Kind.NET:
        return -1.0, 1.0, 0.0
    points = asked.scoring.get("points") or []
    if row.kind == Estimate.Kind.MEAN and len(points) > 1:
        return float(min(points)), float(max(points)), (min(points) + max(points)) / 2
    return 0.0, 1.0, 0.5
