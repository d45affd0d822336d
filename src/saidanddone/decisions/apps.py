from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "saidanddone.decisions"
    label = "decisions"

    def ready(self) -> None:
        from saidanddone.core import machines
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.decisions import states

        register_kind("finding", label=_("finding"), urls=pages("finding"))
        register_kind("decision", label=_("decision"), urls=pages("decision"))
        machines.register(states.FINDINGS, states.DECISIONS)
