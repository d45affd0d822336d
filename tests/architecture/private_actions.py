"""Actions that append nothing to the record, and actions without a check of their own, each with its reason."""

PRIVATE: dict[tuple[str, str], str] = {
    ("contributions", "support"): "single supports are nobody's business; their number is public",
    ("contributions", "withdraw_support"): "single supports are nobody's business; their number is public",
    ("contributions", "recount"): "changes no fact, only puts stored figures right",
    ("record", "sequence"): "it is what puts entries into the record",
    ("record", "register_witness"): "the list of witnesses is public; their signatures speak for themselves",
    ("record", "retire_witness"): "the list of witnesses is public; what they signed stays",
    ("record", "accept_cosignatures"): "a cosignature stands under its checkpoint",
    ("messaging", "send"): "a message is private to whom it is sent",
    ("messaging", "deliver"): "a message is private to whom it is sent",
    ("messaging", "retry"): "a message is private to whom it is sent",
    ("messaging", "mark_posted"): "a message is private to whom it is sent",
    ("people", "new_contributor"): "who speaks is never published; the contribution is recorded, with its credit",
    ("people", "change_contact_details"): "contact details are never published",
    ("people", "issue_return_link"): "a return link is a secret",
    ("people", "rotate_return_link"): "a return link is a secret",
    ("people", "revoke_return_links"): "a return link is a secret",
    ("people", "request_return_links"): "who asked for a link is a secret",
    ("people", "claim_contributor"): "who is behind a contribution is never published",
    ("people", "erase_contributor"): "the withdrawal of each contribution is recorded by `contributions`",
    ("people", "add_person"): "accounts are private",
    ("people", "change_person"): "accounts are private",
    ("people", "erase_person"): "accounts are private",
    ("people", "add_membership"): "who works where is personal data",
    ("people", "end_membership"): "who works where is personal data",
    ("people", "invite"): "who works where is personal data",
    ("people", "revoke_invitation"): "who works where is personal data",
    ("people", "accept_invitation"): "who works where is personal data",
    ("people", "add_organisation"): "a description, and no act of the organisation; its promise is recorded",
    ("people", "edit_organisation"): "a description, and no act of the organisation; its promise is recorded",
    ("people", "add_service"): "a description; what is said about the service is recorded",
    ("people", "edit_service"): "a description; what is said about the service is recorded",
    ("people", "end_service"): "a description; what is said about the service is recorded",
    ("people", "add_bank_holiday"): "a fact of the calendar; due dates are recorded with each contribution",
    ("people", "remove_bank_holiday"): "a fact of the calendar; due dates are recorded with each contribution",
}
"""(app, action) → why the public record has no entry of it."""

WITHOUT_CHECK: dict[tuple[str, str], str] = {
    ("people", "request_return_links"): "anyone may ask: the links go to the address alone",
    ("record", "forget"): "the app whose thing it is has checked who may erase it; the record never refuses",
    ("record", "accept_cosignatures"): "anyone may bring them: only a registered witness's signature counts",
    ("messaging", "send"): "only actions of other apps send, and they have checked",
    ("messaging", "forget"): "only the erasure of a contributor or a person calls it, and it has checked",
}
"""(app, action) → why anyone may, or which check it shares."""
