from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from saidanddone.core.refs import Ref
    from saidanddone.core.viewer import Viewer
    from saidanddone.messaging.models import Message


class ThreadConfig(AppConfig):
    name = "saidanddone.thread"
    label = "thread"

    def ready(self) -> None:
        from saidanddone.contributions import signals
        from saidanddone.core import schedule
        from saidanddone.core.refs import register_kind
        from saidanddone.messaging import private_links
        from saidanddone.messaging.models import Message
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.thread import handlers
        from saidanddone.ui import navigation

        private_links.register("telling-link", _telling_link)
        register_kind("thanks", label=_("thanks"), urls=_thanks_urls)
        registry.register("thanks", handlers.ThanksHandler())
        kinds.register("thanks", _("An organisation thanked whoever said it."))
        kinds.register("thanks-taken-back", _("An organisation took back that it had thanked somebody."))
        signals.moved.connect(keep_ways)
        signals.moved.connect(make_tellings)
        signals.forgotten.connect(forget_tellings)
        signals.forgotten.connect(forget_thanks)
        pre_delete.connect(note_message_gone, sender=Message)
        signals.came_back.connect(note_seen)
        _holdings()
        schedule.every(timedelta(minutes=1), "saidanddone.thread.tasks.tell")
        schedule.every(timedelta(hours=1), "saidanddone.thread.tasks.send_digests")
        navigation.add("footer", _("What became of what people said"), "coverage", order=20)
        navigation.add("footer", _("What would you add?"), "ideas", order=25)
        navigation.add(
            "desk",
            _("People to tell"),
            "desk_tellings",
            order=45,
            icon="answer",
            shown_to=_may_see,
            count=_to_tell,
        )


def _holdings() -> None:
    from saidanddone.contributions import holdings
    from saidanddone.thread.queries import held

    holdings.register("tellings", _("What you were told"), held.tellings, "thread.Telling.contributor")
    holdings.register("wishes", _("How you want to be told"), held.wishes, "thread.TellingWish.contributor")
    holdings.register("thanks", _("How you were thanked"), held.thanks)
    holdings.register(
        "credits_pages", _("Your page that everyone can see"), held.credits_pages, "thread.CreditsPage.contributor"
    )


def keep_ways(sender: str, *, contribution_ids: list[int], **facts: Any) -> None:
    """In the transaction of what moved, so that what is stored is never behind."""
    from saidanddone.thread import ways

    bring_along = ways.begin if sender == "said" else ways.keep
    bring_along(contribution_ids)


def make_tellings(
    sender: str, *, about: "Ref", contribution_ids: list[int], by: "Viewer", at: datetime, **facts: Any
) -> None:
    """In the transaction of what moved, so that nobody is forgotten by a crash."""
    from saidanddone.thread import actions

    if sender == "dispositions":
        actions.follow_names(by=by, at=at, contribution_ids=contribution_ids)
    actions.make_tellings(by=by, at=at, what=sender, about=about, contribution_ids=contribution_ids)


def forget_tellings(contributor_id: int, **facts: Any) -> None:
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.thread import actions

    actions.forget_tellings(by=SITE, at=clock.now(), contributor_id=contributor_id)


def forget_thanks(contributor_id: int, **facts: Any) -> None:
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.thread import actions

    actions.forget_thanks(by=SITE, at=clock.now(), contributor_id=contributor_id)


def note_message_gone(instance: "Message", **facts: Any) -> None:
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.thread import actions

    actions.note_message_gone(by=SITE, at=clock.now(), message=instance)


def note_seen(by: "Viewer", at: datetime, **facts: Any) -> None:
    from saidanddone.thread import actions

    actions.note_seen(by=by, at=at)


def _telling_link(public_id: str, *, message: "Message", at: datetime) -> str | None:
    """A way back in a text message or a letter, short: to where they wish to be told now, and to no former place."""
    from saidanddone.core.viewer import SITE
    from saidanddone.messaging.models import Message
    from saidanddone.people import actions, queries, tokens
    from saidanddone.people.actions.contributors import NEWS_LINK_LIFETIME
    from saidanddone.thread.models import TellingWish

    reached = TellingWish.objects.reached(message.channel, message.address).select_related("contributor")
    wish = reached.filter(contributor__public_id=public_id).first()
    if wish is None:
        return None
    token = actions.issue_return_link(
        by=SITE,
        contributor=wish.contributor,
        at=at,
        lifetime=NEWS_LINK_LIFETIME,
        sent_in=message.public_id,
        is_short=True,
    )
    is_typed = message.channel == Message.Channel.LETTER
    return queries.return_link_url(tokens.grouped(token) if is_typed else token, message.language)


def _thanks_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.thread.models import Thanks

    found = Thanks.objects.filter(public_id__in=public_ids).values_list("public_id", "contribution__public_id")
    return {each: f"{reverse('contribution', args=[contribution])}#thanks-{each}" for each, contribution in found}


def _may_see(request: HttpRequest) -> bool:
    from saidanddone.core.rules import allows
    from saidanddone.thread.permissions.telling import check_see_tellings

    return allows(check_see_tellings, by=request.viewer)  # type: ignore[attr-defined]


def _to_tell(request: HttpRequest) -> int:
    from saidanddone.thread.queries.tellings import looked_after_by

    return looked_after_by(request.viewer).count()  # type: ignore[attr-defined]
