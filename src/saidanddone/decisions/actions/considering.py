"""Cite what was said and understood, and say of each what its use was: one, or thousands at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from saidanddone.contributions.models import Contribution
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Decision, Finding, Use
from saidanddone.decisions.permissions import check_consider, check_leave_out, check_set_use


def consider(
    *,
    by: Viewer,
    at: datetime,
    decision: Decision,
    contributions: Collection[Contribution] = (),
    findings: Collection[Finding] = (),
    refs: Collection[SourceDraft] = (),
) -> int:
    """Cite these, in a constant number of statements; what is cited already stays as it is. Give how many are new.

    `refs` are for what is neither a contribution nor a finding.
    """
    with transaction.atomic():
        current = open_record.locked(decision)
        check_consider(by=by, decision=current, contributions=contributions, findings=findings, refs=refs, at=at)
        known = set(current.uses.values_list("contribution_id", "finding_id", "ref_kind", "ref_id"))
        facts: list[dict[str, Any]] = [{"contribution": each} for each in contributions]
        facts += [{"finding": each} for each in findings]
        facts += [each.cells for each in refs]
        rows = {_key(use): use for use in (Use(decision=current, cited_at=at, **each) for each in facts)}
        new = [use for key, use in rows.items() if key not in known]
        Use.objects.bulk_create(new, batch_size=500)
        open_record.append_uses(current, new, by=by, at=at)
    return len(new)


def _key(use: Use) -> tuple[int | None, int | None, str, str]:
    return use.contribution_id, use.finding_id, use.ref_kind, use.ref_id


def leave_out(*, by: Viewer, at: datetime, decision: Decision, uses: Collection[Use], reason: str = "") -> None:
    """Cite these no longer. Once it is announced, a version says what was cited, and why no more."""
    reason = clean_line(reason)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_leave_out(by=by, decision=current, uses=uses, reason=reason)
        chosen = current.uses.filter(pk__in=[each.pk for each in uses]).select_related("contribution", "finding")
        cited = "\n".join(open_record.cited_words(use) for use in chosen.order_by("pk"))
        chosen.delete()
        if cited:
            open_record.keep_version(current, {"considered": cited}, reason=reason, at=at)
            open_record.publish(current, by=by, at=at, private={"left_out": cited, "reason": reason})


def set_use(
    *, by: Viewer, at: datetime, decision: Decision, uses: Collection[Use], value: str, because: str = ""
) -> int:
    """Say of these what their use was. Once it is decided, what was said before stays in a version."""
    because = clean_text(because)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_set_use(by=by, decision=current, uses=uses, value=value, because=because)
        chosen = current.uses.filter(pk__in=[each.pk for each in uses])
        changed = list(chosen.exclude(value=value, because=because).select_related("contribution", "finding"))
        before = {
            f"use_{use.public_id}": f"{use.value}: {use.because}" if use.because else use.value for use in changed
        }
        current.uses.filter(pk__in=[each.pk for each in changed]).update(value=value, because=because)
        if current.decided_at and changed:
            for use in changed:
                use.value, use.because = value, because
            open_record.keep_version(current, before, reason="", at=at)
            open_record.append_uses(current, changed, by=by, at=at)
            open_record.send("decided", current, by=by, at=at)
    return len(changed)
