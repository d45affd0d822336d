"""The database itself keeps entries as they are: each gets its position once; nothing else changes, nothing goes.

A later migration that rebuilds the table on SQLite drops its triggers with it: it must call `install` again, and a
test sees to it that they are there.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "record_entry"
KEPT = ("id", "kind", "about_kind", "about_id", "at", "content", "leaf_hash")
MESSAGE = "entries of the record are never changed or deleted"

_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
_ABORT = f"SELECT RAISE(ABORT, '{MESSAGE}')"
_RAISE = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
_REFUSE = f"EXECUTE FUNCTION {TABLE}_refuse()"
_FORBIDDEN = f"OLD.position IS NOT NULL OR NEW.position IS NULL OR {_CHANGED}"

SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays BEFORE DELETE ON {TABLE} BEGIN {_ABORT}; END",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_kept BEFORE UPDATE ON {TABLE} WHEN {_FORBIDDEN} BEGIN {_ABORT}; END",
)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_RAISE}; END $$",
    f"CREATE OR REPLACE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} FOR EACH ROW {_REFUSE}",
    f"CREATE OR REPLACE TRIGGER {TABLE}_kept BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({_FORBIDDEN}) {_REFUSE}",
    f"CREATE OR REPLACE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {_REFUSE}",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; does nothing where they are."""
    for statement in statements(connection):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def statements(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def removals(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """What takes them away: for the reverse of a migration, and for emptying a test's database."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    names = ("stays", "kept", "whole") if connection.vendor == "postgresql" else ("stays", "kept")
    return tuple(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}" for name in names)
