"""Before and after a decision, in words: what changed, how sure that is, and what it cannot tell."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.decisions.models import Decision
from saidanddone.trust import insights
from saidanddone.trust.insights import Change, Interrupted
from saidanddone.trust.models import Comparison
from saidanddone.trust.queries.months import MOST, Month, months_of
from saidanddone.trust.subjects import Subject

CAVEATS: tuple[str | Promise, ...] = (
    _("Much else changes at the same time: this shows that something changed, and never why."),
    _("The line before is drawn on straight; nobody knows whether it would have gone on like that."),
    _("In a short series the margins are narrower than they ought to be: take them as the least that is uncertain."),
    _("A month counts all that was asked in it alike, and few answers make it jump."),
)
METHOD: str | Promise = _(
    "Interrupted series: two straight lines by least squares, one before and one after, with errors after Newey and "
    "West that allow for months that hang together. At least six months are needed on each side."
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One month as it is drawn."""

    month: Month
    x: int
    height: float
    is_after: bool

    @property
    def y(self) -> float:
        return round(60 - self.height, 1)


@dataclass(frozen=True, slots=True)
class Compared:
    comparison: Comparison
    months: list[Month]
    found: Interrupted

    @property
    def sentences(self) -> list[str]:
        if self.found.level is None or self.found.slope is None:
            facts = {"before": self.found.before, "after": self.found.after}
            return [gettext("It is too early to tell. Months before: %(before)s; after: %(after)s.") % facts]
        return [_level(self.found.level), _slope(self.found.slope)]

    @property
    def bars(self) -> list[Bar]:
        since = self.comparison.starts_date
        first = self.months[0].number if self.months else 0
        return [
            Bar(each, 10 * (each.number - first), round(60 * (each.value or 0), 1), each.start >= since)
            for each in self.months
        ]

    @property
    def width(self) -> int:
        return self.bars[-1].x + 8 if self.bars else 10


def comparisons_of(subject: Subject, *, on: date) -> list[Compared]:
    """The newest first: one query, and one for each measure."""
    decisions = subject.narrow(Decision.objects.taken(), service="")
    rows = list(
        Comparison.objects.filter(decision__in=decisions)
        .select_related("decision__organisation")
        .order_by("-starts_date", "pk")[:MOST]
    )
    known = {
        measure: months_of(measure, {each.decision.organisation_id for each in rows if each.measure == measure}, on=on)
        for measure in sorted({each.measure for each in rows})
    }
    made = [(each, known[each.measure].get(each.decision.organisation_id, [])) for each in rows]
    return [Compared(each, months, insights.before_and_after(months, each.starts_date)) for each, months in made]


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace("-", "−")


def _level(change: Change) -> str:
    facts = {"n": _points(change.value), "low": _points(change.lower), "high": _points(change.upper)}
    if change.is_clear:
        return gettext("At that day the level changed by %(n)s points (%(low)s to %(high)s).") % facts
    return gettext("At that day there is no clear change of level: %(n)s points (%(low)s to %(high)s).") % facts


def _slope(change: Change) -> str:
    facts = {"n": _points(change.value), "low": _points(change.lower), "high": _points(change.upper)}
    if change.is_clear:
        return gettext("Since then it moves by %(n)s points a month more (%(low)s to %(high)s).") % facts
    return (
        gettext("Since then it moves on as before, as far as can be told: %(n)s points a month (%(low)s to %(high)s).")
        % facts
    )
