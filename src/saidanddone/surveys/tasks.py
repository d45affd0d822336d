"""What the site does by itself with surveys: close what is past its last day, work out figures, draw charts."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django_tasks import task

from saidanddone.core import clock
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.surveys import actions, result_pages
from saidanddone.surveys.models import Wave
from saidanddone.surveys.queries import results


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


@task()
def draw_results(survey: str) -> None:
    """The charts of all rounds of a survey, in each language: those after a round that is published show it too."""
    for wave in Wave.objects.found_by(STRANGER).filter(survey__public_id=survey).select_related("survey__organisation"):
        if analysis := results.standing(wave, STRANGER):
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    result_pages.want(wave, analysis)
