"""How a message leaves: by email, by a text service if there is one, and letters by hand.

A channel's `deliver` returns when the message is on its way, and raises `CannotDeliver` otherwise.
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.module_loading import import_string

from saidanddone.messaging.models import Message

logger = logging.getLogger(__name__)
Failure = Message.Failure


class CannotDeliver(Exception):
    """Why not; `is_final` where trying again would not help."""

    def __init__(self, failure: Message.Failure, *, is_final: bool) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.is_final = is_final


def deliver(message: Message) -> None:
    CHANNELS[message.channel](message)


def send_email(message: Message) -> None:
    """By Django's mail backend. The log names the message and the kind of error, never the address."""
    try:
        validate_email(message.address)
    except ValidationError:
        raise CannotDeliver(Failure.BAD_ADDRESS, is_final=True) from None
    try:
        with closing(get_connection()) as connection:  # Django leaves it open when signing in fails
            connection.send_messages([as_email(message)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise CannotDeliver(Failure.REFUSED, is_final=all(code >= 500 for code in codes)) from None
    except smtplib.SMTPAuthenticationError:
        raise CannotDeliver(Failure.NOT_SIGNED_IN, is_final=False) from None
    except smtplib.SMTPResponseException as error:
        raise CannotDeliver(Failure.REFUSED, is_final=error.smtp_code >= 500) from None
    except OSError as error:  # smtplib's other errors and the network's
        logger.warning("message %s: %s", message.public_id, type(error).__name__)
        raise CannotDeliver(Failure.UNREACHABLE, is_final=False) from None


def as_email(message: Message) -> EmailMessage:
    """Marked as sent by a machine, so that no holiday reply comes back, and with an id that stays through retries."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{message.public_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    return EmailMessage(subject=message.subject, body=message.body, to=[message.address], headers=headers)


def send_text(message: Message) -> None:
    """By the function that TEXT_SERVICE names, which takes the number and the words. There is none by default."""
    if not settings.TEXT_SERVICE:
        raise CannotDeliver(Failure.NO_TEXT_SERVICE, is_final=True)
    service: Callable[[str, str], None] = import_string(settings.TEXT_SERVICE)
    try:
        service(message.address, message.body)
    except OSError as error:
        logger.warning("message %s: %s", message.public_id, type(error).__name__)
        raise CannotDeliver(Failure.UNREACHABLE, is_final=False) from None


CHANNELS: dict[str, Callable[[Message], None]] = {
    Message.Channel.EMAIL: send_email,
    Message.Channel.TEXT: send_text,
}
"""Letters have no channel: they wait until a person has printed them and says so."""
