"""Integrity: what went wrong and was said, targets that were set anew in sight, and a record that others check."""

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Line, Setback
from saidanddone.core.clock import local_date
from saidanddone.record import queries as record
from saidanddone.record.models import Entry
from saidanddone.trust.periods import midnight
from saidanddone.trust.record.ability import measures_of
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import DAYS, Definition, Shown, share
from saidanddone.trust.record.lists import list_of

IN_TIME = Definition(
    "setbacks_in_time",
    _("Setbacks said in time"),
    _("setbacks said"),
    _(
        "Things that went wrong and that the organisation said here by itself; how many of them within the time that "
        "this site promises, counted from the day on which the organisation knew."
    ),
    _("Setbacks said in this time."),
    _("Only what is said can be counted. Many setbacks said openly are a sign of honesty, not of failure."),
    ("setbacks",),
    address="setbacks",
)
SOON = Definition(
    "setback_days",
    _("Days until a setback was said"),
    _("setbacks said"),
    _("The days from when the organisation knew to when it said so; half of the setbacks took so many or fewer."),
    _("Setbacks said in this time."),
    _("The day on which it knew is its own word."),
    ("setbacks",),
    unit=DAYS,
    better="",
    address="setbacks",
)
RESET = Definition(
    "targets_reset",
    _("Targets set anew, in sight"),
    _("measures with a target"),
    _(
        "Measures whose target was changed after it was set. The former target stays beside the new one, with the "
        "reason and the day."
    ),
    _("Measures whose target was changed in this time, of all that had a target by its last day."),
    _("A target can be set anew for a good reason or to hide a failure; the number alone cannot tell."),
    ("outcomes", "owners", "indicators", "lines"),
    better="",
    address="outcomes",
)
VERIFIED = Definition(
    "record_verified",
    _("Record that others have cosigned"),
    _("entries of the record"),
    _(
        "How much of the public record stands under a signature by somebody other than this site, so that it could "
        "not be rewritten without their noticing. It is of the whole site."
    ),
    _("Entries made in this time, under the newest signature of others."),
    _("It shows that nothing was changed afterwards. It does not show that what was written is true."),
    ("record/checkpoint", "record/witnesses"),
    is_held=True,
    address="record",
)
DEFINITIONS = (IN_TIME, SOON, RESET, VERIFIED)


def figures(counting: Counting) -> Iterator[Shown]:
    subject, period = counting.subject, counting.period
    setbacks = [row for row in _setbacks(counting) if period.holds(row[1])]
    in_time = sum(is_in_time for _known, _said, is_in_time in setbacks)
    yield share(IN_TIME, in_time, len(setbacks), period=period, rows=list_of(IN_TIME, subject, period))
    days = [max(0, (said - known).days) for known, said, _is_in_time in setbacks]
    found = median(days) if days else None
    rows = list_of(SOON, subject, period)
    yield Shown(SOON, period.until, found, of=len(days) or None, rows=rows, since=period.since)
    yield _reset(counting)
    yield _verified(counting)


def _setbacks(counting: Counting) -> list[tuple[date, date, bool]]:
    """Since when each was known, when it was said, and whether in time."""
    rows = counting.subject.narrow(Setback.objects.public()).order_by("pk")
    fields = rows.values_list("known_date", "said_at", "is_in_time")
    return counting.once("setbacks", lambda: [(known, local_date(said), in_time) for known, said, in_time in fields])


def _reset(counting: Counting) -> Shown:
    period = counting.period
    end = midnight(period.until + timedelta(days=1))
    targets = [
        [line for line in each.lines.all() if line.kind == Line.Kind.TARGET and line.set_at < end]
        for each in measures_of(counting)
    ]
    aimed = [lines for lines in targets if lines]
    anew = sum(
        any(line.superseded_at and period.holds(local_date(line.superseded_at)) for line in lines) for lines in aimed
    )
    return share(RESET, anew, len(aimed), period=period, rows=list_of(RESET, counting.subject, counting.period))


def _verified(counting: Counting) -> Shown:
    period = counting.period
    state = counting.once("record", record.state)
    size, signed = state.size, state.witnessed.size if state.witnessed else 0
    more = "" if signed or not size else gettext("Nobody else has cosigned it yet.")
    if period.since and state.checkpoint:
        made = Entry.objects.signed(state.checkpoint).filter(period.moments("at"))
        counts = made.aggregate(every=Count("pk"), signed=Count("pk", filter=Q(position__lt=signed)))
        size, signed = counts["every"], counts["signed"]
    return share(
        VERIFIED, signed, size, period=period, rows=list_of(VERIFIED, counting.subject, counting.period), more=more
    )
