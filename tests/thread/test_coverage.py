"""How far what was said came: pages and files, with groups of few people kept back."""

import json
from datetime import timedelta

import pytest

from saidanddone.thread import insights, shown
from saidanddone.thread.models import GroupFigure
from saidanddone.thread.queries import coverage as queries
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.decisions.factories import DecisionFactory, UseFactory
from tests.thread.factories import ThanksFactory
from tests.thread.test_ways import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(cast, at):
    """Asked of the council in the village, answered after 1, 2 and 9 days; one waits."""
    facts = {"organisations": (cast.council,), "place": cast.bryn_teg, "at": at - timedelta(days=20)}
    said = [ContributionFactory(**facts) for _ in range(4)]
    for each, days in zip(said, (1, 2, 9), strict=False):
        AnswerFactory(contribution=each, at=at - timedelta(days=20 - days))
    return said


class TestTheFigures:
    def test_the_median_and_nine_in_ten_are_exact(self, answered):
        found = queries.coverage().of("answered")

        assert (found.count, found.base, found.median, found.percentile_90) == (3, 4, 2, 9)

    def test_a_place_has_all_within_it(self, cast, answered):
        assert queries.coverage(place=cast.county).said == queries.coverage(cast.council, cast.bryn_teg).said == 4
        assert queries.coverage(cast.homes).said == 0

    def test_in_time_is_a_share_of_what_was_asked_under_a_promise(self, cast, answered, at):
        ContributionFactory()

        found = queries.coverage().of("in_time")

        assert (found.count, found.base) == (3, 4)

    def test_what_is_not_known_is_no_share(self, cast):
        assert queries.coverage().of("used").share is None

    def test_what_was_used_is_counted_for_all(self, cast, answered):
        UseFactory(contribution=answered[0], decision=DecisionFactory(decided=True))
        move(*answered)

        assert queries.coverage().of("used").count == 1


class TestGroups:
    def test_few_people_are_kept_back(self):
        counts = {
            "north": {"said": 200, "used": 90},
            "south": {"said": 300, "used": 120},
            "west": {"said": 12, "used": 3},
        }

        north, _south, west = insights.compare(counts, {"used": "said"}, ["used"])

        assert west.shares["used"].share is None
        assert north.shares["used"].share is None or _south.shares["used"].share is None  # else west is what is left

    def test_many_are_shown(self):
        counts = {"north": {"said": 200, "used": 90}, "south": {"said": 300, "used": 120}}

        assert [each.shares["used"].share for each in insights.compare(counts, {"used": "said"}, ["used"])] == [
            0.45,
            0.4,
        ]


class TestThanks:
    """Who was thanked, who was paid, and how long it took; with the days kept back where the share is."""

    def figures(self, group, measure, count, days):
        GroupFigure.objects.create(dimension="channel", group=group, measure=measure, days=days, count=count)

    def line(self, name):
        (part,) = (each for each in shown.equity_page() if each.heading == "By how people took part")
        return next(each for each in part.lines if each.name == name)

    @pytest.fixture
    def many(self):
        for group, said, thanked, paid in (("web", 400, 200, 80), ("paper", 300, 60, 30)):
            self.figures(group, "said", said, 0)
            self.figures(group, "thanked", thanked, 12)
            self.figures(group, "paid", paid, 20)

    def test_shares_stand_with_their_days(self, many):
        thanked, paid = self.line("On this site").cells[-2:]

        assert (thanked.share, thanked.days) == ("50%", "half in 12 days")
        assert (paid.share, paid.days) == ("40%", "half in 20 days")

    def test_where_few_were_paid_neither_share_nor_days_are_shown(self, many):
        GroupFigure.objects.filter(group="paper", measure="paid").update(count=3)

        paid = self.line("On paper").cells[-1]

        assert (paid.share, paid.days) == ("kept back", "")

    def test_where_all_but_few_were_paid_it_is_kept_back_as_well(self, many):
        GroupFigure.objects.filter(group="paper", measure="paid").update(count=58)

        assert self.line("On paper").cells[-1].share == "kept back"

    def test_of_the_whole_area_it_is_known_and_without_any_it_is_unknown(self, answered):
        assert [share for _label, share, _note in shown.thanked_of_everyone()] == ["0%", None]

        ThanksFactory(contribution=answered[0])

        assert [share for _label, share, _note in shown.thanked_of_everyone()] == ["25%", "100%"]
        assert [note for *_, note in shown.thanked_of_everyone()] == [
            "1 of 4, half in 20 days",
            "1 of 1, half in 20 days",
        ]


class TestThePages:
    @pytest.mark.parametrize("query", ["", "?organisation=council", "?place=bryn-teg", "?organisation=nobody&place=x"])
    def test_the_page_is_for_everyone(self, client, answered, query):
        page = client.get(f"/coverage/{query}")

        assert page.status_code == 200

    def test_the_page_asks_the_database_as_often_however_much_was_said(
        self, client, answered, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(12):
            client.get("/coverage/")

    def test_the_files_have_the_same_figures(self, client, answered):
        rows = json.loads(client.get("/coverage/download.json?organisation=council").getvalue())
        table = client.get("/coverage/download.csv?organisation=council").getvalue().decode()

        assert rows[0] == {
            "organisation": "council",
            "place": None,
            "measure": "answered",
            "count": 3,
            "of": 4,
            "share": 0.75,
            "median_days": 2.0,
            "days_of_nine_in_ten": 9,
        }
        assert "council,,answered,3,4,0.75,2.0,9" in table

    def test_equity_is_told_by_place_channel_and_credit(self, client, answered):
        page = client.get("/equity/").content.decode()

        assert "By how people are named" in page
        assert "kept back" in page
