"""The pages on which officers answer, and contributors follow, judge, support and leave."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest

from saidanddone.contributions.models import Answer, CannedOpening, Contribution, Support, Verdict
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from tests.contributions.factories import AnswerFactory, ContributionFactory

pytestmark = pytest.mark.django_db
XSS = '<script>alert(1)</script><img src=x onerror="alert(1)"> [click](javascript:alert(1))'


@pytest.fixture
def said(cast):
    return ContributionFactory(organisations=[cast.council], contributor=cast.mair, place=cast.bryn_teg, text=XSS)


@pytest.fixture
def mair(client, cast):
    session = client.session
    session[CONTRIBUTOR_SESSION_KEY] = cast.mair.pk
    session.save()
    return client


def test_officer_looks_at_an_answer_before_it_is_published(client, cast, said, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(cast.owen)
    address = f"/contributions/{said.public_id}/answer/"
    key = client.get(address).context["form"].initial["submission_key"]
    data = {"kind": "answered", "text": "Mended *today*.", "language": "en", "submission_key": key}

    preview = client.post(address, data)
    published_by_looking = Answer.objects.count()
    sent = client.post(address, data | {"send": "yes"})
    client.post(address, data | {"send": "yes"})

    assert "Mended <em>today</em>." in preview.content.decode()
    assert published_by_looking == 0
    assert sent.status_code == 302
    assert Answer.objects.count() == 1


def test_officer_stops_the_clock_from_the_answer_and_sets_it_going_there_until_it_is_late(client, cast, clock, at):
    said = ContributionFactory(organisations=[cast.council], at=at)
    client.force_login(cast.owen)
    address, pause = f"/contributions/{said.public_id}/answer/", f"/contributions/{said.public_id}/clock/council/pause/"

    running = client.get(address).text
    client.post(pause, {"reason": "We wait for the owner."})
    stopped = client.get(address).text
    client.post(pause.replace("pause", "resume"))
    clock.shift(timedelta(days=60))
    client.force_login(cast.owen)
    late, refused = client.get(address).text, client.get(pause)

    assert [pause in page for page in (running, stopped, late)] == [True, False, False]
    assert ["Let the clock run again" in page for page in (running, stopped, late)] == [False, True, False]
    assert refused.status_code == 403
    assert "This is late already" in refused.text


def test_administrator_writes_first_words_that_every_officer_can_take(client, cast, said):
    client.force_login(cast.aled)
    added = client.post("/desk/openings/", {"text": "Thank you for telling us.", "language": "en"})
    page = client.get("/desk/openings/").text
    opening = CannedOpening.objects.get(organisation=None)
    client.force_login(cast.owen)
    offered = client.get(f"/contributions/{said.public_id}/answer/").text
    refused = client.post(f"/desk/openings/{opening.public_id}/remove/")
    client.force_login(cast.aled)
    removed = client.post(f"/desk/openings/{opening.public_id}/remove/")

    assert added.url == removed.url == "/desk/openings/"
    assert "for every organisation" in page
    assert f"/desk/openings/{opening.public_id}/remove/" in page
    assert "Thank you for telling us." in offered
    assert refused.status_code == 403
    assert not CannedOpening.objects.exists()


def test_one_press_is_a_verdict(mair, cast, said):
    answer = AnswerFactory(contribution=said, organisation=cast.council)

    response = mair.post(f"/answers/{answer.public_id}/verdict/", {"verdict": "unknown"})

    assert response.status_code == 302
    assert Verdict.objects.get().value == "cannot_tell"


@pytest.mark.parametrize("page", ["", "words/", "name/", "consent/", "readers/", "files/", "withdraw/"])
def test_nothing_that_was_written_runs_on_a_page(mair, cast, said, page):
    AnswerFactory(contribution=said, organisation=cast.council, text=XSS)

    words = mair.get(f"/yours/{said.public_id}/{page}").content.decode()

    assert "<script>alert" not in words
    assert "<img src=x" not in words
    assert 'href="javascript:' not in words


def test_address_is_kept_only_after_its_code_came_back(mair, cast):
    mair.post("/yours/email/", {"email": "mair@example.org"})
    before = Contributor.objects.get(pk=cast.mair.pk).email
    code = re.search(r"\b\d{6}\b", Message.objects.get().body)[0]

    wrong = mair.post("/yours/email/code/", {"code": "000000" if code != "000000" else "111111"})
    right = mair.post("/yours/email/code/", {"code": code})

    assert (before, wrong.status_code, right.status_code) == ("", 400, 302)
    assert Contributor.objects.get(pk=cast.mair.pk).email == "mair@example.org"


def test_download_holds_ones_own_and_is_kept_by_no_cache(mair, said):
    ContributionFactory(text="Somebody else's words.")

    response = mair.get("/yours/download/")
    content = b"".join(response.streaming_content)
    response.close()

    held = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("data.json"))
    assert "no-store" in response["Cache-Control"]
    assert [each["id"] for each in held["said"]] == [said.public_id]
    assert b"Somebody else" not in content


def test_everything_is_deleted_in_two_steps(mair, said):
    unsure = mair.post("/yours/erase/", {})
    sure = mair.post("/yours/erase/", {"sure": "on"})

    assert (unsure.status_code, sure["Location"]) == (400, "/yours/erased/")
    assert Contribution.objects.get().text == ""
    assert mair.get("/yours/")["Location"] == "/return-link/"


def test_stranger_adds_their_voice_once(client, said):
    for _ in range(3):
        client.post(f"/contributions/{said.public_id}/support/")

    assert Support.objects.count() == 1
    assert Contribution.objects.get().support_count == 1


def test_own_voice_counts_already(mair, said):
    mair.post(f"/contributions/{said.public_id}/support/")

    assert not Support.objects.exists()


def test_others_pages_are_not_there(mair):
    foreign = ContributionFactory()

    for page in ("", "words/", "name/", "withdraw/"):
        assert mair.get(f"/yours/{foreign.public_id}/{page}").status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"kind": "nonsense"}, {"kind": "idea", "text": "\x00"}, {"kind": "idea", "text": "x" * 6000}]
)
def test_bad_words_give_a_clear_400(client, data):
    assert client.post("/say/", {"language": "en", **data}).status_code == 400


def test_form_takes_no_field_that_it_does_not_show(speaker):
    speaker.steps()
    speaker.send(state="published", support_count="99", channel="import", contributor="1", public_id="aaaaaaaaaa")

    said = Contribution.objects.get()
    assert (said.support_count, said.channel) == (0, "web")
    assert said.public_id != "aaaaaaaaaa"


@pytest.mark.parametrize("trap", ["haste", "honeypot"])
def test_machine_is_asked_again_and_loses_no_words(speaker, client, trap):
    speaker.steps()
    response = speaker.send(website="https://spam.example") if trap == "honeypot" else speaker.post("/say/check/", {})

    assert response.status_code == 400
    assert "The lift in the surgery is broken." in response.content.decode()
    assert not Contribution.objects.exists()
    assert speaker.send().status_code == 302


def test_throttled_one_keeps_the_words(speaker, client, monkeypatch):
    from saidanddone.contributions.views import speak
    from saidanddone.core.throttle import ClientThrottle

    monkeypatch.setattr(speak, "SENDING", ClientThrottle("test", limit=0, address_limit=0))
    speaker.steps()

    response = speaker.send()

    assert response.status_code == 429
    assert "The lift in the surgery is broken." in response.content.decode()
