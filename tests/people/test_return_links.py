"""People without an account come back by a private link, and nobody else does."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.people import actions
from saidanddone.people.models import Contributor, ReturnLink
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY, contributor_by_token
from saidanddone.people.secret_addresses import SecretsFilter
from saidanddone.people.tokens import hash_of
from tests.conftest import MOMENT
from tests.messaging.factories import as_sent
from tests.people.factories import ContributorFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair():
    return ContributorFactory(name="Mair", email="mair@example.org")


@pytest.fixture
def token(mair, at):
    return actions.issue_return_link(by=SITE, contributor=mair, at=at)


def own(contributor):
    return Viewer(contributor_ids=frozenset({contributor.pk}))


def test_only_the_hash_of_a_token_is_kept(mair, token):
    link = ReturnLink.objects.get(contributor=mair)

    assert link.token_hash == hash_of(token)
    assert token not in str(vars(link))


def test_tokens_are_unguessable_and_differ(mair, at):
    tokens = {actions.issue_return_link(by=SITE, contributor=mair, at=at) for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}


def test_an_open_link_leads_to_its_contributor(mair, token, at):
    assert contributor_by_token(token, at) == mair


@pytest.mark.parametrize("wrong", ["", "x", "x" * 43, "é" * 43, "a" * 5000, "\x00" * 43])
def test_a_wrong_link_leads_to_nobody(token, at, wrong):
    assert contributor_by_token(wrong, at) is None


def test_a_link_runs_out(token, at):
    assert contributor_by_token(token, at + timedelta(days=731)) is None


def test_a_new_link_shuts_the_old_ones(mair, token, at):
    newer = actions.rotate_return_link(by=own(mair), contributor=mair, at=at)

    assert contributor_by_token(token, at) is None
    assert contributor_by_token(newer, at) == mair


def test_revoked_links_lead_to_nobody(mair, token, at):
    assert actions.revoke_return_links(by=own(mair), contributor=mair, at=at) == 1
    assert contributor_by_token(token, at) is None


def test_the_last_way_back_is_not_shut(at):
    nameless = ContributorFactory()

    with pytest.raises(Refused, match="could not come back"):
        actions.revoke_return_links(by=own(nameless), contributor=nameless, at=at)


@pytest.mark.parametrize("action", ["issue_return_link", "rotate_return_link", "revoke_return_links"])
def test_nobody_makes_or_shuts_a_link_of_someone_else(mair, at, action):
    other = own(ContributorFactory())

    for by in (STRANGER, other):
        with pytest.raises(Refused):
            getattr(actions, action)(by=by, contributor=mair, at=at)


def test_whoever_has_just_spoken_gets_the_first_link(at):
    contributor = actions.new_contributor(by=STRANGER, at=at, language="cy", name=" Mair ", email="Mair@Example.org")

    token = actions.issue_return_link(by=STRANGER, contributor=contributor, at=at)

    assert contributor_by_token(token, at) == contributor
    assert (contributor.name, contributor.email, contributor.language) == ("Mair", "mair@example.org", "cy")
    with pytest.raises(Refused):
        actions.issue_return_link(by=STRANGER, contributor=contributor, at=at + timedelta(seconds=1))


def test_an_erased_contributor_has_no_way_back(mair, token, at):
    actions.erase_contributor(by=own(mair), contributor=mair, at=at)

    assert contributor_by_token(token, at) is None
    assert not ReturnLink.objects.exists()


def test_opening_a_link_puts_the_contributor_into_a_fresh_session(client, mair, token):
    client.get(reverse("ask_for_return_link"))
    client.session.save()
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    client.cookies["sessionid"] = session.session_key

    response = client.get(reverse("return_link", args=[token]))

    assert response.status_code == 302
    assert token not in response["Location"]
    assert client.session[CONTRIBUTOR_SESSION_KEY] == mair.pk
    assert client.cookies["sessionid"].value != session.session_key


@pytest.mark.parametrize("known", [True, False])
def test_the_address_of_a_link_is_neither_stored_nor_passed_on(client, token, known):
    response = client.get(reverse("return_link", args=[token if known else "x" * 43]))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_an_unknown_and_an_expired_link_look_alike(client, mair, token, at):
    ReturnLink.objects.update(expires_at=at - timedelta(days=1), created_at=at - timedelta(days=9))

    expired = client.get(reverse("return_link", args=[token]))
    unknown = client.get(reverse("return_link", args=["x" * 43]))

    assert expired.status_code == unknown.status_code == 404
    assert b"Get a new link" in expired.content
    assert len(expired.content) == len(unknown.content)


def test_a_link_is_not_opened_by_head_or_post(client, token):
    assert client.head(reverse("return_link", args=[token])).status_code == 405
    assert client.post(reverse("return_link", args=[token])).status_code == 405
    assert CONTRIBUTOR_SESSION_KEY not in client.session


def test_opening_links_is_throttled_for_one_client(client, token):
    client.get(reverse("return_link", args=[token]))

    with time_machine.travel(MOMENT, tick=False):
        statuses = [client.get(reverse("return_link", args=["x" * 43])).status_code for _ in range(40)]

    assert statuses[-1] == 429


def test_a_token_never_reaches_the_logs(client, caplog):
    secret = "s" * 43

    with caplog.at_level(logging.DEBUG):
        caplog.handler.addFilter(SecretsFilter())
        client.get(reverse("return_link", args=[secret]))
        client.get(reverse("open_invitation", args=[secret]))

    assert "[secret]" in caplog.text
    assert secret not in caplog.text


def test_the_sites_own_log_handler_filters_secrets(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]
    assert all(not logger["handlers"] for logger in settings.LOGGING["loggers"].values())


def test_asking_for_a_link_looks_the_same_for_known_and_unknown_addresses(client, mair):
    known = client.post(reverse("ask_for_return_link"), {"email": "MAIR@example.org "})
    unknown = client.post(reverse("ask_for_return_link"), {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert set(Message.objects.values_list("address", flat=True)) == {"mair@example.org", "nobody@example.org"}


def test_the_email_holds_a_link_that_works_for_everything_said_under_the_address(mair, at):
    second = ContributorFactory(email="mair@example.org")

    actions.request_return_links(by=STRANGER, email="mair@example.org", language="en", at=at)

    body = as_sent(Message.objects.get(), at)
    found = {contributor_by_token(line.split("/r/")[1].strip("/"), at) for line in body.split() if "/r/" in line}
    assert found == {mair, second}


def test_an_unknown_address_gets_no_link(at):
    ContributorFactory(email="")

    actions.request_return_links(by=STRANGER, email="nobody@example.org", language="cy", at=at)

    message = Message.objects.get()
    assert "/r/" not in as_sent(message, at)
    assert not ReturnLink.objects.exists()


def test_one_address_is_not_flooded(client, mair):
    statuses = [client.post(reverse("ask_for_return_link"), {"email": mair.email}).status_code for _ in range(5)]

    assert statuses == [302, 302, 302, 429, 429]


@pytest.mark.parametrize("email", ["", "not an address", "x" * 300 + "@example.org", "a\x00b@example.org"])
def test_a_wrong_address_is_named_and_kept(client, email):
    response = client.post(reverse("ask_for_return_link"), {"email": email})

    assert response.status_code == 400
    assert not Message.objects.exists()


def test_closing_the_private_page_forgets_the_contributor(client, token):
    client.get(reverse("return_link", args=[token]))

    client.post(reverse("close_return_link"))

    assert CONTRIBUTOR_SESSION_KEY not in client.session


def test_closing_the_private_page_keeps_an_account_signed_in(client, token):
    client.force_login(PersonFactory())
    client.get(reverse("return_link", args=[token]))

    client.post(reverse("close_return_link"))

    assert CONTRIBUTOR_SESSION_KEY not in client.session
    assert "_auth_user_id" in client.session


def test_a_signed_in_person_keeps_what_they_said_in_their_account(client, mair, token):
    person = PersonFactory()
    client.force_login(person)
    client.get(reverse("return_link", args=[token]))

    client.post(reverse("claim"))

    mair.refresh_from_db()
    assert mair.person == person


def test_claiming_needs_an_account(mair, at):
    with pytest.raises(Refused, match="Sign in first"):
        actions.claim_contributor(by=own(mair), contributor=mair, at=at)


def test_claiming_needs_the_open_link(mair, at):
    with pytest.raises(Refused, match="Open your own link"):
        actions.claim_contributor(by=Viewer(person_id=PersonFactory().pk), contributor=mair, at=at)


def test_nobody_claims_what_is_in_another_account(at):
    claimed = ContributorFactory(with_account=True)
    by = Viewer(person_id=PersonFactory().pk, contributor_ids=frozenset({claimed.pk}))

    with pytest.raises(Refused, match="in an account already"):
        actions.claim_contributor(by=by, contributor=claimed, at=at)


def test_erasing_leaves_nothing_personal(mair, at):
    actions.erase_contributor(by=own(mair), contributor=mair, at=at)

    mair.refresh_from_db()
    assert (mair.name, mair.email, mair.person, mair.import_key) == ("", "", None, None)
    assert mair.erased_at == at
    assert not Contributor.objects.living().filter(pk=mair.pk).exists()


def test_erasing_is_the_contributors_own_choice(mair, at):
    with pytest.raises(Refused):
        actions.erase_contributor(by=own(ContributorFactory()), contributor=mair, at=at)


def test_contact_details_are_the_contributors_own(mair, at):
    actions.change_contact_details(
        by=own(mair), contributor=mair, at=at, name=" Mair T ", email=" New@Example.org", language="cy"
    )

    mair.refresh_from_db()
    assert (mair.name, mair.email, mair.language) == ("Mair T", "new@example.org", "cy")
    with pytest.raises(Refused):
        actions.change_contact_details(by=STRANGER, contributor=mair, at=at, name="", email="", language="en")


def test_an_erased_contributor_stays_erased(mair, at):
    actions.erase_contributor(by=SITE, contributor=mair, at=at)

    with pytest.raises(Refused, match="erased"):
        actions.change_contact_details(by=own(mair), contributor=mair, at=at, name="x", email="", language="en")
