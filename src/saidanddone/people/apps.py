from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from saidanddone.messaging.models import Message
    from saidanddone.search.index import Document


class PeopleConfig(AppConfig):
    name = "saidanddone.people"
    label = "people"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.core.refs import register_kind
        from saidanddone.messaging import private_links
        from saidanddone.record import kinds
        from saidanddone.search.index import register_source
        from saidanddone.ui import navigation

        register_kind("organisation", label=_("Organisation"), urls=_urls)
        kinds.register("promise", _("An organisation published its promise to answer, or withdrew it."))
        kinds.register("service-version", _("An organisation said how a service works from a day on, and why."))
        register_source("organisation", _documents)
        private_links.register("return-link", _return_link)
        private_links.register("news-link", _news_link)
        private_links.register("invitation", _invitation)
        for job in ("delete_closed_links", "delete_past_invitations", "clear_sessions", "prune_task_results"):
            schedule.every(timedelta(days=1), f"saidanddone.people.tasks.{job}")
        site = _("Look after the site")
        menu = partial(navigation.add, "desk", group=_("Your organisations"))
        menu(_("Organisations"), "desk_organisations", order=60, icon="organisation", shown_to=_may_edit)
        menu(_("People and roles"), "desk_people", order=61, icon="people", shown_to=_may_invite)
        navigation.add(
            "desk", _("Bank holidays"), "desk_calendar", order=78, icon="calendar", group=site, shown_to=_administers
        )
        navigation.add("account", _("Your account"), "your_details", order=90, icon="person", shown_to=_is_signed_in)


def _urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.people.models import Organisation

    found = Organisation.objects.filter(public_id__in=public_ids).values_list("public_id", "slug")
    return {public_id: reverse("organisation", args=[slug]) for public_id, slug in found}


def _return_link(public_id: str, *, message: "Message", at: datetime) -> str | None:
    """A contributor's way back, for as long as any."""
    from saidanddone.people.actions.contributors import RETURN_LINK_LIFETIME

    return _way_back(public_id, message, at, RETURN_LINK_LIFETIME)


def _news_link(public_id: str, *, message: "Message", at: datetime) -> str | None:
    """A contributor's way back for a while, so that years of news leave no heap of open links."""
    from saidanddone.people.actions.contributors import NEWS_LINK_LIFETIME

    return _way_back(public_id, message, at, NEWS_LINK_LIFETIME)


def _way_back(public_id: str, message: "Message", at: datetime, lifetime: timedelta) -> str | None:
    """To the address that they give now, and to no former one."""
    from saidanddone.core.viewer import SITE
    from saidanddone.people import actions, queries
    from saidanddone.people.models import Contributor

    contributor = Contributor.objects.reached_at(message.address).filter(public_id=public_id).first()
    if contributor is None:
        return None
    token = actions.issue_return_link(
        by=SITE, contributor=contributor, at=at, lifetime=lifetime, sent_in=message.public_id
    )
    return queries.return_link_url(token, message.language)


def _invitation(public_id: str, *, message: "Message", at: datetime) -> str | None:
    """The address of an invitation that can still be taken up."""
    from saidanddone.core.viewer import SITE
    from saidanddone.people import actions, queries
    from saidanddone.people.models import Invitation

    invitation = Invitation.objects.open(at).filter(public_id=public_id).first()
    if invitation is None:
        return None
    token = actions.renew_invitation(by=SITE, invitation=invitation, at=at)
    return queries.invitation_url(token, message.language)


def _documents() -> Iterator["Document"]:
    from saidanddone.people.queries import documents

    return documents()


def _is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _administers(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may(Permission.ADMINISTER)  # type: ignore[attr-defined]


def _may_edit(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may_anywhere(Permission.EDIT_ORGANISATION)  # type: ignore[attr-defined]


def _may_invite(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    return request.viewer.may_anywhere(Permission.INVITE)  # type: ignore[attr-defined]
