"""The queue, what was decided and why, and the monthly counts."""

from saidanddone.moderation.queries.cases import (
    Look,
    earlier_cases,
    looks,
    mode_of,
    modes,
    modes_in_words,
    queue,
    queue_length,
    sight_of,
    waiting_by_origin,
)
from saidanddone.moderation.queries.counts import Month, monthly
from saidanddone.moderation.queries.decisions import (
    decision_for,
    decisions_about,
    log,
    reporter_key,
    sealed_original_of,
    words_put_back,
)

__all__ = [
    "Look",
    "Month",
    "decision_for",
    "decisions_about",
    "earlier_cases",
    "log",
    "looks",
    "mode_of",
    "modes",
    "modes_in_words",
    "monthly",
    "queue",
    "queue_length",
    "reporter_key",
    "sealed_original_of",
    "sight_of",
    "waiting_by_origin",
    "words_put_back",
]
