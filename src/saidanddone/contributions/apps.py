from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "saidanddone.contributions"
    label = "contributions"

    def ready(self) -> None:
        from saidanddone.contributions import handlers, publishing
        from saidanddone.contributions.models import Contribution
        from saidanddone.core.refs import register_kind
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.search import index
        from saidanddone.ui import navigation

        register_kind("contribution", label=_("contribution"), url=_contribution_url)
        register_kind("answer", label=_("answer"), url=_answer_url)
        register_kind("verdict", label=_("verdict"), url=_verdict_url)
        registry.register("contribution", handlers.ContributionHandler())
        registry.register("answer", handlers.AnswerHandler())
        registry.register("verdict", handlers.VerdictHandler())
        registry.register_channels(Contribution.Channel.choices)
        index.register_source("contribution", publishing.documents)
        navigation.add("main", _("What people say"), "contributions", order=10, icon="said")
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


def _contribution_url(public_id: str) -> str:
    return reverse("contribution", args=[public_id])


def _answer_url(public_id: str) -> str:
    from saidanddone.contributions.models import Answer

    answer = Answer.objects.select_related("contribution").get(public_id=public_id)
    return f"{_contribution_url(answer.contribution.public_id)}#answer-{public_id}"


def _verdict_url(public_id: str) -> str:
    from saidanddone.contributions.models import Verdict

    verdict = Verdict.objects.select_related("answer").get(public_id=public_id)
    return _answer_url(verdict.answer.public_id)
