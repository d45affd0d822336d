"""Fairness: who was heard against who lives here, and whether some wait longer for their answer than others."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from saidanddone.trust import insights
from saidanddone.trust.queries import parts
from saidanddone.trust.record.consistency import SAID
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import DAYS, Definition, Shown, spread
from saidanddone.trust.record.lists import list_of

HEARD = Definition(
    "heard_as_they_live",
    _("Heard as people live here"),
    _("contributions from places whose population is known"),
    _(
        "Each place's share of what was said beside its share of the people who live here. 100% means that every place "
        "is heard by as much as it has people; 80% means that a fifth of what was said would have to come from "
        "elsewhere."
    ),
    _("What was published in this time."),
    _(
        "It compares places only: this site does not ask who people are. A place with more trouble has more to say, "
        "and one person can speak more than once."
    ),
    ("contributions", "places", "profiles"),
    address="coverage",
    is_by_publication=True,
)
WAITING = Definition(
    "days_between_places",
    _("Difference between places in days to an answer"),
    _("places compared"),
    _(
        "Half of those answered in a place had their answer within so many days; this is the longest such time less "
        "the shortest. Places where few people spoke are kept back."
    ),
    SAID,
    _("What people ask for differs from place to place. Whoever never got an answer is not in it."),
    ("contributions", "addressees", "places"),
    unit=DAYS,
    better="",
    address="equity",
)
CHANNELS = Definition(
    "days_between_ways",
    _("Difference between ways of speaking in days to an answer"),
    _("ways of speaking compared"),
    _(
        "The same between those who wrote here, spoke in a conversation, filled in paper and so on: the longest time "
        "within which half were answered, less the shortest. It is of the whole area."
    ),
    SAID,
    _("What comes on paper is often typed in later, and its clock starts then."),
    ("contributions", "addressees"),
    unit=DAYS,
    better="",
    address="equity",
)
DEFINITIONS = (HEARD, WAITING, CHANNELS)


def figures(counting: Counting) -> Iterator[Shown]:
    subject, period, found = counting.subject, counting.period, counting.parts
    yield insights.heard(HEARD, found, period=period, rows=list_of(HEARD, subject, period))
    yield spread(WAITING, insights.medians(found), period=period, rows=list_of(WAITING, subject, period))
    if subject.thing is None:
        ways = insights.medians(parts.by_channel(period, counting.rows))
        yield spread(CHANNELS, ways, period=period, rows=list_of(CHANNELS, subject, period))
