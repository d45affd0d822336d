"""Every write of this app."""

from saidanddone.thread.actions.credits import close_credits, follow_names, open_credits
from saidanddone.thread.actions.digests import send_digests
from saidanddone.thread.actions.figures import recount, recount_ways
from saidanddone.thread.actions.looking_after import mark_told
from saidanddone.thread.actions.sending import follow, send_due
from saidanddone.thread.actions.telling import forget_tellings, make_tellings, note_message_gone, tell_supporters
from saidanddone.thread.actions.thanks import forget_thanks, take_back_thanks, thank
from saidanddone.thread.actions.wishes import note_seen, set_wish, stop_telling

__all__ = [
    "close_credits",
    "follow",
    "follow_names",
    "forget_tellings",
    "forget_thanks",
    "make_tellings",
    "mark_told",
    "note_message_gone",
    "note_seen",
    "open_credits",
    "recount",
    "recount_ways",
    "send_digests",
    "send_due",
    "set_wish",
    "stop_telling",
    "take_back_thanks",
    "tell_supporters",
    "thank",
]
