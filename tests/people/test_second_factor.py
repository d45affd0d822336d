"""Who holds a role has a second factor, or holds it in name only."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from saidanddone.people.queries import standing_of
from tests.people.factories import PersonFactory
from tests.people.test_viewers import request_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def give_factor(person, kind):
    Authenticator.objects.create(user=person, type=kind, data={})


@pytest.mark.parametrize("name", ["sioned", "owen", "lowri", "huw", "megan", "aled"])
def test_every_role_waits_for_it(cast, name):
    standing = standing_of(request_by(getattr(cast, name)))

    assert standing.lacks_second_factor
    assert not standing.viewer.permissions
    assert not standing.viewer.organisation_ids
    assert standing.viewer.person_id == getattr(cast, name).pk


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_an_app_or_a_passkey_brings_the_role_to_life(cast, kind, django_assert_num_queries):
    give_factor(cast.owen, kind)
    request = request_by(cast.owen)

    with django_assert_num_queries(2):
        standing = standing_of(request)

    assert not standing.lacks_second_factor
    assert standing.viewer.permissions


def test_recovery_codes_alone_are_no_second_factor(cast):
    give_factor(cast.owen, Authenticator.Type.RECOVERY_CODES)

    assert standing_of(request_by(cast.owen)).lacks_second_factor


def test_someone_elses_factor_does_not_help(cast):
    give_factor(cast.helen, Authenticator.Type.TOTP)

    assert standing_of(request_by(cast.owen)).lacks_second_factor


def test_residents_with_an_account_need_none():
    assert not standing_of(request_by(PersonFactory())).lacks_second_factor


@pytest.mark.parametrize("page", ["desk_organisations", "desk_places", "desk_people", "your_details"])
def test_staff_are_sent_to_set_it_up_before_any_page_of_theirs(client, cast, page):
    client.force_login(cast.aled)

    response = client.get(reverse(page))

    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


def test_nothing_is_changed_without_it(client, cast):
    client.force_login(cast.lowri)

    client.post(reverse("edit_organisation", args=["council"]), {"name": "Taken over"})

    cast.council.refresh_from_db()
    assert cast.council.name == "Aberwen Council"


def test_the_desk_opens_with_it(client, cast):
    give_factor(cast.aled, Authenticator.Type.TOTP)
    client.force_login(cast.aled)

    assert client.get(reverse("desk_places")).status_code == 200


def test_public_pages_and_the_pages_to_set_it_up_stay_open(client, cast):
    client.force_login(cast.aled)

    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("ask_for_return_link")).status_code == 200


def test_where_it_is_not_required_nobody_is_stopped(client, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(cast.aled)

    assert client.get(reverse("desk_places")).status_code == 200


def test_strangers_are_asked_to_sign_in_as_ever(client):
    response = client.get(reverse("desk_places"))

    assert response["Location"].startswith(reverse("account_login"))
