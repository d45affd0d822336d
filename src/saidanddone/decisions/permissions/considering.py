"""Who may cite something in a decision, take it out, and say what its use was."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Decision, Exercise, Finding, Use
from saidanddone.decisions.models.references import SourceKind
from saidanddone.decisions.permissions.decisions import check_publishes, check_writes
from saidanddone.decisions.permissions.references import check_references

_ENDED = (Decision.State.REPLACED, Decision.State.WITHDRAWN)
LONGEST_BECAUSE, LONGEST_WORDS = 1000, 300
MOST_AT_ONCE = 5000


def check_consider(
    *,
    by: Viewer,
    decision: Decision,
    contributions: Collection[Contribution],
    findings: Collection[Finding],
    refs: Collection[SourceDraft],
    at: datetime,
) -> None:
    """Whoever writes, before it is decided, and only what everyone can read."""
    check_writes(by=by, organisation=decision.organisation)
    _check_undecided(decision)
    if len(contributions) > MOST_AT_ONCE:
        raise Refused(_("Cite %(number)s at a time, or fewer.") % {"number": f"{MOST_AT_ONCE:,}"})
    public = Contribution.objects.public().filter(pk__in=[each.pk for each in contributions])
    if public.count() != len({each.pk for each in contributions}):
        raise Refused(_("Only what everyone can read can be cited."))
    standing = Finding.objects.standing().filter(pk__in=[each.pk for each in findings])
    if standing.count() != len({each.pk for each in findings}):
        raise Refused(_("Only a finding that is published and stands can be cited."))
    check_references(refs, at=at)
    asked = {each.ref.public_id for each in refs if each.ref.kind == SourceKind.EXERCISE}
    if asked and asked - set(citable_exercises(decision).values_list("public_id", flat=True)):
        raise Refused(_("Only its own trade-off exercise, or one that everyone can read, can be cited."))


def citable_exercises(decision: Decision) -> QuerySet[Exercise]:
    """Its own, and those of decisions that everyone can read."""
    return Exercise.objects.filter(Q(decision=decision) | Q(decision__in=Decision.objects.public()))


def check_leave_out(*, by: Viewer, decision: Decision, uses: Collection[Use], reason: str) -> None:
    """Whoever writes, before it is decided; once it is announced for a reason that everyone can read."""
    check_writes(by=by, organisation=decision.organisation)
    _check_undecided(decision)
    _check_own(decision, uses)
    if len(reason) > LONGEST_WORDS:
        raise Refused(_("That is too long. Use 300 characters or fewer."))
    if decision.announced_at and not reason:
        raise Refused(_("Say why it is no longer considered. Everyone can read the reason."))


def check_set_use(*, by: Viewer, decision: Decision, uses: Collection[Use], value: str, because: str) -> None:
    """Whoever writes; once it is decided whoever publishes. What is not wholly used has a reason."""
    if decision.decided_at:
        check_publishes(by=by, decision=decision)
    else:
        check_writes(by=by, organisation=decision.organisation)
    if decision.state in _ENDED:
        raise Refused(_("This decision has ended. It stays as it is."))
    _check_own(decision, uses)
    if value not in Use.Value.values:
        raise Refused(_("Choose used, partly used or not used."))
    if value != Use.Value.USED and not because:
        raise Refused(_("Give a reason for all that is partly used or not used."))
    if len(because) > LONGEST_BECAUSE:
        raise Refused(_("That is too long. Use 1,000 characters or fewer."))


def _check_undecided(decision: Decision) -> None:
    if decision.decided_at or decision.state in _ENDED:
        raise Refused(_("What was considered is settled, once it is decided."))


def _check_own(decision: Decision, uses: Collection[Use]) -> None:
    if any(each.decision_id != decision.pk for each in uses):
        raise Refused(_("One of these belongs to another decision."))
