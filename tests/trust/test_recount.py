"""Every figure of the record equals what an independent script counts from the exported data, of each time."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from saidanddone.config import exporting
from saidanddone.record import export, queries
from saidanddone.trust import files, pages
from saidanddone.trust.periods import ALL, YEAR, period_of
from saidanddone.trust.record import ability, consistency, fairness, integrity, openness, understanding
from saidanddone.trust.subjects import Subject
from tests.trust import recount
from tests.trust.factories import cosigned_record, years_ago

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GROUNDS = (ability, understanding, fairness, openness, integrity, consistency)


@pytest.fixture
def years(area, at):
    """The area, with half of all that happened in it a year before, and some of the record cosigned."""
    years_ago(1, at)
    cosigned_record(at)
    return area


def written(folder, at):
    """What anyone can take away: the tables, and the record."""
    exporting.write(folder, at=at)
    export.export(queries.newest_checkpoint(), folder / "record")
    return recount.Data(folder)


def subjects(area):
    yield Subject(top=area["county"])
    for name in ("council", "homes"):
        yield Subject(organisation=area[name])
    yield Subject(service=area["buses"])
    for place in (area["county"], area["wards"][0]):
        yield Subject(place=place)


def figures_of(page):
    return [each for row in page["determinants"] for each in row["record"]]


def page_of(subject, at, period=YEAR):
    return files.as_json(pages.trust_page(subject, period_of(period, on=at.date()), on=at.date()))


def test_each_figure_that_a_page_can_show_is_counted_again():
    keys = [each.key for module in GROUNDS for each in module.DEFINITIONS]

    assert sorted(keys) == sorted(recount.COUNTED)


@pytest.mark.parametrize("period", [YEAR, ALL])
def test_the_page_and_the_data_agree_for_the_area_each_organisation_service_and_place(years, at, tmp_path, period):
    data, known, earlier = written(tmp_path, at), 0, set()

    for subject in subjects(years):
        page = page_of(subject, at, period)
        known += sum(each["value"] is not None for each in figures_of(page))
        earlier |= {each["key"] for each in figures_of(page) if each["earlier"]}

        assert list(recount.differences(data, page)) == []
    assert known > 70
    assert len(earlier) >= 8 if period == YEAR else not earlier, earlier


def test_the_year_and_all_the_time_are_not_the_same(years, at):
    subject = Subject(top=years["county"])
    year, every = (
        {each["key"]: each["of"] for each in figures_of(page_of(subject, at, period))} for period in (YEAR, ALL)
    )

    same = {key for key in year if year[key] == every[key]}
    assert same <= {"indicators_on_course", "targets_reset", "findings_confirmed", *recount.SPREADS}


@pytest.mark.parametrize("period", [YEAR, ALL])
def test_a_figure_that_was_touched_up_is_found(years, at, tmp_path, period):
    data, page = written(tmp_path, at), page_of(Subject(organisation=years["council"]), at, period)

    for each in figures_of(page):
        if each["numerator"] is not None and each["key"] in recount.SHARES:
            touched = json.loads(json.dumps(page))
            figure = next(one for one in figures_of(touched) if one["key"] == each["key"])
            figure["numerator"] += 1
            assert any(each["key"] in said for said in recount.differences(data, touched))


def test_a_figure_of_the_year_before_that_was_touched_up_is_found(years, at, tmp_path):
    data, page = written(tmp_path, at), page_of(Subject(organisation=years["council"]), at)

    for each in figures_of(page):
        if each["earlier"] and each["key"] in recount.SHARES:
            each["earlier"]["numerator"] += 1
            assert any(each["key"] in said for said in recount.differences(data, page))
            each["earlier"]["numerator"] -= 1
    assert list(recount.differences(data, page)) == []


def test_the_script_stands_alone(years, at, tmp_path):
    written(tmp_path / "site", at)
    with translation.override("en"):
        page = page_of(Subject(organisation=years["council"]), at)
    (tmp_path / "trust.json").write_text(json.dumps(page), encoding="utf-8")

    script = Path(recount.__file__)
    alone = [sys.executable, "-I", str(script), str(tmp_path / "site"), str(tmp_path / "trust.json")]
    told = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (told.returncode, told.stdout.strip()) == (0, "Every figure agrees."), told.stderr


def test_what_happened_on_the_first_and_the_last_day_of_a_year_is_in_it_and_in_no_other(at):
    year = period_of(YEAR, on=at.date())

    assert year.until - year.since == timedelta(days=364)
    assert year.before.until == year.since - timedelta(days=1)
    assert not any(year.before.holds(day) for day in (year.since, year.until))
