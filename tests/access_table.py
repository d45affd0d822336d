"""Who may open each address: status codes for a GET by each of the cast. A URL that is not here fails a test.

Columns: stranger, resident (return link), connector, officer, other_officer, lead, steward, moderator, administrator.
`IN` redirects to sign-in (302), `OK` is 200, `NO` is 403, `GONE` is 404; write `GO` for a redirect that is meant.
Only actions that change something (POST) are listed with `POST:` before their name, and are tried with an empty form.
"""

OK, IN, NO, GONE, GO, BAD = 200, 302, 403, 404, 302, 400
EVERYONE = (OK,) * 9
NOBODY = (GONE,) * 9
ON = (GO,) * 9
"""Leads on to another page, whoever comes."""
SIGNED_IN = (IN, IN, OK, OK, OK, OK, OK, OK, OK)
NOT_SIGNED_IN = (OK, OK, GO, GO, GO, GO, GO, GO, GO)
ADMINISTRATOR = (IN, IN, NO, NO, NO, NO, NO, NO, OK)
CONTRIBUTOR = (GO, OK, GO, GO, GO, GO, GO, GO, GO)
"""Whoever said something, by return link: everyone else is shown how to come back."""
COUNCIL_OFFICER = (IN, IN, NO, OK, NO, OK, NO, NO, NO)
MODERATOR = (IN, IN, NO, NO, NO, NO, NO, OK, NO)
NOT_SET_UP = (IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE)
"""Of an account's own: there is nothing there until they have set it up."""

ACCESS: dict[str, tuple[int, ...]] = {
    # what people said
    "home": EVERYONE,
    "contributions": EVERYONE,
    "contributions_map": EVERYONE,
    "contributions_download": EVERYONE,
    "contributions_atom": EVERYONE,
    "contributions_json_feed": EVERYONE,
    "contribution": EVERYONE,
    # the way back, and invitations
    "return_link": ON,
    "ask_for_return_link": EVERYONE,
    "return_link_asked": EVERYONE,
    "POST:close_return_link": ON,
    "claim": (IN, IN, GO, GO, GO, GO, GO, GO, GO),
    "open_invitation": ON,
    "invitation": NOBODY,
    # moderation
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
    # the desk
    "desk": SIGNED_IN,
    "desk_channels": ADMINISTRATOR,
    "desk_messages": ADMINISTRATOR,
    "desk_letters": ADMINISTRATOR,
    "POST:retry_message": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
    "POST:mark_posted": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
    # places
    "desk_places": ADMINISTRATOR,
    "add_place": ADMINISTRATOR,
    "desk_place": ADMINISTRATOR,
    "edit_place": ADMINISTRATOR,
    "set_figure": ADMINISTRATOR,
    "POST:remove_figure": (IN, IN, NO, NO, NO, NO, NO, NO, GO),
    # the record
    "record": EVERYONE,
    "record_check": EVERYONE,
    "record_verifier": EVERYONE,
    "POST:record_witness": (BAD,) * 9,
    "record_witnesses": EVERYONE,
    "record_checkpoint": EVERYONE,
    "record_key": EVERYONE,
    "record_tile": EVERYONE,
    "record_entry": EVERYONE,
    "record_content": EVERYONE,
    "record_receipt": EVERYONE,
    "record_log": EVERYONE,
    # for developers, only with DEBUG
    "gallery": NOBODY,
    # accounts
    "account_login": NOT_SIGNED_IN,
    "account_logout": (GO, GO, OK, OK, OK, OK, OK, OK, OK),
    "account_inactive": EVERYONE,
    "account_signup": NOT_SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_set_password": ON,
    "account_reset_password": EVERYONE,
    "account_confirm_login_code": ON,
    "account_confirm_email": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_request_login_code": NOT_SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": ON,
    "mfa_reauthenticate": ON,
    "mfa_activate_totp": ON,
    "mfa_deactivate_totp": NOT_SET_UP,
    "mfa_view_recovery_codes": NOT_SET_UP,
    "mfa_generate_recovery_codes": ON,
    "mfa_download_recovery_codes": NOT_SET_UP,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": ON,
    "mfa_reauthenticate_webauthn": ON,
    "mfa_remove_webauthn": ON,
    "mfa_edit_webauthn": ON,
    "mfa_login_webauthn": ON,
    "socialaccount_login_cancelled": EVERYONE,
    "socialaccount_login_error": (IN, IN, 401, 401, 401, 401, 401, 401, 401),
    "socialaccount_signup": ON,
    "socialaccount_connections": SIGNED_IN,
    "openid_connect_login": NOBODY,
    "openid_connect_callback": NOBODY,
    "speak": EVERYONE,
    "speak_where": (GO,) * 9,
    "speak_whom": (GO,) * 9,
    "speak_similar": (GO,) * 9,
    "speak_you": (GO,) * 9,
    "speak_check": (GO,) * 9,
    "speak_done": (GO,) * 9,
    "speak_letter": (GO,) * 9,
    "POST:speak_discard": (GO,) * 9,
    "yours": CONTRIBUTOR,
    "your_email": CONTRIBUTOR,
    "your_code": (GO,) * 9,
    "your_link": CONTRIBUTOR,
    "your_download": CONTRIBUTOR,
    "your_erasure": CONTRIBUTOR,
    "erased": EVERYONE,
    "your_contribution": CONTRIBUTOR,
    "correct": CONTRIBUTOR,
    "change_credit": CONTRIBUTOR,
    "change_consent": CONTRIBUTOR,
    "narrow_audience": CONTRIBUTOR,
    "attach": CONTRIBUTOR,
    "withdraw": CONTRIBUTOR,
    "POST:detach": (GO,) * 9,
    "POST:support": (GO,) * 9,
    "POST:withdraw_support": (NO, GO, NO, NO, NO, NO, NO, NO, NO),
    "give_verdict": (GONE, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    "attachment": EVERYONE,
    "answer_contribution": COUNCIL_OFFICER,
    "pause_clock": COUNCIL_OFFICER,
    "POST:resume_clock": (IN, IN, NO, NO, NO, NO, NO, NO, NO),
    "link_same": (IN, IN, NO, OK, NO, OK, NO, OK, NO),
    "POST:unlink_same": (IN, IN, NO, NO, NO, NO, NO, NO, NO),
    "add_translation": (IN, IN, NO, OK, NO, OK, NO, OK, NO),
    "desk_openings": (IN, IN, NO, NO, NO, OK, OK, NO, OK),
    "POST:remove_opening": (IN, IN, NO, NO, NO, GO, GO, NO, GO),
}
"""URL name → status for each column."""
