"""Who may promise, update, measure and say what went wrong, and in which state."""

from saidanddone.commitments.permissions.following import (
    ASKED_AFTER,
    check_ask_if_it_worked,
    check_say_if_it_worked,
)
from saidanddone.commitments.permissions.promising import (
    check_add_partner,
    check_change_commitment,
    check_import_commitments,
    check_leads,
    check_promise,
    check_promises_for,
    check_record_period,
    check_remove_partner,
    check_replace_commitment,
    check_set_milestones,
    check_update_commitment,
    check_updates_for,
    heirs,
    may_for,
    worked_on_by,
)
from saidanddone.commitments.permissions.setbacks import (
    check_check_setback_again,
    check_looks_again,
    check_say_setback,
    check_says_setbacks_for,
)
from saidanddone.commitments.permissions.translating import (
    check_translate_commitment,
    check_translate_indicator,
    check_translate_outcome,
    check_translate_setback,
)

__all__ = [
    "ASKED_AFTER",
    "check_add_partner",
    "check_ask_if_it_worked",
    "check_change_commitment",
    "check_check_setback_again",
    "check_import_commitments",
    "check_leads",
    "check_looks_again",
    "check_promise",
    "check_promises_for",
    "check_record_period",
    "check_remove_partner",
    "check_replace_commitment",
    "check_say_if_it_worked",
    "check_say_setback",
    "check_says_setbacks_for",
    "check_set_milestones",
    "check_translate_commitment",
    "check_translate_indicator",
    "check_translate_outcome",
    "check_translate_setback",
    "check_update_commitment",
    "check_updates_for",
    "heirs",
    "may_for",
    "worked_on_by",
]
