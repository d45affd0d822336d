from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AlliancesConfig(AppConfig):
    name = "saidanddone.alliances"
    label = "alliances"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds
        from saidanddone.ui import navigation

        navigation.add("desk", _("Alliances"), "desk_own_alliances", order=27, icon="support", shown_to=_allies)
        register_kind("alliance", label=_("alliance"), urls=pages("alliance"))
        kinds.register("alliance-signed", _("All parties of an alliance signed their deal: this is its digest."))
        kinds.register("alliance-state", _("An alliance began its work, was reviewed, or ended."))
        kinds.register("alliance-left", _("A party left an alliance."))
        kinds.register("alliance-review", _("An alliance was reviewed by its parties."))
        kinds.register("relationship-check", _("Partners were asked how they work together; what they said is theirs."))
        kinds.register("alliance-call-out", _("An alliance called all its parties out, in earnest or as a drill."))


def _allies(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return bool(viewer.may_anywhere(Permission.ALLY) or viewer.may(Permission.ADMINISTER))
