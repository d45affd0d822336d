"""Contributions come in from files: once, whole, and with a reason for each row that does not fit."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from saidanddone.contributions.actions import importing
from saidanddone.contributions.actions.importing import import_contributions
from saidanddone.contributions.importing import BadMapping, read_mapping
from saidanddone.contributions.models import Contribution, ImportRun
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import columns
from saidanddone.core.viewer import SITE
from saidanddone.people.models import Contributor
from saidanddone.record.models import Entry

HEADER = "id,text,author,said,kind,place,organisation,checked\n"
GOOD = '1,"The bins in Heol Las were missed.",a,2026-02-01,concern,bryn-teg,council,1\n'
REAL = Path(__file__).parents[3] / "shared" / "data" / "opinions"


@pytest.fixture
def bring_in(cast, tmp_path, at):
    """Write rows to a file and bring them in."""

    def bring(rows, name="said.csv", by=SITE, **options):
        path = tmp_path / name
        path.write_text(HEADER + rows, encoding="utf-8")
        mapping = read_mapping("paper", [], options.pop("fixed", []), columns(path))
        return import_contributions(
            by=by, at=at, path=path, mapping=mapping, rejects=tmp_path / "rejects.csv", **options
        )

    return bring


def rejects_of(tmp_path):
    with (tmp_path / "rejects.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_row_becomes_a_contribution_with_its_entry(bring_in, cast):
    summary = bring_in(GOOD)

    contribution = Contribution.objects.get()
    assert (summary.read, summary.created, summary.unchanged, summary.rejected) == (1, 1, 0, 0)
    assert contribution.text == "The bins in Heol Las were missed."
    assert contribution.channel == Contribution.Channel.IMPORT
    assert contribution.said_date.isoformat() == "2026-02-01"
    assert [addressee.organisation for addressee in contribution.addressees.all()] == [cast.council]
    assert Entry.objects.filter(about_id=contribution.public_id).count() == 1


def test_what_the_source_has_not_checked_is_held(bring_in):
    summary = bring_in("1,Words,a,,idea,bryn-teg,,1\n2,Other words,a,,idea,bryn-teg,,0\n3,More,a,,idea,bryn-teg,,-1\n")

    assert (summary.created, summary.held) == (3, 2)
    states = Contribution.objects.order_by("pk").values_list("state", flat=True)

    assert list(states) == ["published", "held", "held"]


def test_rows_of_one_author_hang_together(bring_in):
    bring_in("1,One,a,,idea,bryn-teg,,1\n2,Two,a,,idea,bryn-teg,,1\n3,Three,b,,idea,bryn-teg,,1\n")

    assert Contributor.objects.filter(import_key__startswith="paper:").count() == 2


def test_the_same_file_again_changes_nothing(bring_in):
    bring_in(GOOD)

    again = bring_in(GOOD)

    assert (again.read, again.created, again.unchanged) == (1, 0, 1)
    assert Contribution.objects.count() == 1


def test_rows_without_an_id_are_known_by_what_they_say(bring_in):
    row = ',"No id here.",a,2026-02-01,idea,bryn-teg,,1\n'
    bring_in(row)

    again = bring_in(row + ',"Something else.",a,2026-02-01,idea,bryn-teg,,1\n')

    assert (again.created, again.unchanged) == (1, 1)


BAD_ROWS = [
    ("1,,a,,idea,bryn-teg,,1\n", "text", "is empty"),
    (f"1,{'x' * 5001},a,,idea,bryn-teg,,1\n", "text", "longer than 5000"),
    ("1,Words,a,,rant,bryn-teg,,1\n", "kind", "is none of"),
    ("1,Words,a,,idea,atlantis,,1\n", "place", "is no place"),
    ("1,Words,a,,idea,bryn-teg,nobody,1\n", "organisation", "is no organisation"),
    ("1,Words,a,31/31/2026,idea,bryn-teg,,1\n", "said", "is no date"),
    ("1,Words,a,2030-01-01,idea,bryn-teg,,1\n", "said", "is in the future"),
    ("1,Words\n", "", "cells where the header has"),
]


@pytest.mark.parametrize(("row", "column", "reason"), BAD_ROWS)
def test_a_row_that_does_not_fit_is_reported_and_the_others_come_in(bring_in, tmp_path, row, column, reason):
    summary = bring_in(row + GOOD.replace("1,", "9,", 1))

    rejected = rejects_of(tmp_path)[0]
    assert (summary.read, summary.created, summary.rejected) == (2, 1, 1)
    assert (rejected["_line"], rejected["_column"]) == ("2", column)
    assert reason in rejected["_reason"]


def test_an_id_that_comes_twice_in_a_file_is_reported(bring_in, tmp_path):
    summary = bring_in(GOOD + GOOD.replace("missed", "late"))

    assert (summary.created, summary.rejected) == (1, 1)
    assert "is the same as on line 2" in rejects_of(tmp_path)[0]["_reason"]


def test_the_rejects_can_be_mended_and_fed_again(bring_in, tmp_path):
    bring_in("1,Words,a,,rant,bryn-teg,,1\n")
    mended = (tmp_path / "rejects.csv").read_text().replace(",rant,", ",idea,")
    (tmp_path / "mended.csv").write_text(mended)

    call_command("import_contributions", tmp_path / "mended.csv", source="paper")

    assert Contribution.objects.get().text == "Words"


def test_a_run_that_broke_off_goes_on_where_it_stopped(bring_in, monkeypatch):
    monkeypatch.setattr("saidanddone.contributions.actions.importing.BATCH", 2)
    rows = "".join(f"{number},Words {number},a,,idea,bryn-teg,,1\n" for number in range(5))
    calls = []

    def break_off(count):
        calls.append(count)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(rows, advance=break_off)
    summary = bring_in(rows)

    assert summary.resumed_at_line == 6
    assert (summary.read, summary.created, summary.unchanged) == (5, 5, 0)
    assert ImportRun.objects.get().finished_at


def test_a_trial_keeps_nothing_but_says_what_would_happen(bring_in):
    summary = bring_in(GOOD + "2,Words,a,,rant,bryn-teg,,1\n", is_trial=True)

    assert (summary.read, summary.created, summary.rejected) == (2, 1, 1)
    assert not Contribution.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Entry.objects.exists()


def test_only_who_may_import_does(bring_in, cast):
    with pytest.raises(Refused):
        bring_in(GOOD, by=cast.viewer("officer"))


@pytest.mark.parametrize(
    ("maps", "fixes", "words"),
    [
        (["x=text"], [], "no column 'x'"),
        (["a=dream"], [], "'dream' is no field"),
        ([], ["place"], "not of the form"),
        ([], ["dream=1"], "'dream' is no field"),
        (["a=text"], ["place=p"], "which column is the kind"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_words(maps, fixes, words):
    with pytest.raises(BadMapping, match=words):
        read_mapping("paper", maps, fixes, ["a", "b"])


def test_the_command_reports_figures_that_add_up(cast, tmp_path, capsys):
    path = tmp_path / "said.csv"
    path.write_text(HEADER + GOOD + "2,Words,a,,rant,bryn-teg,,1\n")

    with pytest.raises(CommandError, match=r"1 of 2 rows did not fit.*said\.rejects\.csv"):
        call_command("import_contributions", path)

    assert "2 read · 1 created · 0 unchanged · 1 rejected" in capsys.readouterr().out


def test_the_command_says_how_many_wait_for_a_moderator(cast, tmp_path, capsys):
    path = tmp_path / "said.csv"
    path.write_text(HEADER + GOOD + "2,Words,a,,idea,bryn-teg,,0\n")

    call_command("import_contributions", path)

    assert "Held until a moderator has read them: 1." in capsys.readouterr().out


def test_the_command_fails_in_words_on_a_file_that_is_none(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_contributions", tmp_path / "none.csv")


BAD = "2,Words,b,,rant,bryn-teg,,1\n"


@pytest.fixture
def feed(cast):
    """Feed a file to the command; whether every row fitted."""

    def feed(path, **options):
        try:
            call_command("import_contributions", path, **options)
        except CommandError:
            return False
        return True

    return feed


def mend(path):
    path.write_text(path.read_text().replace(",rant,", ",idea,"))


def test_mended_rejects_and_the_mended_original_are_the_same_rows(feed, tmp_path):
    path = tmp_path / "said.csv"
    path.write_text(HEADER + GOOD + BAD)

    fitted = [feed(path)]
    for file in (tmp_path / "said.rejects.csv", path):
        mend(file)
        fitted.append(feed(file))

    assert fitted == [False, True, True]
    assert Contribution.objects.count() == Contributor.objects.exclude(import_key=None).count() == 2


def test_a_rejects_file_keeps_its_source_whatever_it_is_called(feed, tmp_path):
    path = tmp_path / "said.csv"
    path.write_text(HEADER + BAD)
    feed(path, source="paper")
    mended = (tmp_path / "said.rejects.csv").rename(tmp_path / "mended.csv")
    mend(mended)

    feed(mended)

    assert Contribution.objects.get().import_key == "paper:2"


def test_an_import_never_writes_over_a_file(feed, tmp_path):
    path = tmp_path / "said.csv"
    path.write_text(HEADER + BAD)
    (tmp_path / "said.rejects.csv").write_text("being mended")

    fitted = [feed(path, rejects=path), feed(path, rejects=tmp_path / "said.rejects.csv"), feed(path)]

    assert fitted == [False, False, False]
    assert path.read_text() == HEADER + BAD
    assert (tmp_path / "said.rejects.csv").read_text() == "being mended"
    assert ",rant," in (tmp_path / "said.rejects-2.csv").read_text()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_run_does_not_begin_where_its_rejects_would_take_a_files_place(bring_in, tmp_path):
    (tmp_path / "rejects.csv").write_text("being mended")

    with pytest.raises(FileExistsError, match="never writes over a file"):
        bring_in(GOOD)

    assert not Contribution.objects.exists()


@pytest.fixture(params=["before its commit", "after its commit"])
def broken_off(request, bring_in, monkeypatch):
    """The rows of a run that stopped in its second batch of two."""
    kinds = ("idea", "rant", "idea", "rave", "idea")
    rows = "".join(f"{number},Words {number},a,,{kind},bryn-teg,,1\n" for number, kind in enumerate(kinds))
    is_before, keep, batches = request.param == "before its commit", importing._Rejects.keep, []

    def stop(*_):
        batches.append(1)
        if len(batches) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing, "BATCH", 2)
        if is_before:
            patch.setattr(importing._Rejects, "keep", lambda self, batch: [keep(self, batch), stop()])
        with pytest.raises(KeyboardInterrupt):
            bring_in(rows, advance=(lambda count: None) if is_before else stop)
    return rows


def test_rejects_of_a_run_that_broke_off_are_all_there_once(bring_in, broken_off, tmp_path):
    summary = bring_in(broken_off)

    assert (summary.read, summary.created, summary.rejected) == (5, 3, 2)
    assert [row["_line"] for row in rejects_of(tmp_path)] == ["3", "5"]
    assert not list(tmp_path.glob("*.partial"))


def test_a_trial_leaves_a_run_that_broke_off_to_go_on(bring_in, broken_off, tmp_path):
    trial = bring_in(broken_off, is_trial=True)
    (tmp_path / "rejects.csv").unlink()

    summary = bring_in(broken_off)

    assert (trial.read, trial.resumed_at_line) == (5, 0)
    assert (summary.read, summary.created, summary.rejected) == (5, 3, 2)
    assert summary.resumed_at_line
    assert Contribution.objects.count() == 3


def test_a_field_that_only_a_later_object_has_is_read_and_kept(feed, tmp_path):
    path = tmp_path / "said.jsonl"
    path.write_text(
        '{"text": "One", "kind": "idea", "place": "bryn-teg"}\n'
        '{"text": "Two", "kind": "idea", "place": "bryn-teg", "said": "2026-02-01"}\n'
        '{"text": "Three", "kind": "rant", "place": "bryn-teg", "extra": "kept"}\n'
    )

    feed(path)

    assert Contribution.objects.get(text="Two").said_date.isoformat() == "2026-02-01"
    with (tmp_path / "said.rejects.csv").open() as file:
        assert [row["extra"] for row in csv.DictReader(file)] == ["kept"]


def test_characters_that_no_database_takes_end_no_import(feed, tmp_path):
    path = tmp_path / "said.jsonl"
    path.write_text(
        '{"id": "\\ud83d", "author": "a\\u0000", "text": "One", "kind": "idea", "place": "bryn-teg"}\n'
        '{"id": "2\\u0000", "author": "a", "text": "Two", "kind": "idea", "place": "bryn-teg"}\n'
        '{"id": "3", "text": "Three", "kind": "idea", "place": "\\ud83d"}\n' + "[" * 100_000 + "\n"
    )

    feed(path)

    assert list(Contribution.objects.order_by("pk").values_list("text", flat=True)) == ["One", "Two"]
    assert Contributor.objects.filter(import_key="said:a").count() == 1
    with (tmp_path / "said.rejects.csv").open() as file:
        assert [row["_line"] for row in csv.DictReader(file)] == ["3", "4"]


def test_long_ids_that_differ_at_their_end_are_two_rows(bring_in):
    rows = "".join(f"{'x' * 150}{number},Words,{'y' * 150}{number},,idea,bryn-teg,,1\n" for number in range(2))

    summary = bring_in(rows)

    assert summary.created == 2
    assert Contributor.objects.exclude(import_key=None).count() == 2
    assert all(len(each.import_key) <= 120 for each in Contribution.objects.all())


def test_cells_that_the_header_does_not_name_are_kept_beside_the_reason(bring_in, tmp_path):
    bring_in(GOOD.replace("1\n", "1,spilled,over\n"))

    assert rejects_of(tmp_path)[0]["_value"] == "spilled, over"


def test_a_whole_file_can_be_marked_as_unchecked(bring_in):
    bring_in("1,Words,a,,idea,bryn-teg,,\n", fixed=["checked=0"])

    assert Contribution.objects.get().state == "held"


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="the real data are not beside the project (../shared/data)")
@pytest.mark.parametrize(
    "folder", sorted(path.name for path in REAL.iterdir() if path.is_dir()) if REAL.exists() else []
)
def test_real_statements_come_in_with_figures_that_add_up(cast, tmp_path, at, folder):
    path = REAL / folder / "comments.csv"
    pairs = {"comment-body": "text", "comment-id": "id", "author-id": "author", "timestamp": "said"}
    maps = [f"{column}={field}" for column, field in pairs.items()] + ["moderated=checked"]
    mapping = read_mapping(folder, maps, ["place=bryn-teg", "kind=idea", "organisation=council"], columns(path))

    summary = import_contributions(by=SITE, at=at, path=path, mapping=mapping, rejects=tmp_path / "rejects.csv")

    with path.open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert summary.read == len(expected) == summary.created + summary.unchanged + summary.rejected
    checked = sum(row["moderated"] == "1" for row in expected)
    assert Contribution.objects.filter(state="published").count() == checked - summary.rejected
