"""The pages of outcomes say what is known, what is not, who says what, and what was not published."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from saidanddone.commitments import actions
from saidanddone.commitments.models import Outcome, Owner, Report
from saidanddone.core.viewer import SITE
from tests.commitments.factories import (
    CommitmentFactory,
    IndicatorFactory,
    LineFactory,
    ObservationFactory,
    OutcomeFactory,
    OwnerFactory,
    SetbackFactory,
)


@pytest.fixture(autouse=True)
def today(monkeypatch, at):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)


@pytest.fixture
def told(cast, outcome, indicator, at):
    """Five years of quarters on their way, one of them without a figure, and a target that was set anew."""
    for number in range(20):
        value = None if number == 9 else 40 + number
        ObservationFactory(
            indicator=indicator,
            number=number,
            value=value,
            lower=value and value - 1,
            upper=value and value + 1,
            note="" if value else "The survey was paused.",
        )
    ObservationFactory(indicator=indicator, number=19, place=cast.bryn_teg, value=33)
    LineFactory(indicator=indicator)
    LineFactory(indicator=indicator, target=True, value=70, superseded_at=at, reason="The grant was cut.")
    LineFactory(indicator=indicator, target=True)
    facts = {"by": SITE, "at": at, "indicator": indicator}
    actions.give_opinion(whose="owners", value="some_progress", reason="Slower than we hoped.", **facts)
    actions.give_opinion(whose="independent", value="worse", reason="Not at night.", name="Panel", **facts)
    Report.objects.create(outcome=outcome, due_date=date(2026, 1, 1))
    Report.objects.create(outcome=outcome, due_date=date(2026, 7, 1))
    CommitmentFactory(
        outcome=outcome,
        promise="Buses run until ten.",
        risk="No drivers.",
        funding="Grant",
        funding_end_date=date(2027, 3, 31),
    )
    CommitmentFactory(outcome=outcome, promise="Later.", funding_end_date=date(2029, 3, 31))
    SetbackFactory(outcome=outcome, title="The tender failed", lesson="Ask two firms.")
    return outcome


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_list_shows_each_measure_with_its_three_opinions(client, told):
    shown = page(client, "outcomes")

    for words in ("Aberwen Council", "Aberwen Homes", "On course", "Some progress", "Worse", "Panel", "59"):
        assert words in shown
    assert "1 report was not published on its day" in shown
    assert "<polyline" in shown


def test_page_shows_all_that_stands_of_a_measure(client, told):
    shown = page(client, "outcome", told.public_id)

    for words in (
        "I have turned down two jobs",
        "Slower than we hoped.",
        "Not at night.",
        "These opinions differ",
        "We draw a straight line",
        "The grant was cut.",
        "The survey was paused.",
        "No data yet",
        "Bryn Teg",
        "Buses run until ten.",
        "The tender failed",
        "A report was due on",
        "The next report is due on",
        "The newest figures go the better way.",
    ):
        assert words in shown


def test_a_report_that_came_late_says_by_how_much_and_one_in_time_does_not(client, outcome, at):
    facts = {"outcome": outcome, "text": "More buses ran.", "language": "en", "published_at": at}
    Report.objects.create(due_date=at.date(), **facts)
    assert "It came" not in page(client, "outcome", outcome.public_id)

    Report.objects.create(due_date=at.date() - timedelta(days=9), **facts)
    assert "It came 9 days late." in page(client, "outcome", outcome.public_id)


def test_without_figures_it_says_no_data_and_no_nought(client, outcome, indicator):
    shown = page(client, "outcome", outcome.public_id)

    assert "No data" in shown
    assert "No figures yet" in shown
    assert "tag--late" not in shown


def test_who_was_only_asked_is_shown_as_asked(client, outcome, cast):
    Owner.objects.filter(organisation=cast.homes).update(agreed_at=None)

    shown = page(client, "outcome", outcome.public_id)

    assert "has not agreed yet" in shown
    assert "fewer than two have agreed" in shown


def test_hidden_outcome_is_gone_from_every_page(client, told, at):
    Outcome.objects.update(hidden_at=at)

    assert "Everybody can get home" not in page(client, "outcomes")
    for name in ("outcome", "hand_over", "hand_over_pdf"):
        assert client.get(reverse(name, args=[told.public_id])).status_code == 404
    assert client.get(f"/outcomes/{told.public_id}/figures.csv").status_code == 404


def test_figures_leave_as_files_that_can_be_fed_again(client, told):
    csv = client.get(f"/outcomes/{told.public_id}/figures.csv").getvalue().decode()
    found = json.loads(client.get(f"/outcomes/{told.public_id}/figures.json").getvalue())

    assert csv.splitlines()[0].lstrip("\ufeff").startswith("indicator,place,start,end,value,lower,upper,n,status")
    assert len(csv.splitlines()) == 22
    assert found[9]["value"] is None


def test_pack_names_people_only_to_those_who_work_for_an_owner(client, told, cast):
    Owner.objects.filter(organisation=cast.council).update(named_person="Gwen Parry")

    assert "Gwen Parry" not in page(client, "hand_over", told.public_id)
    for name in ("other_officer", "lead"):
        cast.sign_in(client, name)
        assert "Gwen Parry" in page(client, "hand_over", told.public_id)
    cast.sign_in(client, "moderator")
    assert "Gwen Parry" not in page(client, "hand_over", told.public_id)


def test_pack_has_lessons_risks_and_money_that_ends_within_two_years(client, told):
    shown = page(client, "hand_over", told.public_id)

    for words in ("Ask two firms.", "No drivers.", "31 March 2027", "Grant"):
        assert words in shown
    assert "2029" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", "/cy"])
def test_pack_is_a_tagged_pdf(client, told, language):
    response = client.get(language + reverse("hand_over_pdf", args=[told.public_id]))

    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"


def test_queries_do_not_grow(client, told, cast, django_assert_num_queries):
    with django_assert_num_queries(QUERIES_OF_LIST):
        page(client, "outcomes")
    with django_assert_num_queries(QUERIES_OF_PAGE):
        page(client, "outcome", told.public_id)

    other = OutcomeFactory(place=cast.county)
    for outcome in (told, other):
        OwnerFactory(outcome=outcome)
        extra = IndicatorFactory(outcome=outcome)
        ObservationFactory(indicator=extra, place=cast.bryn_teg)
        LineFactory(indicator=extra)
        CommitmentFactory(outcome=outcome)

    with django_assert_num_queries(QUERIES_OF_LIST):
        page(client, "outcomes")
    with django_assert_num_queries(QUERIES_OF_PAGE):
        page(client, "outcome", told.public_id)


QUERIES_OF_LIST, QUERIES_OF_PAGE = 9, 14


@pytest.mark.slow
def test_pictures_are_drawn_in_a_task_in_both_languages(told, indicator, django_capture_on_commit_callbacks, settings):
    from pathlib import Path

    from saidanddone.commitments.tasks import draw_indicator

    with django_capture_on_commit_callbacks(execute=True):
        draw_indicator.func(indicator=indicator.public_id)

    from django_tasks_db.models import DBTaskResult

    assert DBTaskResult.objects.filter(task_path="saidanddone.ui.tasks.draw").count() == 4
    assert not Path(settings.CHARTS_DIR).exists()


def test_reset_is_a_letter_in_the_chart(told, indicator):
    from saidanddone.commitments import outcome_charts
    from saidanddone.commitments.queries import outcomes as queries

    chart = outcome_charts.whole(queries.measured().get(pk=indicator.pk))

    assert [(letter, words) for _day, letter, words in chart.marks] == [
        ("A", "The target was set anew: The grant was cut.")
    ]
    assert [way[4] for way in chart.ways] == [True, False]
    assert len(chart.table) == 20
