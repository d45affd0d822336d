from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from saidanddone.trust.models import PlanAction


class TrustConfig(AppConfig):
    name = "saidanddone.trust"
    label = "trust"

    def ready(self) -> None:
        from saidanddone.core.refs import register_kind
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.trust import handlers
        from saidanddone.ui import navigation

        navigation.add("footer", _("Trust: felt, and shown"), "trust_area", order=15)
        navigation.add("desk", _("Trust"), "desk_own_trust", order=29, icon="felt", shown_to=_plans_somewhere)
        register_kind("trust-action", label=_("action of a trust plan"), urls=_action_urls)
        registry.register("trust-action", handlers.PlanActionHandler())
        kinds.register("trust-action", _("An organisation planned what it does to be trusted more."))
        kinds.register("trust-action-ended", _("An organisation said what came of an action of its trust plan."))
        register_kind("trust-comparison", label=_("comparison of before and after"), urls=_comparison_urls)
        registry.register("trust-comparison", handlers.ComparisonHandler())
        kinds.register("trust-comparison-withdrawn", _("An organisation withdrew a comparison, and said why."))
        kinds.register("trust-comparison", _("An organisation said from when a decision was meant to work."))
        kinds.register("trust-action-correction", _("A moderator took words out, or brought them back."))


def _plans_somewhere(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.COMMIT for permission, organisation in viewer.permissions if organisation)


def _action_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.trust.models import PlanAction

    rows = PlanAction.objects.filter(public_id__in=public_ids).select_related("organisation")
    return {each.public_id: _anchor(each) for each in rows}


def _anchor(action: "PlanAction") -> str:
    from saidanddone.trust.subjects import Subject

    return f"{Subject(organisation=action.organisation).url()}#action-{action.public_id}"


def _comparison_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.trust.models import Comparison
    from saidanddone.trust.subjects import Subject

    rows = Comparison.objects.filter(public_id__in=public_ids).select_related(
        "decision__organisation", "commitment__organisation"
    )
    return {
        each.public_id: f"{Subject(organisation=each.organisation).url()}#comparison-{each.public_id}" for each in rows
    }
