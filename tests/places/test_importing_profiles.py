"""Population profiles come in from tables: each row is created, changed, unchanged or rejected with its reason."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

import saidanddone
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import SITE
from saidanddone.places import actions
from saidanddone.places.models import Profile
from saidanddone.places.profiles import label_of, label_of_dimension
from saidanddone.places.queries import known_places, profile_of
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db
DATA = Path(saidanddone.__file__).parent / "demonstration" / "data"


def row(line=2, **cells):
    told = {
        "place": "town",
        "dimension": "age",
        "category": "16-24",
        "count": "120",
        "source": "Census",
        "year": "2021",
    }
    return TableRow(line, told | cells)


@pytest.fixture
def town():
    return PlaceFactory(slug="town", name="The Town", name_cy="Y Dref", code="W01")


@pytest.fixture
def bring_in(at):
    def bring_in(*rows, by=SITE, is_trial=False):
        return actions.import_profile(by=by, rows=rows, at=at, is_trial=is_trial)

    return bring_in


@pytest.mark.parametrize("place", ["town", "W01", "w01", "The Town", "y dref"])
def test_a_place_is_known_by_slug_code_or_name(bring_in, town, place):
    assert bring_in(row(place=place)).created == 1


def test_the_same_rows_again_change_nothing(bring_in, town):
    bring_in(row(), row(3, category="25-44"))

    assert str(bring_in(row(), row(3, category="25-44"))) == "2 read: 0 created, 0 changed, 2 unchanged, 0 rejected"


def test_another_count_corrects_the_figure(bring_in, town):
    bring_in(row())

    summary = bring_in(row(count="1,130"))

    assert summary.changed == 1
    assert Profile.objects.get().count == 1130


def test_the_same_row_twice_in_a_file_is_one_figure(bring_in, town):
    summary = bring_in(row(), row(3))

    assert (summary.created, summary.unchanged, summary.read) == (1, 1, 2)


def test_two_counts_of_one_figure_in_a_file_are_not_guessed_between(bring_in, town):
    summary = bring_in(row(), row(3, count="7"))

    assert (summary.created, summary.rejected[0].number) == (1, 3)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"place": "nowhere"}, "place"),
        ({"place": ""}, "place"),
        ({"dimension": ""}, "dimension"),
        ({"dimension": "x" * 41}, "dimension"),
        ({"category": "x" * 61}, "category"),
        ({"source": ""}, "source"),
        ({"count": ""}, "count"),
        ({"count": "-1"}, "count"),
        ({"count": "12.5"}, "count"),
        ({"count": "٣"}, "count"),
        ({"count": "9" * 30}, "count"),
        ({"year": "1066"}, "year"),
        ({"year": "MMXXI"}, "year"),
    ],
)
def test_a_row_that_does_not_fit_is_rejected_by_line_and_field(bring_in, town, cells, field):
    [rejected] = bring_in(row(9, **cells)).rejected

    assert (rejected.number, rejected.name) == (9, field)


def test_a_row_that_cannot_be_read_is_rejected(bring_in, town):
    [rejected] = bring_in(TableRow(4, {}, "has 3 cells where the header has 6")).rejected

    assert rejected.reason == "has 3 cells where the header has 6"


def test_a_name_that_two_places_have_means_neither(town):
    PlaceFactory(slug="other", name="The Town")

    assert "the town" not in known_places()
    assert known_places()["town"] == town.pk


def test_a_trial_changes_nothing(bring_in, town):
    assert bring_in(row(), is_trial=True).created == 1
    assert not Profile.objects.exists()


def test_stewards_of_an_organisation_do_not_bring_in_profiles(bring_in, cast):
    with pytest.raises(Refused):
        bring_in(row(), by=cast.viewer("steward"))


def test_large_tables_take_few_queries(bring_in, town, django_assert_max_num_queries):
    rows = [row(line, category=f"{line}") for line in range(2, 1502)]

    with django_assert_max_num_queries(20):
        summary = bring_in(*rows)

    assert summary.created == 1500


def test_the_command_writes_rejects_that_can_be_mended(tmp_path, town, capsys):
    path = tmp_path / "census.csv"
    path.write_text(
        "place,dimension,category,count,source,year\ntown,age,all,7,Census,2021\ntown,age,x,?,Census,2021\n"
    )

    with pytest.raises(CommandError, match="1 did not fit"):
        call_command("import_profile", str(path))

    assert "2 read: 1 created" in capsys.readouterr().out
    rejects = tmp_path / "census.rejects.csv"
    rows = list(csv.DictReader(rejects.read_text().splitlines()))
    assert (rows[0]["line"], rows[0]["field"], rows[0]["category"]) == ("3", "count", "x")
    rejects.write_text(rejects.read_text().replace("?", "8"))
    call_command("import_profile", str(rejects))
    assert Profile.objects.count() == 2


def test_the_command_refuses_a_table_without_its_columns(tmp_path):
    path = tmp_path / "census.csv"
    path.write_text("place,count\ntown,7\n")

    with pytest.raises(CommandError, match="no column dimension"):
        call_command("import_profile", str(path))


def test_the_command_refuses_what_is_no_table():
    with pytest.raises(CommandError):
        call_command("import_profile", "nothing.csv")


def test_the_demonstrations_profiles_come_in_whole(capsys):
    call_command("import_places", str(DATA / "places.geojson"))
    call_command("import_profile", str(DATA / "profiles.csv"), "--dry-run")

    assert "0 rejected" in capsys.readouterr().out


def test_a_profile_shows_the_newest_year_of_each_dimension(bring_in, town):
    bring_in(
        row(year="2011", count="5"),
        row(count="30"),
        row(category="25-44", count="90"),
        row(dimension="sex", category="female", count="0", year="2011"),
    )

    age, sex = profile_of(town)

    assert (age.year, age.total, [category.share for category in age.categories]) == (2021, 120, [0.25, 0.75])
    assert (sex.label, sex.categories[0].label, sex.categories[0].share) == ("Sex", "Female", None)


def test_figures_of_two_sources_are_not_mixed(bring_in, town):
    bring_in(row(source="Census", count="10"), row(source="Survey", category="25-44", count="90"))

    [age] = profile_of(town)

    assert (age.source, age.total) == ("Census", 10)


@pytest.mark.parametrize(
    ("category", "words"), [("16-24", "16 to 24"), ("80+", "80 and over"), ("teachers", "teachers"), ("a-b", "a-b")]
)
def test_categories_are_put_into_words(category, words):
    with override("en"):
        assert label_of("age", category) == words


def test_a_dimension_that_we_have_no_words_for_is_shown_as_a_heading():
    assert label_of_dimension("shoe_size") == "Shoe size"


def test_rejects_never_take_the_place_of_a_file(tmp_path, town):
    path = tmp_path / "census.csv"
    path.write_text("place,dimension,category,count,source,year\nnowhere,age,0-9,?,Census,2021\n")
    (tmp_path / "census.rejects.csv").write_text("being mended")

    with pytest.raises(CommandError, match="is there already"):
        call_command("import_profile", str(path), rejects=path)
    with pytest.raises(CommandError, match=r"census\.rejects-2\.csv"):
        call_command("import_profile", str(path))

    assert (tmp_path / "census.rejects.csv").read_text() == "being mended"
