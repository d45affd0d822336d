from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "saidanddone.surveys"
    label = "surveys"

    def ready(self) -> None:
        from saidanddone.contributions import holdings, signals
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds
        from saidanddone.surveys.queries import held

        register_kind("survey", label=_("survey"), urls=pages("survey"))
        register_kind("survey-wave", label=_("round of a survey"), urls=_wave_urls)
        register_kind("survey-results", label=_("figures of a survey"), urls=_results)
        holdings.register("panels", _("Whose panels you joined"), held.panels, "surveys.PanelMember.contributor")
        kinds.register("survey-wave", _("A round of a survey was opened, closed or withdrawn."))
        kinds.register("survey-results", _("The figures of a survey were published."))
        kinds.register("survey", _("A survey that everyone can read was begun, or its words were changed."))
        register_kind("written-answer", label=_("written answer in a survey"), urls=lambda public_ids: {})
        signals.forgotten.connect(forget_member)
        _building()
        _answering()


def forget_member(contributor_id: int, **facts: Any) -> None:
    """In the transaction in which somebody is erased."""
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.surveys import actions

    actions.forget_member(by=SITE, at=clock.now(), contributor_id=contributor_id)


def _building() -> None:
    """What building surveys brings: their states, the index, the job that closes them, places in the menus."""
    from saidanddone.core import machines, schedule
    from saidanddone.search import index
    from saidanddone.surveys import recording, states
    from saidanddone.ui import navigation

    machines.register(states.SURVEYS, states.WAVES)
    index.register_source("survey", recording.documents)
    schedule.every(timedelta(days=1), "saidanddone.surveys.tasks.close_ended_waves")
    navigation.add("main", _("Surveys"), "surveys", order=30, icon="felt")
    desk: dict[str, Any] = {"shown_to": _measures, "count": _fell_beyond_chance, "within": r"/desk/[^/]+/surveys/"}
    navigation.add("desk", _("Surveys"), "own_surveys", order=29, icon="felt", **desk)


def _wave_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.core.viewer import STRANGER
    from saidanddone.surveys.models import Wave

    waves = Wave.objects.found_by(STRANGER).filter(public_id__in=public_ids)
    found = waves.values_list("public_id", "survey__public_id", "number")
    return {public_id: f"{reverse('survey', args=[survey])}#round-{number}" for public_id, survey, number in found}


def _measures(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.MEASURE for permission, _organisation in viewer.permissions)


def _fell_beyond_chance(request: HttpRequest) -> int:
    from saidanddone.surveys.queries import results

    return results.unseen_alerts(request.viewer).count()  # type: ignore[attr-defined]


def _answering() -> None:
    """What answering brings: words for moderators, codes in messages, the job that forgets who was drawn."""
    from saidanddone.core import schedule
    from saidanddone.messaging import private_links
    from saidanddone.moderation import registry
    from saidanddone.record import kinds
    from saidanddone.surveys import handlers, inviting, redacting

    registry.register("written-answer", handlers.WrittenAnswerHandler())
    registry.register("survey", redacting.SurveyHandler())
    registry.register("survey-wave", redacting.WaveHandler())
    kinds.register("survey-correction", _("A moderator took words out of a survey, or brought them back."))
    private_links.register(inviting.KIND, inviting.issue)
    schedule.every(timedelta(days=1), "saidanddone.surveys.tasks.delete_identities")


def _results(public_ids: Collection[str]) -> dict[str, str]:
    """The page of their wave: it shows what stands now, and what it took the place of."""
    from saidanddone.surveys.models import Analysis

    rows = Analysis.objects.public().filter(public_id__in=public_ids)
    found = rows.values_list("public_id", "wave__survey__public_id", "wave__public_id")
    return {public_id: reverse("survey_results", args=[survey, wave]) for public_id, survey, wave in found}
