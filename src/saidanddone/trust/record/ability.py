"""Ability: do things get better for people, and did what was done work for those who asked for it?"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saidanddone.commitments import insights
from saidanddone.commitments.models import Commitment, FollowUp, Indicator, Line, Observation, Outcome, Owner
from saidanddone.contributions.models import Contribution
from saidanddone.trust.periods import Period, midnight
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import Definition, Shown, share
from saidanddone.trust.record.lists import list_of
from saidanddone.trust.subjects import Subject

ON_COURSE = Definition(
    "indicators_on_course",
    _("Measures that are on course"),
    _("measures of which the rule can tell"),
    _(
        "Each outcome has measures with a baseline and a target. By the rule that was declared before the data, a "
        "measure is met, on course, making some progress, or worse; this is how many are met or on course. Those of "
        "which it is too early to tell, or without data, are left out and counted apart."
    ),
    _(
        "How they stand on the last day of this time. For the year before: how the same measures stood a year earlier, "
        "by the figures and targets of that day."
    ),
    _(
        "What is measured was chosen by those who answer for it, and much else moves it too. A measure on course says "
        "that things get better, not that these organisations made them so."
    ),
    ("outcomes", "owners", "indicators", "observations", "lines"),
    address="outcomes",
)
WORKED = Definition(
    "did_it_work",
    _("“It worked for me”"),
    _("people who could tell"),
    _(
        "Four weeks after a promise is kept, everyone whose words led to it is asked whether it worked for them. This "
        "is how many say yes, of those who say yes, partly or no. “Cannot tell” is left out."
    ),
    _("What people said in this time."),
    _(
        "Only people who had spoken up are asked, and who is content or angry answers more often. It says nothing of "
        "those who never asked for anything."
    ),
    ("commitments", "follow-ups"),
    address="commitments",
)
DEFINITIONS = (ON_COURSE, WORKED)
GOOD, JUDGED = ("met", "on_course"), ("met", "on_course", "some_progress", "worse")


def figures(counting: Counting) -> Iterator[Shown]:
    yield _on_course(counting)
    yield _worked(counting)


def measures_of(counting: Counting) -> list[Indicator]:
    """Those of public outcomes that stand in the place, or for which the organisation has agreed to answer.

    With all figures and lines that ever stood: what stood on a day is told by the days since when, and until when.
    """
    return counting.once("measures", lambda: _measures(counting.subject))


def _measures(subject: Subject) -> list[Indicator]:
    outcomes = Outcome.objects.public().live()
    if subject.organisation:
        owned = Owner.objects.agreed().filter(organisation=subject.organisation)
        outcomes = outcomes.filter(pk__in=owned.values("outcome"))
    else:
        outcomes = subject.narrow(outcomes, service="")
    observed = Observation.objects.filter(place=None).order_by("end_date", "pk")
    lines = Line.objects.order_by("set_at", "pk")
    rows = Indicator.objects.filter(outcome__in=outcomes)
    return list(rows.prefetch_related(Prefetch("observations", observed), Prefetch("lines", lines)).order_by("pk"))


def _on_course(counting: Counting) -> Shown:
    states = Counter(_state(each, counting.period) for each in measures_of(counting))
    good, judged = (sum(states[name] for name in names) for names in (GOOD, JUDGED))
    silent = sum(states.values()) - judged
    more = ngettext("Of %(n)s more it cannot tell.", "Of %(n)s more it cannot tell.", silent) % {"n": silent}
    rows = list_of(ON_COURSE, counting.subject, counting.period)
    return share(ON_COURSE, good, judged, period=counting.period, rows=rows, more=more if silent else "")


def _state(measure: Indicator, period: Period) -> str:
    """By what was known at the end of the time: a line that stood then is in force, whatever came of it since."""
    end = midnight(period.until + timedelta(days=1))
    figures = [
        each
        for each in measure.observations.all()
        if each.recorded_at < end and not (each.superseded_at and each.superseded_at < end)
    ]
    lines = [
        Line(kind=each.kind, date=each.date, value=each.value)
        for each in measure.lines.all()
        if each.set_at < end and not (each.superseded_at and each.superseded_at < end)
    ]
    return insights.read(measure, figures, lines, on=period.until).state


def _worked(counting: Counting) -> Shown:
    subject, period = counting.subject, counting.period
    rows = FollowUp.objects.filter(
        period.moments("answered_at"),
        commitment__in=Commitment.objects.public(),
        contribution__in=Contribution.objects.public(),
    )
    mine = subject.narrow(
        rows, organisation="commitment__organisation", service="commitment__service", place="commitment__place"
    )
    counts = dict(mine.order_by().values_list("value").annotate(number=Count("pk")))
    told = sum(counts.get(value, 0) for value in ("yes", "partly", "no"))
    return share(WORKED, counts.get("yes", 0), told, period=period, rows=list_of(WORKED, subject, period))
