"""Figures in words: per cents, intervals, markers, and what changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.surveys.models import Estimate, Question
from saidanddone.surveys.questionnaire import Asked

BANDS: dict[str, str | Promise] = {
    "low": gettext_lazy("Low"),
    "neutral": gettext_lazy("In the middle"),
    "medium": gettext_lazy("Medium"),
    "high": gettext_lazy("High"),
    "very-high": gettext_lazy("Very high"),
    "very-low": gettext_lazy("Very low"),
    "better": gettext_lazy("Better"),
    "worse": gettext_lazy("Worse"),
    "none": gettext_lazy("None"),
    "little": gettext_lazy("A little"),
    "some": gettext_lazy("Some"),
}
FIGURES: dict[str, str | Promise] = {
    "mean": gettext_lazy("Mean"),
    "median": gettext_lazy("Median"),
    "net": gettext_lazy("Net: high less low"),
    "dont_know": gettext_lazy("Don't know"),
    "prefer_not": gettext_lazy("Prefer not to say"),
}
MARKERS: dict[str, str | Promise] = {
    "c": gettext_lazy("kept back, so that nobody can be recognised"),
    "u": gettext_lazy("rests on few people, so it is uncertain"),
    "x": gettext_lazy("not available: nobody answered"),
    "b": gettext_lazy("not to be compared with what was before"),
}
BREAKS: dict[str, str | Promise] = {
    "wording": gettext_lazy("Not compared with the last round: it was asked in other words."),
    "scale": gettext_lazy("Not compared with the last round: it was answered on another scale."),
    "labels": gettext_lazy("Not compared with the last round: its scale had other labels."),
    "order": gettext_lazy("Not compared with the last round: it was asked after other questions."),
}
DETERMINANTS: dict[str, str | Promise] = {
    "ability": gettext_lazy("Ability"),
    "understanding": gettext_lazy("Understanding"),
    "fairness": gettext_lazy("Fairness"),
    "openness": gettext_lazy("Openness"),
    "integrity": gettext_lazy("Integrity"),
    "consistency": gettext_lazy("Consistency"),
}
SPOKEN = {"high": 0, "net": 1, "mean": 2}
PER_CENT = {Estimate.Kind.SHARE, Estimate.Kind.NET}


def figure_name(asked: Asked, figure: str) -> str:
    """A band, an answer by its label, or a figure that every scale has."""
    if figure == "net" and (named := asked.net("title").text):
        return named
    if figure in FIGURES:
        return str(FIGURES[figure])
    if figure.lstrip("-").isdigit():
        return asked.label(int(figure)).text or figure
    return str(BANDS.get(figure) or figure.replace("-", " ").capitalize())


def in_per_cent(estimate: Estimate) -> bool:
    """Shares and nets, and their changes; means and medians are points of their scale."""
    if estimate.kind == Estimate.Kind.DIFFERENCE:
        return estimate.figure not in {"mean", "median"}
    return estimate.kind in PER_CENT


def value_of(estimate: Estimate) -> str:
    """`42.2%`, `+48.0 points`, `5.81`, with its marker in square brackets."""
    marker = f"[{estimate.marker}]" if estimate.marker else ""
    if estimate.value is None:
        return marker or "–"
    written = number(estimate.value, estimate)
    if estimate.kind == Estimate.Kind.NET:
        written = _("%(n)s points") % {"n": written}
    elif in_per_cent(estimate):
        written += "%"
    return f"{written} {marker}".strip()


def interval_of(estimate: Estimate) -> str:
    """`38.9 to 45.4`; empty where there is none."""
    if estimate.lower is None or estimate.upper is None:
        return ""
    ends = {"lower": number(estimate.lower, estimate), "upper": number(estimate.upper, estimate)}
    return _("%(lower)s to %(upper)s") % ends


def number(value: float, estimate: Estimate) -> str:
    """With its sign where it is points of a net."""
    written = f"{100 * value:.1f}" if in_per_cent(estimate) else f"{value:.2f}"
    if not float(written):
        return written.replace("-", "")
    return f"{'+' if estimate.kind == Estimate.Kind.NET and value > 0 else ''}{written}".replace("-", "−")


def short_value(estimate: Estimate) -> str:
    """A share without decimals, which the table has; anything else as it is."""
    if estimate.kind != Estimate.Kind.SHARE or estimate.value is None or estimate.marker:
        return value_of(estimate)
    return f"{100 * estimate.value:.0f}%"


def spoken(changes: Iterable[Estimate]) -> Estimate | None:
    """The change that an item is told by: that which says most to people comes first."""
    return min(changes, key=lambda each: SPOKEN.get(each.figure, len(SPOKEN)), default=None)


def short_change(asked: Asked, change: Estimate) -> str:
    """`High: +6.8 points (from +2.9 to +10.7)`, of a change that is known."""
    facts = {name: _signed(getattr(change, name), change) for name in ("value", "lower", "upper")}
    words = _("%(figure)s: %(value)s points (from %(lower)s to %(upper)s)")
    return words % {"figure": figure_name(asked, change.figure), **facts}


def _signed(value: float, change: Estimate) -> str:
    written = number(value, change)
    return f"+{written}" if value > 0 and float(written) else written


def change_words(asked: Asked, change: Estimate | None, reason: str) -> str:
    """What became of the item's main figure since the last round; beyond chance only where the interval is clear."""
    if change is None:
        return ""
    if change.marker == "b":
        return str(BREAKS.get(reason, BREAKS["scale"]))
    if change.value is None or change.lower is None or change.upper is None:
        return ""
    ends = {"lower": number(change.lower, change), "upper": number(change.upper, change)}
    facts = {"figure": figure_name(asked, change.figure), "by": number(abs(change.value), change), **ends}
    if change.lower > 0:
        return _("%(figure)s: up by %(by)s points since the last round (from %(lower)s to %(upper)s).") % facts
    if change.upper < 0:
        return _("%(figure)s: down by %(by)s points since the last round (from %(lower)s to %(upper)s).") % facts
    return _("No clear change since the last round: between %(lower)s and %(upper)s points.") % ends


def association_words(said: Mapping[str, Any], is_probability: bool) -> str:
    """How satisfaction and trust go together, in one sentence; empty where a round does not ask for both."""
    if not said:
        return ""
    if said["marker"] == "c":
        return _("Too few people were satisfied, or not, to say how it goes with trust without giving them away. [c]")
    gap = Estimate(
        kind=Estimate.Kind.SHARE, figure="high", value=said["value"], lower=said["lower"], upper=said["upper"]
    )
    facts = {name: f"{100 * said[name]:.1f}" for name in ("among_satisfied", "among_dissatisfied")}
    facts |= {"gap": number(said["value"], gap), "interval": interval_of(gap) or "–"}
    if not is_probability:
        return (
            _(
                "Of those who are satisfied %(among_satisfied)s%% trust, of those who are not "
                "%(among_dissatisfied)s%%: %(gap)s points between them. They were not "
                "drawn by chance (range by chance alone: %(interval)s)."
            )
            % facts
        )
    return (
        _(
            "Of those who are satisfied %(among_satisfied)s%% trust, of those who are not %(among_dissatisfied)s%%: "
            "%(gap)s points between them (95%% interval: %(interval)s)."
        )
        % facts
    )


def is_scale(asked: Asked) -> bool:
    return asked.kind == Question.Kind.SCALE and bool(asked.scoring.get("bands"))


NOT_BY_CHANCE = gettext_lazy(
    "Those who answered were not drawn by chance. The ranges beside the figures say how far they would move by chance "
    "alone if they had been; they are no margin of error, and say nothing of those who did not answer."
)
NO_CAUSE = gettext_lazy(
    "How many more people in a hundred trust, where an answer is one standard deviation higher and the others alike. "
    "What goes together need not be cause and effect."
)
