"""Who may open each address: status codes for a GET by each of the cast. A URL that is not here fails a test.

Columns: stranger, resident (return link), connector, officer, other_officer, lead, steward, moderator, administrator.
`IN` redirects to sign-in (302), `OK` is 200, `NO` is 403, `GONE` is 404; write `GO` for a redirect that is meant.
Only actions that change something (POST) are listed with `POST:` before their name, and are tried with an empty form.
"""

OK, IN, NO, GONE, GO, BAD = 200, 302, 403, 404, 302, 400
EVERYONE = (OK,) * 9
ADMINISTRATOR = (IN, IN, NO, NO, NO, NO, NO, NO, OK)
MODERATOR = (IN, IN, NO, NO, NO, NO, NO, OK, NO)

ACCESS: dict[str, tuple[int, ...]] = {
    "home": EVERYONE,
    "moderation_policy": EVERYONE,
    "moderation_counts": EVERYONE,
    "moderation_counts_csv": EVERYONE,
    "moderation_decisions": EVERYONE,
    "moderation_decisions_csv": EVERYONE,
    "moderation_decision": EVERYONE,
    "report": EVERYONE,
    "reported": EVERYONE,
    "appeal": (NO, OK, NO, NO, NO, NO, NO, NO, NO),
    "desk_moderation": MODERATOR,
    "desk_case": MODERATOR,
    "POST:claim_case": (IN, IN, NO, NO, NO, NO, NO, GO, NO),
    "POST:release_case": (IN, IN, NO, NO, NO, NO, NO, NO, NO),
    "POST:decide_case": (IN, IN, NO, NO, NO, NO, NO, BAD, NO),
    "desk_channels": ADMINISTRATOR,
    "desk_messages": ADMINISTRATOR,
    "desk_letters": ADMINISTRATOR,
    "POST:retry_message": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
    "POST:mark_posted": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
    "return_link": (GONE,) * 9,
    "ask_for_return_link": EVERYONE,
    "return_link_asked": EVERYONE,
    "POST:close_return_link": (GO,) * 9,
    "claim": (IN, IN, GO, GO, GO, GO, GO, GO, GO),
    "open_invitation": (GONE,) * 9,
    "invitation": (GONE,) * 9,
    "desk_places": ADMINISTRATOR,
    "add_place": ADMINISTRATOR,
    "desk_place": ADMINISTRATOR,
    "edit_place": ADMINISTRATOR,
    "set_figure": ADMINISTRATOR,
    "POST:remove_figure": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
}
"""URL name → status for each column."""
