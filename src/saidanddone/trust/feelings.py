"""One question of a survey as the trust page shows it: its newest figure, how sure it is, and how it moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.surveys import benchmarks
from saidanddone.surveys.models import Survey, Wave
from saidanddone.surveys.questionnaire import Asked
from saidanddone.surveys.wording import Worded

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
class Change:
    """The published difference of the leading figure to the round before, with its interval."""

    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Feeling:
    """One question with its newest figure, and those before it back to the last break."""

    survey: Survey
    asked: Asked
    newest: Measured
    earlier: tuple[Measured, ...] = ()
    breaks: bool = False
    url: str = ""
    change: Change | None = None
    """As it was published; nothing where there is none, or nobody knows how sure it is."""
    about: str = ""
    """Whom it speaks of, where that is somebody else than the page."""

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
        """The published difference to the round before: only what lies clear of nought is called a change.

        Two rounds are not held against each other here: whether their margins meet does not tell.
        """
        if self.breaks and not self.earlier:
            return gettext("Asked differently before, so there is nothing to compare it with.")
        change = self.change
        if change is None or change.value is None or change.lower is None or change.upper is None:
            return ""
        ends = sorted((change.lower, change.upper), key=abs)
        facts = {"by": self._far(change.value), "low": self._far(ends[0]), "high": self._far(ends[1])}
        if change.lower > 0:
            return gettext("Up by %(by)s points since the round before (95%% interval: %(low)s to %(high)s).") % facts
        if change.upper < 0:
            return gettext("Down by %(by)s points since the round before (95%% interval: %(low)s to %(high)s).") % facts
        facts = {"low": self._signed(change.lower), "high": self._signed(change.upper)}
        return gettext("No clear change since the round before (%(low)s to %(high)s points).") % facts

    def _far(self, value: float) -> str:
        """How far it moved: points of a hundred, or of its scale."""
        return f"{abs(value):.1f}" if self.newest.figure == "mean" else f"{round(abs(100 * value))}"

    def _signed(self, value: float) -> str:
        written = f"{value:+.1f}" if self.newest.figure == "mean" else f"{round(100 * value):+d}"
        return written.replace("-", "−") if float(written) else "0"

    @property
    def drawn(self) -> "Drawn | None":
        """From round to round, where there are two at least that can be drawn."""
        known = [each for each in self.line if each.value is not None]
        return Drawn.of(known) if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A small line over the rounds in a box of a hundred by forty, the margin of each as an upright."""

    line: str
    spans: str
    dots: tuple[str, ...]
    middle: float
    first: Measured
    last: Measured

    @classmethod
    def of(cls, known: Sequence[Measured]) -> "Drawn":
        days = [each.day.toordinal() for each in known]
        across = [round(4 + 92 * (day - days[0]) / max(1, days[-1] - days[0]), 1) for day in days]
        spans = "".join(
            f"M{x} {_down(each, each.lower)}V{_down(each, each.upper)}"
            for x, each in zip(across, known, strict=True)
            if each.has_interval
        )
        dots = tuple(f"{x} {_down(each, each.value)}" for x, each in zip(across, known, strict=True))
        return cls("L".join(dots), spans, dots, _down(known[-1], known[-1].middle), known[0], known[-1])


def _down(each: Measured, value: float | None) -> float:
    return round(38 - 0.36 * each.at(value or 0), 1)


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
