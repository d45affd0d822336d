from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlliancesConfig(AppConfig):
    name = "saidanddone.alliances"
    label = "alliances"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds

        register_kind("alliance", label=_("alliance"), urls=pages("alliance"))
        register_kind("relationship-check", label=_("relationship check"), urls=pages("take_check"))
        schedule.every(timedelta(hours=6), "saidanddone.alliances.tasks.look_after_checks")
        kinds.register("alliance-signed", _("All parties of an alliance signed their deal: this is its digest."))
        kinds.register("alliance-state", _("An alliance began its work, was reviewed, or ended."))
        kinds.register("alliance-left", _("A party left an alliance."))
        kinds.register("alliance-review", _("An alliance was reviewed by its parties."))
        kinds.register("relationship-check", _("Partners were asked how they work together; what they said is theirs."))
        kinds.register("alliance-call-out", _("An alliance called all its parties out, in earnest or as a drill."))
