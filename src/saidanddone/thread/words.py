"""Every word that the page of a contribution shows, held against what was recorded when it was published."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from saidanddone.contributions.models import Answer, Contribution
from saidanddone.record.openings import Reading, Words, read
from saidanddone.thread import told


@dataclass(frozen=True, slots=True)
class Check:
    """The page of a contribution, read against the record."""

    contribution: Contribution
    reading: Reading


def check(rows: told.Rows) -> Check:
    return Check(rows.contribution, read(_shown(rows)))


def _shown(rows: told.Rows) -> Iterator[tuple[str, str, Words]]:
    """A heading, the language and the words of each passage, in the order of the page."""
    row = rows.contribution
    yield gettext("What was said"), row.language, Words(row.ref, "text", row.text)
    for version in rows.versions:
        yield gettext("What was said, before it was corrected"), row.language, Words(row.ref, "text", version.text)
    for each in rows.translations:
        yield gettext("The translation"), each.language, Words(row.ref, "translation", each.text)
    if row.credit_name:
        yield gettext("The name under it"), "", Words(row.ref, "credit_name", row.credit_name)
    for pause in rows.pauses:
        if pause.shown_reason:
            yield gettext("Why the clock was stopped"), row.language, Words(row.ref, "reason", pause.shown_reason)
    for answer in rows.answers:
        if not answer.hidden_at:
            yield from _answered(answer)


def _answered(answer: Answer) -> Iterator[tuple[str, str, Words]]:
    organisation = {"organisation": answer.organisation.local_name}
    if answer.text:
        heading = gettext("Answer by %(organisation)s") % organisation
        yield heading, answer.language, Words(answer.ref, "text", answer.text)
    if answer.reason:
        heading = gettext("Reason given by %(organisation)s") % organisation
        yield heading, answer.language, Words(answer.ref, "reason", answer.reason)
    verdict = getattr(answer, "verdict", None)
    if verdict and verdict.shown_words:
        yield gettext("What the person made of the answer"), "", Words(verdict.ref, "words", verdict.shown_words)
