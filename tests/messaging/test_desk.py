import pytest
from django.urls import reverse

from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.aled)
    return client


def test_an_administrator_sees_what_failed_and_why(administrator, django_assert_max_num_queries):
    MessageFactory.create_batch(5, has_failed=True)
    waiting = MessageFactory(subject="Still on its way")

    with django_assert_max_num_queries(11):
        page = administrator.get(reverse("desk_messages")).content.decode()

    assert page.count("The mail server of the recipient refused it.") == 5
    assert waiting.subject not in page


def test_a_failed_message_is_tried_again(administrator, mailoutbox):
    message = MessageFactory(has_failed=True)

    administrator.post(reverse("retry_message", args=[message.public_id]))

    message.refresh_from_db()
    assert (message.state, message.attempts, message.failure) == ("waiting", 0, "")


def test_a_message_that_did_not_fail_is_not_tried_again(administrator):
    message = MessageFactory()

    response = administrator.post(reverse("retry_message", args=[message.public_id]))

    assert response.status_code == 403


def test_letters_are_printed_and_noted_as_posted(administrator):
    letter = MessageFactory(is_letter=True)

    page = administrator.get(reverse("desk_letters")).content.decode()
    administrator.post(reverse("mark_posted", args=[letter.public_id]))

    letter.refresh_from_db()
    assert "1 Heol Fawr" in page
    assert (letter.state, letter.body) == ("sent", "")


def test_an_email_is_not_marked_as_posted(administrator):
    response = administrator.post(reverse("mark_posted", args=[MessageFactory().public_id]))

    assert response.status_code == 403


@pytest.mark.parametrize("name", ["desk_messages", "desk_letters"])
def test_an_empty_page_says_so(administrator, name):
    assert "empty" in administrator.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", ["retry_message", "mark_posted"])
def test_a_message_that_is_not_there_is_not_found(administrator, name):
    assert administrator.post(reverse(name, args=["0000000000"])).status_code == 404


def test_nobody_but_an_administrator_looks_at_messages(client, cast):
    client.force_login(cast.megan)

    assert client.get(reverse("desk_messages")).status_code == 403


def test_a_message_is_named_without_its_address():
    assert str(MessageFactory(public_id="7k3m9qx2pd")) == "email 7k3m9qx2pd"
