"""What those whom a finding cites say of it: is this what you meant? And what goes when somebody is erased."""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import publishing, signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.languages import active
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import finding_entries as entries
from saidanddone.decisions.insights import similar
from saidanddone.decisions.models import Check, Evidence, Finding, Writer
from saidanddone.decisions.permissions import check_check_meaning, check_forget_in_findings
from saidanddone.moderation import actions as moderation
from saidanddone.record import actions as record


def check_meaning(
    *, by: Viewer, at: datetime, finding: Finding, contribution: Contribution, value: str, words: str = ""
) -> Check:
    """Keep what they say beside the finding. It may be changed; the record keeps each."""
    words = clean_text(words)
    with transaction.atomic():
        before = Check.objects.filter(finding=finding, contributor=contribution.contributor_id).first()
        if before and not words:  # words that are taken back leave moderators nothing to decide
            moderation.drop(by=by, about=before.ref, at=at)
        current = entries.locked(finding)
        check_check_meaning(by=by, finding=current, contribution=contribution, value=value, words=words)
        if before and (before.value, before.words) == (value, words):
            return before
        check = before or Check(finding=current, contributor_id=contribution.contributor_id)
        judged = {contribution.pk, check.contribution_id or contribution.pk}
        check.contribution, check.value, check.given_at = contribution, value, at
        _save(by, at, check, words)
        record.close(by=by, about=check.ref, at=at, fields=("words",))
        entries.append_checks(current, [check], by=by, at=at)
        signals.send("dispositions", about=check.ref, contribution_ids=judged, by=by, at=at)
    return check


def _save(by: Viewer, at: datetime, check: Check, words: str) -> None:
    """New words are checked first where the channel's rule says so, or where the earlier ones are hidden."""
    if words != check.words:
        moderation.supersede(by=by, about=check.ref, at=at)
        is_checked = check.words_hidden_at is not None or publishing.is_held_first(check.contribution.channel)
        if words and is_checked:
            check.words_hidden_at = at
            moderation.hold(by=by, about=check.ref, at=at)
        check.words, check.language, check.is_redacted = words, active(), False
    check.save()


def forget_in_findings(*, by: Viewer, at: datetime, contributor_id: int) -> None:
    """Part of erasing somebody: their words beside findings, their sentences in them, and their name under them."""
    check_forget_in_findings(by=by)
    with transaction.atomic():
        checks = list(Check.objects.filter(contributor=contributor_id))
        moderation.forget(by=by, abouts=[each.ref for each in checks], at=at)
        for check in checks:
            record.forget(by=by, about=check.ref, at=at)
        Check.objects.filter(contributor=contributor_id).update(words="")
        Evidence.objects.filter(contribution__contributor=contributor_id).update(sentence="")
        written = list(Finding.objects.filter(writers__contributor=contributor_id).distinct().order_by("pk"))
        Writer.objects.filter(contributor=contributor_id).delete()
        transaction.on_commit(similar.forget)
        for finding in written:
            entries.append_writers(entries.locked(finding), by=by, at=at)
