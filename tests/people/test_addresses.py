"""An address that somebody takes away gets nothing more, and what was sent there opens nothing any more."""

import pytest

from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.models import Message
from saidanddone.people import actions
from saidanddone.people.queries import contributor_by_token, reach_of
from tests.messaging.factories import MessageFactory, as_sent
from tests.people.factories import ContributorFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair():
    return ContributorFactory(email="mair@example.org")


def move(mair, email, at):
    by = Viewer(contributor_ids=frozenset({mair.pk}))
    actions.change_contact_details(by=by, contributor=mair, at=at, name="", email=email, language="en")


def asked_for(mair, at):
    """The token in the email that somebody asked for."""
    actions.request_return_links(by=STRANGER, email=mair.email, language="en", at=at)
    return as_sent(Message.objects.get(), at).split("/r/")[1].split("/")[0]


@pytest.mark.parametrize("email", ["", "new@example.org"])
def test_what_waits_for_a_former_address_is_not_sent(mair, at, email, mailoutbox):
    waiting = MessageFactory(address="Mair@example.org", recipient=str(mair.ref))

    move(mair, email, at)
    messaging.deliver(by=SITE, at=at, public_id=waiting.public_id)

    assert mailoutbox == []
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", ["", "new@example.org"])
def test_a_link_that_was_sent_to_a_former_address_is_closed(mair, at, email):
    token = asked_for(mair, at)

    move(mair, email, at)

    assert contributor_by_token(token, at) is None


def test_no_link_goes_to_an_address_that_others_still_share(mair, at):
    other = ContributorFactory(email=mair.email)
    actions.request_return_links(by=STRANGER, email=mair.email, language="en", at=at)

    move(mair, "new@example.org", at)
    body = as_sent(Message.objects.get(), at)

    tokens = [part.split("/")[0] for part in body.split("/r/")[1:]]
    assert [contributor_by_token(token, at) for token in tokens] == [other]


def test_a_link_that_was_written_down_still_works_when_the_address_goes(mair, at):
    token = actions.issue_return_link(by=SITE, contributor=mair, at=at)

    move(mair, "", at)

    assert contributor_by_token(token, at) == mair


def test_a_first_address_and_the_same_one_again_close_nothing(mair, at):
    token = asked_for(mair, at)

    move(mair, "MAIR@example.org", at)

    assert contributor_by_token(token, at) == mair


@pytest.mark.parametrize("other", [ContributorFactory, PersonFactory])
def test_who_shares_the_address_keeps_their_messages(mair, at, other):
    other(email="mair@example.org")
    MessageFactory(address="mair@example.org", recipient=str(mair.ref))
    theirs = MessageFactory(address="mair@example.org")

    actions.erase_contributor(by=SITE, contributor=mair, at=at)

    assert list(Message.objects.all()) == [theirs]


def test_somebody_is_reached_at_their_own_address_first(mair):
    mair.person = PersonFactory(email="account@example.org", language="cy")

    assert reach_of(mair).address == "mair@example.org"


def test_somebody_with_an_account_is_reached_there_in_its_language():
    person = PersonFactory(email="account@example.org", language="cy")

    reach = reach_of(ContributorFactory(person=person))

    assert (reach.address, reach.language, reach.signs_in) == ("account@example.org", "cy", True)


@pytest.mark.parametrize("facts", [{}, {"person__is_active": False, "with_account": True}])
def test_somebody_without_an_address_is_not_reached(facts):
    assert reach_of(ContributorFactory(**facts)) is None
