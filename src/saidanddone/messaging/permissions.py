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


def check_send_again(*, by: Viewer, message: Message) -> None:
    """A person decides: it may then arrive twice."""
    _check_in_doubt(by=by, message=message)


def check_mark_arrived(*, by: Viewer, message: Message) -> None:
    """A person says so, as they have asked or looked."""
    _check_in_doubt(by=by, message=message)


def _check_in_doubt(*, by: Viewer, message: Message) -> None:
    check_administer(by=by)
    if message.state != Message.State.IN_DOUBT or not message.address:
        raise Refused(gettext("It is no longer in doubt whether this message arrived."))


def check_batch_letters(*, by: Viewer) -> None:
    check_administer(by=by)


def check_print_batch(*, by: Viewer) -> None:
    """Each printing makes the private links in the letters anew, so it is no mere look."""
    check_administer(by=by)


def check_mark_batch_posted(*, by: Viewer) -> None:
    check_administer(by=by)


def check_mark_posted(*, by: Viewer, message: Message) -> None:
    check_administer(by=by)
    if message.channel != Message.Channel.LETTER or message.state != Message.State.WAITING:
        raise Refused(gettext("Only a letter that waits can be marked as posted."))


def check_deliver(*, by: Viewer) -> None:
    """Delivery is the site's own work."""
    if not by.acts_for_site:
        raise Refused(gettext("Messages are delivered by the site itself."))


def check_deliver_due(*, by: Viewer) -> None:
    """As delivery."""
    check_deliver(by=by)


def check_doubt_abandoned(*, by: Viewer) -> None:
    """As delivery."""
    check_deliver(by=by)


def check_forget_settled(*, by: Viewer) -> None:
    """As delivery."""
    check_deliver(by=by)
