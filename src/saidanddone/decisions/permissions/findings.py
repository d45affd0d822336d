"""Who may write, check, publish, supersede and withdraw a finding, and when."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.credits import CivicRole
from saidanddone.decisions.models import Check, Finding, Writer
from saidanddone.decisions.models.references import SourceKind
from saidanddone.decisions.permissions.references import check_references
from saidanddone.decisions.states import FINDINGS
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

MOST_EVIDENCE = 5000
MOST_WRITERS = 30
LONGEST = {"title": 200, "summary": 5000, "missing": 2000, "disagreement": 2000}
"""Fields with words → how long they may be."""
LONGEST_WORDS = 2000
_State = Finding.State


def check_draft_finding(*, by: Viewer, organisation: Organisation, words: Mapping[str, str]) -> None:
    """Whoever writes for an organisation that still exists; a title is where it begins."""
    check_writes_findings(by=by, organisation=organisation)
    if organisation.ended_date:
        raise Refused(_("This organisation has closed, so it writes nothing new."))
    _check_words(words)


def check_writes_findings(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: whoever writes for the organisation."""
    if not by.may(Permission.WRITE, organisation.pk):
        raise Refused(_("Only those who write for the organisation can draft its findings."))


def check_edits_finding(*, by: Viewer, finding: Finding) -> None:
    """Whoever writes for the organisation, or is credited as a writer, while it is not published."""
    if not (by.may(Permission.WRITE, finding.organisation_id) or _is_writer(by, finding)):
        raise Refused(_("Only those who write this finding can change it."))
    if not finding.is_open:
        raise Refused(_("This finding is published, so it is not changed. Write a new one that takes its place."))
    if finding.hidden_at:
        raise Refused(_("A moderator has hidden this, so nothing about it can be published at the moment."))


def _is_writer(by: Viewer, finding: Finding) -> bool:
    return bool(by.contributor_ids) and finding.writers.filter(contributor__in=by.contributor_ids).exists()


def check_edit_finding(*, by: Viewer, finding: Finding, words: Mapping[str, str]) -> None:
    """Whoever may edit it, with a title and words that fit."""
    check_edits_finding(by=by, finding=finding)
    _check_words(words)


def _check_words(words: Mapping[str, str]) -> None:
    if not words.get("title"):
        raise Refused(_("Write what was understood, in one sentence."))
    for name, text in words.items():
        if len(text) > LONGEST[name]:
            raise Refused(_("That is too long. Use %(most)s characters or fewer.") % {"most": LONGEST[name]})


def check_cite(
    *,
    by: Viewer,
    finding: Finding,
    contributions: Collection[Contribution],
    refs: Collection[SourceDraft],
    sentence: str,
    at: datetime,
) -> None:
    """Whoever may edit it; only what they may see, that stands, and that is public or was said to the organisation."""
    check_edits_finding(by=by, finding=finding)
    asked = {each.pk for each in contributions}
    if asked - set(finding.citable_by(by).filter(pk__in=asked).values_list("pk", flat=True)):
        raise Refused(_("Only what is public, or was said to your organisation, can be cited."))
    if finding.evidence.count() + len(contributions) + len(refs) > MOST_EVIDENCE:
        raise Refused(_("A finding cites at most 5,000 things. Write several findings."))
    check_references(refs, at=at)
    if any(each.ref.kind == SourceKind.EXERCISE for each in refs):
        raise Refused(_("The results of a trade-off exercise are cited by a decision, or by the address of its page."))
    if sentence and not all(sentence in each.text for each in contributions):
        raise Refused(_("Choose a sentence as it was said, word for word."))


def check_uncite(*, by: Viewer, finding: Finding) -> None:
    """Whoever may edit it."""
    check_edits_finding(by=by, finding=finding)


def check_add_writer(*, by: Viewer, finding: Finding, role: str, name: str, said: Contribution | None) -> None:
    """Whoever may edit it. Someone whom it cites is named as they chose, or not at all."""
    check_edits_finding(by=by, finding=finding)
    if role not in CivicRole.values:
        raise Refused(_("Choose what they did."))
    if finding.writers.count() >= MOST_WRITERS:
        raise Refused(_("A finding names at most 30 people who wrote it."))
    if said is not None:
        if not finding.evidence.standing().filter(contribution=said).exists():
            raise Refused(_("This finding does not cite them."))
        if not said.credit_name:
            raise Refused(_("They chose not to be named, so they cannot be named here."))
    elif not name:
        raise Refused(_("Write the name as they want it shown."))
    if len(name) > 120:
        raise Refused(_("That is too long. Use %(most)s characters or fewer.") % {"most": 120})


def check_remove_writer(*, by: Viewer, finding: Finding, writer: Writer) -> None:
    """Whoever may edit it; and a resident their own name, at any time."""
    if writer.contributor_id is None or writer.contributor_id not in by.contributor_ids:
        check_edits_finding(by=by, finding=finding)


def check_open_for_checking(*, by: Viewer, finding: Finding, until: date, at: datetime) -> None:
    """Whoever writes for the organisation, once there is something to check and somebody to ask."""
    check_writes_findings(by=by, organisation=finding.organisation)
    check_edits_finding(by=by, finding=finding)
    if not FINDINGS.allows(finding.state, _State.CHECKING):
        raise Refused(_("This finding is open for checking already."))
    if not finding.summary:
        raise Refused(_("Write the summary first: it is what they are asked about."))
    if not finding.evidence.standing().said().exists():
        raise Refused(_("Cite at least one contribution: whoever said it is asked."))
    if until < local_date(at):
        raise Refused(_("The last day for checking must be today or later."))


def check_check_meaning(*, by: Viewer, finding: Finding, contribution: Contribution, value: str, words: str) -> None:
    """Whoever said something that it cites, while it is checked and after it is published."""
    check_is_cited(by=by, finding=finding, contribution=contribution)
    if value not in Check.Value.values:
        raise Refused(_("Choose yes, partly or no."))
    if len(words) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use %(most)s characters or fewer.") % {"most": LONGEST_WORDS})


def check_is_cited(*, by: Viewer, finding: Finding, contribution: Contribution) -> None:
    """Before they say it: it is theirs, it is cited, and the finding can be read."""
    if contribution.contributor_id not in by.contributor_ids:
        raise Refused(_("Only those whom a finding cites say whether it is what they meant."))
    if not finding.evidence.standing().filter(contribution=contribution).exists():
        raise Refused(_("This finding does not cite what you said."))
    if finding.state not in (_State.CHECKING, _State.PUBLISHED) or finding.hidden_at:
        raise Refused(_("This finding cannot be checked at the moment."))


def missing_to_publish(finding: Finding) -> list[str]:
    """What is missing before it can be published, each in words for the writer."""
    missing = []
    if not finding.summary:
        missing.append(_("Write the summary."))
    if not finding.evidence.standing().exists():
        missing.append(_("Cite at least one thing that it rests on."))
    if not finding.writers.exists():
        missing.append(_("Name at least one person who wrote it."))
    if not finding.missing:
        missing.append(_("Say what is missing: who was not heard, what is not known."))
    return missing


def check_publishes_finding(*, by: Viewer, finding: Finding) -> None:
    """Whoever publishes for the organisation; not what a moderator has hidden."""
    if not by.may(Permission.PUBLISH, finding.organisation_id):
        raise Refused(_("Only a lead of the organisation can publish its findings."))
    if finding.hidden_at:
        raise Refused(_("A moderator has hidden this, so nothing about it can be published at the moment."))


def check_publish_finding(*, by: Viewer, finding: Finding) -> None:
    """Whoever publishes for the organisation, when nothing is missing."""
    check_publishes_finding(by=by, finding=finding)
    if not FINDINGS.allows(finding.state, _State.PUBLISHED):
        raise Refused(_("This finding cannot be published as it stands."))
    if missing := missing_to_publish(finding):
        raise Refused(" ".join(missing))


def check_supersede_finding(*, by: Viewer, finding: Finding, newer: Finding, reason: str) -> None:
    """Whoever publishes for the organisation of both; the newer one is published and stands."""
    check_publishes_finding(by=by, finding=finding)
    if not FINDINGS.allows(finding.state, _State.SUPERSEDED):
        raise Refused(_("Only a published finding can be superseded."))
    if newer.pk == finding.pk:
        raise Refused(_("A finding cannot take its own place."))
    if newer.organisation_id != finding.organisation_id or newer.state != _State.PUBLISHED or newer.hidden_at:
        raise Refused(_("Publish the newer finding first: it takes the place of this one."))
    _check_reason(reason)


def check_withdraw_finding(*, by: Viewer, finding: Finding, reason: str) -> None:
    """Whoever publishes for the organisation, with a reason."""
    check_publishes_finding(by=by, finding=finding)
    if not FINDINGS.allows(finding.state, _State.WITHDRAWN):
        raise Refused(_("This finding cannot be withdrawn as it stands."))
    if not reason:
        raise Refused(_("Say why it is withdrawn. A reason is always given."))
    _check_reason(reason)


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use %(most)s characters or fewer.") % {"most": LONGEST_WORDS})


def check_forget_in_findings(*, by: Viewer) -> None:
    """The site itself, when somebody is erased."""
    if not by.acts_for_site:
        raise Refused(_("Only the site itself does this, when somebody is erased."))
