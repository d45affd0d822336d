"""Where the rows of a figure stand as a public list."""

from urllib.parse import urlencode

from django.urls import reverse

from saidanddone.trust.periods import Period
from saidanddone.trust.record.figures import Definition
from saidanddone.trust.subjects import Subject

KNOWN: dict[str, frozenset[str]] = {
    "contributions": frozenset({"organisation", "service", "place", "since", "until"}),
    "commitments": frozenset({"organisation", "place"}),
    "findings": frozenset({"place"}),
    "decisions": frozenset({"organisation", "place"}),
    "setbacks": frozenset({"organisation"}),
    "coverage": frozenset({"organisation", "place"}),
}
"""By what each list can be narrowed; a list refuses what it does not know."""


def list_of(means: Definition, subject: Subject, period: Period) -> str:
    """Narrowed to the subject, and to the time where the list tells rows by the same day as the figure."""
    if means.is_by_publication and period.since:
        return narrowed("contributions", subject, since=period.since.isoformat(), until=period.until.isoformat())
    return narrowed(means.address, subject)


def narrowed(address: str, subject: Subject, **more: str) -> str:
    known = KNOWN.get(address, frozenset())
    chosen = dict([subject.listed]) if subject.listed else {}
    query = urlencode({name: value for name, value in (chosen | more).items() if name in known or name in more})
    return reverse(address) + (f"?{query}" if query else "")
