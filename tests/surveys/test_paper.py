"""Paper: typed in by two people who do not see each other's, and settled where they differ."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.surveys import actions
from saidanddone.surveys.models import PaperSheet, Response, WrittenAnswer
from tests.surveys.factories import SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
ASKS = ({"name": "trust"}, {"name": "age", "single": True}, {"name": "why", "text": True})


@pytest.fixture
def wave(cast, at):
    survey = SurveyFactory(organisation=cast.council, opened=True)
    return WaveFactory(survey=survey, state="open", opened_at=at, modes=["paper"], asks=ASKS)


def type_in(cast, wave, at, who, number="A1", **answers):
    facts = {"at": at, "wave": wave, "number": number, "answers": answers, "language": "en"}
    return actions.type_sheet(by=cast.viewer(who), **facts)


@pytest.fixture
def steward(cast):
    return cast.viewer("steward")


def test_two_who_agree_make_a_response(cast, wave, at):
    type_in(cast, wave, at, "lead", trust="7", why="They came.")
    assert not Response.objects.exists()
    type_in(cast, wave, at, "steward", trust="7", why="They came.")

    assert Response.objects.get().answers == {"trust": 7}
    assert Response.objects.get().mode == "paper"
    assert WrittenAnswer.objects.get().text == "They came."
    assert {str(each.answers) for each in PaperSheet.objects.all()} == {"{}"}


def test_nobody_types_in_a_sheet_twice(cast, wave, at):
    type_in(cast, wave, at, "lead", trust="7")

    with pytest.raises(Refused, match="Somebody else"):
        type_in(cast, wave, at, "lead", number="a1", trust="7")


def test_two_who_differ_make_none_until_somebody_has_looked(cast, wave, at, steward):
    type_in(cast, wave, at, "lead", trust="7", age="1")
    sheet = type_in(cast, wave, at, "steward", trust="1", age="1")
    assert sheet.response_id is None
    assert not Response.objects.exists()

    actions.settle_sheet(by=steward, at=at, wave=wave, number="A1", answers={"trust": 7, "age": 1})
    assert Response.objects.get().answers == {"trust": 7, "age": 1}
    with pytest.raises(Refused, match="settled"):
        actions.settle_sheet(by=steward, at=at, wave=wave, number="A1", answers={"trust": 0})


def test_a_sheet_typed_in_once_is_not_settled(cast, wave, at, steward):
    type_in(cast, wave, at, "lead", trust="7")

    with pytest.raises(Refused, match="second person"):
        actions.settle_sheet(by=steward, at=at, wave=wave, number="A1", answers={"trust": 7})


@pytest.mark.parametrize("who", ["officer", "other_officer", "connector", "moderator", "administrator"])
def test_only_those_who_measure_type_in(cast, wave, at, who):
    with pytest.raises(Refused):
        type_in(cast, wave, at, who, trust="7")


def test_the_site_itself_is_nobody_who_types(wave, at):
    with pytest.raises(Refused, match="Sign in"):
        actions.type_sheet(by=SITE, at=at, wave=wave, number="A1", answers={}, language="en")


class TestPages:
    @pytest.fixture
    def address(self, wave):
        return f"/desk/{wave.survey.organisation.slug}/surveys/{wave.survey.public_id}/waves/{wave.public_id}/paper/"

    def test_the_second_does_not_see_what_the_first_typed(self, cast, client, wave, at, address):
        type_in(cast, wave, at, "lead", trust="7", why="Only on the first entry")
        cast.sign_in(client, "steward")

        for page in (address, f"{address}?number=A1"):
            shown = client.get(page).content.decode()
            assert "A1" in shown
            assert "Only on the first entry" not in shown
            assert "checked" not in shown
        assert client.get(f"{address}A1/").status_code == 404

    def test_differences_stand_side_by_side_and_are_settled(self, cast, client, wave, at, address):
        type_in(cast, wave, at, "lead", trust="7", age="1", why="They came.")
        cast.sign_in(client, "steward")
        sent = client.post(address, {"number": "A1", "q-trust": "0", "q-age": "1", "q-why": "They came."})
        assert sent["Location"] == f"{address}A1/"
        page = client.get(sent["Location"]).content.decode()

        assert "Not at all" in page
        assert "How old are you?" not in page, "they agree about it"
        assert client.post(sent["Location"], {"q-trust": "7"})["Location"] == address
        assert Response.objects.get().answers == {"trust": 7, "age": 1}

    def test_a_mistake_keeps_what_was_typed(self, cast, client, address):
        cast.sign_in(client, "steward")
        page = client.post(address, {"number": "", "q-why": "Kept here"})

        assert page.status_code == 400
        assert b"Kept here" in page.content
