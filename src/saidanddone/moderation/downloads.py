"""The public log of moderation and its counts, as files."""

from saidanddone.core.downloads import Column, Download, of

BATCH = 500
_LOG: dict[str, Column] = {
    "decision": of("public_id"),
    "decided_at": of("decided_at"),
    "about": of("case.about"),
    "origin": of("case.origin"),
    "outcome": of("outcome"),
    "category": of("category"),
    "reason": of("public_reason"),
    "on_appeal_from": of("on_appeal_from.public_id"),
    "overturned": lambda row: row.is_overturning if row.on_appeal_from else None,
}
_COUNTS: dict[str, Column] = {
    "month": lambda month: f"{month.first_day:%Y-%m}",
    "reports": of("reports"),
    "held": of("held"),
    "published": of("published"),
    "hidden": of("hidden"),
    "redacted": of("redacted"),
    "appeals": of("appeals"),
    "upheld": of("upheld"),
    "overturned": of("overturned"),
    "median_hours_to_decide": of("median_hours"),
}
LOG = Download(
    "moderation-decisions",
    _LOG,
    {
        "id": "the database's own number; decision has the public one",
        "public_id": "decision is it",
        "case": "about and origin are of it",
        "decided_by": "a moderator decides for the site",
        "is_public": "everything in the file is",
        "is_reason_public": "a reason that is not public is not in the file",
    },
)
COUNTS = Download("moderation-counts", _COUNTS, {})
