"""Whoever said something or added their voice is told what came of it, if they wish and can be reached."""

import re

import pytest
from django.test import Client

from saidanddone.contributions import actions
from saidanddone.contributions.models import Support
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.people.factories import ContributorFactory, PersonFactory
from tests.thread.told import tell, told_to

pytestmark = pytest.mark.django_db


def own(contributor):
    return Viewer(contributor_ids=frozenset({contributor.pk}))


def told():
    return told_to()


@pytest.fixture
def said(cast):
    return ContributionFactory(organisations=[cast.council], text="The 28 never comes.", place=cast.bryn_teg)


@pytest.fixture
def answered(cast, said, at):
    """The council answers, and whoever added their voice is told."""

    def answer(about=said, **facts):
        added = AnswerFactory(contribution=about, organisation=cast.council, at=at, **facts)
        tell(at)
        return added

    return answer


def test_somebody_with_an_account_who_ticked_it_is_told_of_an_answer(cast, answered):
    person = PersonFactory(email="gwen@example.org", language="cy")
    theirs = ContributionFactory(
        organisations=[cast.council], contributor=ContributorFactory(person=person), may_be_contacted=True
    )

    answered(theirs)

    message = Message.objects.get()
    assert (message.address, message.language) == ("gwen@example.org", "cy")
    assert "/cy/yours/" in message.body
    assert "/return-link/" not in message.body


def test_an_answer_calls_the_task_that_tells_supporters(cast, said, at, django_capture_on_commit_callbacks):
    actions.support(by=own(ContributorFactory(email="news@example.org")), at=at, contribution=said, wants_news=True)
    with django_capture_on_commit_callbacks() as queued:
        AnswerFactory(contribution=said, organisation=cast.council, at=at)

    assert any("tell_supporters" in str(callback) for callback in queued)


def test_a_supporter_who_wishes_it_is_told_once_and_others_are_not(said, at, answered):
    for email, wants_news in (("news@example.org", True), ("quiet@example.org", False), ("", True)):
        by = own(ContributorFactory(email=email))
        actions.support(by=by, at=at, contribution=said, wants_news=wants_news)

    answered()
    tell(at)

    message = Message.objects.get()
    assert message.address == "news@example.org"
    assert "The 28 never comes." in message.body
    assert f"/contributions/{said.public_id}/" in message.body


def test_the_supporter_of_what_was_linked_to_it_is_told_too(cast, said, at, answered):
    same = ContributionFactory(organisations=[cast.council], text="No bus again.")
    actions.support(by=own(ContributorFactory(email="news@example.org")), at=at, contribution=same, wants_news=True)
    actions.link_same(by=cast.viewer("moderator"), at=at, contribution=same, same_as=said)

    answered()

    assert told() == ["news@example.org"]


@pytest.mark.parametrize("kind", ["acknowledged", "hidden"])
def test_supporters_are_not_told_of_what_is_no_answer_or_is_hidden(cast, said, at, kind):
    actions.support(by=own(ContributorFactory(email="news@example.org")), at=at, contribution=said, wants_news=True)
    added = AnswerFactory(
        contribution=said,
        organisation=cast.council,
        at=at,
        kind="acknowledged" if kind == "acknowledged" else "answered",
    )
    if kind == "hidden":
        added.hidden_at = at
        added.save()
    tell(at)

    assert told() == []


def test_a_supporter_is_not_told_of_what_was_withdrawn(said, at, answered):
    actions.support(by=own(ContributorFactory(email="news@example.org")), at=at, contribution=said, wants_news=True)
    AnswerFactory(contribution=said, at=at)
    actions.withdraw(by=own(said.contributor), at=at, contribution=said)

    tell(at)

    assert told() == []


def test_a_message_that_quotes_what_was_withdrawn_is_not_sent(said, at, answered):
    actions.support(by=own(ContributorFactory(email="news@example.org")), at=at, contribution=said, wants_news=True)
    answered()
    before = told()

    actions.withdraw(by=own(said.contributor), at=at, contribution=said)

    assert (before, told()) == (["news@example.org"], [])


def test_the_wish_is_kept_until_it_is_said_again(said, at):
    by = own(ContributorFactory())
    wishes = []
    for wish in (True, None, False):
        actions.support(by=by, at=at, contribution=said, wants_news=wish)
        wishes.append(Support.objects.get().wants_news)

    assert wishes == [True, True, False]
    said.refresh_from_db()
    assert said.support_count == 1


def test_both_are_told_that_what_they_said_was_linked(cast, at):
    first, second = (
        ContributionFactory(
            organisations=[cast.council], contributor=ContributorFactory(email=email), may_be_contacted=True
        )
        for email in ("first@example.org", "second@example.org")
    )

    actions.link_same(by=cast.viewer("moderator"), at=at, contribution=second, same_as=first)
    tell(at)

    assert told() == ["first@example.org", "second@example.org"]
    assert f"/contributions/{second.public_id}/" in Message.objects.get(address="first@example.org").body


def test_a_stranger_adds_their_voice_gives_an_address_and_takes_it_back_another_day(client, said, at):
    address = f"/contributions/{said.public_id}/"
    client.post(f"{address}support/")
    offered = client.get(address).content.decode()
    asked = client.post(f"{address}support/", {"tell": "yes"})
    client.post("/yours/email/", {"email": "me@example.org"})
    client.post("/yours/email/code/", {"code": re.search(r"\b\d{6}\b", Message.objects.get().body)[0]})
    noted = client.get(address).content.decode()

    assert "Tell me what comes of it" in offered
    assert "Keep a private link" in offered
    assert asked["Location"] == "/yours/email/"
    assert "You are told when it is answered, decided or done." in noted
    support = Support.objects.select_related("contributor").get()
    assert (support.wants_news, support.contributor.email) == (True, "me@example.org")


def test_a_supporter_takes_their_voice_back_by_their_link_in_another_browser(client, said):
    client.post(f"/contributions/{said.public_id}/support/")
    made = client.post("/yours/link/")
    token = re.search(r"/r/([^/\s\"]+)/", made.content.decode())[1]
    other = Client()
    other.get(f"/r/{token}/")

    other.post(f"/contributions/{said.public_id}/support/withdraw/")

    assert not Support.objects.exists()


def test_somebody_who_is_reached_already_is_not_asked_for_an_address(client, said):
    mair = ContributorFactory(email="mair@example.org")
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = mair.pk
    session.save()

    answer = client.post(f"/contributions/{said.public_id}/support/", {"tell": "yes"})

    assert answer["Location"] == f"/contributions/{said.public_id}/"
    assert Support.objects.get().wants_news


def test_a_word_that_is_no_wish_changes_none(client, said):
    client.post(f"/contributions/{said.public_id}/support/", {"tell": "x" * 500})

    assert Support.objects.get().wants_news is False


def test_nobody_is_told_whom_nobody_knows(said, at, answered):
    actions.support(by=STRANGER, at=at, contribution=said, wants_news=True)

    answered()

    assert told() == []
