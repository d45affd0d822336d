"""What alliances do by themselves."""

from datetime import datetime

from saidanddone.alliances import actions
from saidanddone.alliances.queries import checks as queries
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE


def look_after_checks(at: datetime) -> None:
    """Close what is past its last day, and delete what was answered on the day that everybody was told."""
    for check in queries.past_their_day(local_date(at)):
        actions.close_check(by=SITE, at=at, check=check)
    for check in queries.to_be_forgotten(local_date(at)):
        actions.forget_answers(by=SITE, at=at, check=check)
