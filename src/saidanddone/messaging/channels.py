"""How a message leaves: by email, by a text service if there is one, and letters by hand.

`Post.deliver` returns when the message is on its way. It raises `CannotDeliver` where it is known not to be, and
`InDoubt` where nobody can tell.
"""

import logging
import smtplib
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.module_loading import import_string

from saidanddone.messaging.models import Message
from saidanddone.messaging.smtp import Unconfirmed

logger = logging.getLogger(__name__)
Failure = Message.Failure
SERVICE_NOT_AVAILABLE = 421
"""A server's way to say that it closes this connection; another one may do."""


class CannotDeliver(Exception):
    """Why not; `is_final` where trying again would not help."""

    def __init__(self, failure: Message.Failure, *, is_final: bool) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.is_final = is_final

    @property
    def is_ours(self) -> bool:
        """Our own way out is closed, so that no other message would leave by it now."""
        return self.failure in (Failure.UNREACHABLE, Failure.NOT_SIGNED_IN)


class InDoubt(Exception):
    """It may have arrived."""


class Post:
    """The way out for one message or many: one connection to the mail server, opened anew when it breaks."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def deliver(self, message: Message) -> None:
        if message.channel == Message.Channel.TEXT:
            send_text(message)
        else:
            self.send_email(message)

    def send_email(self, message: Message) -> None:
        """By Django's mail backend. The log names the message and the kind of error, never the address."""
        try:
            validate_email(message.address)
        except ValidationError:
            raise CannotDeliver(Failure.BAD_ADDRESS, is_final=True) from None
        try:
            self._hand_over(as_email(message))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise CannotDeliver(Failure.REFUSED, is_final=all(code >= 500 for code in codes)) from None
        except smtplib.SMTPAuthenticationError:
            raise CannotDeliver(Failure.NOT_SIGNED_IN, is_final=False) from None
        except smtplib.SMTPResponseException as error:
            raise CannotDeliver(Failure.REFUSED, is_final=error.smtp_code >= 500) from None
        except Unconfirmed:
            logger.warning("message %s: in doubt", message.public_id)
            raise InDoubt from None
        except OSError as error:  # smtplib's other errors and the network's
            logger.warning("message %s: %s", message.public_id, type(error).__name__)
            raise CannotDeliver(Failure.UNREACHABLE, is_final=False) from None

    def _hand_over(self, email: EmailMessage) -> None:
        """On a connection that was used before, a server that hung up meanwhile is called once more."""
        was_open = self._connection is not None
        try:
            self._send(email)
        except smtplib.SMTPException as error:
            if not (was_open and _has_hung_up(error)):
                raise
            self._send(email)

    def _send(self, email: EmailMessage) -> None:
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            self._connection.send_messages([email])
        except Exception as error:
            if not _is_reply(error):
                self.close()
            raise


def _has_hung_up(error: smtplib.SMTPException) -> bool:
    """Before it took the message: what was handed over and not confirmed must not go out again by itself."""
    is_told = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code == SERVICE_NOT_AVAILABLE
    return is_told or isinstance(error, smtplib.SMTPServerDisconnected)


def _is_reply(error: Exception) -> bool:
    """The server has spoken and goes on listening."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code != SERVICE_NOT_AVAILABLE and not isinstance(error, smtplib.SMTPAuthenticationError)
    return isinstance(error, smtplib.SMTPRecipientsRefused)


def as_email(message: Message) -> EmailMessage:
    """Marked as sent by a machine, so that no holiday reply comes back, and with an id that stays through retries."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{message.public_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.stop_url:  # RFC 8058: the mail program's own button, with which nothing is opened
        headers |= {"List-Unsubscribe": f"<{message.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject=message.subject, body=message.body, to=[message.address], headers=headers)


def send_text(message: Message) -> None:
    """By the function that TEXT_SERVICE names, which takes the number and the words.

    It raises where it did not send; a `TimeoutError` says that it cannot tell.
    """
    if not settings.TEXT_SERVICE:
        raise CannotDeliver(Failure.NO_TEXT_SERVICE, is_final=True)
    service: Callable[[str, str], None] = import_string(settings.TEXT_SERVICE)
    try:
        service(message.address, message.body)
    except TimeoutError:
        logger.warning("message %s: in doubt", message.public_id)
        raise InDoubt from None
    except OSError as error:
        logger.warning("message %s: %s", message.public_id, type(error).__name__)
        raise CannotDeliver(Failure.UNREACHABLE, is_final=False) from None
