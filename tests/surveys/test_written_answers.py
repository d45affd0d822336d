"""Written answers: read by moderators, redacted, kept back, and given as a contribution without a way back."""

import pytest

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.surveys import actions
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Response, WrittenAnswer
from tests.surveys.factories import SampleCaseFactory, SurveyFactory, WaveFactory

ASKS = ({"name": "trust"}, {"name": "why", "text": True})
pytestmark = pytest.mark.django_db
CODE = "7k3m9qx2pd4t"


@pytest.fixture
def wave(cast, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    return WaveFactory(survey=survey, state="open", opened_at=at, asks=ASKS)


def give(wave, at, words="The bus was late. Ask Gwen Parry.", gives=("why",)):
    SampleCaseFactory(wave=wave, code=CODE)
    held = {"by": STRANGER, "at": at, "wave": wave, "key": Key(CODE, is_code=True), "language": "en"}
    actions.begin_response(**held)
    actions.save_answers(**held, answers={"trust": 3, "why": words})
    actions.finish_response(**held, as_contributions=gives)
    return WrittenAnswer.objects.get()


def rule(cast, at, outcome, **more):
    by, case = cast.viewer("moderator"), Case.objects.open().get(about_kind="written-answer")
    moderation.claim(by=by, public_id=case.public_id, at=at)
    seen = registry.describe(case.about).seen
    ruling = moderation.Ruling(outcome=outcome, seen=seen, **more)
    moderation.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)


def test_moderators_find_it_in_their_queue_with_the_question(cast, client, wave, at):
    give(wave, at, words="<script>alert(1)</script> late")
    cast.sign_in(client, "moderator")
    case = Case.objects.get(about_kind="written-answer")
    page = client.get(f"/desk/moderation/{case.public_id}/").content.decode()

    assert "<script>alert(1)" not in page
    assert "Why is that?" in client.get("/desk/moderation/").content.decode()


def test_shown_it_becomes_the_contribution_that_somebody_wanted(cast, wave, at):
    written = give(wave, at)
    rule(cast, at, "publish")

    said = Contribution.objects.get()
    written.refresh_from_db()
    assert written.state == "shown"
    assert (said.text, said.credit, said.credit_name) == (written.text, "uncredited", "")
    assert [each.organisation for each in said.addressees.all()] == [cast.council]
    assert not said.contributor.email
    assert said.contributor.person_id is None
    assert (said.source_kind, said.source_id) == ("survey-wave", wave.public_id)


def test_nothing_leads_from_the_contribution_to_the_response(cast, wave, at):
    give(wave, at)
    rule(cast, at, "publish")
    response, said = Response.objects.get(), Contribution.objects.get()

    of_response = {response.public_id, response.key_digest, str(response.pk)}
    assert not of_response & {str(value) for value in vars(said).values()}
    assert not of_response & {str(value) for value in vars(said.contributor).values()}


def test_shown_twice_it_is_said_once(cast, wave, at):
    written = give(wave, at)
    handler = registry.handler("written-answer")
    handler.show(written.public_id, at)
    handler.hide(written.public_id, at)
    handler.show(written.public_id, at)

    assert Contribution.objects.count() == 1


def test_without_the_wish_it_is_no_contribution(cast, wave, at):
    give(wave, at, gives=())
    rule(cast, at, "publish")

    assert not Contribution.objects.exists()


def test_kept_back_it_is_no_contribution_and_seen_by_nobody(cast, wave, at):
    written = give(wave, at)
    rule(cast, at, "hide", category="personal", reason="It names somebody.")
    written.refresh_from_db()

    assert written.state == "hidden"
    assert not Contribution.objects.exists()
    assert not registry.handler("written-answer").is_visible(written.public_id, cast.viewer("lead"))


def test_parts_taken_out_are_in_neither(cast, wave, at):
    written = give(wave, at)
    rule(cast, at, "redact", category="personal", reason="It names somebody.", text="The bus was late.")
    written.refresh_from_db()

    assert (written.text, written.is_redacted) == ("The bus was late.", True)
    assert [each.text for each in Contribution.objects.all()] == ["The bus was late."]


def test_of_staff_it_is_seen_in_their_own_organisation_alone(cast, at):
    survey = SurveyFactory(organisation=cast.council, of_staff=True, opened=True)
    wave = WaveFactory(survey=survey, state="open", opened_at=at, asks=ASKS)
    written = give(wave, at)
    rule(cast, at, "publish")
    seen = registry.handler("written-answer").is_visible

    assert seen(written.public_id, cast.viewer("officer"))
    assert not seen(written.public_id, STRANGER)
    assert not seen(written.public_id, cast.viewer("other_officer"))
    assert not Contribution.objects.exists()
