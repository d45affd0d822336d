"""The file of all that is held about somebody has what the apps above know of them, and of nobody else."""

import zipfile
from datetime import timedelta

import pytest

from saidanddone.contributions import archives
from saidanddone.contributions.queries.held import held_about
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Exercise, ExerciseResponse
from saidanddone.thread.models import CreditsPage, TellingWish
from tests.commitments.factories import CommitmentFactory, FollowUpFactory, OutcomeFactory
from tests.contributions.factories import AnswerFactory, ContributionFactory, contributor_of
from tests.decisions.factories import DecisionFactory, FindingFactory
from tests.people.factories import ContributorFactory
from tests.thread.factories import ThanksFactory

pytestmark = pytest.mark.django_db
PARTS = (
    "checks",
    "findings_written",
    "exercises",
    "follow_ups",
    "tellings",
    "wishes",
    "thanks",
    "credits_pages",
)


def everything_of(contributor, cast, at, word):
    """One row of each kind, known by a word."""
    said = ContributionFactory(contributor=contributor, organisations=[cast.council], at=at - timedelta(days=2))
    finding, decision, promise = (
        FindingFactory(published=True),
        DecisionFactory(decided=True),
        CommitmentFactory(kept=True),
    )
    AnswerFactory(contribution=said, organisation=cast.council)
    finding.checks.create(contributor=contributor, contribution=said, value="yes", words=f"{word} check", given_at=at)
    finding.writers.create(contributor=contributor, role="interpreted", name=f"{word} writer")
    exercise = Exercise.objects.create(decision=decision, kind="priorities", question="First?", limit=1, opens_at=at)
    ExerciseResponse.objects.create(exercise=exercise, contributor=contributor, shares={word: 1}, given_at=at)
    FollowUpFactory(
        commitment=promise, contribution=said, contributor=contributor, value="no", words=f"{word} did", answered_at=at
    )
    TellingWish.objects.create(contributor=contributor, by="text", address=f"{word} address", changed_at=at)
    ThanksFactory(contribution=said, words=f"{word} thanks")
    CreditsPage.objects.create(contributor=contributor, credit_name=f"{word} page", opened_at=at)
    return said


@pytest.fixture
def said(cast, at):
    everything_of(ContributorFactory(), cast, at, "Foreign")
    return everything_of(cast.mair, cast, at, "Own")


def test_each_app_puts_its_part_in(said, at):
    held = held_about(contributor_of(said), at=at)

    assert [name for name in PARTS if not held[name]] == []
    assert held["wishes"][0]["address"] == "Own address"
    assert held["exercises"][0]["shares"] == {"Own": 1}


def test_of_somebody_else_there_is_nothing_in_it(said, at):
    assert "Foreign" not in str(held_about(contributor_of(said), at=at))


def test_staff_find_the_burdens_that_they_reported(cast, at):
    OutcomeFactory(place=cast.county).burdens.create(
        organisation=cast.council, process="Form 7", weight="heavy", reported_by=cast.owen, reported_at=at
    )

    burdens = held_about(cast.viewer("officer"), at=at)["burdens"]

    assert [each["process"] for each in burdens] == ["Form 7"]
    assert held_about(cast.viewer("lead"), at=at)["burdens"] == []


def test_a_stranger_finds_nothing(said, at):
    held = held_about(Viewer(), at=at)

    assert [name for name in (*PARTS, "burdens") if held[name]] == []


def test_it_can_be_read_without_a_machine(said, at):
    held = held_about(contributor_of(said), at=at)
    with archives.archive(held, []) as file, zipfile.ZipFile(file) as folder:
        page = folder.read("data.html").decode()

    assert [word for word in ("check", "writer", "did", "address", "thanks", "page") if f"Own {word}" not in page] == []
