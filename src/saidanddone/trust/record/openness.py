"""Openness: what is decided with reasons and on its day, after listening, with something left to shape."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.clock import local_date
from saidanddone.decisions.models import Bound, DatePromise, Decision, Use
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import Definition, Shown, share
from saidanddone.trust.record.lists import list_of
from saidanddone.trust.subjects import Subject

ON_TIME = Definition(
    "decided_in_the_open",
    _("Decided on the promised day, with reasons"),
    _("decisions whose day has come"),
    _(
        "A decision promises in public the day by which it is taken. This is how many were published by the first day "
        "that was promised, with reasons, and with what was done with everything that they cite. One that is not "
        "taken counts once that day has passed; a day that was moved later does not count as kept."
    ),
    _("Decisions whose first promised day lies in this time, and those that were taken in it before their day."),
    _("It says nothing of whether the reasons are good, nor of decisions that never were announced here."),
    ("decisions", "decision-dates", "uses"),
    address="decisions",
)
WITHOUT_LISTENING = Definition(
    "without_listening",
    _("Decided without listening"),
    _("decisions taken"),
    _(
        "Decisions that considered nothing that people said, and say why they were taken without listening. They stay "
        "marked so."
    ),
    _("Decisions taken in this time."),
    _("What was heard can be cited and still carry no weight; an emergency can be a good reason."),
    ("decisions",),
    better="lower",
    address="decisions",
)
REFUSED = Definition(
    "refusals_with_reasons",
    _("Refusals that say why"),
    _("answers that say no"),
    _("Answers “cannot do” and “already decided”, and how many of them give a reason."),
    _("Answers given in this time."),
    _(
        "This site takes no “cannot do” without a reason, so it is only “already decided” that can lack one. It "
        "counts that there is a reason, not whether it convinces."
    ),
    ("contributions", "answers"),
    is_held=True,
    address="contributions",
)
SHAPED = Definition(
    "could_be_shaped",
    _("Something could still be shaped"),
    _("decisions announced"),
    _("Decisions that said in public what people could still shape, beside what was fixed."),
    _("Decisions announced in this time."),
    _("How much there was to shape is not counted; a small thing counts as a large one."),
    ("decisions", "bounds"),
    address="decisions",
)
DEFINITIONS = (ON_TIME, WITHOUT_LISTENING, REFUSED, SHAPED)


def figures(counting: Counting) -> Iterator[Shown]:
    subject, period = counting.subject, counting.period
    decisions = counting.once("decisions", lambda: _decisions(subject))
    yield _on_time(counting, decisions)
    taken = [each for each in decisions if each.decided_at and period.holds(local_date(each.decided_at))]
    unheard = sum(bool(each.without_listening_because) for each in taken)
    yield share(WITHOUT_LISTENING, unheard, len(taken), period=period, rows=list_of(WITHOUT_LISTENING, subject, period))
    yield _refused(counting)
    announced = [each for each in decisions if each.announced_at and period.holds(local_date(each.announced_at))]
    shaped = sum(any(bound.kind == Bound.Kind.OPEN for bound in each.bounds.all()) for each in announced)
    yield share(SHAPED, shaped, len(announced), period=period, rows=list_of(SHAPED, subject, period))


def _decisions(subject: Subject) -> list[Decision]:
    """Announced and not withdrawn, with their promised days, bounds and uses of what everyone can read."""
    seen = Use.objects.filter(contribution=None) | Use.objects.filter(contribution__in=Contribution.objects.public())
    rows = Decision.objects.public().exclude(state=Decision.State.WITHDRAWN)
    fetched = ("bounds", Prefetch("uses", seen), Prefetch("date_promises", DatePromise.objects.order_by("promised_at")))
    return list(subject.narrow(rows, service="").prefetch_related(*fetched).order_by("pk"))


def _on_time(counting: Counting, decisions: Iterable[Decision]) -> Shown:
    period = counting.period
    mine = [each for each in decisions if period.holds(_counted_date(each))]
    judged = [kept for each in mine if (kept := kept_its_day(each, counting.on)) is not None]
    without = sum(not _first_day(each) for each in mine if each.decided_at)
    more = ngettext(
        "%(n)s more was decided that had promised no day.", "%(n)s more were decided that had promised no day.", without
    )
    said = more % {"n": without} if without else ""
    rows = list_of(ON_TIME, counting.subject, counting.period)
    return share(ON_TIME, sum(judged), len(judged), period=period, rows=rows, more=said)


def _counted_date(decision: Decision) -> date:
    """The day to which it belongs for good: the first that was promised, or that on which it was taken before."""
    return min(_first_day(decision) or date.max, _met(decision) if decision.decided_at else date.max)


def _first_day(decision: Decision) -> date | None:
    days = [each.due_date for each in decision.date_promises.all() if each.state == Decision.State.DECIDED]
    return days[0] if days else None


def kept_its_day(decision: Decision, on: date) -> bool | None:
    """Whether it was published in the open by the first day promised; nothing while that day is to come."""
    first = _first_day(decision)
    if first is None:
        return None
    if decision.decided_at is None:
        return False if first < on else None
    is_whole = bool(decision.reasons) and all(use.value for use in decision.uses.all())
    return is_whole and _met(decision) <= first


def _met(decision: Decision) -> date:
    """The day on which a promised day was met, or on which it was taken."""
    met = [each.met_date for each in decision.date_promises.all() if each.state == "decided" and each.met_date]
    return min(met) if met else decision.decided_date or date.max


def _refused(counting: Counting) -> Shown:
    subject, period = counting.subject, counting.period
    said_no = Answer.objects.filter(
        period.moments("answered_at"),
        contribution__in=Contribution.objects.public(),
        hidden_at=None,
        kind__in=("cannot_do", "already_decided"),
    )
    mine = subject.narrow(said_no, service="contribution__service", place="contribution__place")
    counts = mine.aggregate(every=Count("pk"), reasoned=Count("pk", filter=~Q(reason="")))
    return share(REFUSED, counts["reasoned"], counts["every"], period=period, rows=list_of(REFUSED, subject, period))
