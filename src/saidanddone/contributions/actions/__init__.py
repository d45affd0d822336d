"""Every write of this app, by noun."""

from saidanddone.contributions.actions.answering import acknowledge_many, answer
from saidanddone.contributions.actions.attaching import attach, detach
from saidanddone.contributions.actions.clock import pause_clock, resume_clock
from saidanddone.contributions.actions.contacting import send_address_code, send_number_code
from saidanddone.contributions.actions.correcting import (
    add_translation,
    change_consent,
    change_credit,
    correct,
    narrow_audience,
)
from saidanddone.contributions.actions.duplicates import link_same, unlink_same
from saidanddone.contributions.actions.figures import recount
from saidanddone.contributions.actions.openings import add_opening, remove_opening
from saidanddone.contributions.actions.saying import say, say_many
from saidanddone.contributions.actions.speaking import Spoken, speak
from saidanddone.contributions.actions.supporting import support, support_many, withdraw_support
from saidanddone.contributions.actions.topics import add_topic, edit_topic, retire_topic
from saidanddone.contributions.actions.verdicts import give_verdict
from saidanddone.contributions.actions.withdrawing import erase_contributor, withdraw
from saidanddone.contributions.drafts import Draft, Reply

__all__ = [
    "Draft",
    "Reply",
    "Spoken",
    "acknowledge_many",
    "add_opening",
    "add_topic",
    "add_translation",
    "answer",
    "attach",
    "change_consent",
    "change_credit",
    "correct",
    "detach",
    "edit_topic",
    "erase_contributor",
    "give_verdict",
    "link_same",
    "narrow_audience",
    "pause_clock",
    "recount",
    "remove_opening",
    "resume_clock",
    "retire_topic",
    "say",
    "say_many",
    "send_address_code",
    "send_number_code",
    "speak",
    "support",
    "support_many",
    "unlink_same",
    "withdraw",
    "withdraw_support",
]
