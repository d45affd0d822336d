"""Where the rows of a figure stand as a public list."""

from django.urls import reverse

from saidanddone.trust.record.figures import Definition
from saidanddone.trust.subjects import Subject

FILTERED = frozenset({"contributions", "commitments", "findings", "decisions", "setbacks", "coverage"})
"""Lists that take an organisation or a place."""


def list_of(means: Definition, subject: Subject) -> str:
    url = reverse(means.address)
    return f"{url}?{subject.listed}" if means.address in FILTERED and subject.listed else url
