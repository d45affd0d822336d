"""A lead signs exactly the text on the page, with the second factor shown again just now."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from saidanddone.alliances import actions
from saidanddone.alliances.models import DealVersion, Signature
from saidanddone.people.models import Person

PASSWORD = "a long enough phrase"
SIGNING = {"post": "Director", "has_read": "on"}


class Lead:
    """A browser in which the lead of a party is signed in."""

    def __init__(self, client, table, party):
        self.client, self.table, self.party = client, table, party
        self.person = Person.objects.get(pk=table.lead(party).person_id)
        self.person.set_password(PASSWORD)
        self.person.save()
        client.force_login(self.person)

    def url(self, version):
        base = f"/desk/{self.party.organisation.slug}/alliances/{self.table.alliance.public_id}/versions"
        return f"{base}/{version.public_id}/sign/{self.party.public_id}/"

    def get(self, version):
        return self.client.get(self.url(version))

    def sign(self, version, **data):
        return self.client.post(self.url(version), {**SIGNING, "digest": version.digest, **data})

    def with_factor(self):
        self.secret = generate_totp_secret()
        TOTP.activate(self.person, self.secret)
        return self

    def show_factor(self):
        """In a moment that stands still, as a code lasts half a minute and may run out on its way."""
        with time_machine.travel(time.time(), tick=False):
            code = format_hotp_value(hotp_value(self.secret, int(time.time()) // 30))
            answered = self.client.post("/account/2fa/reauthenticate/", {"code": code})
        assert answered.status_code == 302

    def show_password(self):
        assert self.client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


@pytest.fixture
def lead(client, table):
    return Lead(client, table, table.parties[0])


def test_with_a_factor_nobody_signs_without_showing_it_again(lead, table):
    lead.with_factor()
    version = table.proposed()

    assert "Show that it is me" in lead.get(version).content.decode()
    refused = lead.sign(version)
    assert (refused.status_code, refused["Location"].split("?")[0]) == (302, "/account/2fa/reauthenticate/")
    assert not Signature.objects.exists()


def test_a_password_shown_again_is_not_enough_for_who_has_a_factor(lead, table):
    lead.with_factor()
    version = table.proposed()
    lead.show_password()

    assert lead.sign(version).status_code == 302
    assert not Signature.objects.exists()


def test_with_the_factor_shown_just_now_it_is_signed(lead, table):
    lead.with_factor()
    version = table.proposed()
    lead.show_factor()

    assert "Sign this text" in lead.get(version).content.decode()
    assert lead.sign(version)["Location"].endswith(f"/alliances/{table.alliance.public_id}/")
    signature = Signature.objects.get()
    assert (signature.party, signature.digest, signature.post) == (table.parties[0], version.digest, "Director")
    assert signature.signed_by == lead.person


def test_after_five_minutes_it_has_to_be_shown_again(lead, table, time_machine):
    lead.with_factor()
    version = table.proposed()
    lead.show_factor()
    session = lead.client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [each | {"at": each["at"] - 301} for each in records]
    session.save()

    assert lead.sign(version).status_code == 302
    assert not Signature.objects.exists()


def test_a_factor_shown_by_somebody_else_in_this_browser_is_nobody_elses(lead, table):
    version = table.proposed()
    lead.with_factor().show_factor()
    shown = lead.client.session["account_authentication_methods"]
    lead.client.logout()
    other = Lead(lead.client, table, table.parties[1])
    other.with_factor()
    session = other.client.session
    session["account_authentication_methods"] = shown
    session.save()

    assert other.sign(version).status_code == 302
    assert not Signature.objects.exists()


def test_a_site_that_needs_factors_lets_nobody_sign_without_one(lead, table, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    version = table.proposed()

    assert lead.get(version)["Location"] == "/account/2fa/"
    assert lead.sign(version)["Location"] == "/account/2fa/"
    RecoveryCodes.activate(lead.person)
    assert Authenticator.objects.filter(user=lead.person).exists()
    assert lead.sign(version)["Location"] == "/account/2fa/"
    assert not Signature.objects.exists()


def test_where_the_site_needs_none_the_password_is_asked_again(lead, table):
    version = table.proposed()

    assert lead.sign(version)["Location"].startswith("/account/reauthenticate/?next=")
    lead.show_password()
    assert lead.sign(version).status_code == 302
    assert Signature.objects.exists()


def test_another_digest_than_that_of_the_text_is_refused(lead, table):
    version = table.proposed()
    lead.show_password()
    actions.reopen_deal(by=table.lead(table.parties[1]), at=table.at, version=version, reason="A slip.")
    newer = table.proposed()

    refused = lead.sign(newer, digest=version.digest)
    assert refused.status_code == 400
    assert "The text has changed since you read it." in refused.content.decode()
    assert lead.sign(version).status_code == 403, "what was taken back is signed by nobody"
    assert not Signature.objects.exists()


def test_who_has_not_read_it_has_not_signed(lead, table):
    version = table.proposed()
    lead.show_password()

    assert lead.sign(version, has_read="").status_code == 400
    assert lead.sign(version, post=" ").status_code == 400
    assert not Signature.objects.exists()


def test_a_lead_signs_for_no_other_party(lead, table, client):
    version = table.proposed()
    lead.show_password()
    other = table.parties[1].public_id
    url = lead.url(version).replace(lead.party.public_id, other)

    assert client.get(url).status_code == 403
    assert client.post(url, {**SIGNING, "digest": version.digest}).status_code == 403
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 403), ("connector", 404), ("steward", 404), ("moderator", 404)]
)
def test_nobody_but_a_lead_signs(lead, table, client, cast, who, status):
    version = table.proposed()
    url = lead.url(version)
    client.logout()
    cast.sign_in(client, who)

    assert client.get(url).status_code == status
    assert client.post(url, {**SIGNING, "digest": version.digest}).status_code == status


def test_after_the_last_signature_it_is_signed_and_public(lead, table, client):
    version = table.proposed()
    table.sign(version, *table.parties[1:])
    lead.show_password()
    lead.sign(version)

    table.alliance.refresh_from_db()
    assert table.alliance.is_public
    assert DealVersion.objects.get().state == "signed"


def test_before_signing_one_reads_what_is_new_since_the_last(lead, table):
    table.live()
    rule = table.alliance.clauses.get(kind="decision_rule")
    by = table.lead(table.parties[1])
    actions.rewrite_clause(by=by, at=table.at, clause=rule, words="Two of three agree, and say why.")
    actions.edit_alliance(by=by, at=table.at, alliance=table.alliance, changes={"kind": "lead_body"})
    version = table.proposed(reason="We are three now.")

    html = lead.get(version).content.decode()
    assert "What is new since version 1" in html
    assert "We are three now." in html
    assert "<ins>Two" in html
    assert "<ins>One" in html


def test_the_desk_proposes_and_takes_back(lead, table, client):
    seat = f"/desk/council/alliances/{table.alliance.public_id}/"
    assert client.post(f"{seat}do/propose/").status_code == 400, "why trust was not measured is asked for"
    assert client.post(f"{seat}do/propose/", {"no_baseline_reason": "We are new."}).status_code == 302
    version = DealVersion.objects.get()
    html = client.get(seat).content.decode()
    assert "Version 1 waits for signatures" in html
    assert "Read and sign" in html
    assert "We agree" not in html, "nothing is written or agreed meanwhile"

    client.post(f"{seat}do/take-back/{version.public_id}/", {"reason": "A slip."})
    version.refresh_from_db()
    assert (version.state, version.withdrawn_reason) == ("withdrawn", "A slip.")
    assert "A slip." in client.get(seat).content.decode()
