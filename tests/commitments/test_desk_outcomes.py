"""At the desk: an outcome is set, agreed to, measured, judged, reported on and ended, each by its form."""

import pytest
from django.urls import reverse

from saidanddone.commitments.models import Burden, Indicator, Observation, Opinion, Outcome, Owner, Report
from tests.commitments.factories import OutcomeFactory, OwnerFactory

DAY = {"start_date_day": "1", "start_date_month": "10", "start_date_year": "2025"}
LAST = {"end_date_day": "31", "end_date_month": "12", "end_date_year": "2025"}


@pytest.fixture(autouse=True)
def today(monkeypatch, at):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)


@pytest.fixture
def lead(client, cast):
    client.force_login(cast.lowri)
    return client


def post(client, page, *args, **data):
    return client.post(reverse(page, args=args), data)


def test_an_outcome_is_set_and_the_others_are_asked(lead, cast):
    words = {"title": "Homes are warm", "why": "I could see my breath.", "place": "aberwen", "owners": ["homes"]}

    response = post(lead, "set_outcome", "council", **words, report_months=6, language="en", submission_key="a" * 64)

    assert response.status_code == 302
    outcome = Outcome.objects.get()
    assert {each.organisation.slug: each.agreed_at is not None for each in outcome.owners.all()} == {
        "council": True,
        "homes": False,
    }
    assert "Homes are warm" in lead.get(reverse("desk_outcomes", args=["council"])).content.decode()


def test_what_a_rule_refuses_stands_above_the_form_with_what_was_typed(lead, cast, settings):
    settings.LIVE_OUTCOMES = 1
    OutcomeFactory()
    words = {"title": "Homes are warm", "why": "I could see my breath.", "place": "aberwen", "owners": ["homes"]}

    response = post(lead, "set_outcome", "council", **words, report_months=6, language="en")

    assert response.status_code == 400
    assert "1 outcome is live already" in response.content.decode()
    assert "I could see my breath." in response.content.decode()


def test_its_part_is_said_and_a_process_named(lead, outcome, cast):
    post(lead, "outcome_deed", "council", outcome.public_id, "part", plan_text="Aim 3.", plan_link="plan.example")
    post(lead, "outcome_deed", "council", outcome.public_id, "burden", process="Form 7", weight="heavy")

    owner = Owner.objects.get(organisation=cast.council)
    assert (owner.plan_text, owner.plan_link) == ("Aim 3.", "https://plan.example")
    assert Burden.objects.get().reported_by == cast.lowri
    assert "Form 7" not in lead.get(reverse("outcome", args=[outcome.public_id])).content.decode()


def test_one_that_was_asked_agrees_or_declines(lead, cast):
    first, second = OutcomeFactory(), OutcomeFactory()
    for outcome in (first, second):
        OwnerFactory(outcome=outcome, organisation=cast.council, asked=True)

    post(lead, "outcome_deed", "council", first.public_id, "join")
    post(lead, "outcome_deed", "council", second.public_id, "leave", on_day="2", on_month="3", on_year="2026")

    assert first.owners.agreed().exists()
    assert not second.owners.current().exists()


def test_a_measure_is_declared_and_its_figures_lines_and_opinions_entered(lead, outcome):
    words = {"title": "Warm", "definition": "Of all.", "unit": "%", "source": "Survey", "steward": "council"}
    post(
        lead,
        "outcome_deed",
        "council",
        outcome.public_id,
        "indicator",
        **words,
        better="higher",
        kind="well",
        frequency="year",
        language="en",
    )
    indicator = Indicator.objects.get()
    here = ("council", indicator.public_id)

    post(lead, "indicator_deed", *here, "figure", **DAY, **LAST, value="51.5", lower="48", upper="55")
    day = {"day_day": "1", "day_month": "1", "day_year": "2021"}
    post(lead, "indicator_deed", *here, "line", kind="baseline", value="40", **day)
    post(lead, "indicator_deed", *here, "opinion", value="on_course", reason="It works.")

    assert Observation.objects.get().status == "provisional"
    assert indicator.lines.get().value == 40
    assert Opinion.objects.get().by == "owners"
    shown = lead.get(reverse("desk_outcome", args=["council", outcome.public_id])).content.decode()
    assert "51.5" in shown


def test_an_owner_cannot_give_the_independent_opinion(lead, indicator):
    here = ("council", indicator.public_id, "opinion")

    response = post(lead, "indicator_deed", *here, value="met", reason="Splendid.", name="A panel of ours")

    assert response.status_code == 400
    assert "your opinion is not independent" in response.content.decode()
    assert not Opinion.objects.exists()


def test_a_report_is_published_and_an_outcome_ended(lead, outcome):
    report = Report.objects.create(outcome=outcome, due_date="2026-01-01")

    post(lead, "publish_report", "council", report.public_id, text="We ran more buses.")
    post(lead, "outcome_deed", "council", outcome.public_id, "end", reason="All get home.", lessons="Ask first.")

    report.refresh_from_db()
    outcome.refresh_from_db()
    assert report.published_at
    assert outcome.end_reason == "All get home."


@pytest.mark.parametrize("name", ["outcome_deed", "indicator_deed"])
def test_there_is_no_other_deed(lead, outcome, indicator, name):
    public_id = outcome.public_id if name == "outcome_deed" else indicator.public_id

    assert lead.get(reverse(name, args=["council", public_id, "erase"])).status_code == 404


def test_nobody_finds_the_desk_of_an_organisation_that_is_not_theirs(lead, outcome):
    for name, args in (("desk_outcomes", ["homes"]), ("outcome_deed", ["homes", outcome.public_id, "end"])):
        assert lead.get(reverse(name, args=args)).status_code == 404


def test_a_hidden_outcome_cannot_be_reached_by_its_measure(client, assessor, indicator, at):
    Outcome.objects.update(hidden_at=at)
    client.force_login(assessor)

    response = client.get(reverse("indicator_deed", args=["audit", indicator.public_id, "opinion"]))

    assert response.status_code == 404
