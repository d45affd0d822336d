"""Translated words of a fund as the record has them: under the fund, as its schemes and lines have no own page.

Runs inside the transaction of an action.
"""

from datetime import datetime

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.funds.models import Fund, Line, Order, Scheme
from saidanddone.record import actions as record


def append(fund: Fund, thing: Fund | Scheme | Line | Order, *, by: Viewer, at: datetime) -> None:
    """The newest translation of each stands: the seals of an earlier one open no more."""
    facts, said = translating.entry_within(fund, thing)
    record.close(by=by, about=fund.ref, at=at, fields=translating.recorded_within(fund, thing).values())
    record.append(by=by, kind=translating.ENTRY, about=fund.ref, at=at, fields=facts, private=said)


def append_all(fund: Fund, *, by: Viewer, at: datetime) -> None:
    """Those that were made before it opened, with its opening."""
    things: list[Fund | Scheme | Line] = [fund, *fund.schemes.order_by("pk")]
    things += Line.objects.filter(scheme__fund=fund).order_by("pk")
    for thing in things:
        if thing.translation:
            append(fund, thing, by=by, at=at)
