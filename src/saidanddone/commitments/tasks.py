"""What the site does by itself: the calendar of reports, parts handed on, charts."""

from datetime import datetime

from django_tasks import task

from saidanddone.commitments import actions, outcome_charts
from saidanddone.core import clock
from saidanddone.core.viewer import SITE


def make_reports_due(*, at: datetime) -> None:
    actions.make_reports_due(by=SITE, at=at)


def hand_on_parts(*, at: datetime) -> None:
    actions.hand_on_parts(by=SITE, at=at)


def draw_charts(*, at: datetime) -> None:
    """Charts that are not drawn yet: of what came in by other ways, and where a day has changed what they say."""
    outcome_charts.want_all(on=clock.local_date(at))


@task()
def draw_indicator(indicator: str) -> None:
    outcome_charts.want_of(indicator, on=clock.local_date(clock.now()))
