"""What a results page shows: each question with its bar, its figures, its groups, what changed, what others found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from saidanddone.core.refs import Ref, urls_of
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.surveys import benchmarks, result_bars, result_words
from saidanddone.surveys.insights import breaks_between
from saidanddone.surveys.models import Analysis, Estimate, Question, Wave
from saidanddone.surveys.queries import results as queries
from saidanddone.surveys.questionnaire import Asked, questionnaire
from saidanddone.surveys.result_bars import Bar, Room
from saidanddone.surveys.result_charts import trends
from saidanddone.surveys.result_parts import Part, parts
from saidanddone.surveys.result_summary import Summary, Told, summary
from saidanddone.surveys.wording import Worded
from saidanddone.ui import charts
from saidanddone.ui.series import SeriesChart

NO_WIDTH = 1e-9
MOST_UNFOLDED = 6
"""Questions of a page that shows all figures at once; of more, each has them folded below its bar."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a table, in words."""

    name: str
    value: str
    interval: str
    count: int | None
    look: str = ""
    bar: Bar | None = None
    short: str = ""
    """As it stands beside a bar: without decimals, where it is a share."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who gave one answer to a question that parts them."""

    name: str
    bar: Bar | None
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    count: int | None
    url: str = ""
    """Of the page of the place that they live in."""

    @property
    def cells_named(self) -> list[tuple[str, str]]:
        return list(zip(self.headings, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Split:
    by: Worded
    headings: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with what was said."""

    asked: Asked
    words: Worded
    bar: Bar | None
    rows: tuple[Row, ...]
    answers: tuple[Row, ...]
    change: str
    splits: tuple[Split, ...]
    trend: SeriesChart | None
    beside: tuple["Beside", ...]
    high: Estimate | None
    changed: Estimate | None

    @property
    def anchor(self) -> str:
        return f"q-{self.asked.name}"

    @property
    def defined(self) -> tuple[Worded, Worded] | None:
        """The name and the definition of its net, where it has any of its own."""
        title = self.asked.net("title")
        return (title, self.asked.net("words")) if title.text else None

    @property
    def told(self) -> Told:
        return Told(self.asked, self.anchor, self.high, self.changed)

    @property
    def key(self) -> list[Row]:
        """What stands at a bar: its parts by their look, in their order."""
        return [each for each in self.rows if each.look]

    @property
    def plain(self) -> list[Row]:
        """Answers with a bar each, and the figures of a number: what is read before the table is opened."""
        return [] if self.bar else [each for each in self.rows if not each.look or each.look == "unknown"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What others found."""

    benchmark: benchmarks.Benchmark
    figure: str


@dataclass(frozen=True, slots=True)
class Composite:
    """Items of one determinant, put together or not."""

    name: str
    items: tuple[str, ...]
    alpha: float | None
    omega: float | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class Driver:
    words: Worded
    effect: str
    interval: str
    share: str
    bar: Bar | None


@dataclass(frozen=True)
class Page:
    """A results page; `is_draft` before it is published."""

    wave: Wave
    analysis: Analysis
    shown: tuple[Shown, ...]
    composites: tuple[Composite, ...]
    drivers: tuple[Driver, ...]
    association: str
    markers: tuple[tuple[str, str], ...]
    earlier: tuple[Analysis, ...]
    is_draft: bool = False

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts(self.shown)

    @cached_property
    def summary(self) -> Summary:
        return summary([each.told for each in self.shown])

    @property
    def has_bars(self) -> bool:
        return any(each.bar for each in self.shown)

    @property
    def is_folded(self) -> bool:
        return len(self.shown) > MOST_UNFOLDED

    @property
    def effective(self) -> int | None:
        """Kish's effective number, where weights make it another one."""
        found = self.analysis.effective_count
        return round(found) if found and round(found) < self.analysis.count else None

    @property
    def not_by_chance(self) -> str:
        return str(result_words.NOT_BY_CHANCE)

    @property
    def no_cause(self) -> str:
        return str(result_words.NO_CAUSE)

    @property
    def response_rate(self) -> str:
        rate = self.analysis.rates.get("RR1")
        return "" if rate is None else f"{100 * rate:.1f}%"


def page(wave: Wave, analysis: Analysis, viewer: Viewer) -> Page:
    """With the earlier rounds that the viewer may see. A fixed number of queries, however many questions."""
    estimates = list(queries.figures(analysis))
    asked = questionnaire(wave)
    of_item: dict[str, list[Estimate]] = defaultdict(list)
    for each in estimates:
        of_item[each.item].append(each)
    waves = [each for each in queries.published_until(wave, viewer) if each.wave_id != wave.pk]
    before = waves[-1].wave if waves else queries.earlier_wave(wave)
    broken = breaks_between(asked, questionnaire(before)) if before else {}
    lines = trends(asked, waves, analysis)
    made = _Making(asked, of_item, broken, lines, urls_of(_places(asked)), weighted_to(analysis))
    return Page(
        wave=wave,
        analysis=analysis,
        shown=tuple(made.shown(each) for each in asked if each.kind != Question.Kind.TEXT and of_item[each.name]),
        composites=tuple(_composites(analysis, of_item)),
        drivers=tuple(_drivers(analysis, asked)),
        association=result_words.association_words(analysis.association, wave.is_probability),
        markers=tuple(_markers(estimates)),
        earlier=tuple(waves),
        is_draft=analysis.published_at is None,
    )


def _places(asked: Sequence[Asked]) -> set[Ref]:
    return {Ref("place", public_id) for each in asked if each.splits_results for public_id in each.places.values()}


def want(wave: Wave, analysis: Analysis) -> None:
    """Have the charts of its page drawn as everyone sees it, in the language that is set."""
    for each in page(wave, analysis, STRANGER).shown:
        if each.trend:
            charts.want(each.trend)


@dataclass(frozen=True)
class _Making:
    asked: Sequence[Asked]
    of_item: Mapping[str, list[Estimate]]
    broken: Mapping[str, str]
    trends: Mapping[str, SeriesChart]
    places: Mapping[Ref, str]
    weighted: "Weighted"

    def shown(self, asked: Asked) -> Shown:
        own = [each for each in self.of_item[asked.name] if not _is_unsaid(each)]
        whole = [each for each in own if not each.variable and each.kind != Estimate.Kind.DIFFERENCE]
        shares = {each.figure: each for each in whole if each.kind == Estimate.Kind.SHARE}
        bands = result_bars.sides(asked) if result_words.is_scale(asked) else {}
        main = [each for each in whole if not bands or each.figure in bands or not _is_answer(each)]
        change = result_words.spoken(each for each in own if each.kind == Estimate.Kind.DIFFERENCE)
        return Shown(
            asked=asked,
            words=asked.said("wording"),
            bar=result_bars.bar(asked, shares, self.room) if bands else None,
            rows=tuple(row(asked, each, bands, self.weighted) for each in main),
            answers=tuple(row(asked, each, {}, self.weighted) for each in whole if bands and _is_answer(each)),
            change=result_words.change_words(asked, change, self.broken.get(asked.name, "")),
            splits=tuple(self._splits(asked, bands)),
            trend=self.trends.get(asked.name),
            beside=tuple(_beside(asked)),
            high=shares.get("high") if bands else None,
            changed=change,
        )

    @cached_property
    def room(self) -> Room:
        """One scale for all questions and groups of the page."""
        found = []
        for each in self.asked:
            if result_words.is_scale(each):
                by_group: dict[tuple[str, str], dict[str, Estimate]] = defaultdict(dict)
                for one in self.of_item[each.name]:
                    if one.kind == Estimate.Kind.SHARE:
                        by_group[one.variable, one.group][one.figure] = one
                found += [(each, shares) for shares in by_group.values()]
        return result_bars.room(found)

    def _splits(self, asked: Asked, bands: Mapping[str, int]) -> Iterable[Split]:
        by_variable: dict[str, dict[str, dict[str, Estimate]]] = defaultdict(lambda: defaultdict(dict))
        for each in self.of_item[asked.name]:
            if each.variable:
                by_variable[each.variable][each.group][each.figure] = each
        of_name = {each.name: each for each in self.asked}
        for variable, groups in by_variable.items():
            splitting = of_name[variable]
            names = list(dict.fromkeys(name for found in groups.values() for name in found))
            names = [
                each for each in names if not all(each in one and _is_unsaid(one[each]) for one in groups.values())
            ]
            headings = tuple(result_words.figure_name(asked, each) for each in names)
            yield Split(
                by=splitting.said("wording"),
                headings=headings,
                groups=tuple(
                    self._group(asked, splitting, headings, group, found, names) for group, found in groups.items()
                ),
            )

    def _group(
        self,
        asked: Asked,
        splitting: Asked,
        headings: tuple[str, ...],
        group: str,
        found: Mapping[str, Estimate],
        names: Sequence[str],
    ) -> Group:
        return Group(
            name=result_words.figure_name(splitting, group),
            bar=result_bars.bar(asked, found, self.room) if result_words.is_scale(asked) else None,
            headings=headings,
            cells=tuple(result_words.value_of(found[each]) if each in found else "–" for each in names),
            count=max((each.count for each in found.values() if each.count), default=None),
            url=self.places.get(Ref("place", splitting.places.get(group, "")), ""),
        )


def _beside(asked: Asked) -> Iterable[Beside]:
    for each in benchmarks.of(asked.instrument, asked.name):
        yield Beside(each, result_words.figure_name(asked, each.figure))


def _is_unsaid(estimate: Estimate) -> bool:
    """Nobody said that they did not know, or would rather not say: a row of noughts tells nothing."""
    return estimate.figure in result_bars.UNKNOWN and not estimate.value and not estimate.marker


def _is_answer(estimate: Estimate) -> bool:
    return estimate.figure.lstrip("-").isdigit()


Weighted = Mapping[str, frozenset[str]]
"""The answers of each question that weights were brought to the population by."""


def weighted_to(analysis: Analysis) -> Weighted:
    found: dict[str, set[str]] = defaultdict(set)
    for each in analysis.weighting.get("margins", []):
        found[each["question"]].add(each["code"])
    return {question: frozenset(codes) for question, codes in found.items()}


def interval(estimate: Estimate, weighted: Weighted) -> str:
    """What a figure was weighted to has none: it is the population's, and not what a sample found."""
    codes = weighted.get(estimate.item)
    has_none = estimate.lower is not None and estimate.upper is not None and estimate.upper - estimate.lower < NO_WIDTH
    if codes is None or not has_none:
        return result_words.interval_of(estimate)
    return _("weighted to the population") if estimate.figure in codes else ""


def row(asked: Asked, estimate: Estimate, bands: Mapping[str, int], weighted: Weighted) -> Row:
    looks = {-1: "low", 0: "middle", 1: "high"}
    look = looks.get(bands.get(estimate.figure, 2), "unknown" if estimate.figure in result_bars.UNKNOWN else "")
    is_plain = not bands and estimate.kind == Estimate.Kind.SHARE
    return Row(
        name=result_words.figure_name(asked, estimate.figure),
        value=result_words.value_of(estimate),
        interval=interval(estimate, weighted),
        count=estimate.count,
        look=look,
        bar=result_bars.plain_bar(estimate) if is_plain else None,
        short=result_words.short_value(estimate),
    )


def _composites(analysis: Analysis, of_item: Mapping[str, list[Estimate]]) -> Iterable[Composite]:
    for name, said in analysis.reliability.items():
        rows = [each for each in of_item.get(f"determinant-{name}", []) if not each.variable]
        asked = Asked(name, Question.Kind.SCALE, {})
        yield Composite(
            name=str(result_words.DETERMINANTS.get(name, name)),
            items=tuple(said["items"]),
            alpha=said.get("alpha"),
            omega=said.get("omega"),
            row=row(asked, rows[0], {"": 0}, {}) if rows else None,
        )


def _drivers(analysis: Analysis, asked: Sequence[Asked]) -> Iterable[Driver]:
    of_name = {each.name: each for each in asked}
    for each in analysis.drivers.get("rows", []):
        effect = Estimate(
            kind=Estimate.Kind.SHARE, figure="effect", value=each["effect"], lower=each["lower"], upper=each["upper"]
        )
        share = Estimate(kind=Estimate.Kind.SHARE, figure="share", value=each["share"])
        yield Driver(
            words=of_name[each["item"]].said("wording"),
            effect=result_words.number(each["effect"], effect),
            interval=result_words.interval_of(effect),
            share=result_words.value_of(share),
            bar=result_bars.effect_bar(effect, analysis.drivers["rows"]),
        )


def _markers(estimates: Sequence[Estimate]) -> Iterable[tuple[str, str]]:
    """Those that stand on the page, with what they mean."""
    there = {each.marker for each in estimates}
    return [(f"[{marker}]", str(words)) for marker, words in result_words.MARKERS.items() if marker in there]
