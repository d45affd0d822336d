"""The full-text index that each database keeps of the terms of each document."""

from django.db import migrations

# No positions, columns or sizes are kept: hits are ranked by our own measure, the same on both databases.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        terms, content='search_searchdocument', content_rowid='id', detail=none, columnsize=0,
        tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER search_fts_inserted AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_fts (rowid, terms) VALUES (new.id, new.terms);
    END""",
    """CREATE TRIGGER search_fts_deleted AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_fts (search_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    END""",
    """CREATE TRIGGER search_fts_updated AFTER UPDATE ON search_searchdocument WHEN old.terms <> new.terms BEGIN
        INSERT INTO search_fts (search_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO search_fts (rowid, terms) VALUES (new.id, new.terms);
    END""",
    "INSERT INTO search_fts (search_fts) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER search_fts_inserted",
    "DROP TRIGGER search_fts_deleted",
    "DROP TRIGGER search_fts_updated",
    "DROP TABLE search_fts",
)
POSTGRESQL = (
    """ALTER TABLE search_searchdocument ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))) STORED""",
    # A row that was found is asked for its age only, so what is long stands outside of it.
    "ALTER TABLE search_searchdocument SET (toast_tuple_target = 256)",
    "ALTER TABLE search_searchdocument ALTER COLUMN vector SET STORAGE EXTERNAL, "
    "ALTER COLUMN terms SET STORAGE EXTERNAL, ALTER COLUMN body SET STORAGE MAIN",
    "CREATE INDEX search_vector ON search_searchdocument USING gin (vector)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_searchdocument DROP COLUMN vector",)


def forward(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forward, back)]
