"""Aberwen asks its people, its staff and those who had contact with it, through the actions that everyone would use."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from saidanddone.contributions.models import Contribution
from saidanddone.core.clock import local_date
from saidanddone.demonstration import loader
from saidanddone.people.models import Organisation, Service
from saidanddone.record.models import Entry
from saidanddone.surveys.models import Alert, Analysis, Response, Survey, Wave, WrittenAnswer
from saidanddone.trust.pages import trust_page
from saidanddone.trust.periods import year_to
from saidanddone.trust.subjects import Subject

pytestmark = pytest.mark.slow
AT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
TODAY = local_date(AT)


@pytest.fixture(scope="module")
def aberwen(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, which only read, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def rounds(aberwen):
    """Of the survey of trust in the council, with what stands of them, the oldest first."""
    rows = Analysis.objects.published().filter(wave__survey__title__en="Trust in Aberwen Council")
    return list(rows.select_related("wave").order_by("wave__number"))


def page_of(**about):
    return trust_page(Subject(**about), year_to(TODAY), on=TODAY)


def test_three_rounds_of_about_1100_are_weighted_to_the_population(rounds):
    assert [each.count for each in rounds] == [1104] * 3
    for each in rounds:
        assert each.wave.is_probability
        assert {row["question"] for row in each.weighting["margins"]} == {"age", "sex", "tenure", "area"}
        assert all(row["met"] for row in each.weighting["margins"])
        assert 800 < each.effective_count < 1000
        assert each.drivers["rows"]


def test_little_is_kept_back_of_places_and_groups(rounds):
    of_groups = rounds[-1].estimates.exclude(variable="")

    assert set(of_groups.values_list("variable", flat=True)) == {"age", "area", "disability"}
    assert 0 < of_groups.filter(marker="c").count() < of_groups.count() / 10


def test_a_line_breaks_where_the_words_changed_and_most_figures_did_not_move(rounds):
    assert list(rounds[1].estimates.filter(marker="b").values_list("item", flat=True)) == ["openness-informed"]
    moved = rounds[2].estimates.filter(kind="difference", figure="net")
    clear = {each.item for each in moved if each.lower > 0 or each.upper < 0}
    assert {"openness-informed", "consistency-word"} <= clear
    assert len(clear) < moved.count() / 3
    assert list(Alert.objects.values_list("item", flat=True)) == ["consistency-word"]


def test_feeling_and_record_part_in_one_row_of_the_council_and_none_is_empty(aberwen):
    page = page_of(organisation=Organisation.objects.get(slug="aberwen-council"))

    assert all(row.feelings for row in page.rows)
    assert [(row.determinant, row.parting.name) for row in page.partings] == [("understanding", "record_better")]


def test_pulses_speak_of_two_services_and_of_no_margin(aberwen):
    for slug in ("waste", "hubs"):
        page = page_of(service=Service.objects.get(slug=slug))
        felt = [each for row in page.rows for each in row.feelings]
        assert {each.asked.determinant for each in felt} == {"ability", "understanding", "fairness"}
        assert not any(each.newest.has_interval for each in felt)
        assert not page.partings


def test_what_staff_feel_is_a_line_of_its_own_which_everyone_reads(aberwen):
    survey = Survey.objects.get(kind="staff")
    page = page_of(organisation=Organisation.objects.get(slug="aberwen-council"))

    assert survey.waves.get().responses.count() == 243
    assert all(row.of_staff for row in page.rows)
    assert not Entry.objects.filter(about_id__in=[survey.public_id, survey.waves.get().public_id]).exists()


def test_one_round_can_be_answered_now_by_its_link_and_at_a_kiosk(aberwen):
    wave = Wave.objects.get(state="open")

    assert wave.takes_answers(TODAY) and wave.link_key and {"link", "kiosk"} <= set(wave.modes)
    assert {each.mode for each in Response.objects.filter(wave=wave)} == {"web", "kiosk"}
    assert Response.objects.filter(wave=wave).finished().count() == 18


def test_words_were_read_and_one_of_them_is_a_contribution(aberwen):
    assert sorted(WrittenAnswer.objects.values_list("state", flat=True)) == ["held", "shown", "shown", "shown"]
    contribution = Contribution.objects.get(source_kind="survey-wave")
    assert contribution.service.slug == "hubs"
    assert contribution.text == WrittenAnswer.objects.get(as_contribution=True).text
