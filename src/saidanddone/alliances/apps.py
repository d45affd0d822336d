from collections.abc import Callable, Collection
from datetime import timedelta

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AlliancesConfig(AppConfig):
    name = "saidanddone.alliances"
    label = "alliances"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds
        from saidanddone.ui import navigation

        navigation.add(
            "desk",
            _("Alliances"),
            "desk_own_alliances",
            order=27,
            icon="support",
            shown_to=_allies,
            count=_waits,
            within="^(/cy)?/desk/[^/]+/alliances/",
        )
        register_kind("alliance", label=_("alliance"), urls=pages("alliance"))
        navigation.add("desk", _("Relationship checks"), "own_checks", order=29, icon="felt", shown_to=_works_here)
        register_kind("relationship-check", label=_("relationship check"), urls=pages("take_check"))
        register_kind("call-out", label=_("call-out of an alliance"), urls=_on_page("CallOut", "call-outs"))
        schedule.every(timedelta(hours=12), "saidanddone.alliances.tasks.remind")
        schedule.every(timedelta(hours=6), "saidanddone.alliances.tasks.look_after_checks")
        schedule.every(timedelta(days=1), "saidanddone.alliances.tasks.draw_network")
        register_kind("cover-note", label=_("cover note"), urls=_cover_urls)
        kinds.register("cover-note", _("An alliance said in public what it tries, and who carries which part."))
        kinds.register("cover-note-backed", _("A party backs what an alliance tries."))
        kinds.register("cover-note-ended", _("An alliance said how something that it tried has ended."))
        kinds.register("alliance-signed", _("All parties of an alliance signed their deal: this is its digest."))
        kinds.register("alliance-state", _("An alliance began its work, was reviewed, or ended."))
        kinds.register("alliance-left", _("A party left an alliance."))
        kinds.register("alliance-review", _("An alliance was reviewed by its parties."))
        kinds.register("relationship-check", _("Partners were asked how they work together; what they said is theirs."))
        kinds.register("alliance-call-out", _("An alliance called all its parties out, in earnest or as a drill."))
        _public()


def _public() -> None:
    """What everyone reads: kinds, moderation, search, places in the menus, and words on the pages of apps below."""
    from saidanddone.alliances import answering_for, handlers, searching
    from saidanddone.core import beside
    from saidanddone.core.refs import register_kind
    from saidanddone.moderation import registry
    from saidanddone.record import kinds
    from saidanddone.search import index
    from saidanddone.ui import navigation

    navigation.add("footer", _("Alliances: who works together, on what"), "alliances", order=15)
    navigation.add("footer", _("Who does what here"), "alliance_services", order=15)
    register_kind("alliance-review", label=_("review of an alliance"), urls=_on_page("Review", "reviews"))
    register_kind("alliance-barrier", label=_("barrier of an alliance"), urls=_on_page("Barrier", "barriers"))
    registry.register("alliance", handlers.AllianceHandler())
    index.register_source("alliance", searching.documents)
    beside.register("outcome", answering_for.of_outcome)
    beside.register("commitment", answering_for.of_commitment)
    beside.register("decision", answering_for.of_decision)
    beside.register("fund", answering_for.of_fund)
    kinds.register("alliance-correction", _("A moderator took words out, or brought them back."))
    kinds.register("alliance-barrier", _("An alliance said in public what is in its way."))
    kinds.register("alliance-barrier-ended", _("An alliance said what became of something in its way."))


def _allies(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return bool(viewer.may_anywhere(Permission.ALLY) or viewer.may(Permission.ADMINISTER))


def _waits(request: HttpRequest) -> int:
    from saidanddone.alliances.queries import waiting
    from saidanddone.core import clock

    return waiting.count_for(request.viewer, on=clock.local_date(clock.now()))  # type: ignore[attr-defined]


def _on_page(model: str, anchor: str) -> Callable[[Collection[str]], dict[str, str]]:
    """The addresses of what stands in a section of the page of its alliance."""

    def urls(public_ids: Collection[str]) -> dict[str, str]:
        rows = apps.get_model("alliances", model)._default_manager.filter(public_id__in=public_ids)
        found = rows.values_list("public_id", "alliance__public_id")
        return {public_id: f"{reverse('alliance', args=[page])}#{anchor}" for public_id, page in found}

    return urls


def _cover_urls(public_ids: Collection[str]) -> dict[str, str]:
    rows = apps.get_model("alliances", "CoverNote")._default_manager.filter(public_id__in=public_ids, is_public=True)
    found = rows.values_list("public_id", "alliance__public_id")
    return {public_id: reverse("cover_note", args=[alliance, public_id]) for public_id, alliance in found}


def _works_here(request: HttpRequest) -> bool:
    """Whoever holds a role: a facilitator need not work with partners in a party."""
    return bool(request.viewer.permissions)  # type: ignore[attr-defined]
