"""Who may send, and who may look after what could not be sent."""

from django.utils.translation import gettext

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.models import Message

ADMINISTER = "administer"
"""As in `people.roles.Permission`, which stands above this app."""


def check_administer(*, by: Viewer) -> None:
    if not by.may(ADMINISTER):
        raise Refused(gettext("Only an administrator may look after messages."))


def check_retry(*, by: Viewer, message: Message) -> None:
    check_administer(by=by)
    if message.state != Message.State.FAILED:
        raise Refused(gettext("Only a message that failed can be tried again."))


def check_mark_posted(*, by: Viewer, message: Message) -> None:
    check_administer(by=by)
    if message.channel != Message.Channel.LETTER or message.state != Message.State.WAITING:
        raise Refused(gettext("Only a letter that waits can be marked as posted."))


def check_deliver(*, by: Viewer) -> None:
    """Delivery is the site's own work."""
    if not by.acts_for_site:
        raise Refused(gettext("Messages are delivered by the site itself."))


def check_forget_settled(*, by: Viewer) -> None:
    """As delivery."""
    check_deliver(by=by)
