"""Actions that append nothing to the record, and actions without a check of their own, each with its reason."""

PRIVATE: dict[tuple[str, str], str] = {
    ("contributions", "support"): "single supports are nobody's business; their number is public",
    ("contributions", "withdraw_support"): "single supports are nobody's business; their number is public",
    ("contributions", "recount"): "changes no fact, only puts stored figures right",
    ("contributions", "say_many"): "not yet written",
    ("record", "sequence"): "it is what puts entries into the record",
    ("record", "register_witness"): "the list of witnesses is public; their signatures speak for themselves",
    ("record", "retire_witness"): "the list of witnesses is public; what they signed stays",
    ("record", "accept_cosignatures"): "a cosignature stands under its checkpoint",
    ("messaging", "send"): "a message is private to whom it is sent",
    ("messaging", "deliver"): "a message is private to whom it is sent",
    ("messaging", "retry"): "a message is private to whom it is sent",
    ("messaging", "mark_posted"): "a message is private to whom it is sent",
}
"""(app, action) → why the public record has no entry of it."""

WITHOUT_CHECK: dict[tuple[str, str], str] = {
    ("record", "forget"): "the app whose thing it is has checked who may erase it; the record never refuses",
    ("record", "accept_cosignatures"): "anyone may bring them: only a registered witness's signature counts",
    ("messaging", "send"): "only actions of other apps send, and they have checked",
    ("messaging", "forget"): "only the erasure of a contributor or a person calls it, and it has checked",
}
"""(app, action) → why anyone may, or which check it shares."""
