"""Consistency: promises kept by their first day, answers in the promised time, and whether it is so everywhere."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Commitment
from saidanddone.commitments.states import State, state_on
from saidanddone.trust import insights
from saidanddone.trust.queries import parts
from saidanddone.trust.record.figures import POINTS, Definition, Shown, share, spread
from saidanddone.trust.record.lists import list_of
from saidanddone.trust.subjects import Subject

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
    _("A quick answer can be an empty one. New contributions that still have time weigh it down a little."),
    ("contributions", "addressees"),
    address="coverage",
)
VARIATION = Definition(
    "variation_between_places",
    _("Difference between places in answering in time"),
    _("places compared"),
    _(
        "The share answered in the promised time, in the place where it is highest less in the place where it is "
        "lowest. Places where few people spoke are kept back."
    ),
    _("What people ask for differs from place to place, and so does how long it takes. Few places say little."),
    ("contributions", "addressees", "places"),
    unit=POINTS,
    better="",
    address="coverage",
)
DEFINITIONS = (KEPT, IN_TIME, VARIATION)
ENDED = (State.KEPT, State.KEPT_LATE, State.DROPPED, State.LATE)


def figures(subject: Subject, *, on: date) -> Iterator[Shown]:
    yield _kept(subject, on)
    whole = parts.whole(subject)
    yield share(IN_TIME, whole["in_time"], whole["promised"], until=on, rows=list_of(IN_TIME, subject))
    compared = insights.shares(parts.parts_of(subject), "in_time", "promised")
    yield spread(VARIATION, compared, until=on, rows=list_of(VARIATION, subject))


def _kept(subject: Subject, on: date) -> Shown:
    rows = subject.narrow(Commitment.objects.public().filter(first_due_date__isnull=False))
    stated = rows.annotate(stated=state_on(on)).filter(stated__in=ENDED)
    counts = stated.aggregate(every=Count("pk"), kept=Count("pk", filter=Q(stated=State.KEPT)))
    return share(KEPT, counts["kept"], counts["every"], until=on, rows=list_of(KEPT, subject))
