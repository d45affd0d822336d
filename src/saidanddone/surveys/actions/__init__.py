"""Everything that changes surveys, their waves and what is answered."""

from saidanddone.surveys.actions.answering import begin_response, finish_response, save_answers
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
    "begin_response",
    "close_ended_waves",
    "close_wave",
    "create_survey",
    "edit_question",
    "edit_survey",
    "edit_wave",
    "finish_response",
    "make_ready",
    "move_question",
    "open_wave",
    "plan_wave",
    "remove_question",
    "rewrite_survey",
    "save_answers",
    "set_quota",
    "take_from_instrument",
    "translate_survey",
    "withdraw_wave",
]
