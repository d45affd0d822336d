"""The last day of an open round is moved in sight; what a round is weighted to is set at the desk."""

import json
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.places.models import Profile
from saidanddone.record.models import Entry
from saidanddone.surveys import actions
from saidanddone.surveys.margins import margins_of
from saidanddone.surveys.models import Wave
from tests.surveys.factories import SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
PROFILE = {"dimension": "age", "categories": {"1": ["16-34"], "2": ["35-64"], "3": ["65+"]}}


@pytest.fixture
def wave(cast, at):
    return WaveFactory(
        survey=SurveyFactory(organisation=cast.council, opened=True),
        state="open",
        opened_at=at,
        asks=({"name": "age", "single": True, "profile": PROFILE},),
    )


@pytest.fixture
def by(cast):
    return cast.viewer("lead")


def move(wave, by, at, *, days=7, reason="The post was on strike."):
    to = wave.closes_date + timedelta(days=days)
    return actions.move_last_day(by=by, at=at, wave=wave, closes_date=to, reason=reason)


def address(name, wave, *more):
    return reverse(name, args=["council", wave.survey.public_id, wave.public_id, *more])


class TestLastDay:
    def test_the_day_on_which_names_go_follows_and_the_first_one_stays_in_sight(self, client, wave, by, at):
        closes, forgets = wave.closes_date, wave.identity_deleted_date
        move(wave, by, at)
        moved = move(Wave.objects.get(), by, at)
        week = timedelta(days=14)

        assert (moved.closes_date, moved.identity_deleted_date) == (closes + week, forgets + week)
        assert moved.first_closes_date == closes
        entry = Entry.objects.about(wave.ref).order_by("pk").last()
        assert json.loads(bytes(entry.content))["fields"]["closes_date"] == moved.closes_date.isoformat()
        assert "The post was on strike." in client.get(reverse("survey", args=[wave.survey.public_id])).content.decode()

    @pytest.mark.parametrize(
        ("more", "why"),
        [({"days": 0}, "already"), ({"days": -60}, "to come"), ({"reason": " "}, "why"), ({"days": 400}, "too long")],
    )
    def test_it_is_moved_to_a_day_to_come_and_with_a_reason(self, wave, by, at, more, why):
        with pytest.raises(Refused, match=why):
            move(wave, by, at, **more)

    @pytest.mark.parametrize("who", ["officer", "other_officer", "administrator", "resident", "stranger"])
    def test_only_those_who_measure_move_it_or_set_margins(self, cast, wave, at, who):
        with pytest.raises(Refused):
            move(wave, cast.viewer(who), at)
        with pytest.raises(Refused):
            actions.set_margin(by=cast.viewer(who), at=at, wave=wave, question="age", shares={1: 100}, source="Census")

    @pytest.mark.parametrize("state", ["planned", "closed", "published"])
    def test_not_while_it_is_not_open(self, wave, by, at, state):
        Wave.objects.update(state=state, closes_date=F("closes_date"))

        with pytest.raises(Refused, match="while the round is open"):
            move(wave, by, at)

    def test_a_page_keeps_what_was_typed(self, client, cast, wave):
        cast.sign_in(client, "lead")
        page = client.post(address("move_last_day", wave), {"reason": "Because <b>."})

        assert page.status_code == 400
        assert "Because &lt;b&gt;." in page.content.decode()


class TestMargins:
    def test_shares_are_typed_in_per_cent_and_can_be_taken_away(self, client, cast, wave):
        cast.sign_in(client, "lead")
        typed = {"code_1": "20", "code_2": "50.5", "code_3": "29.5", "source": "Census 2021"}
        assert client.post(address("set_margin", wave, "age"), typed).status_code == 302
        (margin,) = margins_of(Wave.objects.get())

        assert margin.normed == pytest.approx({1: 0.2, 2: 0.505, 3: 0.295})
        assert margin.source == "Census 2021"
        assert 'value="50.5"' in client.get(address("set_margin", wave, "age")).content.decode()
        client.post(address("set_margin", wave, "age"), {"source": ""})
        assert Wave.objects.get().margins == []

    @pytest.mark.parametrize("typed", [{"code_1": "20"}, {"code_1": "200"}, {"code_1": "x"}, {"code_1": "nan"}])
    def test_what_does_not_add_up_is_refused_and_stays_as_it_was_typed(self, client, cast, wave, typed):
        cast.sign_in(client, "lead")
        page = client.post(address("set_margin", wave, "age"), typed)

        assert page.status_code == 400
        assert f'value="{typed["code_1"]}"' in page.content.decode()
        assert Wave.objects.get().margins == []

    def test_they_are_taken_from_the_population_profile(self, client, cast, wave):
        for category, count in (("16-34", 200), ("35-64", 500), ("65+", 300)):
            facts = {"dimension": "age", "category": category, "count": count}
            Profile.objects.create(place=cast.county, source="Census", year=2021, **facts)
        cast.sign_in(client, "lead")
        page = client.get(f"{address('set_margin', wave, 'age')}?profile").content.decode()

        assert all(f'value="{share}"' in page for share in ("20.0", "50.0", "30.0"))
        assert "Census (2021)" in page

    def test_what_is_published_stays(self, wave, by, at):
        Wave.objects.update(state="published", published_at=at)

        with pytest.raises(Refused, match="published"):
            actions.set_margin(by=by, at=at, wave=wave, question="age", shares={1: 100}, source="")
