import re
from datetime import timedelta

import pytest

from saidanddone.core.viewer import STRANGER
from saidanddone.messaging.models import Message
from saidanddone.moderation import actions
from saidanddone.people.models import ReturnLink
from saidanddone.people.queries import contributor_by_token
from tests.messaging.factories import as_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair(cast):
    cast.mair.email, cast.mair.language = "mair@example.org", "cy"
    cast.mair.save()
    return cast.mair


@pytest.fixture
def reported(board, at):
    def pin(**facts):
        about = board.pin(**facts)
        actions.report(by=STRANGER, about=about, reason="spam", words="", reporter_key=about.public_id, at=at)
        return about

    return pin


def test_the_author_is_told_why_with_a_link_that_opens_their_page(mair, reported, decide, moderator, at):
    decision = decide(moderator, reported(contributor_id=mair.pk), reason="Line two names Eira.")

    message = Message.objects.get()
    assert (message.address, message.language, message.about) == ("mair@example.org", "cy", decision.ref)
    body = as_sent(message, at)
    token = re.search(r"/r/([^/\s]+)/", body)[1]
    assert "Line two names Eira." in body
    assert contributor_by_token(token, at) == mair


def test_its_link_closes_after_thirty_days_so_that_letters_leave_no_heap_of_open_links(
    mair, reported, decide, moderator, at
):
    decide(moderator, reported(contributor_id=mair.pk))

    body = as_sent(Message.objects.get(), at)

    assert mair.return_links.open(at + timedelta(days=29)).count() == 1
    assert not mair.return_links.open(at + timedelta(days=31)).exists()
    assert "/cy/return-link/" in body


def test_a_letter_that_is_never_sent_makes_no_link(mair, reported, decide, moderator):
    decide(moderator, reported(contributor_id=mair.pk))

    assert not ReturnLink.objects.exists()


def test_the_letter_never_says_who_reported_it(mair, cast, board, decide, moderator, at):
    about = board.pin(contributor_id=mair.pk)
    actions.report(by=cast.viewer("officer"), about=about, reason="spam", words="I am Owen", reporter_key="k", at=at)

    decide(moderator, about)

    assert not [word for word in ("Owen", "owen@", "report") if word in Message.objects.get().body]


def test_an_author_who_left_no_address_is_told_on_their_page_alone(cast, reported, decide, moderator):
    decide(moderator, reported(contributor_id=cast.mair.pk))

    assert not Message.objects.exists()
    assert not ReturnLink.objects.exists()


def test_an_author_with_an_account_signs_in(mair, cast, reported, decide, moderator):
    mair.person, mair.email = cast.sioned, ""
    mair.save()

    decide(moderator, reported(contributor_id=mair.pk))

    assert Message.objects.get().address == "sioned@example.org"
    assert not ReturnLink.objects.exists()


def test_whoever_gave_an_answer_is_told_about_it(cast, reported, decide, moderator):
    decision = decide(moderator, reported(person_id=cast.owen.pk))

    message = Message.objects.get()
    assert message.address == "owen@example.org"
    assert f"/moderation/decisions/{decision.public_id}/" in message.body


def test_nobody_is_told_where_nobody_is_known(reported, decide, moderator):
    decide(moderator, reported())

    assert not Message.objects.exists()


def test_someone_who_has_left_is_not_written_to(cast, reported, decide, moderator):
    cast.owen.is_active = False
    cast.owen.save()

    decide(moderator, reported(person_id=cast.owen.pk))

    assert not Message.objects.exists()


def test_a_report_that_came_to_nothing_is_not_mentioned(mair, reported, decide, moderator):
    decide(moderator, reported(contributor_id=mair.pk), "publish", category="", reason="")

    assert not Message.objects.exists()


def test_what_was_held_and_is_published_is_good_news(mair, board, decide, moderator, at):
    about = board.pin(is_shown=False, contributor_id=mair.pk)
    actions.hold(by=STRANGER, about=about, at=at)

    decide(moderator, about, "publish", category="", reason="")

    assert "/r/" in as_sent(Message.objects.get(), at)


def test_what_was_reported_first_and_held_then_is_good_news_too(mair, reported, board, decide, moderator, at):
    about = reported(contributor_id=mair.pk)
    board.at(about).is_shown = False
    actions.hold(by=STRANGER, about=about, at=at)

    decide(moderator, about, "publish", category="", reason="")

    assert Message.objects.get().address == "mair@example.org"


def test_nobody_is_told_that_everyone_reads_what_is_not_public(cast, board, decide, moderator, at):
    cast.mair.email = "mair@example.org"
    cast.mair.save()
    about = board.pin(is_shown=False, is_public=False, contributor_id=cast.mair.pk)
    actions.hold(by=STRANGER, about=about, at=at)

    decide(moderator, about, "publish", category="", reason="")

    assert "everyone" not in Message.objects.get().body
    assert "those you said them to" in Message.objects.get().body


@pytest.mark.parametrize("outcome", ["publish", "redact"])
def test_the_second_decision_is_told_too(mair, cast, reported, decide, moderator, second_moderator, at, outcome):
    about = reported(contributor_id=mair.pk)
    first = decide(moderator, about, "redact", text="The shelter has no […].")
    actions.appeal(by=cast.viewer("resident"), decision=first, words="No.", at=at)

    decide(second_moderator, about, outcome, text="The […] has no […].")

    assert Message.objects.count() == 2
