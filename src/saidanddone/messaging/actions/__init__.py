"""Every write of this app. None of it enters the public record: a message is private to whom it is sent."""

from saidanddone.messaging.actions.delivering import BACK_OFF, CLAIM, ROUND, deliver, deliver_due, doubt_abandoned
from saidanddone.messaging.actions.forgetting import forget, forget_settled
from saidanddone.messaging.actions.looking_after import mark_arrived, retry, send_again
from saidanddone.messaging.actions.posting import batch_letters, mark_batch_posted, mark_posted, print_batch
from saidanddone.messaging.actions.sending import send, send_many
from saidanddone.messaging.drafts import Draft

__all__ = [
    "BACK_OFF",
    "CLAIM",
    "ROUND",
    "Draft",
    "batch_letters",
    "deliver",
    "deliver_due",
    "doubt_abandoned",
    "forget",
    "forget_settled",
    "mark_arrived",
    "mark_batch_posted",
    "mark_posted",
    "print_batch",
    "retry",
    "send",
    "send_again",
    "send_many",
]
