"""Every word that the page of a finding shows, held against what was recorded when it was published."""

from collections.abc import Iterator

from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.languages import Language
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import finding_entries
from saidanddone.decisions.models import Finding
from saidanddone.record.openings import Reading, Words, read


def finding_reading(public_id: str, *, viewer: Viewer) -> tuple[Finding, Reading]:
    """Raises `Finding.DoesNotExist` for whoever may not see it, and for what was never published."""
    finding = Finding.objects.visible_to(viewer).filter(published_at__isnull=False).get(public_id=public_id)
    return finding, read(_shown(finding, viewer))


def _shown(finding: Finding, viewer: Viewer) -> Iterator[tuple[str, str, Words]]:
    headings = {
        "title": gettext("What was understood"),
        "summary": gettext("The summary"),
        "missing": gettext("What is missing"),
        "disagreement": gettext("Who sees it otherwise"),
        "sources": gettext("Figures, statements and sources"),
        "writers": gettext("Who wrote it"),
    }
    other = Language.ENGLISH if finding.language == Language.WELSH else Language.WELSH
    for name, words in finding_entries.words_of(finding).items():
        field, _, is_translated = name.partition("_")
        language = other.value if is_translated else "" if name in ("writers", "sources") else finding.language
        heading = gettext("%(field)s, translated") % {"field": headings[field]} if is_translated else headings[field]
        yield heading, language, Words(finding.ref, name, words)
    if finding.reason:
        yield gettext("The reason"), finding.language, Words(finding.ref, "reason", finding.reason)
    seen = Contribution.objects.visible_to(viewer).filter(state=Contribution.State.PUBLISHED)
    for check in finding.checks.standing().filter(contribution__in=seen).order_by("given_at", "pk"):
        if check.shown_words:
            heading = gettext("What somebody whom it cites says of it")
            yield heading, check.language, Words(check.ref, "words", check.shown_words)
