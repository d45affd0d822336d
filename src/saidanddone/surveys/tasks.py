"""What the site does by itself with surveys: close what is past its last day, work out figures when asked."""

from datetime import datetime

from django_tasks import task

from saidanddone.core import clock
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.surveys import actions
from saidanddone.surveys.models import Wave


def close_ended_waves(*, at: datetime) -> None:
    actions.close_ended_waves(by=SITE, at=at)


def delete_identities(*, at: datetime) -> None:
    """Of each wave whose day has come: names, addresses and codes."""
    actions.delete_identities(by=SITE, at=at)


@task()
def analyse(wave: str) -> None:
    """A wave that was withdrawn meanwhile, or that nobody answered, is left as it is."""
    found = Wave.objects.select_related("survey").filter(public_id=wave).first()
    if found is None:
        return
    try:
        actions.analyse_wave(by=SITE, at=clock.now(), wave=found)
    except Refused:
        return
