"""The file that people download holds all that is held about them, and nothing that they may not see."""

import io
import json
import zipfile

import pytest

from saidanddone.contributions import actions
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.people import actions as people
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY, contributor_by_token
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.messaging.factories import MessageFactory
from tests.people.factories import ContributorFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen():
    return PersonFactory(email="gwen@example.org", name="Gwen")


def open_link(client, contributor):
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = contributor.pk
    session.save()


def downloaded(client):
    """The file for machines, and all of it as text."""
    response = client.get("/yours/download/")
    content = b"".join(response.streaming_content)
    response.close()
    folder = zipfile.ZipFile(io.BytesIO(content))
    html = folder.read("data.html").decode()
    return json.loads(folder.read("data.json")), folder.read("data.json").decode() + html


def test_a_hidden_answer_is_not_in_it(client, cast, at):
    said = ContributionFactory(organisations=[cast.council], contributor=cast.mair)
    answer = AnswerFactory(contribution=said, text="Zzhidden words.", at=at)
    answer.hidden_at = at
    answer.save()
    open_link(client, cast.mair)

    held, everything = downloaded(client)

    assert "Zzhidden" not in everything
    assert held["said"][0]["answers"][0]["hidden"] is True


def test_it_covers_all_that_somebody_is(client, gwen):
    client.force_login(gwen)
    theirs = [ContributorFactory(person=gwen), ContributorFactory(person=gwen), ContributorFactory()]
    open_link(client, theirs[2])
    said = {ContributionFactory(contributor=each).public_id for each in theirs}
    ContributionFactory()

    held, _ = downloaded(client)

    assert {each["id"] for each in held["said"]} == said
    assert len(held["you"]) == 3


def test_it_holds_the_account_with_its_roles(client, cast):
    client.force_login(MembershipFactory(person__email="o@example.org", organisation=cast.council).person)
    ContributorFactory(person__email="o@example.org")
    open_link(client, ContributorFactory())

    held, _ = downloaded(client)

    assert held["account"]["email"] == "o@example.org"
    assert [each["organisation"] for each in held["account"]["roles"]] == ["Aberwen Council"]


def test_it_holds_decisions_with_their_reasons_and_what_was_said_against_them(client, cast, at):
    said = ContributionFactory(contributor=cast.mair)
    moderation.report(by=STRANGER, about=said.ref, reason="spam", words="Zzreporter.", reporter_key="k", at=at)
    case, moderator = Case.objects.get(), cast.viewer("moderator")
    moderation.claim(by=moderator, public_id=case.public_id, at=at)
    ruling = moderation.Ruling(
        outcome="hide", seen=registry.describe(said.ref).seen, category="spam", reason="It sells something."
    )
    decision = moderation.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=at)
    moderation.appeal(by=cast.viewer("resident"), decision=decision, words="I sell nothing.", at=at)
    open_link(client, cast.mair)

    held, everything = downloaded(client)

    (kept,) = held["decisions"]
    assert (kept["outcome"], kept["reason"], kept["appeal"]) == ("hide", "It sells something.", "I sell nothing.")
    assert "I sell nothing." in everything
    assert "Zzreporter" not in everything
    assert "Megan" not in everything


def test_it_holds_the_messages_that_were_for_them_and_nobody_elses(client):
    mair, other = (ContributorFactory(email="shared@example.org") for _ in range(2))
    MessageFactory(address="shared@example.org", recipient=str(mair.ref), subject="Yours")
    MessageFactory(address="shared@example.org", recipient=str(other.ref), subject="Theirs")
    MessageFactory(address="shared@example.org", subject="Anybody's")
    open_link(client, mair)

    held, _ = downloaded(client)

    assert [each["subject"] for each in held["messages"]] == ["Yours"]


def test_an_account_sees_what_went_to_its_address(client, gwen):
    ContributorFactory(person=gwen)
    client.force_login(gwen)
    MessageFactory(address="Gwen@example.org", subject="An invitation")

    held, _ = downloaded(client)

    assert [each["subject"] for each in held["messages"]] == ["An invitation"]


def test_a_new_link_closes_whichever_link_brought_somebody_here(client, gwen, at):
    client.force_login(gwen)
    ContributorFactory(person=gwen)
    linked = ContributorFactory()
    leaked = people.issue_return_link(by=SITE, contributor=linked, at=at)
    open_link(client, linked)

    page = client.post("/yours/link/").content.decode()

    assert contributor_by_token(leaked, at) is None
    assert page.count('role="img"') == 2


def test_the_address_of_whose_link_is_open_is_changed_and_not_the_accounts(client, gwen):
    client.force_login(gwen)
    account = ContributorFactory(person=gwen, email="gwen@example.org")
    linked = ContributorFactory(email="linked@example.org")
    open_link(client, linked)

    page = client.post("/yours/email/", {"remove": "yes"})

    account.refresh_from_db()
    linked.refresh_from_db()
    assert (account.email, linked.email) == ("gwen@example.org", "")
    assert "/r/" in page.content.decode()


def test_an_account_takes_its_address_away_from_all_that_was_said_under_it(client, gwen):
    client.force_login(gwen)
    own = [ContributorFactory(person=gwen, email="other@example.org") for _ in range(2)]

    client.post("/yours/email/", {"remove": "yes"})

    for each in own:
        each.refresh_from_db()
    assert [each.email for each in own] == ["", ""]


def test_whoever_takes_their_address_away_gets_a_link_to_keep_in_place_of_those_in_emails(client, at):
    mair = ContributorFactory(email="mair@example.org")
    in_email = people.issue_return_link(by=SITE, contributor=mair, at=at, sent_in="aaaaaaaaaa")
    open_link(client, mair)

    page = client.post("/yours/email/", {"remove": "yes"}).content.decode()

    assert contributor_by_token(in_email, at) is None
    token = page.split("/r/")[1].split("/")[0]
    assert contributor_by_token(token, at) == mair


def test_erasing_on_the_page_takes_the_address_that_waits_for_its_code(client, at):
    gwen = PersonFactory()
    client.force_login(gwen)
    ContributorFactory(person=gwen)
    client.post("/yours/email/", {"email": "zznew@example.org"})

    client.post("/yours/erase/", {"sure": "on"})

    assert "zznew" not in str(dict(client.session))
    assert not Message.objects.exists()


def test_files_of_all_are_in_it(client, cast, at):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from saidanddone.contributions import files
    from tests.security.test_uploads import picture

    said = ContributionFactory(contributor=cast.mair)
    upload = files.read(SimpleUploadedFile("a.jpg", picture(), "image/jpeg"), "The stop")
    by = Viewer(contributor_ids=frozenset({cast.mair.pk}))
    actions.attach(by=by, at=at, contribution=said, upload=upload)
    open_link(client, cast.mair)

    response = client.get("/yours/download/")
    folder = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    response.close()

    assert [name for name in folder.namelist() if name.startswith("files/")]
