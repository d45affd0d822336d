"""Messages."""

from datetime import UTC, datetime

import factory
from django.core import mail

from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions
from saidanddone.messaging.models import Message


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    address = factory.Sequence(lambda n: f"reader{n}@example.org")
    language = "en"
    subject = "Your words were answered"
    body = "Aberwen Council answered."
    dedupe_key = factory.Sequence(lambda n: f"test:{n}")
    queued_at = next_attempt_at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    class Params:
        has_failed = factory.Trait(
            state="failed",
            failure="refused",
            next_attempt_at=None,
            attempts=1,
            failed_at=factory.SelfAttribute("queued_at"),
        )
        in_doubt = factory.Trait(
            state="in_doubt",
            failure="stopped",
            next_attempt_at=None,
            attempts=1,
            claimed_at=factory.SelfAttribute("queued_at"),
        )
        is_claimed = factory.Trait(
            state="sending", next_attempt_at=None, attempts=1, claimed_at=factory.SelfAttribute("queued_at")
        )
        is_batched = factory.Trait(batch="b4tchb4tch", batched_at=factory.SelfAttribute("queued_at"))
        is_letter = factory.Trait(channel="letter", address="1 Heol Fawr\nBryn Teg", next_attempt_at=None)


def as_sent(message, at):
    """The words of a message as they leave, with its private links in them."""
    actions.deliver(by=SITE, at=at, public_id=message.public_id)
    return mail.outbox[-1].body
