"""A message before it is one: what is handed to actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_text
from saidanddone.messaging.models import Message
from saidanddone.messaging.wording import subject_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`links` are made as it leaves, where `private_links.mark(1)`, `(2)`, … stand in the body.

    `address` is an email address, a telephone number, or the lines of a letter's address, its name first.
    `stop_url` is where one press stops the next of its kind: mail programs show it as a button.
    """

    address: str
    language: str
    subject: str
    body: str
    about: Ref | None
    dedupe_key: str
    recipient: Ref | None = None
    links: Sequence[Ref] = ()
    stop_url: str = ""
    channel: str = Message.Channel.EMAIL

    @property
    def is_letter(self) -> bool:
        return self.channel == Message.Channel.LETTER

    def as_message(self, at: datetime) -> Message:
        """The row, not yet saved. A letter has no next attempt: it waits for a person."""
        return Message(
            channel=self.channel,
            address=self.address.strip(),
            language=self.language,
            subject=subject_line(self.subject),
            body=clean_text(self.body),
            private_links=[str(each) for each in self.links],
            stop_url=self.stop_url,
            recipient=str(self.recipient) if self.recipient else "",
            about_kind=self.about.kind if self.about else "",
            about_id=self.about.public_id if self.about else "",
            dedupe_key=self.dedupe_key,
            queued_at=at,
            next_attempt_at=None if self.is_letter else at,
        )
