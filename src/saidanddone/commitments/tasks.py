"""What the site does by itself: ask whether it worked, the calendar of reports, parts handed on, charts."""

from datetime import datetime

from django_tasks import task

from saidanddone.commitments import actions, outcome_charts
from saidanddone.commitments.queries.following import to_ask_about
from saidanddone.core import clock
from saidanddone.core.viewer import SITE


def ask_if_it_worked(*, at: datetime) -> None:
    """Of each promise that was kept four weeks ago, once. Run again after a crash, it asks nobody twice."""
    for commitment in to_ask_about(at):
        actions.ask_if_it_worked(by=SITE, at=at, commitment=commitment)


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
