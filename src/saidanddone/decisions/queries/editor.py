"""The editor on the desk: the parts of a decision with what each lacks, and what each next state still needs."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import wording
from saidanddone.decisions.models import Decision, Exercise
from saidanddone.decisions.permissions import check_writes
from saidanddone.decisions.permissions.considering import citable_exercises
from saidanddone.decisions.readiness import Missing, gate_missing_for, missing_for
from saidanddone.decisions.states import DECISIONS
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission

_State = Decision.State
MOST_EXERCISES = 100
"""So many to choose from; an older one is cited by the address of its page."""
PARTS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "question": (_("The question, and whom it affects"), ("question", "why_now", "who_is_affected")),
    "dates": (_("The days that you promise"), ()),
    "bounds": (_("What can be shaped, and what cannot"), ("bounds",)),
    "options": (_("The options"), ("options",)),
    "scenarios": (_("Scenarios"), ("scenarios",)),
    "documents": (_("Documents"), ("documents",)),
    "considered": (_("What was considered, and its use"), ()),
    "choice": (_("The choice and the reasons"), ("choice", "headline", "reasons")),
    "authority": (_("Who decided, and when it is looked at again"), ("decided_by", "authority", "decided_date")),
    "gate": (_("What trust it could damage, and time to bed in"), ("trust_impact", "bed_in_until_date")),
    "sign_offs": (_("Sign-offs"), ()),
    "expectations": (_("What you expect of it"), ()),
}
"""Part → its name, and the fields that show whether anything stands there."""
MOVES: dict[str, str | Promise] = {
    "announce": _("Announce it"),
    "open_for_views": _("Open it for views"),
    "start_deciding": _("Begin to decide"),
    "decide": _("Publish the decision"),
    "start_review": _("Look at it again"),
    "confirm": _("Confirm it"),
    "replace_decision": _("Replace it"),
    "withdraw_decision": _("Withdraw it"),
}
"""Action → the words of its button."""


@dataclass(frozen=True, slots=True)
class Task:
    """A part of the editor: `standing` is done, missing or optional."""

    part: str
    label: str
    standing: str
    missing: list[Missing]
    is_public: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A next state: the action that leads there, and what it still lacks."""

    action: str
    label: str
    missing: list[Missing]


@dataclass(frozen=True, slots=True)
class Editor:
    decision: Decision
    tasks: list[Task]
    moves: list[Move]
    gate: list[Missing]
    may_publish: bool


def exercises_to_cite(decision: Decision) -> list[Exercise]:
    """Its own first, then the newest of decisions that everyone can read."""
    is_own = Case(When(decision=decision, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = citable_exercises(decision).annotate(rank=is_own)
    return list(rows.order_by("rank", "-opens_at", "-pk")[:MOST_EXERCISES])


def organisations_of(viewer: Viewer) -> list[Organisation]:
    """Those for which somebody writes; refused to whoever writes for none."""
    own = [pk for pk in viewer.organisation_ids if viewer.may(Permission.WRITE, pk)]
    found = list(Organisation.objects.filter(pk__in=own).order_by("name", "pk"))
    if not found:
        raise Refused(_gettext("Only those who write for an organisation see this."))
    return found


def of_organisation(organisation: Organisation, viewer: Viewer) -> QuerySet[Decision]:
    """All decisions of an organisation, drafts first."""
    check_writes(by=viewer, organisation=organisation)
    rows = Decision.objects.filter(organisation=organisation).select_related("place", "organisation", "topic")
    return rows.defer("place__boundary", "place__outline").order_by("announced_at", "pk")


def decision_of(viewer: Viewer, slug: str, public_id: str) -> Decision:
    """One of them; refused to whoever does not write for its organisation, and 404 where it is another's."""
    organisation = get_object_or_404(Organisation, slug=slug)
    check_writes(by=viewer, organisation=organisation)
    related = ("organisation", "place", "topic", "choice", "replaced_by")
    rows = Decision.objects.filter(organisation=organisation).select_related(*related)
    return get_object_or_404(rows, public_id=public_id)


def editor(decision: Decision, viewer: Viewer) -> Editor:
    moves = [_move(decision, action, after) for after, action in _ahead(decision)]
    gate = gate_missing_for(decision)
    ahead = () if decision.decided_at else (_State.ANNOUNCED, _State.OPEN, _State.DECIDED)
    lacking = [each for state in ahead for each in missing_for(decision, state)] + gate
    tasks = [_task(decision, part, lacking) for part in PARTS]
    may_publish = viewer.may(Permission.PUBLISH, decision.organisation_id)
    return Editor(decision, tasks, moves, gate, may_publish)


def _ahead(decision: Decision) -> list[tuple[str, str]]:
    return [(after, DECISIONS.moves[decision.state, after]) for after in DECISIONS.after(decision.state)]


def _move(decision: Decision, action: str, after: str) -> Move:
    return Move(action, str(MOVES[action]), missing_for(decision, after))


def _task(decision: Decision, part: str, lacking: list[Missing]) -> Task:
    label, fields = PARTS[part]
    missing = list({each.words: each for each in lacking if each.part == part}.values())
    is_filled = bool(wording.words_of(decision, fields)) if fields else _has_rows(decision, part)
    standing = "missing" if missing else "done" if is_filled else "optional"
    is_public = bool(set(fields) & wording.public_fields(decision))
    return Task(part, str(label), standing, missing, is_public)


def _has_rows(decision: Decision, part: str) -> bool:
    rows = {"dates": "date_promises", "considered": "uses"}.get(part, part)
    return bool(getattr(decision, rows).exists())
