from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "saidanddone.messaging"
    label = "messaging"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.ui import navigation

        schedule.every(timedelta(minutes=1), "saidanddone.messaging.tasks.deliver_due")
        schedule.every(timedelta(minutes=1), "saidanddone.messaging.tasks.doubt_abandoned")
        schedule.every(timedelta(days=1), "saidanddone.messaging.tasks.forget_settled")
        navigation.add(
            "desk",
            _("Messages"),
            "desk_messages",
            order=80,
            icon="answer",
            group=_("Look after the site"),
            shown_to=_may_administer,
            count=_for_a_person,
        )


def _may_administer(request: HttpRequest) -> bool:
    from saidanddone.core.rules import allows
    from saidanddone.messaging.permissions import check_administer

    return allows(check_administer, by=request.viewer)  # type: ignore[attr-defined]


def _for_a_person(request: HttpRequest) -> int:
    from saidanddone.messaging.models import Message

    return Message.objects.failed().count() + Message.objects.in_doubt().count()
