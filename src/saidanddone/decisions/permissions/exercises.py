"""Who may set up a trade-off, and who may try it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.changes import ItemDraft
from saidanddone.decisions.models import Decision, Exercise, ExerciseItem
from saidanddone.decisions.permissions.decisions import check_publishes, check_writes

FEWEST_ITEMS, MOST_ITEMS, MOST_STEPS = 2, 20, 20
LARGEST = 10**15


def check_set_exercise(
    *, by: Viewer, decision: Decision, kind: str, question: str, limit: int, items: Sequence[ItemDraft]
) -> None:
    """Whoever writes, later whoever publishes; before it is decided, and before anybody has tried it."""
    if decision.announced_at:
        check_publishes(by=by, decision=decision)
    else:
        check_writes(by=by, organisation=decision.organisation)
    if decision.decided_at or decision.state in (Decision.State.REPLACED, Decision.State.WITHDRAWN):
        raise Refused(_("It is decided, so there is nothing left to try."))
    if Exercise.objects.filter(decision=decision, responses__isnull=False).exists():
        raise Refused(_("Somebody has tried it already, so it stays as it is."))
    if kind not in Exercise.Kind.values or not question or len(question) > 240:
        raise Refused(_("Ask a question, in 240 characters or fewer."))
    _check_items(limit, items)


def _check_items(limit: int, items: Sequence[ItemDraft]) -> None:
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS or len({each.title for each in items}) != len(items):
        raise Refused(_("Offer at least two things to choose from, and at most 20, each with a title of its own."))
    for each in items:
        if not each.title or len(each.title) > 160 or len(each.text) > 400 or not 0 < each.cost < LARGEST:
            raise Refused(_("Give each thing a title and what one step of it takes."))
        if not 0 <= each.fewest <= each.most or not 1 <= each.most <= MOST_STEPS:
            raise Refused(_("The fewest steps cannot be more than the most, and 20 is the limit."))
    least, all_of_it = (sum(each.cost * getattr(each, name) for each in items) for name in ("fewest", "most"))
    if not max(least, 1) <= limit < all_of_it:
        raise Refused(_("The limit must leave a choice: more than the least of everything, less than all of it."))


def check_try_exercise(
    *, by: Viewer, exercise: Exercise, items: Sequence[ExerciseItem], shares: Mapping[str, int], at: datetime
) -> None:
    """Anyone, while it is open: a number of steps for each thing, which together fit the limit."""
    if not is_open(exercise, at):
        raise Refused(_("This can no longer be tried."))
    if shares.keys() != {each.public_id for each in items}:
        raise Refused(_("Choose a number for each thing."))
    if any(not each.fewest <= shares[each.public_id] <= each.most for each in items):
        raise Refused(_("Choose a number that is offered for each thing."))
    if sum(each.cost * shares[each.public_id] for each in items) > exercise.limit:
        raise Refused(_("That is more than there is. Take something away."))


def is_open(exercise: Exercise, at: datetime) -> bool:
    """Public, begun, not closed, and nothing is decided yet."""
    decision = exercise.decision
    is_over = decision.decided_at is not None or decision.state == Decision.State.WITHDRAWN
    return decision.is_public and not is_over and (exercise.closes_at is None or exercise.closes_at > at)


def check_forget_in_exercises(*, by: Viewer) -> None:
    """The site itself, as part of an erasure that was checked."""
    if not by.acts_for_site:
        raise Refused(_("Only the site itself forgets what was tried."))
