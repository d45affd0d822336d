"""The trade-off: it must fit, each person is counted once, and nobody's choice can be made out."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.decisions import actions
from saidanddone.decisions.changes import ItemDraft
from saidanddone.decisions.insights.exercises import results_of
from saidanddone.decisions.models import ExerciseResponse
from tests.decisions.factories import Story
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
ITEMS = (ItemDraft("Evening buses", cost=2_000_000, most=2), ItemDraft("Sunday buses", cost=1_500_000))


@pytest.fixture
def story(cast, at):
    return Story(cast, at)


@pytest.fixture
def exercise(story):
    story.announced()
    return set_exercise(story)


def set_exercise(story, **changes):
    facts = {"kind": "budget", "question": "How would you share it out?", "limit": 4_000_000, "items": ITEMS}
    return story.do(actions.set_exercise, **facts | changes)


def shares(exercise, *steps):
    items = exercise.items.order_by("order")
    return {item.public_id: number for item, number in zip(items, steps, strict=True)}


def choose(exercise, at, *steps, by=None, **facts):
    by = by or Viewer(contributor_ids=frozenset({ContributorFactory().pk}))
    return actions.try_exercise(by=by, at=at, exercise=exercise, shares=shares(exercise, *steps), **facts)


def test_what_does_not_fit_is_refused(exercise, at):
    with pytest.raises(Refused, match="more than there is"):
        choose(exercise, at, 2, 1)

    choose(exercise, at, 1, 1)


@pytest.mark.parametrize("steps", [(-1, 1), (3, 0), (0, 9)])
def test_numbers_that_are_not_offered_are_refused(exercise, at, steps):
    with pytest.raises(Refused, match="that is offered"):
        choose(exercise, at, *steps)


def test_each_thing_is_chosen_and_nothing_else(exercise, at):
    with pytest.raises(Refused, match="for each thing"):
        actions.try_exercise(by=STRANGER, at=at, exercise=exercise, shares={"another": 1})


def test_person_who_tries_twice_is_counted_once_and_the_first_choice_stays(exercise, at):
    by = Viewer(contributor_ids=frozenset({ContributorFactory().pk}))

    choose(exercise, at, 1, 0, by=by)
    choose(exercise, at, 0, 1, by=by)

    assert ExerciseResponse.objects.get().shares == shares(exercise, 1, 0)


def test_browser_that_sends_it_twice_at_once_is_counted_once(exercise, at):
    assert choose(exercise, at, 1, 0, by=STRANGER, browser_key="k" * 64) is not None
    assert choose(exercise, at, 0, 1, by=STRANGER, browser_key="k" * 64) is None

    assert ExerciseResponse.objects.count() == 1


def test_person_who_sends_it_twice_at_once_is_counted_once(exercise, at, monkeypatch):
    """On PostgreSQL both may have looked before either was kept; then the first one counts."""
    by = Viewer(contributor_ids=frozenset({ContributorFactory().pk}))
    choose(exercise, at, 1, 0, by=by)
    monkeypatch.setattr(QuerySet, "first", lambda found: None)

    choose(exercise, at, 0, 1, by=by)

    assert ExerciseResponse.objects.get().shares == shares(exercise, 1, 0)


def test_choice_that_the_database_does_not_keep_is_not_said_to_be_counted(exercise, at, monkeypatch):
    def fail(*facts):
        raise IntegrityError("a contributor who is not there")

    monkeypatch.setattr("saidanddone.decisions.actions.exercises._give", fail)

    with pytest.raises(IntegrityError):
        choose(exercise, at, 1, 0, by=STRANGER, browser_key="k" * 64)


def test_only_the_site_itself_forgets_what_was_tried(cast, exercise, at):
    choose(exercise, at, 1, 0, by=cast.viewer("resident"))

    for by in (STRANGER, cast.viewer("administrator")):
        with pytest.raises(Refused, match="Only the site itself"):
            actions.forget_in_exercises(by=by, at=at, contributor_id=cast.mair.pk)

    assert ExerciseResponse.objects.exists()


def test_nothing_is_set_up_to_try_once_it_is_decided(story):
    story.decided()

    with pytest.raises(Refused, match="nothing left to try"):
        set_exercise(story)


@pytest.mark.parametrize(
    "changes",
    [
        {"limit": 0},
        {"limit": 10_000_000},
        {"items": ITEMS[:1]},
        {"items": (ITEMS[0], ITEMS[0])},
        {"items": (*ITEMS, ItemDraft("Nothing", cost=0))},
        {"items": (*ITEMS, ItemDraft("Backwards", cost=1, fewest=3, most=2))},
        {"question": ""},
    ],
)
def test_exercise_without_a_choice_is_refused(story, changes):
    with pytest.raises(Refused):
        set_exercise(story, **changes)


def test_exercise_that_somebody_tried_stays_as_it_is(story, exercise, at):
    choose(exercise, at, 1, 0)

    with pytest.raises(Refused, match="stays as it is"):
        set_exercise(story)


def test_nothing_is_tried_in_a_draft_or_after_the_decision(story, at):
    exercise = set_exercise(story)
    with pytest.raises(Refused, match="no longer be tried"):
        choose(exercise, at, 1, 0)

    story.decided()
    with pytest.raises(Refused, match="no longer be tried"):
        choose(exercise, at, 1, 0)


def test_results_of_few_are_shown_to_nobody(exercise, at):
    for _ in range(9):
        choose(exercise, at, 1, 0)

    assert results_of(exercise).people == 0


def test_results_move_ten_at_a_time_and_keep_small_numbers_back(exercise, at):
    for number in range(39):
        choose(exercise, at, number % 2, 1)

    results = results_of(exercise)

    assert results.people == 30
    evenings, sundays = results.rows
    assert all(each.people is None or each.people >= 10 for each in (*evenings.chosen, *sundays.chosen))
    assert results.are_kept_back


def test_erased_person_takes_the_choice_along(exercise, at):
    from saidanddone.core.viewer import SITE

    by = ContributorFactory()
    choose(exercise, at, 1, 0, by=Viewer(contributor_ids=frozenset({by.pk})))

    actions.forget_in_exercises(by=SITE, at=at, contributor_id=by.pk)

    assert not ExerciseResponse.objects.exists()


def test_exercise_is_tried_on_its_page_without_javascript(client, exercise):
    address = reverse("decision_try", args=[exercise.decision.public_id])
    assert client.get(address).status_code == 200

    too_much = client.post(address, shares(exercise, 2, 1))
    fits = client.post(address, shares(exercise, 1, 1), follow=True)

    assert too_much.status_code == 400
    assert "Your choice is counted" in fits.content.decode()
    assert ExerciseResponse.objects.count() == 1


def test_exercise_is_set_up_at_the_desk(client, cast, story):
    cast.sign_in(client, "officer")
    data = {"kind": "priorities", "question": "What matters most?", "limit": 3}
    data |= {"items-TOTAL_FORMS": 2, "items-INITIAL_FORMS": 0}
    data |= {"items-0-title": "Evenings", "items-0-cost": 2, "items-1-title": "Sundays", "items-1-cost": 2}

    response = client.post(reverse("set_exercise", args=["council", story.decision.public_id]), data)

    assert response.status_code == 302
    assert story.decision.exercise.items.count() == 2
