from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "saidanddone.web"
    label = "web"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.ui import navigation

        schedule.every(timedelta(minutes=2), "saidanddone.web.tasks.draw_charts")
        navigation.add("main", _("Organisations"), "organisations", order=30)
        navigation.add("main", _("Places"), "places", order=40)
        navigation.add("account", _("Search"), "search", order=5, icon="search")
        navigation.add("account", _("Desk"), "desk", order=10, icon="desk", shown_to=_is_signed_in)
        for order, (label, name) in enumerate(
            (
                (_("How it works"), "about"),
                (_("Accessibility"), "accessibility"),
                (_("Privacy"), "privacy"),
                (_("Cookies"), "cookies"),
                (_("Data and API"), "about_data"),
            ),
            start=1,
        ):
            navigation.add("footer", label, name, order=10 * order)
        navigation.add("desk", _("Desk"), "desk", order=1, icon="desk")
        navigation.add("desk", _("Inbox"), "desk_inbox", order=10, icon="answer", shown_to=_has_an_inbox)
        site = _("Look after the site")
        navigation.add(
            "desk", _("How it runs"), "desk_settings", order=70, icon="settings", group=site, shown_to=_may_administer
        )
        navigation.add("desk", _("Topics"), "desk_topics", order=74, icon="list", group=site, shown_to=_may_administer)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _has_an_inbox(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.READ_INBOX for permission, _organisation in viewer.permissions)


def _may_administer(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return bool(request.viewer.may(Permission.ADMINISTER))  # type: ignore[attr-defined]
