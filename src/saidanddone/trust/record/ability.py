"""Ability: do things get better for people, and did what was done work for those who asked for it?"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saidanddone.commitments import insights
from saidanddone.commitments.models import Commitment, FollowUp, Indicator, Line, Observation, Outcome, Owner
from saidanddone.contributions.models import Contribution
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
    _(
        "Only people who had spoken up are asked, and who is content or angry answers more often. It says nothing of "
        "those who never asked for anything."
    ),
    ("commitments", "follow-ups"),
    address="commitments",
)
DEFINITIONS = (ON_COURSE, WORKED)
GOOD, JUDGED = ("met", "on_course"), ("met", "on_course", "some_progress", "worse")


def figures(subject: Subject, *, on: date) -> Iterator[Shown]:
    yield _on_course(subject, on)
    yield _worked(subject, on)


def measures_of(subject: Subject) -> list[Indicator]:
    """Those of public outcomes that stand in the place, or for which the organisation has agreed to answer."""
    outcomes = Outcome.objects.public().live()
    if subject.organisation:
        owned = Owner.objects.agreed().filter(organisation=subject.organisation)
        outcomes = outcomes.filter(pk__in=owned.values("outcome"))
    else:
        outcomes = subject.narrow(outcomes, service="")
    standing = Observation.objects.current().filter(place=None).order_by("end_date", "pk")
    lines = Line.objects.order_by("set_at", "pk")
    rows = Indicator.objects.filter(outcome__in=outcomes)
    return list(rows.prefetch_related(Prefetch("observations", standing), Prefetch("lines", lines)).order_by("pk"))


def _on_course(subject: Subject, on: date) -> Shown:
    states = Counter(
        insights.read(each, each.observations.all(), each.lines.all(), on=on).state  # type: ignore[arg-type]
        for each in measures_of(subject)
    )
    good, judged = (sum(states[name] for name in names) for names in (GOOD, JUDGED))
    silent = sum(states.values()) - judged
    more = ngettext("Of %(n)s more it cannot tell.", "Of %(n)s more it cannot tell.", silent) % {"n": silent}
    return share(ON_COURSE, good, judged, until=on, rows=list_of(ON_COURSE, subject), more=more if silent else "")


def _worked(subject: Subject, on: date) -> Shown:
    rows = FollowUp.objects.filter(
        commitment__in=Commitment.objects.public(), contribution__in=Contribution.objects.public()
    )
    mine = subject.narrow(
        rows, organisation="commitment__organisation", service="commitment__service", place="commitment__place"
    )
    counts = dict(mine.order_by().values_list("value").annotate(number=Count("pk")))
    told = sum(counts.get(value, 0) for value in ("yes", "partly", "no"))
    return share(WORKED, counts.get("yes", 0), told, until=on, rows=list_of(WORKED, subject))
