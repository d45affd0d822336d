"""What the record shows: each figure by its definition, and nothing that not everyone can read."""

from datetime import timedelta

import pytest

from saidanddone.trust import record
from saidanddone.trust.periods import ALL, YEAR, period_of
from saidanddone.trust.subjects import Subject
from saidanddone.trust.subjects import area as whole_area
from tests.commitments.factories import CommitmentFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory, VerdictFactory
from tests.decisions.factories import DecisionFactory
from tests.people.factories import OrganisationFactory, ServiceFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db


def shown(subject, at, period=ALL):
    rows = record.rows(subject, period_of(period, on=at.date()), on=at.date())
    return {each.key: each for figures in rows.values() for each in figures}


def test_where_nothing_happened_yet_every_figure_is_unknown_and_none_is_nought(cast, at):
    for subject in (whole_area(), Subject(organisation=cast.council), Subject(place=cast.bryn_teg)):
        found = shown(subject, at)

        assert len(found) >= 17
        assert {each.value for each in found.values()} == {None}
        assert {each.words for each in found.values()} == {None}


def test_of_a_service_that_has_no_findings_of_its_own_that_row_is_unknown(cast, at):
    found = shown(Subject(service=ServiceFactory(organisation=cast.council)), at)

    assert found["findings_confirmed"].value is None
    assert found["could_be_shaped"].value is None


def test_what_is_hidden_or_for_some_only_counts_in_no_figure(cast, at):
    before = shown(Subject(organisation=cast.council), at)

    said = ContributionFactory(organisations=[cast.council], for_one_organisation=True, answered=True)
    VerdictFactory(answer=said.answers.get(), value="yes")
    CommitmentFactory(organisation=cast.council, kept=True, hidden_at=at)
    SetbackFactory(organisation=cast.council, hidden_at=at)
    DecisionFactory(organisation=cast.council, decided=True, hidden_at=at)
    DecisionFactory(organisation=cast.council)

    after = shown(Subject(organisation=cast.council), at)
    assert {key: (each.value, each.of) for key, each in after.items()} == {
        key: (each.value, each.of) for key, each in before.items()
    }


def test_a_promise_whose_day_was_moved_is_not_kept_on_time(cast, at):
    CommitmentFactory(organisation=cast.council, kept=True)
    CommitmentFactory(
        organisation=cast.council,
        first_due_date=at.date() - timedelta(days=9),
        due_date=at.date() + timedelta(days=9),
        kept_date=at.date(),
    )

    kept = shown(Subject(organisation=cast.council), at)["kept_on_time"]

    assert (kept.numerator, kept.of, kept.words) == (1, 2, "50%")


def test_a_promise_without_an_end_is_left_out_of_those_kept_on_time(cast, at):
    CommitmentFactory(organisation=cast.council, standing=True)

    assert shown(Subject(organisation=cast.council), at)["kept_on_time"].value is None


def test_setbacks_show_how_many_were_said_in_time_and_how_soon(cast, at):
    for days in (1, 3, 20):
        known = at.date() - timedelta(days=days)
        SetbackFactory(organisation=cast.council, known_date=known, is_in_time=days < 10)

    found = shown(Subject(organisation=cast.council), at)

    assert (found["setbacks_in_time"].numerator, found["setbacks_in_time"].of) == (2, 3)
    assert found["setback_days"].words == "3 days"


def test_verdicts_that_cannot_tell_are_in_no_share(cast, at):
    for value in ("yes", "partly", "cannot_tell"):
        said = ContributionFactory(organisations=[cast.council], answered=True)
        VerdictFactory(answer=said.answers.get(), value=value)

    understood = shown(Subject(organisation=cast.council), at)["understood"]

    assert (understood.numerator, understood.of) == (1, 2)


def test_a_place_counts_what_is_within_it_and_not_beside_it(cast, at):
    elsewhere = PlaceFactory(parent=cast.county)
    CommitmentFactory(organisation=cast.council, place=cast.bryn_teg, kept=True)
    CommitmentFactory(organisation=cast.council, place=elsewhere, overdue=True)

    def of(place):
        return shown(Subject(place=place), at)["kept_on_time"].of

    assert (of(cast.county), of(cast.bryn_teg), of(elsewhere)) == (2, 1, 1)


@pytest.mark.slow
def test_groups_of_few_people_are_kept_back_and_not_worked_out_from_the_rest(area, at):
    few = PlaceFactory(slug="ward-d", name="Ward d", parent=area["county"])
    ContributionFactory(place=few, organisations=[area["council"]])

    found = shown(whole_area(), at)

    for key in ("days_between_places", "variation_between_places"):
        parts = {each.name: each for each in found[key].parts}
        assert "Ward d" not in parts or (parts["Ward d"].is_kept_back and parts["Ward d"].value is None)


@pytest.mark.slow
@pytest.mark.parametrize("period", [YEAR, ALL])
def test_the_number_of_queries_does_not_grow_with_what_happened(area, at, period, django_assert_max_num_queries):
    subject = Subject(organisation=area["council"])
    with django_assert_max_num_queries(45) as before:
        shown(subject, at, period)
    count = len(before)

    for _ in range(4):
        CommitmentFactory(organisation=area["council"], kept=True)
        SetbackFactory(organisation=area["council"])
        DecisionFactory(organisation=area["council"], decided=True)
        ContributionFactory(organisations=[area["council"], OrganisationFactory()], place=area["wards"][0])
        PlaceFactory(parent=area["county"])

    with django_assert_max_num_queries(count):
        shown(subject, at, period)


@pytest.mark.slow
def test_every_figure_says_what_it_is_how_it_misleads_and_where_its_rows_are(area, at):
    for subject in (
        whole_area(),
        *(
            Subject(**{kind: area[name]})
            for kind, name in (("organisation", "council"), ("service", "buses"), ("place", "county"))
        ),
    ):
        for each in shown(subject, at).values():
            assert str(each.means.definition) and str(each.means.weakness) and each.means.tables
            assert each.rows.startswith("/")
            assert each.until == at.date()


def test_a_figure_counts_the_last_twelve_months_and_the_year_before_where_there_was_enough(cast, at):
    for days, number in ((30, 2), (500, 5), (900, 3)):
        for each in range(number):
            due = at.date() - timedelta(days=days)
            facts = {"kept_date": due + timedelta(days=each % 2), "first_due_date": due, "due_date": due}
            facts["start_date"] = due - timedelta(days=9)
            CommitmentFactory(organisation=cast.council, **facts)

    year = shown(Subject(organisation=cast.council), at, YEAR)["kept_on_time"]
    every = shown(Subject(organisation=cast.council), at, ALL)["kept_on_time"]

    assert (year.numerator, year.of, year.earlier.numerator, year.earlier.of) == (1, 2, 3, 5)
    assert year.earlier_words == "In the year before: 60% (3 of 5 promises whose day has come)"
    assert (every.of, every.earlier) == (10, None)


def test_a_year_before_with_little_in_it_is_not_held_beside(cast, at):
    due = at.date() - timedelta(days=500)
    start = due - timedelta(days=9)
    CommitmentFactory(organisation=cast.council, kept_date=due, first_due_date=due, due_date=due, start_date=start)

    assert shown(Subject(organisation=cast.council), at, YEAR)["kept_on_time"].earlier is None
