"""Everything that changes surveys, their waves and what is answered."""

from saidanddone.surveys.actions.building import (
    add_question,
    archive_survey,
    create_survey,
    edit_question,
    edit_survey,
    make_ready,
    move_question,
    remove_question,
    rewrite_survey,
    take_from_instrument,
)
from saidanddone.surveys.actions.translating import translate_survey
from saidanddone.surveys.actions.waves import (
    close_ended_waves,
    close_wave,
    edit_wave,
    open_wave,
    plan_wave,
    set_quota,
    withdraw_wave,
)

__all__ = [
    "add_question",
    "archive_survey",
    "close_ended_waves",
    "close_wave",
    "create_survey",
    "edit_question",
    "edit_survey",
    "edit_wave",
    "make_ready",
    "move_question",
    "open_wave",
    "plan_wave",
    "remove_question",
    "rewrite_survey",
    "set_quota",
    "take_from_instrument",
    "translate_survey",
    "withdraw_wave",
]
