"""Who types in sheets of paper, and who settles where two differ."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.surveys.models import PaperSheet, Wave
from saidanddone.surveys.permissions.sampling import check_measures
from saidanddone.surveys.ways_in import WayIn


def check_types(*, by: Viewer, wave: Wave) -> None:
    """Before a sheet is chosen: whoever measures, by an account, once the round has opened and before it is published.

    Sheets come by post, so they are typed in after it has closed too.
    """
    check_measures(by=by, wave=wave)
    if by.person_id is None:
        raise Refused(_("Sign in to type in sheets."))
    if WayIn.PAPER not in wave.modes:
        raise Refused(_("This round is not answered on paper."))
    if wave.state not in {Wave.State.OPEN, Wave.State.CLOSED}:
        raise Refused(_("Sheets are typed in while the round is open or has closed."))


def check_type_sheet(*, by: Viewer, wave: Wave, number: str, typed: Sequence[PaperSheet]) -> None:
    """Twice, by two people."""
    check_types(by=by, wave=wave)
    if not number or len(number) > 20 or not number.replace("-", "").isalnum():
        raise Refused(_("Type the number that is printed on the sheet."))
    if any(each.typed_by_id == by.person_id for each in typed):
        raise Refused(_("You have typed in this sheet. Somebody else does it the second time."))
    if len(typed) > 1:
        raise Refused(_("This sheet was typed in twice."))


def check_settle_sheet(*, by: Viewer, wave: Wave, typed: Sequence[PaperSheet]) -> None:
    """When both have typed it in, and it is no response yet."""
    check_types(by=by, wave=wave)
    if len(typed) < 2:
        raise Refused(_("This sheet waits for the second person."))
    if any(each.response_id for each in typed):
        raise Refused(_("This sheet is settled."))
