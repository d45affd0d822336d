from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "saidanddone.moderation"
    label = "moderation"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds
        from saidanddone.ui import navigation

        register_kind("moderation-decision", label=_("Moderator's decision"), urls=pages("moderation_decision"))
        kinds.register("moderation", _("A moderator decided about something that was held, reported or appealed."))
        schedule.every(timedelta(hours=6), "saidanddone.moderation.tasks.delete_sealed_originals")
        navigation.add("footer", _("How we moderate"), "moderation_policy", order=40)
        navigation.add(
            "desk",
            _("Moderation"),
            "desk_moderation",
            order=40,
            icon="flag",
            group=_("Moderation"),
            shown_to=_may_moderate,
            count=_waiting,
        )
        navigation.add(
            "desk",
            _("How channels are checked"),
            "desk_channels",
            order=82,
            icon="filter",
            group=_("Look after the site"),
            shown_to=_may_administer,
        )


def _may_moderate(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may(Permission.MODERATE)  # type: ignore[attr-defined]


def _may_administer(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may(Permission.ADMINISTER)  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> int:
    from saidanddone.moderation.queries import queue_length

    return queue_length()
