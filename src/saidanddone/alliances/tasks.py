"""What alliances do by themselves."""

from datetime import datetime

from django_tasks import task

from saidanddone.alliances import actions
from saidanddone.alliances.models import Check
from saidanddone.alliances.queries import checks as queries
from saidanddone.alliances.queries import waiting
from saidanddone.core import clock
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE


@task()
def work_out_check(check: str) -> None:
    """What a check shows that has closed."""
    found = Check.objects.filter(public_id=check, closed_at__isnull=False).first()
    if found:
        actions.work_out(by=SITE, at=clock.now(), check=found)


def remind(at: datetime) -> None:
    """Of drills that are due, and of what has passed its day. Run again, it tells nobody twice."""
    on = local_date(at)
    for alliance, due in waiting.drills_due(on):
        actions.remind_of_drill(by=SITE, at=at, alliance=alliance, due=due)
    for thing in waiting.late_things(on):
        actions.remind_of_late(by=SITE, at=at, thing=thing)


def look_after_checks(at: datetime) -> None:
    """Close what is past its last day, work out what a lost task left, and forget what is to be forgotten."""
    for check in queries.past_their_day(local_date(at)):
        actions.close_check(by=SITE, at=at, check=check)
    for check in queries.to_be_worked_out():
        actions.work_out(by=SITE, at=at, check=check)
    for check in queries.to_be_forgotten(local_date(at)):
        actions.forget_answers(by=SITE, at=at, check=check)


def draw_network(at: datetime) -> None:
    """Who works with whom, of what is public."""
    actions.draw_network(by=SITE, at=at)
