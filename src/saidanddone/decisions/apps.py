from collections.abc import Collection

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "saidanddone.decisions"
    label = "decisions"

    def ready(self) -> None:
        from saidanddone.core import machines
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.decisions import hiding, open_record, states
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.search import index

        register_kind("finding", label=_("finding"), urls=pages("finding"))
        register_kind("decision", label=_("decision"), urls=pages("decision"))
        register_kind("use", label=_("use in a decision"), urls=_use_urls)
        registry.register("decision", hiding.DecisionHandler())
        kinds.register("decision", _("An organisation announced a decision, brought it further, or revised it."))
        kinds.register("use", _("A decision cited something, or said what its use was."))
        index.register_source("decision", open_record.documents)
        machines.register(states.FINDINGS, states.DECISIONS)


def _use_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.decisions.models import Use

    found = Use.objects.filter(public_id__in=public_ids).values_list("public_id", "decision__public_id")
    return {public_id: f"{reverse('decision', args=[decision])}#heard" for public_id, decision in found}
