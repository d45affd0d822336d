"""First words of answers, ready to take; never whole answers."""

from datetime import datetime

from saidanddone.contributions.models import CannedOpening
from saidanddone.contributions.permissions import check_add_opening, check_remove_opening
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation


def add_opening(
    *, by: Viewer, at: datetime, organisation: Organisation | None, language: str, text: str
) -> CannedOpening:
    """For one organisation, or (None) for every one on the site."""
    text = clean_line(text)
    check_add_opening(by=by, organisation=organisation, text=text)
    return CannedOpening.objects.create(organisation=organisation, language=language, text=text)


def remove_opening(*, by: Viewer, at: datetime, opening: CannedOpening) -> None:
    check_remove_opening(by=by, opening=opening)
    opening.delete()
