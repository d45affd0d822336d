"""All figures of a wave as a file: what its page says, to the last digit. Shares and nets are in per cent."""

from collections.abc import Iterator
from dataclasses import dataclass

from saidanddone.core.downloads import Column, Download, of
from saidanddone.surveys import result_words
from saidanddone.surveys.models import Analysis, Estimate, Wave
from saidanddone.surveys.queries import results as queries
from saidanddone.surveys.questionnaire import Asked, questionnaire


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the words of its question, and its digits as they are published."""

    estimate: Estimate
    wave: Wave
    question: str
    answer: str
    group: str

    @property
    def unit(self) -> str:
        return "%" if result_words.in_per_cent(self.estimate) else ""

    def scaled(self, name: str) -> float | None:
        value = getattr(self.estimate, name)
        if value is None:
            return None
        return round(100 * value, 8) if result_words.in_per_cent(self.estimate) else value


def _scaled(name: str) -> Column:
    return lambda line: line.scaled(name)


_FIGURE: dict[str, Column] = {
    "wave": of("wave.public_id"),
    "closed": of("wave.closes_date"),
    "item": of("estimate.item"),
    "question": of("question"),
    "figure": of("estimate.figure"),
    "figure_words": of("answer"),
    "kind": of("estimate.kind"),
    "variable": of("estimate.variable"),
    "group": of("estimate.group"),
    "group_words": of("group"),
    "place": of("estimate.place"),
    "unit": of("unit"),
    "value": _scaled("value"),
    "lower": _scaled("lower"),
    "upper": _scaled("upper"),
    "error": _scaled("error"),
    "degrees": of("estimate.degrees"),
    "n": of("estimate.count"),
    "effective_n": of("estimate.effective_count"),
    "marker": of("estimate.marker"),
}
FIGURES = Download(
    "survey-figures",
    _FIGURE,
    {
        "id": "the database's own number",
        "analysis": "its wave stands in each line; the record names the working-out",
        "count": "n is it",
        "effective_count": "effective_n is it",
    },
)


def lines(wave: Wave, analysis: Analysis) -> Iterator[Line]:
    """In the order of the questions."""
    asked = {each.name: each for each in questionnaire(wave)}
    for each in queries.figures(analysis):
        question = asked.get(each.item)
        splitting = asked.get(each.variable)
        yield Line(
            estimate=each,
            wave=wave,
            question=question.said("wording").text if question else "",
            answer=result_words.figure_name(question or Asked(each.item, "scale", {}), each.figure),
            group=result_words.figure_name(splitting, each.group) if splitting else "",
        )
