"""What a finding rests on, and who wrote it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from saidanddone.contributions import signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import finding_entries as entries
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Evidence, Finding, Writer
from saidanddone.decisions.permissions import check_add_writer, check_cite, check_remove_writer, check_uncite
from saidanddone.moderation import actions as moderation
from saidanddone.people.models import Organisation

BEING_CHECKED = "…"
"""Stands for a name that a moderator has not seen yet."""


def cite(
    *,
    by: Viewer,
    at: datetime,
    finding: Finding,
    contributions: Collection[Contribution] = (),
    refs: Collection[SourceDraft] = (),
    sentence: str = "",
) -> int:
    """Rest it on these, each once; give how many are new. While it is checked, whoever is new in it is asked too.

    `refs` are for what is no contribution. `sentence` says one of them best.
    """
    sentence = sentence.strip()
    with transaction.atomic():
        current = entries.locked(finding)
        check_cite(by=by, finding=current, contributions=contributions, refs=refs, sentence=sentence, at=at)
        known = set(current.evidence.values_list("contribution_id", "ref_kind", "ref_id"))
        rows = {
            each.pk: Evidence(finding=current, contribution=each, sentence=sentence[:500]) for each in contributions
        }
        made = [*rows.values(), *(Evidence(finding=current, **each.cells) for each in refs)]
        new = {key: row for row in made if (key := (row.contribution_id, row.ref_kind, row.ref_id)) not in known}
        for row in new.values():
            row.cited_by_id, row.cited_at = by.person_id, at
        Evidence.objects.bulk_create(new.values(), batch_size=500)
        if current.state == Finding.State.CHECKING:
            ids = [row.contribution_id for row in new.values() if row.contribution_id]
            signals.send("check_asked", about=current.ref, contribution_ids=ids, by=by, at=at)
    return len(new)


def uncite(*, by: Viewer, at: datetime, finding: Finding, evidence: Collection[Evidence]) -> int:
    """Rest it on these no longer; give how many went."""
    with transaction.atomic():
        current = entries.locked(finding)
        check_uncite(by=by, finding=current)
        gone = list(current.evidence.filter(pk__in=[each.pk for each in evidence]))
        current.evidence.filter(pk__in=[each.pk for each in gone]).delete()
        ids = [each.contribution_id for each in gone if each.contribution_id]
        for check in current.checks.filter(contribution__in=ids):
            moderation.drop(by=by, about=check.ref, at=at)
            check.delete()
        signals.send("dispositions", about=current.ref, contribution_ids=ids, by=by, at=at)
    return len(gone)


def add_writer(
    *,
    by: Viewer,
    at: datetime,
    finding: Finding,
    role: str,
    name: str = "",
    said: Contribution | None = None,
    organisation: Organisation | None = None,
) -> Writer:
    """Credit somebody. Who said what it cites (`said`) is named as they chose there, and may edit the draft."""
    name = clean_line(name)
    with transaction.atomic():
        current = entries.locked(finding)
        check_add_writer(by=by, finding=current, role=role, name=name, said=said)
        shown = said.credit_name if said else name
        facts = {
            "contributor_id": said.contributor_id if said else None,
            "contribution": said,
            "organisation": organisation,
        }
        return Writer.objects.get_or_create(finding=current, role=role, name=shown, defaults=facts)[0]


def remove_writer(*, by: Viewer, at: datetime, finding: Finding, writer: Writer) -> None:
    """Credit them no longer. Whoever takes their own name from what is published leaves the rest as it is."""
    with transaction.atomic():
        current = entries.locked(finding)
        check_remove_writer(by=by, finding=current, writer=writer)
        if current.writers.filter(pk=writer.pk).delete()[0]:
            entries.append_writers(current, by=by, at=at)


def follow_names(*, by: Viewer, at: datetime, contribution_ids: Collection[int]) -> int:
    """Whoever is named otherwise where they spoke is so here too; who took back name or words is not named here.

    While a moderator looks at a new name, none stands. What is hidden for its words takes no name away. Gives how many.
    """
    is_otherwise = ~Q(name=F("contribution__credit_name")) | ~Q(contribution__state=Contribution.State.PUBLISHED)
    written = Writer.objects.filter(is_otherwise, contribution__in=contribution_ids)
    written = written.exclude(contribution__state=Contribution.State.HIDDEN)
    rows = written.select_related("contribution", "finding").order_by("finding", "pk")
    changed = [(writer, name) for writer in rows if (name := _name_of(writer.contribution)) != writer.name]
    for writer, name in changed:
        finding = entries.locked(writer.finding)
        if not name or finding.writers.filter(role=writer.role, name=name).exclude(pk=writer.pk).exists():
            writer.delete()
        else:
            writer.name = name
            writer.save(update_fields=["name"])
        entries.append_writers(finding, by=by, at=at)
    return len(changed)


def _name_of(said: Contribution | None) -> str:
    if said is None or said.state == Contribution.State.WITHDRAWN:
        return ""
    return BEING_CHECKED if said.state == Contribution.State.HELD and said.credit_name else said.credit_name
