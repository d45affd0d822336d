"""Translated words of a fund as the record has them: under the fund, as its schemes and lines have no own page.

Runs inside the transaction of an action.
"""

from datetime import datetime

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating
from saidanddone.funds.models import Fund, Line, Scheme


def append_all(fund: Fund, *, by: Viewer, at: datetime) -> None:
    """Those that were made before it opened, with its opening."""
    things: list[Fund | Scheme | Line] = [fund, *fund.schemes.order_by("pk")]
    things += Line.objects.filter(scheme__fund=fund).order_by("pk")
    for thing in things:
        if thing.translation:
            translating.append_within(fund, thing, by=by, at=at)
