"""Every write of this app, by noun."""

from saidanddone.contributions.actions.answering import acknowledge_many, answer
from saidanddone.contributions.actions.clock import pause_clock, resume_clock
from saidanddone.contributions.actions.duplicates import link_same, unlink_same
from saidanddone.contributions.actions.figures import recount
from saidanddone.contributions.actions.saying import say, say_many
from saidanddone.contributions.actions.supporting import support, withdraw_support
from saidanddone.contributions.actions.verdicts import give_verdict
from saidanddone.contributions.drafts import Draft, Reply

__all__ = [
    "Draft",
    "Reply",
    "acknowledge_many",
    "answer",
    "give_verdict",
    "link_same",
    "pause_clock",
    "recount",
    "resume_clock",
    "say",
    "say_many",
    "support",
    "unlink_same",
    "withdraw_support",
]
