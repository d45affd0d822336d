"""A trade-off that people can try: set up once, tried once by each."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import active
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import open_record
from saidanddone.decisions.changes import ItemDraft
from saidanddone.decisions.models import Decision, Exercise, ExerciseItem, ExerciseResponse
from saidanddone.decisions.permissions import check_forget_in_exercises, check_set_exercise, check_try_exercise
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor


def set_exercise(
    *,
    by: Viewer,
    at: datetime,
    decision: Decision,
    kind: str,
    question: str,
    limit: int,
    items: Sequence[ItemDraft],
    closes_at: datetime | None = None,
) -> Exercise:
    """Set it up, or anew as long as nobody has tried it."""
    question = clean_line(question)
    with transaction.atomic():
        current = open_record.locked(decision)
        check_set_exercise(by=by, decision=current, kind=kind, question=question, limit=limit, items=items)
        before = Exercise.objects.filter(decision=current)
        name = before.values_list("public_id", flat=True).first() or new_public_id()  # it may be cited by it
        before.delete()
        facts = {"kind": kind, "question": question, "limit": limit, "opens_at": at, "closes_at": closes_at}
        exercise = Exercise.objects.create(decision=current, public_id=name, **facts)
        for order, each in enumerate(items):
            cells = {name: getattr(each, name) for name in each.__dataclass_fields__}
            ExerciseItem.objects.create(exercise=exercise, order=order, **cells)
        open_record.rename_results(exercise, at=at)
        words = "\n".join([question, *(f"{each.title}: {each.cost} ({each.fewest}-{each.most})" for each in items)])
        open_record.publish(current, by=by, at=at, fields={"exercise_limit": limit}, private={"exercise": words})
    return exercise


def try_exercise(
    *, by: Viewer, at: datetime, exercise: Exercise, shares: Mapping[str, int], browser_key: str | None = None
) -> Contributor | None:
    """Keep one response a person, for good: a figure that changed with a mind would give it away.

    Returns whose it is; None where this browser had given one before.
    """
    try:
        with transaction.atomic():
            current = Exercise.objects.select_related("decision").get(pk=exercise.pk)
            check_try_exercise(by=by, exercise=current, items=list(current.items.all()), shares=shares, at=at)
            own = current.responses.filter(contributor__in=by.contributor_ids).select_related("contributor").first()
            given = own or _give(by, at, current, shares, browser_key)
            return given.contributor
    except IntegrityError:
        if browser_key and exercise.responses.filter(browser_key=browser_key).exists():
            return None
        raise


def _give(
    by: Viewer, at: datetime, exercise: Exercise, shares: Mapping[str, int], browser_key: str | None
) -> ExerciseResponse:
    facts = {"shares": dict(shares), "given_at": at}
    if by.contributor_ids:  # sent twice at once: the first one counts
        known = Contributor.objects.get(pk=min(by.contributor_ids))
        return ExerciseResponse.objects.get_or_create(exercise=exercise, contributor=known, defaults=facts)[0]
    new = people.new_contributor(by=by, at=at, language=active(), person_id=by.person_id)
    return ExerciseResponse.objects.create(exercise=exercise, contributor=new, browser_key=browser_key, **facts)


def forget_in_exercises(*, by: Viewer, at: datetime, contributor_id: int) -> None:
    """What somebody who is erased had chosen goes with them."""
    check_forget_in_exercises(by=by)
    ExerciseResponse.objects.filter(contributor=contributor_id).delete()
