from collections.abc import Collection

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "saidanddone.contributions"
    label = "contributions"

    def ready(self) -> None:
        from saidanddone.contributions import handlers, publishing
        from saidanddone.contributions.models import Contribution
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.search import index
        from saidanddone.ui import navigation

        register_kind("contribution", label=_("contribution"), urls=pages("contribution"))
        register_kind("answer", label=_("answer"), urls=_answer_urls)
        register_kind("verdict", label=_("verdict"), urls=_verdict_urls)
        register_kind("clock-pause", label=_("stopping of the clock"), urls=_pause_urls)
        registry.register("contribution", handlers.ContributionHandler())
        registry.register("answer", handlers.AnswerHandler())
        registry.register("verdict", handlers.VerdictHandler())
        registry.register("clock-pause", handlers.ClockPauseHandler())
        registry.register_channels(Contribution.Channel.choices)
        index.register_source("contribution", publishing.documents)
        navigation.add("main", _("What people say"), "contributions", order=10, icon="said")
        navigation.add(
            "desk",
            _("First words of answers"),
            "desk_site_openings",
            order=75,
            icon="answer",
            group=_("Look after the site"),
            shown_to=_edits_lists,
        )
        navigation.add("call", _("Say something"), "speak", order=10)
        kinds.register("contribution", _("Somebody said something."))
        kinds.register("correction", _("Somebody corrected what they had said."))
        kinds.register("credit", _("Somebody chose another way to be named."))
        kinds.register("translation", _("What was said was put into the other language."))
        kinds.register("same-as", _("Two contributions were linked because they say the same, or parted again."))
        kinds.register("answer", _("An organisation answered."))
        kinds.register("verdict", _("The contributor said whether they were understood."))
        kinds.register("clock-paused", _("An organisation stopped its clock, for a reason."))
        kinds.register("clock-resumed", _("An organisation set its clock going again."))


def _edits_lists(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may(Permission.EDIT_LISTS)  # type: ignore[attr-defined]


def _answer_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.contributions.models import Answer

    found = Answer.objects.filter(public_id__in=public_ids).values_list("public_id", "contribution__public_id")
    return {public_id: _answer_url(contribution, public_id) for public_id, contribution in found}


def _verdict_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.contributions.models import Verdict

    keys = ("public_id", "answer__public_id", "answer__contribution__public_id")
    found = Verdict.objects.filter(public_id__in=public_ids).values_list(*keys)
    return {public_id: _answer_url(contribution, answer) for public_id, answer, contribution in found}


def _pause_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.contributions.models import ClockPause

    found = ClockPause.objects.filter(public_id__in=public_ids)
    return {
        public_id: f"{reverse('contribution', args=[contribution])}#pause-{public_id}"
        for public_id, contribution in found.values_list("public_id", "addressee__contribution__public_id")
    }


def _answer_url(contribution: str, answer: str) -> str:
    return f"{reverse('contribution', args=[contribution])}#answer-{answer}"
