"""Promises come in from the Open Government Partnership's table, once; each row that does not says why."""

import csv
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from saidanddone.commitments import actions
from saidanddone.commitments.importing import COLUMNS, ID
from saidanddone.commitments.models import Commitment, SourceClaim
from saidanddone.commitments.states import State, state_of
from saidanddone.core.rules import Refused
from saidanddone.record.models import Entry

pytestmark = pytest.mark.django_db
COMPLETION, OPENED = "Completion (Progress Report)", "Did It Open Government (Overall)"
ROW = {
    ID: "WL0001",
    "Country/Locality": "Aberwen",
    "Region": "Europe",
    "Theme": "Everyone who takes the bus",
    "Year Of Submission": "2025",
    "Commitment Title": "Publish how late each bus was, and why, every month.",
    "Short Title": "",
    "Full Text": "People can see how late their bus was.",
    "Lead Institution": "Aberwen Council",
    "Supporting Institution(s)": "Aberwen Homes; council",
    "URL": "https://example.org/wl0001",
}


@pytest.fixture
def fed(cast, tmp_path, capsys):
    """Feed rows as a CSV file; give what the command said."""

    def feed(*rows, name="ogp.csv", **options):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, dict.fromkeys([*ROW, *COLUMNS]))
            writer.writeheader()
            writer.writerows(rows)
        call_command("import_commitments", str(path), **options)
        return capsys.readouterr().out

    return feed


def test_a_row_becomes_a_promise_on_the_record(cast, fed):
    assert "1 read · 1 created · 0 updated · 0 unchanged · 0 rejected" in fed(ROW)

    made = Commitment.objects.get()
    assert (made.organisation, made.place) == (cast.council, cast.county)
    assert made.promise == ROW["Commitment Title"]
    assert [str(day) for day in (made.start_date, made.due_date)] == ["2025-01-01", "2027-12-31"]
    assert [each.organisation for each in made.partners.all()] == [cast.homes]
    assert Entry.objects.filter(kind="commitment").count() == 1


def test_the_same_again_is_unchanged(fed):
    fed(ROW)

    assert "1 read · 0 created · 0 updated · 1 unchanged" in fed(ROW)
    assert Commitment.objects.count() == 1


def test_days_of_our_own_and_what_is_set_for_every_row(cast, fed):
    row = ROW | {"Start Date": "2026-01-05", "Due Date": "2026-02-01", "Country/Locality": "Wales"}

    fed(row, set=["place=bryn-teg"])

    made = Commitment.objects.get()
    assert (made.place, str(made.due_date)) == (cast.bryn_teg, "2026-02-01")


def test_a_trial_keeps_nothing(fed):
    assert "nothing was kept" in fed(ROW, dry_run=True)
    assert not Commitment.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({ID: ""}, ID, "is empty"),
        ({"Commitment Title": " "}, "Commitment Title", "is empty"),
        ({"Commitment Title": "x" * 301}, "Commitment Title", "longer than 300"),
        ({"Lead Institution": "Nobody"}, "Lead Institution", "no organisation of this site"),
        ({"Supporting Institution(s)": "Nobody"}, "Supporting Institution(s)", "no organisation of this site"),
        ({"Country/Locality": "Nowhere"}, "Country/Locality", "no place of this site"),
        ({"Year Of Submission": "soon"}, "Year Of Submission", "is no year"),
        ({"Due Date": "31/12/2026"}, "Due Date", "is no date"),
        ({COMPLETION: "Mostly"}, COMPLETION, "is none of: no evidence available, not started"),
        ({OPENED: "<b>Major</b>"}, OPENED, "is none of: worsened"),
        ({COMPLETION: "Limited", "Assessed On": "soon"}, "Assessed On", "is no date"),
        ({"Due Date": "2024-12-31"}, "", "before the day on which you start"),
    ],
)
def test_what_does_not_fit_stands_in_a_file_with_its_line_and_reason(fed, tmp_path, changes, column, reason):
    with pytest.raises(CommandError, match="1 rows did not fit"):
        fed(ROW | {ID: "WL0000"}, ROW | changes)

    with (tmp_path / "ogp.rejects.csv").open(encoding="utf-8", newline="") as file:
        (unfit,) = csv.DictReader(file)
    assert (unfit["_line"], unfit["_column"]) == ("3", column)
    assert reason in unfit["_reason"]
    assert Commitment.objects.count() == 1


def test_mended_rows_are_fed_again_under_the_same_source(fed, tmp_path):
    with pytest.raises(CommandError):
        fed(ROW, ROW | {ID: "WL0002", "Year Of Submission": "soon"})

    fed(ROW, ROW | {ID: "WL0002"}, name="ogp.rejects-2.csv")

    assert Commitment.objects.count() == 2


def test_two_rows_with_one_number_are_one_promise_and_one_reject(fed):
    with pytest.raises(CommandError):
        fed(ROW, ROW)

    assert Commitment.objects.count() == 1


def test_a_workbook_is_read_alike(cast, tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append(list(ROW.values()))
    book.save(tmp_path / "ogp.xlsx")

    call_command("import_commitments", str(tmp_path / "ogp.xlsx"))

    assert Commitment.objects.get().promise == ROW["Commitment Title"]


def test_a_file_without_numbers_and_options_that_say_nothing_are_refused(cast, fed, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="no column Commitment Unique Identifier"):
        call_command("import_commitments", str(tmp_path / "other.csv"))
    with pytest.raises(CommandError, match="say place=SLUG"):
        fed(ROW, set=["colour=red"])


def test_strangers_and_officers_bring_in_nothing(cast, at):
    for name in ("stranger", "officer", "moderator"):
        with pytest.raises(Refused, match="Only a steward or an administrator"):
            actions.import_commitments(by=cast.viewer(name), at=at, rows=[], source="ogp", fixed={})


class TestWhatTheSourceSays:
    """It comes in with its source and day, beside our own state."""

    def test_it_stands_beside_the_state_that_is_worked_out_here(self, fed, client):
        fed(ROW | {COMPLETION: "Completed", OPENED: "Major", "Assessed On": "2025-11-30"}, source="OGP 2025")

        made = Commitment.objects.get()
        assert made.kept_date is None
        assert state_of(made, date(2026, 3, 2)) == State.ON_COURSE
        page = client.get(f"/commitments/{made.public_id}/").text
        assert "The source says" in page
        assert "Complete" in page
        assert '<a href="https://example.org/wl0001" rel="nofollow noopener">OGP 2025</a>' in page
        assert "30 November 2025" in page

    def test_it_enters_the_record_as_said_by_the_source(self, fed):
        fed(ROW | {COMPLETION: "substantial"}, source="OGP 2025")

        facts = Entry.objects.get(kind="commitment-source").facts
        assert facts == {"about": "completion", "value": "substantial", "source": "OGP 2025", "said_date": None}

    def test_what_it_says_later_is_added_and_the_earlier_stays_in_sight(self, fed, client):
        fed(ROW | {COMPLETION: "Limited"})

        assert "0 created · 1 updated · 0 unchanged" in fed(ROW | {COMPLETION: "Substantial"})
        assert "0 created · 0 updated · 1 unchanged" in fed(ROW | {COMPLETION: "Substantial"})

        made = Commitment.objects.get()
        assert [each.value for each in made.source_claims.order_by("pk")] == ["limited", "substantial"]
        assert "<del>Limited</del>" in client.get(f"/commitments/{made.public_id}/").text

    @pytest.mark.parametrize("words", ["", " - ", "N/A", "No IRM data"])
    def test_where_it_says_nothing_nothing_is_made_up(self, fed, client, words):
        fed(ROW | {COMPLETION: words})

        made = Commitment.objects.get()
        assert not made.source_claims.exists()
        assert "The source says" not in client.get(f"/commitments/{made.public_id}/").text

    def test_a_link_that_is_none_is_left_out(self, fed):
        fed(ROW | {COMPLETION: "Limited", "URL": "javascript:alert(1)"})

        assert Commitment.objects.get().source_claims.get().link == ""

    def test_a_trial_keeps_no_claim(self, fed):
        fed(ROW | {COMPLETION: "Limited"}, dry_run=True)

        assert not SourceClaim.objects.exists()
