"""What can be found: one row a thing."""

from django.db import models

from saidanddone.core.languages import Language


class SearchDocument(models.Model):
    """The words of one thing, as the public may read them. What the public may not read has no row here.

    `terms` is what the database's own full-text index holds (see `words.terms`): an FTS5 table on SQLite, kept by
    triggers, and a generated tsvector on PostgreSQL. Both are made by migration 0002, which a migration that rebuilds
    this table on SQLite has to repeat. By `title` and `body`, whose words are folded, hits are ranked.
    """

    kind = models.CharField(max_length=40)
    public_id = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=Language)
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    terms = models.TextField(editable=False)
    moment = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "public_id"), name="search_document_once"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"
