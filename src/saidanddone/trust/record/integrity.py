"""Integrity: what went wrong and was said, targets that were set anew in sight, and a record that others check."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.commitments.models import Line, Setback
from saidanddone.core.clock import local_date
from saidanddone.record import queries as record
from saidanddone.trust.record.ability import measures_of
from saidanddone.trust.record.figures import DAYS, Definition, Shown, share
from saidanddone.trust.record.lists import list_of
from saidanddone.trust.subjects import Subject

IN_TIME = Definition(
    "setbacks_in_time",
    _("Setbacks said in time"),
    _("setbacks said"),
    _(
        "Things that went wrong and that the organisation said here by itself; how many of them within the time that "
        "this site promises, counted from the day on which the organisation knew."
    ),
    _("Only what is said can be counted. Many setbacks said openly are a sign of honesty, not of failure."),
    ("setbacks",),
    address="setbacks",
)
SOON = Definition(
    "setback_days",
    _("Days until a setback was said"),
    _("setbacks said"),
    _("The days from when the organisation knew to when it said so; half of the setbacks took so many or fewer."),
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
    _("It shows that nothing was changed afterwards. It does not show that what was written is true."),
    ("record/checkpoint", "record/witnesses"),
    is_held=True,
    address="record",
)
DEFINITIONS = (IN_TIME, SOON, RESET, VERIFIED)


def figures(subject: Subject, *, on: date) -> Iterator[Shown]:
    rows = subject.narrow(Setback.objects.public()).order_by("pk")
    setbacks = list(rows.values_list("known_date", "said_at", "is_in_time"))
    in_time = sum(each for _known, _said, each in setbacks)
    yield share(IN_TIME, in_time, len(setbacks), until=on, rows=list_of(IN_TIME, subject))
    days = [max(0, (local_date(said) - known).days) for known, said, _is in setbacks]
    found = median(days) if days else None
    yield Shown(SOON, on, found, None, len(days) or None, list_of(SOON, subject))
    yield _reset(subject, on)
    yield _verified(subject, on)


def _reset(subject: Subject, on: date) -> Shown:
    targets = [[line for line in each.lines.all() if line.kind == Line.Kind.TARGET] for each in measures_of(subject)]
    aimed = [lines for lines in targets if lines]
    anew = sum(any(line.superseded_at for line in lines) for lines in aimed)
    return share(RESET, anew, len(aimed), until=on, rows=list_of(RESET, subject))


def _verified(subject: Subject, on: date) -> Shown:
    state = record.state()
    signed = state.witnessed.size if state.witnessed else 0
    more = "" if signed or not state.size else gettext("Nobody else has cosigned it yet.")
    return share(VERIFIED, signed, state.size, until=on, rows=list_of(VERIFIED, subject), more=more)
