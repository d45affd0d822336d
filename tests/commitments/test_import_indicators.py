"""Figures come in from a file: each row that fits, and of every other the line and the reason."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from saidanddone.commitments.indicator_files import COLUMNS
from saidanddone.commitments.models import Observation
from saidanddone.record.models import Entry

NEXT = {"start": "2025-04-01", "end": "2025-06-30"}
GOOD = {"indicator": "home-after-nine", "start": "2025-01-01", "end": "2025-03-31", "value": "51.5"}


@pytest.fixture
def feed(indicator, tmp_path):
    def run(rows, name="figures.csv", **options):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_indicators", str(path), stdout=out, stderr=err, **options)
        except CommandError as error:
            err.write(str(error))
        return out.getvalue(), err.getvalue()

    return run


def test_rows_come_in_with_all_they_say(feed, cast):
    row = {"place": "Bryn Teg", "lower": "48", "upper": "55", "n": "420", "status": "provisional", "source": "Survey"}

    out, _err = feed([GOOD | row, GOOD | {"start": "01/04/2025", "end": "30/06/2025", "value": "", "note": "Paused."}])

    assert "2 read · 2 created" in out
    first, second = Observation.objects.order_by("start_date")
    assert (first.place, first.value, first.lower, first.upper, first.sample_size, first.status, first.source) == (
        cast.bryn_teg,
        51.5,
        48,
        55,
        420,
        "provisional",
        "Survey",
    )
    assert (second.start_date, second.value, second.note) == (date(2025, 4, 1), None, "Paused.")
    assert Entry.objects.filter(kind="observation").count() == 2


def test_the_same_file_again_changes_nothing(feed):
    feed([GOOD])

    out, _err = feed([GOOD])

    assert "1 unchanged" in out
    assert Observation.objects.count() == 1


def test_another_figure_revises(feed):
    feed([GOOD])

    out, _err = feed([GOOD | {"value": "52"}])

    assert "1 revised" in out
    assert [each.status for each in Observation.objects.order_by("pk")] == ["final", "revised"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"indicator": "nothing"}, "is the key of no indicator"),
        ({"place": "Atlantis"}, "is no place"),
        ({"start": "soon"}, "is no day"),
        ({"value": "many"}, "is no number"),
        ({"value": "nan"}, "is no number"),
        ({"value": "1_0"}, "is no number"),
        ({"n": "4.5"}, "is no whole number"),
        ({"status": "guess"}, "is none of"),
        ({"value": ""}, "say why there is none"),
        ({"lower": "60", "upper": "70"}, "outside its interval"),
        ({"start": "2025-02-01"}, "overlaps"),
        ({"end": "2999-01-01"}, "not over yet"),
        ({"start": "2025-01-01", "end": "2025-03-31", "value": "99"}, "was given on line 2 already"),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_line_and_reason(feed, tmp_path, changes, reason):
    _out, err = feed([GOOD, GOOD | NEXT | changes])

    assert "line 3: " in err
    assert reason in err
    assert Observation.objects.count() == 1
    rejected = list(csv.DictReader(io.StringIO((tmp_path / "figures.rejects.csv").read_text())))
    assert rejected[0]["line"] == "3"


def test_what_was_rejected_is_mended_and_fed_again(feed, tmp_path):
    feed([GOOD | {"value": "many"}])
    rejects = tmp_path / "figures.rejects.csv"
    rejects.write_text(rejects.read_text().replace(",many,,", ",51,,"))

    call_command("import_indicators", str(rejects), stdout=io.StringIO())

    assert Observation.objects.get().value == 51


def test_a_trial_keeps_nothing(feed):
    out, _err = feed([GOOD], dry_run=True)

    assert "1 created" in out
    assert "dry run" in out
    assert not Observation.objects.exists()


def test_a_workbook_is_read_too(indicator, tmp_path):
    sheet = Workbook()
    sheet.active.append(list(GOOD))
    sheet.active.append(["home-after-nine", date(2025, 1, 1), date(2025, 3, 31), 51.5])
    sheet.save(tmp_path / "figures.xlsx")

    call_command("import_indicators", str(tmp_path / "figures.xlsx"), stdout=io.StringIO())

    assert Observation.objects.get().value == 51.5


def test_a_file_without_its_columns_is_refused(indicator, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("indicator,value\nhome-after-nine,5\n")

    with pytest.raises(CommandError, match="has no column start, end"):
        call_command("import_indicators", str(path))
