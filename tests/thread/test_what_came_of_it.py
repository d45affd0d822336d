"""The page of a contribution goes on to what was understood, decided, promised and done."""

from datetime import timedelta

import pytest

from saidanddone.commitments.models import Change, FollowUp, Update
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions.models import Check
from saidanddone.thread.models import Telling
from saidanddone.thread.queries.contribution import thread
from tests.commitments.factories import CommitmentFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory
from tests.thread.factories import long_story

pytestmark = pytest.mark.django_db


def headings(said, at, viewer=STRANGER):
    return [event.heading for event in thread(said.public_id, viewer=viewer, at=at).events]


def full_way(said, at):
    """In a finding, used by a decision, promised, reported on, changed, kept, judged; a setback; and told of it."""
    finding = FindingFactory(published=True, published_at=at + timedelta(days=1))
    EvidenceFactory(finding=finding, contribution=said)
    whose = {"contribution": said, "contributor": said.contributor}
    Check.objects.create(finding=finding, value="partly", given_at=at + timedelta(days=2), **whose)
    decision = DecisionFactory(decided=True, decided_at=at + timedelta(days=3))
    UseFactory(decision=decision, contribution=None, finding=finding)
    facts = {"decision": decision, "made_at": at + timedelta(days=4)}
    promise = CommitmentFactory(kept_date=(at + timedelta(days=20)).date(), **facts)
    by = {"organisation": promise.organisation, "language": "en"}
    Update.objects.create(commitment=promise, done="The driver is found.", updated_at=at + timedelta(days=5), **by)
    Change.objects.create(
        commitment=promise,
        field="due_date",
        before="2026-03-20",
        after="2026-04-20",
        reason="The bus is late.",
        changed_at=at + timedelta(days=6),
    )
    FollowUp.objects.create(
        commitment=promise, asked_at=at, value="no", words="Not yet.", answered_at=at + timedelta(days=50), **whose
    )
    SetbackFactory(commitment=promise, said_at=at + timedelta(days=30))
    Telling.objects.create(
        what="decided",
        moved_at=at,
        due_at=at,
        by="email",
        state="sent",
        settled_at=at + timedelta(days=3, hours=1),
        about_kind="decision",
        about_id=decision.public_id,
        **whose,
    )
    return promise


def test_the_whole_way_stands_in_its_order(cast, at):
    said = ContributionFactory(at=at)
    full_way(said, at)

    assert headings(said, at + timedelta(days=60)) == [
        "Said",
        "Part of a finding",
        "Is this what you meant?",
        "Used in a decision",
        "Whoever said it was told",
        "A promise came of it",
        "News of the promise",
        "The day of the promise was moved",
        "The promise is said to be kept",
        "Something went wrong",
        "Did it work for you?",
    ]


def test_not_used_says_why(client, cast, at):
    said = ContributionFactory()
    UseFactory(
        contribution=said, decision=DecisionFactory(decided=True), value="not_used", because="That road is not ours."
    )

    page = client.get(f"/contributions/{said.public_id}/").content.decode()

    assert "Not used in a decision, and why" in page
    assert "That road is not ours." in page


def test_what_is_late_and_what_is_to_come_stand_there(cast, at):
    said = ContributionFactory()
    CommitmentFactory(contribution=said, overdue=True)
    CommitmentFactory(contribution=said)

    found = headings(said, at)

    assert "The promise is late" in found
    assert found[-1].startswith("Promised by")


@pytest.mark.parametrize("state", ["draft", "hidden"])
def test_drafts_and_what_a_moderator_hid_stand_nowhere(client, cast, at, state):
    said = ContributionFactory()
    hidden = {"hidden_at": at} if state == "hidden" else {}
    published = {"published": True, **hidden} if hidden else {}
    EvidenceFactory(contribution=said, finding=FindingFactory(title="Nobody may read this", **published))
    decided = {"decided": True, **hidden} if hidden else {}
    UseFactory(contribution=said, decision=DecisionFactory(question="Nobody may read this", **decided))
    if hidden:
        CommitmentFactory(contribution=said, promise="Nobody may read this", **hidden)

    assert "Nobody may read this" not in client.get(f"/contributions/{said.public_id}/").content.decode()


def test_what_is_the_same_as_another_has_what_came_of_it(cast, at):
    first = ContributionFactory()
    other = ContributionFactory()
    type(other).objects.filter(pk=other.pk).update(same_as=first)
    full_way(first, at)

    assert "Used in a decision" in headings(other, at)


@pytest.mark.slow
def test_the_whole_page_takes_at_most_twenty_five_queries(client, cast, at, django_assert_max_num_queries):
    said = long_story(cast, at)
    for _ in range(3):
        full_way(said, at)
    client.get(f"/contributions/{said.public_id}/")

    with django_assert_max_num_queries(25):
        page = client.get(f"/contributions/{said.public_id}/")

    assert page.status_code == 200


def test_a_decision_still_to_come_says_that_it_is_considered(at):
    said = ContributionFactory(at=at)
    UseFactory(decision=DecisionFactory(announced=True, announced_at=at + timedelta(days=1)), contribution=said)

    assert headings(said, at + timedelta(days=2)) == ["Said", "Considered in a decision that is still to come"]


@pytest.mark.parametrize(
    ("newer", "heading"),
    [(True, "The decision was replaced"), (False, "The decision was withdrawn")],
)
def test_a_decision_that_has_ended_says_how_and_why(client, at, newer, heading):
    said, by = ContributionFactory(at=at), DecisionFactory(decided=True, headline="A tram instead") if newer else None
    ended = {"state": "replaced" if newer else "withdrawn", "replaced_by": by, "reason": "The grant was cut."}
    UseFactory(decision=DecisionFactory(decided=True, **ended), contribution=said)

    page = client.get(f"/contributions/{said.public_id}/").content.decode()

    assert headings(said, at + timedelta(days=2))[-1] == heading
    assert "The grant was cut." in page
    assert ("A tram instead" in page) is newer


def test_a_decision_that_gave_way_to_what_is_hidden_names_nothing(client, at):
    said, by = ContributionFactory(at=at), DecisionFactory(decided=True, headline="A tram instead", hidden_at=at)
    ended = {"state": "replaced", "replaced_by": by, "reason": "It is cheaper."}
    UseFactory(decision=DecisionFactory(decided=True, **ended), contribution=said)

    page = client.get(f"/contributions/{said.public_id}/").content.decode()

    assert headings(said, at + timedelta(days=2))[-1] == "Used in a decision"
    assert "A tram instead" not in page


@pytest.mark.parametrize(
    ("newer", "heading"),
    [(True, "A newer finding took its place"), (False, "The finding was withdrawn")],
)
def test_a_finding_that_has_ended_says_how_and_why(at, newer, heading):
    said, by = ContributionFactory(at=at), FindingFactory(published=True, title="A better one") if newer else None
    facts = {"superseded_by": by, "state": "superseded"} if newer else {"state": "withdrawn"}
    finding = FindingFactory(published_at=at, ended_at=at + timedelta(days=1), reason="We had it wrong.", **facts)
    EvidenceFactory(finding=finding, contribution=said)

    assert headings(said, at + timedelta(days=2))[-1] == heading


@pytest.mark.parametrize(
    ("facts", "heading"),
    [
        ({"kept_late": True}, "The promise is said to be kept, late"),
        ({"dropped": True}, "The promise was dropped"),
        ({"replaced": True}, "Another promise took its place"),
    ],
)
def test_a_promise_that_has_ended_says_how(at, facts, heading):
    said = ContributionFactory(at=at - timedelta(days=90))
    if facts.pop("replaced", False):
        facts["replaced_by"] = CommitmentFactory(promise="A tram by May.")
    CommitmentFactory(contribution=said, **facts)

    assert heading in headings(said, at + timedelta(days=2))


def test_a_setback_that_was_looked_at_again_says_what_was_found(client, at):
    said = ContributionFactory(at=at - timedelta(days=90))
    promise = CommitmentFactory(contribution=said)
    SetbackFactory(commitment=promise, checked_date=at.date(), found="The letters came.")

    assert "It was looked at again" in headings(said, at + timedelta(days=2))
    assert "The letters came." in client.get(f"/contributions/{said.public_id}/").content.decode()
