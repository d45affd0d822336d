"""How the figures of a wave came about: what the transparency initiative of the AAPOR asks to be said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.surveys import result_words
from saidanddone.surveys.insights.waves import fewest_of
from saidanddone.surveys.models import Analysis, Survey, Wave
from saidanddone.surveys.questionnaire import Asked, questionnaire
from saidanddone.surveys.ways_in import WayIn
from saidanddone.surveys.wording import Worded
from saidanddone.ui.templatetags.words import grouped, written

RATES: dict[str, tuple[str | Promise, str | Promise]] = {
    "RR1": (
        gettext_lazy("Response rate 1 (RR1)"),
        gettext_lazy("Whole answers, of all who were asked and may belong to it."),
    ),
    "RR2": (
        gettext_lazy("Response rate 2 (RR2)"),
        gettext_lazy("The same, with answers that were begun and not finished."),
    ),
    "CON1": (
        gettext_lazy("Contact rate (CON1)"),
        gettext_lazy("Whoever was reached, answered or not, of all who were asked."),
    ),
    "REF1": (
        gettext_lazy("Refusal rate (REF1)"),
        gettext_lazy("Whoever said that they did not want to, of all who were asked."),
    ),
    "completion": (gettext_lazy("Completion rate"), gettext_lazy("Whoever finished, of all who began.")),
}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class MarginRow:
    """One category of one margin, in per cents before and after weighting, beside the population."""

    question: str
    category: str
    count: int | str
    before: str
    after: str
    population: str
    met: bool


@dataclass(frozen=True, slots=True)
class HeardRow:
    question: str
    category: str
    count: int
    share: str
    population: str
    far: bool


@dataclass(frozen=True, slots=True)
class Method:
    facts: tuple[Fact, ...]
    rates: tuple[Rate, ...]
    margins: tuple[MarginRow, ...]
    heard: tuple[HeardRow, ...]
    unheard: str
    heard_sources: str
    questions: tuple[tuple[Asked, list[tuple[int, Worded]]], ...]
    """Each with the words at its answers."""
    scorings: tuple[tuple[str, str], ...]


def method(wave: Wave, analysis: Analysis) -> Method:
    asked = questionnaire(wave)
    of_name = {each.name: each for each in asked}
    fewest = fewest_of(wave)
    heard = tuple(_heard(analysis.representativeness.get("groups", []), of_name, fewest))
    sources = analysis.representativeness.get("sources", {})
    return Method(
        facts=tuple(Fact(str(label), words) for label, words in _facts(wave, analysis, of_name) if words),
        rates=tuple(
            Rate(str(name), str(words), _percent(analysis.rates[key]))
            for key, (name, words) in RATES.items()
            if key in analysis.rates
        ),
        margins=tuple(_margins(analysis.weighting.get("margins", []), of_name, fewest)),
        heard=heard,
        unheard="; ".join(f"{each.category} ({each.share} / {each.population})" for each in heard if each.far),
        heard_sources="; ".join(dict.fromkeys(sources.values())),
        questions=tuple(
            (each, [(code, each.label(code)) for code in each.codes if each.label(code).text]) for each in asked
        ),
        scorings=tuple(_scorings(asked)),
    )


def _facts(wave: Wave, analysis: Analysis, of_name: Mapping[str, Asked]) -> Iterable[tuple[Any, str]]:
    survey = wave.survey
    spread = analysis.weighting.get("spread", {})
    yield _("Whose survey it is"), survey.organisation.local_name
    yield _("Who pays for it"), wave.sponsor or survey.organisation.local_name
    yield _("When"), f"{written(wave.opens_date)} – {written(wave.closes_date)}"
    for label, name in ((_("Whom it speaks for"), "population"), (_("The list, and whom it misses"), "frame")):
        yield label, wave.said(name).text
    yield _("How people are chosen"), str(wave.get_sampling_display())
    yield _("How it is done"), wave.said("design").text
    yield _("Ways to answer"), ", ".join(str(WayIn(each).label) for each in wave.modes if each in WayIn.values)
    yield _("Answers"), grouped(analysis.count)
    if analysis.effective_count:
        yield (
            _("They tell as much as"),
            _("%(number)s people of equal weights") % {"number": grouped(round(analysis.effective_count))},
        )
    if spread:
        yield _("Design effect of the weights"), f"{spread['design_effect']:.2f}"
    yield _("Weighted to"), _weighted(analysis, of_name)
    yield _("Intervals"), _intervals(wave)
    yield (
        _("Small numbers"),
        _small(survey),
    )
    indicator = analysis.representativeness.get("r_indicator") or {}
    if indicator:
        yield _("R-indicator"), f"{indicator['value']:.2f} ({indicator['lower']:.2f}–{indicator['upper']:.2f})"
    yield _("How it was worked out"), f"{analysis.method}; {analysis.engine}"


def _small(survey: Survey) -> str:
    parts = _(
        "In groups, parts of fewer than ten, noughts and unanimous answers are kept back, and as much more as keeps "
        "them from being worked out from all tables of one question together. Where everyone is asked again, a group "
        "that differs from the last round only by a few who came or went is kept back. How many of a group gave no "
        "opinion is not guarded, nor what several questions say together. Nothing is shown by two things at once, such "
        "as age and place."
    )
    if survey.kind == Survey.Kind.STAFF:
        staff = _(
            "Nothing is shown of fewer than twenty people, nor the shares of single answers, as colleagues know each "
            "other."
        )
        return f"{staff} {parts}"
    fewest = _("Nothing is shown of fewer than ten people.")
    return f"{fewest} {parts}"


def _weighted(analysis: Analysis, of_name: Mapping[str, Asked]) -> str:
    sources = analysis.weighting.get("sources", {})
    if not sources:
        return _("Nothing but how people were chosen.")
    named = [
        f"{of_name[name].said('wording').text} ({source})" if source else of_name[name].said("wording").text
        for name, source in sources.items()
        if name in of_name
    ]
    return "; ".join(named)


def _intervals(wave: Wave) -> str:
    if not wave.is_probability:
        return str(result_words.NOT_BY_CHANCE)
    return _(
        "95% intervals that know of strata, clusters and weights (Taylor linearisation, Student's t). A stratum with "
        "one cluster counts by its distance from the whole sample."
    )


def _margins(rows: Sequence[Mapping[str, Any]], of_name: Mapping[str, Asked], fewest: int) -> Iterable[MarginRow]:
    """What a small category weighs in the end is nearly the population's; how many it was of is not shown."""
    few = _few(rows, fewest)
    for each in rows:
        before, after, population = (_percent(each[name]) for name in ("before", "after", "population"))
        question, category = _named(each, of_name)
        count = each["count"]
        if (each["question"], each["code"]) in few:
            count, before = "[c]", "[c]"
        yield MarginRow(question, category, count, before, after, population, each["met"])


def _heard(rows: Sequence[Mapping[str, Any]], of_name: Mapping[str, Asked], fewest: int) -> Iterable[HeardRow]:
    few = _few(rows, fewest)
    for each in rows:
        question, category = _named(each, of_name)
        share = "[c]" if (each["question"], each["code"]) in few else _percent(each["share"])
        yield HeardRow(question, category, each["count"], share, _percent(each["population"]), each["far"])


def _few(rows: Sequence[Mapping[str, Any]], fewest: int) -> set[tuple[str, str]]:
    """Groups too small to be shown, and where that is one of a question, the next larger too: all add up to one."""
    found = set[tuple[str, str]]()
    for question in {each["question"] for each in rows}:
        own = sorted((each for each in rows if each["question"] == question), key=lambda each: each["count"])
        number = sum(each["count"] < fewest for each in own)
        found |= {(question, each["code"]) for each in own[: 2 if number == 1 else number]}
    return found


def _named(row: Mapping[str, Any], of_name: Mapping[str, Asked]) -> tuple[str, str]:
    asked = of_name.get(row["question"])
    if asked is None:
        return row["question"], row["code"]
    category = result_words.figure_name(asked, row["code"]) if row["code"] else _("Did not say")
    return asked.said("wording").text, category


def _scorings(asked: Sequence[Asked]) -> Iterable[tuple[str, str]]:
    """How the answers to each scale are read."""
    for each in asked:
        if not result_words.is_scale(each):
            continue
        bands = [
            f"{result_words.figure_name(each, band['name'])} {band['lowest']}–{band['highest']}"
            for band in each.scoring["bands"]
        ]
        in_base = each.scoring.get("dont_know_in_base")
        base = _("don't know is in the base") if in_base else _("don't know is left out")
        yield each.said("wording").text, f"{'; '.join(bands)}; {base}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
