"""Who may draft, announce, open, decide, revise, replace and withdraw a decision, and when."""

from datetime import date, datetime

from django.db.models import CharField, TextField
from django.utils.translation import gettext as _

from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import wording
from saidanddone.decisions.changes import Changes
from saidanddone.decisions.models import Bound, DatePromise, Decision, Document, Option, Scenario
from saidanddone.decisions.readiness import Missing, missing_for
from saidanddone.decisions.states import DECISIONS
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.ui.templatetags.words import written

_State = Decision.State
MOST_ROWS = 30
_ROW_MODELS = {"bounds": Bound, "options": Option, "scenarios": Scenario, "documents": Document}


class NotReady(Refused):
    """Something is missing before the next state; `missing` lists it, with the field of each."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(" ".join(each.words for each in missing))
        self.missing = missing


def check_writes(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: whoever writes for the organisation."""
    if not by.may(Permission.WRITE, organisation.pk):
        raise Refused(_("Only those who write for the organisation can draft its decisions."))


def check_publishes(*, by: Viewer, decision: Decision) -> None:
    """Whoever publishes for the organisation; not what a moderator has hidden."""
    if not by.may(Permission.PUBLISH, decision.organisation_id):
        raise Refused(_("Only a lead of the organisation can publish its decisions and change them."))
    if decision.hidden_at:
        raise Refused(_("A moderator has hidden this, so nothing about it can be published at the moment."))


def check_draft_decision(*, by: Viewer, organisation: Organisation, changes: Changes) -> None:
    """Whoever writes for an organisation that still exists."""
    check_writes(by=by, organisation=organisation)
    if organisation.ended_date:
        raise Refused(_("This organisation has closed, so it decides nothing new."))
    if not changes.values.get("question"):
        raise Refused(_("Write the question that is decided."))
    _check_changes(changes)


def check_edit_draft(*, by: Viewer, decision: Decision, changes: Changes) -> None:
    """Whoever writes for the organisation, for whatever nobody else can read yet."""
    check_writes(by=by, organisation=decision.organisation)
    _check_standing(decision)
    if changes.fields & wording.public_fields(decision):
        raise Refused(_("This is public already, so it is revised, with its earlier words in sight, and not edited."))
    if "question" in changes.fields and not changes.values["question"]:
        raise Refused(_("Write the question that is decided."))
    _check_changes(changes, decision)


def check_revise_decision(*, by: Viewer, decision: Decision, changes: Changes, reason: str, at: datetime) -> None:
    """Whoever publishes, for what is public. What had words before is only changed for a reason."""
    check_publishes(by=by, decision=decision)
    _check_standing(decision)
    if not changes.fields <= wording.public_fields(decision):
        raise Refused(_("Only what is public is revised. Edit the rest."))
    if wording.words_of(decision, changes.fields) and not reason:
        raise Refused(_("Say why you change it. Everyone can read the earlier words and the reason."))
    _check_length(reason, 300)
    _check_changes(changes, decision)
    _check_keeps(decision, changes)
    if decision.decided_at:
        _check_days(decision, changes, local_date(at))
        if changes.values.get("choice", decision.choice) != decision.choice:
            _check_bedded_in(decision, local_date(at))


def _check_keeps(decision: Decision, changes: Changes) -> None:
    """What was needed to come so far is not emptied afterwards."""
    needed = ["question", "why_now", "who_is_affected"]
    if decision.decided_at:
        needed += ["choice", "headline", "reasons", "decided_by", "authority", "interests"]
        needed += ["decided_date", "review_date"]
    if any(name in changes.values and not changes.values[name] for name in needed):
        raise Refused(_("This cannot be left empty, since the decision stands on it."))
    if decision.decided_at and "without_listening_because" in changes.fields:
        is_filled = bool(changes.values["without_listening_because"])
        if is_filled == decision.uses.exists():
            raise Refused(_("Say what you considered, or why you decided without listening."))
    is_open = decision.state == _State.OPEN and changes.bounds is not None
    if is_open and not any(bound.kind == Bound.Kind.OPEN for bound in changes.bounds or ()):
        raise Refused(_("Say what people can still shape. Without that there is nothing to ask."))


def _check_days(decision: Decision, changes: Changes, on: date) -> None:
    decided_date = changes.values.get("decided_date", decision.decided_date)
    review_date = changes.values.get("review_date", decision.review_date)
    if decided_date > on:
        raise Refused(_("The day on which it was decided must be today or in the past."))
    if review_date <= decided_date:
        raise Refused(_("The day on which it is looked at again must come after the decision."))


def _check_standing(decision: Decision) -> None:
    if decision.state in (_State.REPLACED, _State.WITHDRAWN):
        raise Refused(_("This decision has ended. It stays as it is."))


def _check_changes(changes: Changes, decision: Decision | None = None) -> None:
    for name, value in changes.values.items():
        _check_length(value, _longest(Decision, name))
    for name, rows in changes.rows.items():
        if len(rows) > MOST_ROWS:
            raise Refused(_("That is too much to read. Use %(number)s or fewer.") % {"number": MOST_ROWS})
        for row in rows:
            for field in row.__dataclass_fields__:
                _check_length(getattr(row, field), _longest(_ROW_MODELS[name], field))
    _check_bounds(changes)
    _check_options(changes, decision)
    if any(not (each.title and each.matters_to and each.text) for each in changes.scenarios or ()):
        raise Refused(_("Give each scenario a title, say to whom it matters, and what it would mean."))
    if any(not each.title or not each.link.startswith(("https://", "http://")) for each in changes.documents or ()):
        raise Refused(_("Give each document a title, and an address that begins with https://."))


def _check_bounds(changes: Changes) -> None:
    for bound in changes.bounds or ():
        if bound.kind not in Bound.Kind.values or not bound.text:
            raise Refused(_("Say what it is, and whether it can be shaped, is constrained or is fixed."))
        if (bound.kind == Bound.Kind.CONSTRAINED) != (bound.by in Bound.By.values):
            raise Refused(_("Say of what is constrained, and only of that, whether by money, law or capacity."))
        if bound.kind == Bound.Kind.CONSTRAINED and not bound.figures:
            raise Refused(_("Give the figures behind what is constrained, or the law, with their source."))


def _check_options(changes: Changes, decision: Decision | None) -> None:
    if any(not each.title for each in changes.options or ()):
        raise Refused(_("Give each option a title."))
    if any(each.cost_pence is not None and not 0 <= each.cost_pence < 10**15 for each in changes.options or ()):
        raise Refused(_("A cost is an amount of pounds, not below nothing."))
    own = set(decision.options.values_list("public_id", flat=True)) if decision else set()
    named = {each.public_id for each in changes.options or () if each.public_id}
    if not named <= own:
        raise Refused(_("One of these options belongs to another decision."))
    choice = decision.choice if decision else None
    if changes.options is not None and choice and choice.public_id not in named:
        raise Refused(_("The option that was chosen cannot be taken away."))
    chosen = changes.values.get("choice")
    if chosen and chosen.public_id not in own:
        raise Refused(_("Choose one of the options of this decision."))


def _longest(model: type, name: str) -> int | None:
    field = model._meta.get_field(name)  # type: ignore[attr-defined]
    return field.max_length if isinstance(field, CharField | TextField) else None


def _check_length(value: object, longest: int | None) -> None:
    if isinstance(value, str) and longest and len(value) > longest:
        raise Refused(_("That is too long. Use %(number)s characters or fewer.") % {"number": f"{longest:,}"})


def check_promise_date(
    *, by: Viewer, decision: Decision, state: str, due_date: date, reason: str, at: datetime
) -> None:
    """Whoever writes, while it is a draft; whoever publishes, later. A day that is moved needs a reason."""
    if decision.announced_at is None:
        check_writes(by=by, organisation=decision.organisation)
    else:
        check_publishes(by=by, decision=decision)
    if state not in (_State.OPEN, _State.DECIDING, _State.DECIDED) or decision.decided_at:
        raise Refused(
            _("A day is promised for opening for views, for deciding and for the decision, before it is taken.")
        )
    _check_standing(decision)
    if due_date < local_date(at):
        raise Refused(_("Promise a day that is still to come."))
    _check_length(reason, 300)
    if decision.announced_at and _open_promise(decision, state) and not reason:
        raise Refused(_("Say why the day is moved. The one that you promised stays in sight."))


def _open_promise(decision: Decision, state: str) -> bool:
    promises = DatePromise.objects.filter(decision=decision, state=state)
    return promises.filter(superseded_at__isnull=True, met_date__isnull=True).exists()


def check_move(*, by: Viewer, decision: Decision, state: str) -> None:
    """Whoever publishes, where the table of states allows it and nothing is missing."""
    check_publishes(by=by, decision=decision)
    if not DECISIONS.allows(decision.state, state):
        words = _("What is “%(before)s” cannot become “%(after)s”.")
        raise Refused(words % {"before": decision.get_state_display(), "after": _State(state).label})
    if missing := missing_for(decision, state):
        raise NotReady(missing)


def check_announce(*, by: Viewer, decision: Decision) -> None:
    """Whoever publishes, once question, reasons to decide now, those affected and a promised day are there."""
    check_move(by=by, decision=decision, state=_State.ANNOUNCED)


def check_open_for_views(*, by: Viewer, decision: Decision, close_date: date, at: datetime) -> None:
    """Whoever publishes, with something to shape, and a day to close that leaves time."""
    check_move(by=by, decision=decision, state=_State.OPEN)
    if close_date <= local_date(at):
        raise Refused(_("Give people time: the day on which views close must be still to come."))


def check_start_deciding(*, by: Viewer, decision: Decision, at: datetime) -> None:
    """Whoever publishes; never before the day until which people were told they could speak."""
    check_move(by=by, decision=decision, state=_State.DECIDING)
    if decision.state == _State.OPEN and decision.views_close_date and decision.views_close_date >= local_date(at):
        raise Refused(_("People were told that they can speak until the end of that day. Wait until views are closed."))


def check_decide(*, by: Viewer, decision: Decision, at: datetime) -> None:
    """Whoever publishes, once all is there; not with a day that is still to come."""
    check_move(by=by, decision=decision, state=_State.DECIDED)
    if decision.state == _State.REVIEW:
        raise Refused(_("This was decided before. Confirm it, or replace it."))
    if decision.decided_date and decision.decided_date > local_date(at):
        raise Refused(_("The day on which it was decided must be today or in the past."))


def check_start_review(*, by: Viewer, decision: Decision, reason: str) -> None:
    """Whoever publishes, with what is looked at."""
    check_move(by=by, decision=decision, state=_State.REVIEW)
    _check_reason(reason, _("Say why it is looked at again."))


def check_confirm(*, by: Viewer, decision: Decision, reason: str, review_date: date, at: datetime) -> None:
    """Whoever publishes, after a review, with what it found and the next day to look at it."""
    check_move(by=by, decision=decision, state=_State.DECIDED)
    if decision.state != _State.REVIEW:
        raise Refused(_("Only what is under review is confirmed."))
    _check_reason(reason, _("Say what the review found."))
    if review_date <= local_date(at):
        raise Refused(_("Give a day to come on which it is looked at again."))


def check_replace_decision(*, by: Viewer, decision: Decision, replacement: Decision, reason: str, at: datetime) -> None:
    """Whoever publishes, by another decision that was taken and stands; not while it is left to bed in."""
    check_move(by=by, decision=decision, state=_State.REPLACED)
    if replacement.pk == decision.pk:
        raise Refused(_("A decision does not replace itself."))
    if not replacement.is_public or replacement.state not in (_State.DECIDED, _State.REVIEW):
        raise Refused(_("Only a decision that is public and stands can replace another one."))
    _check_bedded_in(decision, local_date(at))
    _check_reason(reason, _("Say why it is replaced."))


def _check_bedded_in(decision: Decision, on: date) -> None:
    """Not redesigned before its day. What does harm is withdrawn; the day itself is moved in public, with a reason."""
    if decision.bed_in_until_date and decision.is_bedding_in(on):
        words = _(
            "It is left to bed in until %(day)s. Until then it is not redesigned. Move that day first, and say why."
        )
        raise Refused(words % {"day": written(decision.bed_in_until_date)})


def check_withdraw_decision(*, by: Viewer, decision: Decision, reason: str) -> None:
    """Whoever publishes, with a reason."""
    check_move(by=by, decision=decision, state=_State.WITHDRAWN)
    _check_reason(reason, _("Say why it is withdrawn. Everyone can read the reason."))


def _check_reason(reason: str, words: str) -> None:
    if not reason:
        raise Refused(words)
    _check_length(reason, 2000)
