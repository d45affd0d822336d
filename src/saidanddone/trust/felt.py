"""What people feel: published estimates of surveys, by ground of trust, with how sure they are; nothing is worked out.

    felt(subject)               everything that is published about it, newest first

Each question stands by itself: two questions about one ground are two lines, and what staff say of their leaders is
never put together with what the public says. Where the words, the labels, the points or the order of a question changed
between two waves, its line ends there: nothing is drawn across a break.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.refs import Ref, urls_of
from saidanddone.surveys import benchmarks
from saidanddone.surveys.insights import breaks_between
from saidanddone.surveys.models import Analysis, Estimate, Survey, Wave
from saidanddone.surveys.questionnaire import Asked, questionnaire
from saidanddone.surveys.wording import Worded
from saidanddone.trust.subjects import Subject

LEAD = ("net", "mean")
MARKED: dict[str, str | Promise] = {
    "c": _("Kept back, as few people answered"),
    "x": _("No data"),
    "z": _("Not applicable"),
    "u": _("Uncertain, as few people answered"),
    "low": _("Uncertain, as few people answered"),
    "b": _("Asked differently than before"),
    "p": _("Provisional"),
    "r": _("Revised"),
}


BANDS: dict[str, str | Promise] = {
    "high": _("high"),
    "neutral": _("in the middle"),
    "low": _("low"),
    "better": _("better"),
    "as_expected": _("as expected"),
    "worse": _("worse"),
    "some": _("some"),
    "little": _("little"),
    "none": _("none"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of one question in one wave. `middle` parts more trust from less: nought of a net, half of a scale."""

    wave: Wave
    figure: str
    value: float | None
    lower: float | None
    upper: float | None
    lowest: float
    highest: float
    middle: float
    marker: str
    count: int | None
    bands: "tuple[Band, ...]" = ()
    """The share of each part of the scale, where all of them were published."""

    @property
    def day(self) -> date:
        return self.wave.closes_date

    @property
    def words(self) -> str | None:
        return None if self.value is None else self.written(self.value)

    @property
    def interval_words(self) -> str:
        """How sure it is; of a wave that was not drawn by chance nothing is said as if it were."""
        if self.lower is None or self.upper is None:
            return ""
        if not self.wave.is_probability:
            return gettext("not drawn by chance, so nobody knows how sure it is")
        return gettext("%(low)s to %(high)s") % {"low": self.written(self.lower), "high": self.written(self.upper)}

    @property
    def marker_words(self) -> str | Promise:
        return MARKED.get(self.marker, "")

    @property
    def has_interval(self) -> bool:
        return self.wave.is_probability and self.lower is not None and self.upper is not None

    @property
    def place(self) -> float:
        """Where the value stands on a line from 0 to 100, its mark being one wide."""
        return max(0.0, round(self.at(self.value or 0) - 0.5, 1))

    @property
    def from_place(self) -> float:
        return self.at(self.lower or 0)

    @property
    def span(self) -> float:
        return round(self.at(self.upper or 0) - self.from_place, 1)

    def written(self, value: float) -> str:
        """A net in points of a hundred with its sign, a mean with one place, a share in whole per cents."""
        if self.figure == "net":
            return f"{round(100 * value):+d}".replace("-", "−") if round(100 * value) else "0"
        return f"{value:.1f}" if self.figure == "mean" else f"{round(100 * value)}%"

    def at(self, value: float) -> float:
        """Where a value lies on its scale, from 0 to 100."""
        return round(100 * min(1.0, max(0.0, (value - self.lowest) / (self.highest - self.lowest))), 1)


@dataclass(frozen=True, slots=True)
class Against:
    """A figure of others, in a sentence with its population, its tier and its source."""

    words: str
    source: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the scale with the share of those who answered in it, and where its bar begins."""

    name: str
    share: float
    side: int
    begins: float

    @property
    def words(self) -> str:
        facts = {"share": f"{round(100 * self.share)}%", "band": BANDS.get(self.name, self.name.replace("_", " "))}
        return gettext("%(share)s %(band)s") % facts

    @property
    def width(self) -> float:
        return round(100 * self.share, 1)

    @property
    def tone(self) -> str:
        return {1: "high", -1: "low"}.get(self.side, "middle")


@dataclass(frozen=True, slots=True)
class Feeling:
    """One question with its newest figure, and those before it back to the last break."""

    survey: Survey
    asked: Asked
    newest: Measured
    earlier: tuple[Measured, ...] = ()
    breaks: bool = False
    url: str = ""

    @property
    def wording(self) -> Worded:
        return self.asked.said("wording")

    @property
    def line(self) -> tuple[Measured, ...]:
        """The oldest first, back to the last break."""
        return (*self.earlier, self.newest)

    @property
    def benchmarks(self) -> tuple[Against, ...]:
        """What others measured by the same question of the same instrument; a figure that is not shown has none."""
        known = {self.newest.figure, *(band.name for band in self.newest.bands)}
        found = benchmarks.of(self.asked.instrument, self.asked.name)
        return tuple(_against(each) for each in found if each.figure in known)

    @property
    def is_of_staff(self) -> bool:
        return self.survey.kind == Survey.Kind.STAFF

    @property
    def what(self) -> str:
        """What the number is, in words."""
        if self.newest.figure == "net":
            return gettext("points: those who say much less those who say little, of every hundred")
        if self.newest.figure == "mean":
            facts = {"low": f"{self.newest.lowest:g}", "high": f"{self.newest.highest:g}"}
            return gettext("on average, from %(low)s to %(high)s") % facts
        return gettext("of those who answered")

    @property
    def change_words(self) -> str:
        """Against the wave before, where both have an interval: only what lies clear of it is called a change."""
        before = self.earlier[-1] if self.earlier else None
        now = self.newest
        if self.breaks and not before:
            return gettext("Asked differently before, so there is nothing to compare it with.")
        if before is None or not (now.has_interval and before.has_interval):
            return ""
        facts = {"before": before.words}
        if (now.lower or 0) > (before.upper or 0):
            return gettext("Up from %(before)s.") % facts
        if (now.upper or 0) < (before.lower or 0):
            return gettext("Down from %(before)s.") % facts
        return gettext("No clear change from %(before)s.") % facts


@dataclass(frozen=True, slots=True)
class Felt:
    """All that is published about one subject."""

    feelings: tuple[Feeling, ...]

    def of(self, determinant: str) -> tuple[Feeling, ...]:
        """What the public, and whoever had contact with a service, say."""
        return tuple(each for each in self.feelings if each.asked.determinant == determinant and not each.is_of_staff)

    def of_staff(self, determinant: str) -> tuple[Feeling, ...]:
        return tuple(each for each in self.feelings if each.asked.determinant == determinant and each.is_of_staff)


def felt(subject: Subject) -> Felt:
    """Two queries, and one for each kind of page linked to. What is for staff alone is not read at all."""
    about = subject.asked_about
    if about is None:
        return Felt(())
    rows = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
    analyses = list(
        rows.filter(wave__survey__about_kind=about.kind, wave__survey__about_id=about.public_id)
        .select_related("wave__survey__organisation")
        .order_by("wave__closes_date", "pk")
    )
    figures = _figures(analyses)
    urls = urls_of({each.wave.ref for each in analyses})
    surveys: defaultdict[int, list[Analysis]] = defaultdict(list)
    for each in analyses:
        surveys[each.wave.survey_id].append(each)
    made = [feeling for waves in surveys.values() for feeling in _feelings(waves, figures, urls)]
    return Felt(tuple(sorted(made, key=lambda each: each.newest.day, reverse=True)))


Figures = Mapping[tuple[int, str], list[Estimate]]


def _figures(analyses: Sequence[Analysis]) -> Figures:
    """Of everybody, by analysis and question: one query."""
    found: defaultdict[tuple[int, str], list[Estimate]] = defaultdict(list)
    rows = Estimate.objects.filter(analysis__in=[each.pk for each in analyses], variable="", group="")
    for row in rows.exclude(kind=Estimate.Kind.DIFFERENCE).order_by("pk"):
        found[row.analysis_id, row.item].append(row)
    return found


def _feelings(analyses: Sequence[Analysis], figures: Figures, urls: Mapping[Ref, str]) -> Iterable[Feeling]:
    """One survey's questions, as its newest wave asked them."""
    newest = analyses[-1]
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
        survey = newest.wave.survey
        yield Feeling(survey, asked, now, tuple(line), is_broken, urls.get(newest.wave.ref, ""))


def _measured(analysis: Analysis, asked: Asked, figures: Figures, figure: str = "") -> Measured | None:
    """The figure that leads: the net where the scale has two sides, else the mean, else the first share."""
    rows = {each.figure: each for each in figures.get((analysis.pk, asked.name), ())}
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


def _against(each: benchmarks.Benchmark) -> Against:
    number = f"{each.value:+g}".replace("-", "−") if each.figure == "net" else f"{each.value:g}%"
    when = f", {each.year}" if each.year else ""
    facts = {
        "number": number,
        "band": "" if each.figure == "net" else f" {BANDS.get(each.figure, each.figure)}",
        "who": f"{each.said('population')}{when}",
        "tier": each.tier.label,
    }
    return Against(gettext("Elsewhere: %(number)s%(band)s (%(tier)s; %(who)s)") % facts, each.source, each.link)


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
