"""What the site does by itself: work out figures when somebody has asked for them."""

from django_tasks import task

from saidanddone.core import clock
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.surveys.actions.results import analyse_wave
from saidanddone.surveys.models import Wave


@task()
def analyse(wave: str) -> None:
    """A wave that was withdrawn meanwhile, or that nobody answered, is left as it is."""
    found = Wave.objects.select_related("survey").filter(public_id=wave).first()
    if found is None:
        return
    try:
        analyse_wave(by=SITE, at=clock.now(), wave=found)
    except Refused:
        return
