"""The report of an outcome as PDF: who says what, by which figures, and what was set anew, in both languages."""

from datetime import date

import pytest
from django.urls import reverse

from saidanddone.commitments import actions
from saidanddone.commitments.models import Commitment, Indicator, Outcome, Owner, Report, Setback
from saidanddone.core.viewer import SITE
from saidanddone.ui.charts import Picture
from saidanddone.ui.series import SeriesChart
from tests.commitments.factories import CommitmentFactory, LineFactory, ObservationFactory, SetbackFactory
from tests.ui.papers import is_for_everybody, opened, structure, together, words_of

HOSTILE = "#panic() *b* _i_ @ref <x> \\ $x$ // = ' ]"


@pytest.fixture(autouse=True)
def today(monkeypatch, at):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)


@pytest.fixture
def told(cast, outcome, indicator, at):
    """Figures on their way, one of them missing, a target that was set anew, two opinions and a report."""
    for number in range(8):
        value = None if number == 3 else 40 + number
        note = "" if value else "The survey was paused."
        ObservationFactory(indicator=indicator, number=number, value=value, note=note)
    ObservationFactory(indicator=indicator, number=7, place=cast.bryn_teg, value=33)
    LineFactory(indicator=indicator)
    LineFactory(indicator=indicator, target=True, value=70, superseded_at=at, reason="The grant was cut.")
    LineFactory(indicator=indicator, target=True)
    facts = {"by": SITE, "at": at, "indicator": indicator}
    actions.give_opinion(whose="owners", value="some_progress", reason="Slower than we hoped.", **facts)
    actions.give_opinion(whose="independent", value="worse", reason="Not at night.", name="Residents' panel", **facts)
    Report.objects.create(
        outcome=outcome, due_date=date(2026, 2, 1), published_at=at, language="en", text="More buses ran.\n\nFewer did."
    )
    Report.objects.create(outcome=outcome, due_date=date(2026, 3, 1))
    CommitmentFactory(outcome=outcome, promise="Buses run until ten.")
    SetbackFactory(outcome=outcome, title="The tender failed")
    return outcome


def paper(client, outcome, prefix=""):
    response = client.get(prefix + reverse("outcome_pdf", args=[outcome.public_id]))
    assert response.status_code == 200
    return opened(response.content)


def test_it_says_who_says_what_by_which_figures(client, told, indicator):
    found = paper(client, told)

    shown = words_of(found)
    assert is_for_everybody(found, title=told.title, language="en")
    for words in (
        *(told.why, "Aberwen Council", indicator.title, indicator.definition),
        *("Slower than we hoped.", "Not at night.", "Residents' panel, 2 March 2026", "These opinions differ."),
        *("No data", "The survey was paused.", "47", "By place", "Bryn Teg", "33"),
        *("Target, before", "The grant was cut.", "Baseline:", "We draw a straight line from the baseline"),
        *("More buses ran.", "Report of 1 February 2026", "A report was due on 1 March 2026.", "Not published"),
        *("Buses run until ten.", "The tender failed"),
    ):
        assert together(words) in shown, words
    assert f"/outcomes/{told.public_id}/figures.csv" in shown
    assert {"/Table", "/TH", "/H3", "/H4"} <= {tag for tag, _language in structure(found)}


def test_in_welsh_its_frame_is_welsh(client, told):
    found = paper(client, told, "/cy")

    assert is_for_everybody(found, title=told.title, language="cy")
    assert together("Pam mae'n bwysig") in words_of(found)


def test_a_chart_that_is_drawn_stands_in_it_with_its_words(client, told, indicator, monkeypatch):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9" fill="var(--felt)"/></svg>'
    before = [tag for tag, _language in structure(paper(client, told))]
    monkeypatch.setattr(SeriesChart, "pictures", lambda chart: [Picture("wide", svg)])

    found = paper(client, told)

    assert "/Figure" not in before
    assert "/Figure" in [tag for tag, _language in structure(found)]


def test_without_a_figure_it_says_that_there_is_none(client, outcome, indicator):
    shown = words_of(paper(client, outcome))

    assert together("No data") in shown
    assert together("No figures yet") in shown
    assert together("Not said yet") in shown


def test_who_was_only_asked_is_shown_as_asked(client, outcome, cast):
    Owner.objects.filter(organisation=cast.homes).update(agreed_at=None)

    shown = words_of(paper(client, outcome))

    assert together("has not agreed yet") in shown
    assert together("fewer than two have agreed") in shown


def test_a_hidden_one_is_nobodys_to_print(client, told, at):
    Outcome.objects.update(hidden_at=at)

    assert client.get(reverse("outcome_pdf", args=[told.public_id])).status_code == 404


def test_it_names_nobody_whom_only_the_pack_names(client, told, cast):
    Owner.objects.filter(organisation=cast.council).update(named_person="Gwen Parry")
    cast.sign_in(client, "lead")

    assert together("Gwen Parry") not in words_of(paper(client, told))


def test_hidden_promises_and_setbacks_are_not_in_it(client, told, at):
    Commitment.objects.update(hidden_at=at)
    Setback.objects.update(hidden_at=at)

    shown = words_of(paper(client, told))

    assert together("Buses run until ten.") not in shown
    assert together("The tender failed") not in shown


def test_hostile_words_stay_words(client, told, indicator, at):
    Outcome.objects.update(title=HOSTILE, why=HOSTILE)
    Indicator.objects.update(title=HOSTILE, definition=HOSTILE, unit="#%", source=HOSTILE, technical_note=HOSTILE)
    Owner.objects.update(plan_text=HOSTILE, clashes_with=HOSTILE)
    Report.objects.filter(published_at__isnull=False).update(text=HOSTILE)

    found = paper(client, told)

    assert found.metadata.title == HOSTILE
    assert words_of(found).count(together(HOSTILE)) >= 11


def test_its_page_leads_to_it(client, outcome):
    page = client.get(reverse("outcome", args=[outcome.public_id])).content.decode()

    assert reverse("outcome_pdf", args=[outcome.public_id]) in page


def test_it_costs_as_many_queries_as_its_page(client, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        paper(client, told)
