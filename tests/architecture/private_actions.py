"""Actions that append nothing to the record, and actions without a check of their own, each with its reason."""

PRIVATE: dict[tuple[str, str], str] = {}
"""(app, action) → why the public record has no entry of it."""

WITHOUT_CHECK: dict[tuple[str, str], str] = {}
"""(app, action) → why anyone may, or which check it shares."""
