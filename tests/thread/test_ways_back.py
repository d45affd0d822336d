"""A telling by text or letter brings a private way back too, short and legible, with the rules of every secret."""

import io
import re

import pypdf
import pytest
import time_machine
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import short_messages
from saidanddone.messaging.models import Message
from saidanddone.people import actions as people
from saidanddone.people.actions.contributors import NEWS_LINK_LIFETIME
from saidanddone.people.models import ReturnLink
from saidanddone.people.queries import contributor_by_token
from saidanddone.people.secret_addresses import redacted
from saidanddone.people.tokens import hash_of
from saidanddone.record.models import Entry
from saidanddone.thread import actions
from saidanddone.thread.models import TellingWish
from tests.contributions.factories import AnswerFactory
from tests.decisions.factories import FindingFactory
from tests.people.factories import ContributorFactory, PersonFactory
from tests.thread.test_telling import LATER, move, own, said, wish

pytestmark = pytest.mark.django_db
NUMBER, POST = "07700 900123", "Mair Pugh\n1 Heol Fawr\nAberwen"


@pytest.fixture(autouse=True)
def texts(settings, tmp_path):
    settings.TEXT_FILE_PATH = tmp_path / "texts"
    settings.TEXT_SERVICE = "saidanddone.messaging.text_files.write"
    return settings.TEXT_FILE_PATH


@pytest.fixture
def finding():
    return FindingFactory(published=True)


def told_by(channel, at, finding, **facts):
    """A telling that is a message now, to somebody who has no other address."""
    facts.setdefault("contributor", ContributorFactory(email=""))
    mine = said(**facts)
    wish(mine.contributor, at, by=channel, address=NUMBER if channel == "text" else POST)
    move("in_finding", finding.ref, mine, at=at)
    actions.send_due(by=SITE, at=at + LATER)
    return mine.contributor


def texts_sent(texts, at):
    messaging.deliver_due(by=SITE, at=at + LATER)
    return [file.read_text() for file in sorted(texts.iterdir())] if texts.exists() else []


def printed(cast, at):
    by = cast.viewer("administrator")
    batch = messaging.batch_letters(by=by, at=at)
    pdf = messaging.print_batch(by=by, at=at, batch=batch, language="en")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages) if pdf else ""


def token_in(words):
    return re.search(r"/r/([0-9a-z\s-]+)/", words).group(1).replace("\n", "")


def test_a_text_brings_a_short_link_that_opens_their_own_page_and_no_other(at, finding, texts, client):
    mair = told_by("text", at, finding)

    (words,) = texts_sent(texts, at)
    token = token_in(words)
    with time_machine.travel(at + LATER, tick=False):
        response = client.get(reverse("return_link", args=[token]), follow=True)

    assert len(token) == 24
    assert contributor_by_token(token, at) == mair
    assert response.status_code == 200
    assert token not in response.request["PATH_INFO"]


def test_a_letter_brings_it_in_full_and_as_a_code(at, cast, finding):
    mair = told_by("letter", at, finding)

    words = printed(cast, at)
    token = token_in(words)

    assert re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}", token)
    assert contributor_by_token(token, at) == mair
    assert "Point the camera" in words


@pytest.mark.parametrize(
    "typed", [str.upper, lambda token: token.replace("-", ""), lambda token: token.replace("-", " ")]
)
def test_it_may_be_typed_as_people_type(at, cast, finding, typed):
    mair = told_by("letter", at, finding)

    token = token_in(printed(cast, at))

    assert contributor_by_token(typed(token), at) == mair


@pytest.mark.parametrize("wrong", ["0" * 24, "0000-" * 6, "u" * 24, "0" * 23, "0" * 25, "-" * 24, "é" * 24])
def test_a_wrong_one_leads_to_nobody(at, finding, texts, wrong):
    told_by("text", at, finding)
    texts_sent(texts, at)

    assert contributor_by_token(wrong, at) is None


class TestSecret:
    def test_it_rests_nowhere_but_as_its_hash(self, at, finding, texts):
        told_by("text", at, finding)

        (words,) = texts_sent(texts, at)
        token = token_in(words)

        message = Message.objects.get()
        assert token not in f"{vars(message)} {vars(ReturnLink.objects.get())}"
        assert ReturnLink.objects.get().token_hash == hash_of(token)
        assert not Entry.objects.filter(about_kind="contributor").exists()

    def test_it_runs_out(self, at, finding, texts):
        told_by("text", at, finding)

        (words,) = texts_sent(texts, at)

        assert contributor_by_token(token_in(words), at + 2 * LATER + NEWS_LINK_LIFETIME) is None

    def test_printed_again_the_first_is_closed(self, at, cast, finding):
        told_by("letter", at, finding)
        by, batch = cast.viewer("administrator"), messaging.batch_letters(by=cast.viewer("administrator"), at=at)

        pdfs = [messaging.print_batch(by=by, at=at, batch=batch, language="en") for _ in range(2)]
        first, second = (token_in(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()) for pdf in pdfs)

        assert contributor_by_token(first, at) is None
        assert contributor_by_token(second, at) is not None
        assert ReturnLink.objects.count() == 1

    @pytest.mark.parametrize(
        "form", ["7k3m-9qx2-pd41-7k3m-9qx2-pd41", "7k3m9qx2pd417k3m9qx2pd41", "7K3M%209QX2%20PD41"]
    )
    def test_no_log_holds_it(self, form):
        assert form not in redacted(f'"GET /cy/r/{form}/ HTTP/1.1" 302')

    def test_nor_what_stops_a_message(self):
        assert "eyJ0byI6" not in redacted('"GET /stop/eyJ0byI6IjdrM205cXgycGQifQ:1abc:def/ HTTP/1.1" 200')


class TestElsewhere:
    """Somebody who is reached somewhere else from now on: nothing more goes to where they were, and nothing opens."""

    @pytest.mark.parametrize(("channel", "address"), [("text", "07700 900999"), ("email", ""), ("link", "")])
    def test_what_was_sent_opens_nothing(self, at, finding, texts, channel, address):
        mair = told_by("text", at, finding)
        (words,) = texts_sent(texts, at)

        actions.set_wish(by=own(mair), at=at, contributor=mair, often="at_once", channel=channel, address=address)

        assert contributor_by_token(token_in(words), at) is None

    def test_the_same_wish_again_closes_nothing(self, at, finding, texts):
        mair = told_by("text", at, finding)
        (words,) = texts_sent(texts, at)

        actions.set_wish(by=own(mair), at=at, contributor=mair, often="weekly", channel="text", address=NUMBER)

        assert contributor_by_token(token_in(words), at) == mair

    @pytest.mark.parametrize("person", [None, PersonFactory])
    def test_what_waits_is_not_sent_there(self, at, finding, texts, person):
        mair = told_by("text", at, finding, contributor=ContributorFactory(email="", person=person and person()))

        actions.set_wish(by=own(mair), at=at, contributor=mair, often="at_once", channel="text", address="07700 900999")
        actions.send_due(by=SITE, at=at + 2 * LATER)
        (words,) = texts_sent(texts, at + LATER)

        assert words.startswith("To: 07700 900999")

    def test_a_letter_that_waits_is_not_printed_for_a_former_address(self, at, cast, finding):
        mair = told_by("letter", at, finding)

        actions.set_wish(by=own(mair), at=at, contributor=mair, often="at_once", channel="link")

        assert printed(cast, at) == ""

    def test_nobody_erased_gets_one(self, at, finding, texts):
        mair = told_by("text", at, finding)
        mair.erased_at = at
        mair.save()

        assert texts_sent(texts, at) == []
        assert not Message.objects.exists()

    def test_nobody_closes_the_links_of_another(self, at, finding, texts):
        mair = told_by("text", at, finding)

        with pytest.raises(Refused):
            people.close_sent_links(by=Viewer(contributor_ids=frozenset({mair.pk + 1})), contributor=mair, at=at)


def test_whoever_has_an_account_signs_in_and_is_sent_no_link(at, finding, texts):
    told_by("text", at, finding, contributor=ContributorFactory(email="", person=PersonFactory()))

    (words,) = texts_sent(texts, at)

    assert "/r/" not in words
    assert "/yours/" in words
    assert not ReturnLink.objects.exists()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_text_costs_no_more_than_two_parts(at, finding, texts, language):
    told_by("text", at, finding, contributor=ContributorFactory(email="", language=language))

    (words,) = texts_sent(texts, at)

    assert Message.objects.get().parts <= 2, words


def test_long_names_in_rare_letters_still_make_a_short_text(at, texts, cast):
    cast.council.name_cy = "Cyngor Dŵr a Thŷ " * 6
    cast.council.save()
    mair = ContributorFactory(email="", language="cy")
    mine = said(contributor=mair, organisations=[cast.council])
    wish(mair, at, by="text", address=NUMBER)
    AnswerFactory(contribution=mine, organisation=cast.council, at=at)
    actions.send_due(by=SITE, at=at + LATER)

    (words,) = texts_sent(texts, at)

    assert Message.objects.get().parts <= 2
    assert len(token_in(words)) == 24


class TestNumber:
    """A number gets private links once somebody has shown that they read what is sent there."""

    @pytest.fixture
    def mair(self, client, at):
        mair = ContributorFactory(email="mair@example.org")
        with time_machine.travel(at, tick=False):
            token = people.issue_return_link(by=SITE, contributor=mair, at=at)
            client.get(reverse("return_link", args=[token]))
            yield mair

    def ask(self, client, number=NUMBER):
        facts = {"often": "at_once", "by": "text", "telephone": number, "wanted": ["answers"]}
        return client.post(reverse("your_wishes"), facts)

    def code(self):
        return re.search(r"\d{6}", Message.objects.on("text").latest("pk").body).group()

    def test_it_is_kept_once_its_code_was_typed_in(self, client, mair):
        asked = self.ask(client)
        before = TellingWish.objects.count()
        answer = client.post(reverse("your_number"), {"code": self.code()})

        assert (asked["Location"], before, answer["Location"]) == (reverse("your_number"), 0, reverse("yours"))
        assert TellingWish.objects.get().address == NUMBER

    def test_a_wrong_code_keeps_nothing_and_after_a_few_none_is_right(self, client, mair):
        self.ask(client)
        right = self.code()
        wrong = f"{(int(right) + 1) % 10**6:06}"

        statuses = {client.post(reverse("your_number"), {"code": wrong}).status_code for _ in range(6)}
        last = client.post(reverse("your_number"), {"code": right})

        assert (statuses, last.status_code) == ({400}, 400)
        assert not TellingWish.objects.exists()

    def test_its_code_proves_no_email_address(self, client, mair):
        self.ask(client)

        client.post(reverse("your_code"), {"code": self.code()})

        mair.refresh_from_db()
        assert mair.email == "mair@example.org"

    def test_nobody_is_sent_code_after_code(self, client, mair):
        statuses = [self.ask(client).status_code for _ in range(4)]

        assert statuses == [302, 302, 302, 429]

    def test_the_same_number_again_needs_none(self, client, mair, at):
        wish(mair, at, by="text", address=NUMBER)

        assert self.ask(client)["Location"] == reverse("yours")
        assert not Message.objects.exists()

    def test_no_site_offers_it_that_cannot_send_it(self, client, mair, settings):
        settings.TEXT_SERVICE = ""

        assert self.ask(client).status_code == 400

    def test_the_code_costs_one_text(self, client, mair):
        self.ask(client)

        assert short_messages.parts(Message.objects.get().body) == 1
