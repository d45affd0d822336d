"""Django's mail by SMTP that says when it does not know whether a message arrived.

Once the words are handed over and before the server has confirmed them, a broken line leaves both possible. Every
other error comes before, so that trying again is safe.
"""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class Unconfirmed(smtplib.SMTPException):
    """The words were handed over, and no answer came."""


class _Watched(smtplib.SMTP):
    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as error:  # smtplib's word for everything that breaks a line
            raise Unconfirmed(type(error).__name__) from None


class _WatchedFromTheStart(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _WatchedFromTheStart if self.use_ssl else _Watched
