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
from saidanddone.surveys.actions.importing import import_survey
from saidanddone.surveys.actions.panels import draw_panel, forget_member, join_panel, leave_panel, stop_asking
from saidanddone.surveys.actions.paper import settle_sheet, type_sheet
from saidanddone.surveys.actions.results import analyse_wave, ask_for_analysis, publish_results, see_alert
from saidanddone.surveys.actions.sampling import (
    delete_identities,
    import_sample,
    make_codes,
    note_contact,
    send_invitations,
    send_reminders,
)
from saidanddone.surveys.actions.translating import translate_survey
from saidanddone.surveys.actions.waves import (
    close_ended_waves,
    close_wave,
    edit_wave,
    move_last_day,
    open_wave,
    plan_wave,
    set_margin,
    set_quota,
    withdraw_wave,
)

__all__ = [
    "add_question",
    "analyse_wave",
    "archive_survey",
    "ask_for_analysis",
    "begin_response",
    "close_ended_waves",
    "close_wave",
    "create_survey",
    "delete_identities",
    "draw_panel",
    "edit_question",
    "edit_survey",
    "edit_wave",
    "finish_response",
    "forget_member",
    "import_sample",
    "import_survey",
    "join_panel",
    "leave_panel",
    "make_codes",
    "make_ready",
    "move_last_day",
    "move_question",
    "note_contact",
    "open_wave",
    "plan_wave",
    "publish_results",
    "remove_question",
    "rewrite_survey",
    "save_answers",
    "see_alert",
    "send_invitations",
    "send_reminders",
    "set_margin",
    "set_quota",
    "settle_sheet",
    "stop_asking",
    "take_from_instrument",
    "translate_survey",
    "type_sheet",
    "withdraw_wave",
]
