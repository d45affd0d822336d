"""Whoever added their voice hears, once and if they wish it, when it is decided and when the promise is kept."""

import pytest

from saidanddone.contributions.models import Support
from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.thread import actions
from saidanddone.thread.models import Telling
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, UseFactory
from tests.people.factories import ContributorFactory
from tests.thread.test_telling import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def voice(at):
    """Somebody else, who said "me too" and wants to hear."""
    said = ContributionFactory(text="The 28 never comes.")
    voice = ContributorFactory(email="voice@example.org")
    return Support.objects.create(contribution=said, contributor=voice, given_at=at, wants_news=True)


@pytest.fixture
def decision(cast, voice):
    decision = DecisionFactory(decided=True, organisation=cast.council)
    UseFactory(decision=decision, contribution=voice.contribution, value="not_used", because="There is no money.")
    return decision


def tell(what, about, voice, at):
    ids = [voice.contribution_id]
    return actions.tell_supporters(by=SITE, at=at, what=what, about=about, contribution_ids=ids)


def test_when_it_is_decided_with_what_was_done_with_the_words(voice, decision, at):
    for _ in range(2):
        tell("decided", decision.ref, voice, at)
    actions.send_due(by=SITE, at=at + LATER)

    message = Message.objects.get()
    assert message.address == "voice@example.org"
    assert message.subject == "Aberwen Council has decided about what you support"
    assert "You added your voice to:" in message.body
    assert "These words were not used, because: There is no money." in message.body
    assert "Your words" not in message.body


def test_when_the_promise_is_kept_and_is_not_asked_whether_it_worked(cast, voice, at):
    tell("kept", CommitmentFactory(organisation=cast.council).ref, voice, at)
    actions.send_due(by=SITE, at=at + LATER)

    message = Message.objects.get()
    assert "It came of what you support." in message.body
    assert "In four weeks" not in message.body


@pytest.mark.parametrize("what", ["in_finding", "promised", "updated", "setback", "check_asked"])
def test_of_nothing_else(voice, decision, at, what):
    assert tell(what, decision.ref, voice, at) == 0


def test_not_where_they_do_not_wish_it(voice, decision, at):
    voice.wants_news = False
    voice.save()

    assert tell("decided", decision.ref, voice, at) == 0


def test_not_of_a_decision_that_is_hidden_or_a_draft(voice, decision, at):
    decision.hidden_at = at
    decision.save()

    tell("decided", decision.ref, voice, at)
    tell("decided", DecisionFactory().ref, voice, at)

    assert not Telling.objects.exists()


def test_not_of_words_that_only_some_may_read(voice, decision, at):
    type(voice.contribution).objects.update(audience="organisations")

    assert tell("decided", decision.ref, voice, at) == 0


def test_no_supporter_is_asked_for_by_something_of_another_kind(voice, decision, at):
    assert tell("kept", decision.ref, voice, at) == 0
    assert tell("answered", decision.ref, voice, at) == 0


def test_the_change_itself_calls_the_task(voice, decision, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        actions.make_tellings(
            by=SITE, at=at, what="decided", about=decision.ref, contribution_ids=[voice.contribution_id]
        )

    assert any("tell_supporters" in str(callback) for callback in queued)
