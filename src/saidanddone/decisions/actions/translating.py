"""Put the words of a finding or a decision into the other language. The words themselves stay as they are."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import finding_entries, open_record, translating, wording
from saidanddone.decisions.models import Decision, Finding
from saidanddone.decisions.permissions import check_translate_decision, check_translate_finding


def translate_finding(
    *, by: Viewer, at: datetime, finding: Finding, words: Mapping[str, str], still: Collection[str] = ()
) -> Finding:
    """A draft's enters the record with the draft, when that is published."""
    with transaction.atomic():
        current = finding_entries.locked(finding)
        words = translating.cleaned(current, words)
        check_translate_finding(by=by, finding=current, words=words)
        if translating.put(current, words, still=still) and current.published_at is not None:
            translating.append(current, by=by, at=at, fields=current.WORDS)
            finding_entries.index(current)
    return current


def translate_decision(
    *, by: Viewer, at: datetime, decision: Decision, words: Mapping[str, str], still: Collection[str] = ()
) -> Decision:
    """What nobody else can read yet enters the record when it becomes public."""
    with transaction.atomic():
        current = open_record.locked(decision)
        words = translating.cleaned(current, words)
        check_translate_decision(by=by, decision=current, words=words)
        if translating.put(current, words, still=still) and current.announced_at is not None:
            translating.append(current, by=by, at=at, fields=wording.public_fields(current))
            open_record.index(current)
    return current
