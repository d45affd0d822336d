"""Answering on pages: without JavaScript, one battery a page, by whoever holds the key."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.core import clock
from saidanddone.surveys.models import Response, WrittenAnswer
from saidanddone.surveys.views.answering import GUESSING
from tests.surveys.factories import SampleCaseFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
CODE = "7k3m9qx2pd4t"
BATTERY = ({"name": "trust", "battery": "b"}, {"name": "care", "battery": "b"})
ASKS = (*BATTERY, {"name": "age", "single": True}, {"name": "why", "text": True})


@pytest.fixture(autouse=True)
def today(at):
    """Time that only the test moves."""
    import time_machine

    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def wave(db):
    return WaveFactory(opened=True, asks=ASKS, modes=["link", "code", "kiosk"])


def page(wave, number):
    return f"/answer/{wave.public_id}/page/{number}/"


def begin(client, wave):
    return client.post(f"/answer/{wave.link_key}/")


def test_a_survey_is_answered_page_by_page_and_handed_in(client, wave):
    assert client.get(f"/answer/{wave.link_key}/").status_code == 200
    assert begin(client, wave)["Location"] == page(wave, 1)
    assert client.post(page(wave, 1), {"q-trust": "7", "q-care": "88"})["Location"] == page(wave, 2)
    assert client.post(page(wave, 2), {})["Location"] == page(wave, 3)
    assert client.post(page(wave, 3), {"q-why": "They came."})["Location"] == f"/answer/{wave.public_id}/check/"
    handing_in = client.get(f"/answer/{wave.public_id}/check/").content.decode()
    assert "3 of 4" in handing_in
    assert "They came." in handing_in
    done = client.post(f"/answer/{wave.public_id}/check/", {"give-why": "on"})

    assert done["Location"] == f"/answer/{wave.public_id}/thanks/"
    assert client.get(done["Location"]).status_code == 200
    assert Response.objects.get().answers == {"trust": 7, "care": 88}
    assert WrittenAnswer.objects.get().as_contribution


def test_a_code_opens_the_survey_in_whatever_way_it_is_typed(client, wave):
    SampleCaseFactory(wave=wave, code=CODE)

    answer = client.post("/answer/", {"code": "7K3M 9QX2 pd4t"})
    assert answer["Location"] == f"/answer/{wave.public_id}/"
    client.post(answer["Location"])
    assert Response.objects.get().stratum == "valley"


def test_an_unknown_code_is_said_so_and_what_was_typed_stays(client, wave):
    answer = client.post("/answer/", {"code": "0000-0000-0000"})

    assert answer.status_code == 400
    assert b"do not know this code" in answer.content
    assert b"0000-0000-0000" in answer.content


def test_the_code_stands_in_no_address_no_session_and_no_page(client, wave):
    SampleCaseFactory(wave=wave, code=CODE)
    client.post("/answer/", {"code": CODE})
    begun = client.post(f"/answer/{wave.public_id}/")

    assert CODE not in begun["Location"].lower()
    assert not client.session.keys()
    assert CODE not in client.get(page(wave, 1)).content.decode().lower()


@pytest.fixture
def guessed(client, rf):
    """So many wrong codes from the client's address; all but the last three are counted without showing the page."""

    def guess(times):
        request = rf.post("/answer/")
        request.user, request.session = AnonymousUser(), SimpleNamespace(session_key=None)
        for _ in range(times - 3):
            GUESSING.hit(request, at=clock.now().timestamp())
        return [client.post("/answer/", {"code": f"{number:012d}"}).status_code for number in range(3)]

    return guess


def test_guessing_codes_is_stopped(client, guessed):
    assert guessed(times=301) == [400, 400, 429]


def test_a_right_code_after_too_many_guesses_is_stopped_too(client, wave, guessed):
    SampleCaseFactory(wave=wave, code=CODE)
    assert guessed(times=300) == [400] * 3

    assert client.post("/answer/", {"code": CODE}).status_code == 429


def test_a_code_in_the_cookie_of_another_wave_opens_nothing(client, wave):
    other = WaveFactory(opened=True, link_key="other", modes=["code"], asks=ASKS)
    SampleCaseFactory(wave=other, code=CODE)
    client.cookies[f"answer-{wave.public_id}"] = f"code.{CODE}"

    assert client.post(f"/answer/{wave.public_id}/").status_code == 410
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["", "code.", "code.x", "link.short", "link." + "x" * 33, "handed-in", "other.abc"])
def test_a_made_up_cookie_opens_nobodys_answers(client, wave, value):
    begin(client, wave)
    client.cookies[f"answer-{wave.public_id}"] = value

    assert client.get(page(wave, 1)).status_code == 302


def test_another_browser_sees_nothing_of_it(client, wave):
    from django.test import Client

    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "7"})
    stranger = Client()

    assert stranger.get(page(wave, 1)).status_code == 302
    assert stranger.post(page(wave, 1), {"q-trust": "0"}).status_code == 302
    assert Response.objects.get().answers == {"trust": 7}


def test_the_cookie_is_out_of_reach_of_scripts(client, wave):
    cookie = begin(client, wave).cookies[f"answer-{wave.public_id}"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_after_handing_in_the_browser_holds_no_key(client, wave):
    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "7"})
    client.post(f"/answer/{wave.public_id}/check/")

    assert client.cookies[f"answer-{wave.public_id}"].value == "handed-in"
    assert client.get(f"/answer/{wave.link_key}/")["Location"] == f"/answer/{wave.public_id}/thanks/"


def test_answers_after_closing_are_refused_in_words(client, wave, today):
    begin(client, wave)
    today.shift(timedelta(days=40).total_seconds())
    late = client.post(page(wave, 1), {"q-trust": "7"})

    assert late.status_code == 400
    assert b"does not take answers now" in late.content
    assert client.get(f"/answer/{wave.link_key}/").status_code == 410
    assert Response.objects.get().answers == {}


def test_a_mistake_is_said_above_and_beside_the_question_and_nothing_typed_is_lost(client):
    wave = WaveFactory(
        opened=True, asks=({"name": "age", "kind": "number", "lowest": 0, "highest": 120, "labels": {}},)
    )
    begin(client, wave)
    answer = client.post(page(wave, 1), {"q-age": "old"})

    assert answer.status_code == 400
    assert answer.content.count(b"Write a number") == 2
    assert b'value="old"' in answer.content


def test_written_answers_with_markup_come_back_as_words(client, wave):
    begin(client, wave)
    client.post(page(wave, 3), {"q-why": "<script>alert(1)</script>"})

    for address in (page(wave, 3), f"/answer/{wave.public_id}/check/"):
        assert b"<script>alert" not in client.get(address).content


def test_another_language_midway_keeps_what_was_answered(client, wave):
    begin(client, wave)
    answer = client.post(page(wave, 1), {"q-trust": "7", "language": "cy"})

    assert answer["Location"] == f"/cy{page(wave, 1)}"
    welsh = client.get(answer["Location"]).content.decode()
    assert "Faint ydych chi" in welsh
    assert re.search(r'value="7"[^>]* checked', welsh)


def test_going_back_shows_what_was_chosen(client, wave):
    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "0"})

    shown = client.get(page(wave, 1)).content.decode()
    assert re.search(r'name="q-trust" value="0"[^>]* checked', shown)
    assert f'href="{page(wave, 1)}"' in client.get(page(wave, 2)).content.decode()


def test_a_page_that_is_skipped_leads_on(client):
    asks = (
        {"name": "used", "single": True},
        {"name": "how", "shown_after": "used", "shown_for": [1]},
        {"name": "trust"},
    )
    wave = WaveFactory(opened=True, asks=asks)
    begin(client, wave)

    assert client.post(page(wave, 1), {"q-used": "2"})["Location"] == page(wave, 3)
    assert client.get(page(wave, 2))["Location"] == page(wave, 3)
    assert "Page 2 of 2" in client.get(page(wave, 3)).content.decode()
    assert client.post(page(wave, 1), {"q-used": "1"})["Location"] == page(wave, 2)


def test_whoever_comes_back_goes_on_where_they_stopped(client, wave):
    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "7"})

    assert b"Go on where you stopped" in client.get(f"/answer/{wave.link_key}/").content
    assert begin(client, wave)["Location"] == page(wave, 2)
    assert Response.objects.count() == 1


def test_somebody_else_at_the_same_browser_begins_anew(client, wave):
    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "7"})
    client.post(f"/answer/{wave.link_key}/", {"anew": "yes"})

    assert Response.objects.count() == 2
    assert not re.search("checked", client.get(page(wave, 1)).content.decode())


def test_a_staff_survey_is_seen_inside_its_organisation_alone(cast, client, at):
    survey = SurveyFactory(organisation=cast.council, of_staff=True, opened=True)
    wave = WaveFactory(survey=survey, state="open", opened_at=at, link_key="staff", asks=ASKS)
    SampleCaseFactory(wave=wave, code=CODE)

    for address in ("/answer/staff/", "/answer/staff/thanks/", f"/answer/{wave.public_id}/"):
        assert client.get(address).status_code == 404
    cast.sign_in(client, "other_officer")
    assert client.get("/answer/staff/").status_code == 404
    cast.sign_in(client, "officer")
    assert client.get("/answer/staff/").status_code == 200
    client.logout()
    client.post("/answer/", {"code": CODE})
    assert client.get(f"/answer/{wave.public_id}/").status_code == 200


def test_a_wave_that_has_not_opened_is_not_there(client):
    wave = WaveFactory(asks=ASKS, link_key="soon")

    assert client.get("/answer/soon/").status_code == 404
    assert client.get(f"/answer/{wave.public_id}/").status_code == 404


def test_pages_of_answers_are_kept_by_no_cache(client, wave):
    begin(client, wave)

    assert "no-store" in client.get(page(wave, 1))["Cache-Control"]


class TestKiosk:
    def secret(self, answer):
        return re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]

    def test_it_begins_anew_after_each_response_and_keeps_no_cookie(self, client, wave):
        address = f"/answer/{wave.link_key}/kiosk/"
        for trust in ("3", "9"):
            assert client.get(address).status_code == 200
            shown = client.post(address)
            key = self.secret(shown)
            for number, given in ((1, {"q-trust": trust}), (2, {"q-age": "1"}), (3, {})):
                shown = client.post(address, {"key": key, "page": number, **given})
            assert b"handed in" in shown.content
            assert key not in shown.content.decode()

        assert [each.answers["trust"] for each in Response.objects.finished().order_by("answers__trust")] == [3, 9]
        assert set(Response.objects.values_list("mode", flat=True)) == {"kiosk"}
        assert not [name for name in client.cookies if name.startswith("answer")]

    def test_a_page_sent_again_after_handing_in_changes_nothing(self, client, wave):
        address = f"/answer/{wave.link_key}/kiosk/"
        key = self.secret(client.post(address))
        for number in (1, 2, 3):
            client.post(address, {"key": key, "page": number, "q-trust": "3"})
        again = client.post(address, {"key": key, "page": 1, "q-trust": "0"})

        assert again.status_code == 400
        assert Response.objects.get().answers == {"trust": 3}

    def test_one_can_go_back(self, client, wave):
        address = f"/answer/{wave.link_key}/kiosk/"
        key = self.secret(client.post(address))
        client.post(address, {"key": key, "page": 1, "q-trust": "3"})
        shown = client.post(address, {"key": key, "page": 2, "back": "yes"}).content.decode()

        assert re.search(r'name="q-trust" value="3"[^>]* checked', shown)

    def test_there_is_none_where_the_wave_has_no_kiosk(self, client):
        WaveFactory(opened=True, asks=ASKS, link_key="none", modes=["link"])

        assert client.get("/answer/none/kiosk/").status_code == 404

    @pytest.mark.parametrize("sent", [{"page": "99999999"}, {"page": "x"}, {"key": "short"}, {"page": "-1"}])
    def test_nonsense_begins_anew(self, client, wave, sent):
        assert client.post(f"/answer/{wave.link_key}/kiosk/", sent).status_code == 200


def test_an_order_is_given_by_places(client):
    labels = {"en": {"1": "Buses", "2": "Roads", "3": "Parks"}}
    wave = WaveFactory(opened=True, asks=({"name": "first", "kind": "ranking", "labels": labels, "scoring": {}},))
    begin(client, wave)

    twice = client.post(page(wave, 1), {"q-first-1": "1", "q-first-2": "1"})
    assert twice.status_code == 400
    assert b"Give each place once" in twice.content
    client.post(page(wave, 1), {"q-first-1": "2", "q-first-2": "1"})
    assert Response.objects.get().answers == {"first": [2, 1]}
    assert b'<option value="2" selected>' in client.get(page(wave, 1)).content


def test_each_page_takes_few_queries_however_many_questions(client, django_assert_max_num_queries):
    asks = [{"name": f"q{number}", "battery": "b"} for number in range(40)]
    wave = WaveFactory(opened=True, asks=asks)
    begin(client, wave)
    saving = 4  # SAVEPOINT, SELECT, UPDATE, RELEASE

    with django_assert_max_num_queries(2):
        client.get(page(wave, 1))
    with django_assert_max_num_queries(1 + saving):
        client.post(page(wave, 1), {"q-q1": "3"})


def test_a_page_that_is_sent_again_unchanged_is_kept_and_writes_nothing(client, wave):
    begin(client, wave)
    client.post(page(wave, 1), {"q-trust": "7"})

    with CaptureQueriesContext(connection) as queries:
        assert client.post(page(wave, 1), {"q-trust": "7"})["Location"] == page(wave, 2)
    assert not [each for each in queries if each["sql"].startswith("UPDATE")]
    assert Response.objects.get().answers == {"trust": 7}
