"""Consistency: promises kept by their first day, answers in the promised time, and whether it is so everywhere."""

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.states import State, state_on
from saidanddone.trust import insights
from saidanddone.trust.queries import parts
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import POINTS, Definition, Shown, share, spread
from saidanddone.trust.record.lists import list_of

SAID = _("What was published in this time, and how it was answered until today.")
KEPT = Definition(
    "kept_on_time",
    _("Promises kept on time"),
    _("promises whose day has come"),
    _(
        "Promises that were kept by the day that was promised first, of all that were kept, kept late, dropped or are "
        "late. Moving the day later does not make a promise kept on time. Standing promises and those that were "
        "replaced are left out."
    ),
    _(
        "Promises whose first day lies in this time, and those that were kept or dropped in it before their day; what "
        "became of them, until today."
    ),
    _(
        "“Kept” is what the organisation claims; whether it worked is asked under ability. Easy promises are kept "
        "more often than hard ones."
    ),
    ("commitments",),
    address="commitments",
)
IN_TIME = Definition(
    "answered_in_time",
    _("Answers in the promised time"),
    _("asked under a promise to answer"),
    _(
        "Everything that everyone can read and that was said to an organisation with a promise to answer, and how much "
        "of it got an answer within that time. What is waiting counts as not in time yet."
    ),
    SAID,
    _("A quick answer can be an empty one. New contributions that still have time weigh it down a little."),
    ("contributions", "addressees"),
    address="coverage",
    is_by_publication=True,
)
VARIATION = Definition(
    "variation_between_places",
    _("Difference between places in answering in time"),
    _("places compared"),
    _(
        "The share answered in the promised time, in the place where it is highest less in the place where it is "
        "lowest. Places where few people spoke are kept back."
    ),
    SAID,
    _("What people ask for differs from place to place, and so does how long it takes. Few places say little."),
    ("contributions", "addressees", "places"),
    unit=POINTS,
    better="",
    address="coverage",
    is_by_publication=True,
)
DEFINITIONS = (KEPT, IN_TIME, VARIATION)
ENDED = (State.KEPT, State.KEPT_LATE, State.DROPPED, State.LATE)


def figures(counting: Counting) -> Iterator[Shown]:
    subject, period = counting.subject, counting.period
    yield _kept(counting)
    whole = parts.whole(counting.rows)
    yield share(IN_TIME, whole["in_time"], whole["promised"], period=period, rows=list_of(IN_TIME, subject, period))
    compared = insights.shares(counting.parts, "in_time", "promised")
    yield spread(VARIATION, compared, period=period, rows=list_of(VARIATION, subject, period))


def _kept(counting: Counting) -> Shown:
    """A promise belongs to its first day, or to the day on which it ended before that, and stays there."""
    period, first = counting.period, F("first_due_date")
    rows = counting.subject.narrow(Commitment.objects.public().filter(first_due_date__isnull=False))
    if period.since:
        ended = Coalesce("dropped_date", "kept_date", "first_due_date")
        rows = rows.annotate(counted_date=Least(ended, first))
        rows = rows.filter(counted_date__range=(period.since, period.until))
    stated = rows.annotate(stated=state_on(counting.on)).filter(stated__in=ENDED)
    counts = stated.aggregate(every=Count("pk"), kept=Count("pk", filter=Q(stated=State.KEPT)))
    return share(
        KEPT, counts["kept"], counts["every"], period=period, rows=list_of(KEPT, counting.subject, counting.period)
    )
