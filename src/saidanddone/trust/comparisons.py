"""Before and after a decision, in words: what changed, how sure that is, and what it cannot tell."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment
from saidanddone.decisions.models import Decision
from saidanddone.trust import insights
from saidanddone.trust.insights import Change, Fitted, Interrupted
from saidanddone.trust.models import Comparison
from saidanddone.trust.queries.months import MOST, Month, months_of
from saidanddone.trust.series import Picture, picture
from saidanddone.trust.subjects import Subject
from saidanddone.ui import numbers

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
class Line:
    """A month of the table: what was counted, the line through it, and the line before drawn on."""

    month: Month
    fitted: Fitted | None
    onward: Fitted | None

    @property
    def value_words(self) -> str:
        return numbers.in_table(numbers.percent(self.month.value))

    @property
    def fitted_words(self) -> str:
        return _with_margin(self.fitted)

    @property
    def onward_words(self) -> str:
        return _with_margin(self.onward)


@dataclass(frozen=True, slots=True)
class Compared:
    comparison: Comparison
    months: list[Month]
    found: Interrupted

    @property
    def is_withdrawn(self) -> bool:
        return self.comparison.withdrawn_at is not None

    @property
    def sentences(self) -> list[str]:
        if self.found.level is None or self.found.slope is None:
            facts = {"before": self.found.before, "after": self.found.after}
            return [gettext("It is too early to tell. Months before: %(before)s; after: %(after)s.") % facts]
        return [_level(self.found.level), _slope(self.found.slope)]

    @property
    def lines(self) -> list[Line]:
        fitted = {round(each.period): each for each in self.found.line}
        onward = {round(each.period): each for each in self.found.onward}
        return [Line(each, fitted.get(each.number), onward.get(each.number)) for each in self.months]

    @property
    def picture(self) -> Picture | None:
        """Nothing where there is no month to draw."""
        return picture(self.months, self.found, self.comparison.starts_date) if self.months else None


def comparisons_of(subject: Subject, *, on: date) -> list[Compared]:
    """The newest first: one query, and one for each measure."""
    decided = Q(decision__in=subject.narrow(Decision.objects.taken(), service=""))
    promised = Q(commitment__in=subject.narrow(Commitment.objects.public()))
    rows = list(
        Comparison.objects.public()
        .filter(decided | promised)
        .select_related("decision__organisation", "commitment__organisation")
        .order_by("-starts_date", "pk")[:MOST]
    )
    standing = [each for each in rows if not each.withdrawn_at]
    known = {
        measure: months_of(measure, {each.organisation.pk for each in standing if each.measure == measure}, on=on)
        for measure in sorted({each.measure for each in standing})
    }
    made = [(each, known.get(each.measure, {}).get(each.organisation.pk, [])) for each in rows]
    return [
        Compared(each, [] if each.withdrawn_at else months, insights.before_and_after(months, each.starts_date))
        for each, months in made
    ]


def _with_margin(each: Fitted | None) -> str:
    if each is None:
        return numbers.in_table(None)
    facts = {"value": numbers.percent(_share(each.value))}
    facts |= {"low": numbers.percent(_share(each.lower)), "high": numbers.percent(_share(each.upper))}
    return gettext("%(value)s (%(low)s to %(high)s)") % facts


def _share(value: float) -> float:
    """A line may leave what a share can be; nothing can."""
    return min(1.0, max(0.0, value))


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
