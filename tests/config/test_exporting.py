"""The whole site as open data: nothing forgotten, nothing private, nothing that a spreadsheet would run."""

import csv
import hashlib
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from saidanddone.config import exporting
from saidanddone.config.export_tables import STAYS, TABLES
from saidanddone.contributions.models import Verdict
from saidanddone.decisions.credits import CivicRole
from tests.contributions.factories import ContributionFactory, VerdictFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory, WriterFactory

OURS = {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("saidanddone")}
pytestmark = pytest.mark.django_db
writes_every_file = pytest.mark.slow  # three for every table


def exported():
    return {table.rows().model._meta.label: table for table in TABLES}


def rows_of(folder, name):
    lines = (folder / "json" / f"{name}.json").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def answer_to_somebody():
    return ContributionFactory(answered=True).answers.get()


def test_every_model_is_exported_or_stays_for_a_reason():
    assert exported().keys() | STAYS.keys() == OURS.keys()
    assert not exported().keys() & STAYS.keys()
    assert all(len(reason) > 10 for reason in STAYS.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_a_column_or_left_out_for_a_reason(table):
    fields = {each.name for each in exporting._fields(table.rows().model)}

    assert (exporting.columns(table).keys() - table.adds) | exporting.left_out(table).keys() == fields
    assert not table.adds.keys() & fields
    assert not exporting.columns(table).keys() & exporting.left_out(table).keys()
    assert all(len(reason) > 10 for reason in exporting.left_out(table).values())


@writes_every_file
def test_what_is_hidden_held_withdrawn_or_for_some_only_is_in_no_file(tmp_path, at):
    words = "The bus that nobody else may read about"
    for trait in ("held", "hidden", "withdrawn", "for_one_organisation"):
        EvidenceFactory(
            contribution=ContributionFactory(text=words, **{trait: True}), finding=FindingFactory(published=True)
        )
    FindingFactory(title=words)
    FindingFactory(title=words, published=True, hidden_at=at)
    DecisionFactory(question=words)

    exporting.write(tmp_path, at=at)

    for file in tmp_path.rglob("*.*"):
        assert words.encode() not in file.read_bytes()
    assert rows_of(tmp_path, "evidence") == []


@writes_every_file
def test_rows_are_named_so_that_tables_join(tmp_path, at):
    said = ContributionFactory(answered=True)
    use = UseFactory(decision=DecisionFactory(decided=True), contribution=said)

    exporting.write(tmp_path, at=at)

    (row,) = rows_of(tmp_path, "uses")
    assert (row["contribution"], row["decision"], row["value"]) == (said.public_id, use.decision.public_id, "used")
    assert [each["contribution"] for each in rows_of(tmp_path, "answers")] == [said.public_id]


@writes_every_file
def test_every_civic_role_leaves_with_the_role_in_credit_that_it_maps_to(tmp_path, at):
    for role in CivicRole.values:
        WriterFactory(finding__published=True, role=role, name=role)

    exporting.write(tmp_path, at=at)

    roles = {row["role"]: row["credit_role"] for row in rows_of(tmp_path, "writers")}
    assert len(roles) == 10
    assert roles["interpreted"] == "https://credit.niso.org/contributor-roles/formal-analysis/"
    assert all(address.startswith("https://credit.niso.org/contributor-roles/") for address in roles.values())


@writes_every_file
def test_what_is_cited_by_reference_is_exported_with_what_it_is(tmp_path, at):
    link = "https://example.org/tickets"
    cited = {"ref_kind": "source", "ref_id": "a", "words": "Tickets", "link": link, "kind": "dataset"}
    day = {"source_date": at.date()}
    UseFactory(decision=DecisionFactory(decided=True), contribution=None, **cited | day)
    EvidenceFactory(finding=FindingFactory(published=True), contribution=None, **cited | day)

    exporting.write(tmp_path, at=at)

    for table in ("uses", "evidence"):
        (row,) = rows_of(tmp_path, table)
        assert {name: row[name] for name in cited} == cited
        assert row["source_date"] == "2026-03-02"


@writes_every_file
def test_words_that_a_moderator_hid_are_blank_and_the_verdict_stays(tmp_path, at):
    verdict = VerdictFactory(answer=answer_to_somebody(), words="They are all useless")
    Verdict.objects.filter(pk=verdict.pk).update(words_hidden_at=at)

    exporting.write(tmp_path, at=at)

    (row,) = rows_of(tmp_path, "verdicts")
    assert (row["value"], row["words"]) == (verdict.value, "")


@writes_every_file
def test_no_cell_can_run_in_a_spreadsheet(tmp_path, at):
    ContributionFactory(text="=HYPERLINK(1)")

    exporting.write(tmp_path, at=at)

    with (tmp_path / "csv" / "contributions.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    sheet = load_workbook(tmp_path / "xlsx" / "contributions.xlsx").active
    cell = next(cell for cell in sheet[2] if cell.value == "=HYPERLINK(1)")
    assert row["text"] == "'=HYPERLINK(1)"
    assert cell.data_type == "s"
    assert rows_of(tmp_path, "contributions")[0]["text"] == "=HYPERLINK(1)"


@writes_every_file
def test_the_manifest_names_each_file_with_its_digest_and_what_is_missing(tmp_path, at):
    ContributionFactory()

    exporting.write(tmp_path, at=at)

    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    table = next(each for each in manifest["tables"] if each["name"] == "contributions")
    for file in table["files"]:
        assert hashlib.sha256((tmp_path / file["path"]).read_bytes()).hexdigest() == file["sha256"]
        assert file["rows"] == 1
    assert "contributor" in table["left_out"]
    assert "people.Contributor" in manifest["not_exported"]


@writes_every_file
def test_the_command_never_writes_over_something(tmp_path):
    (tmp_path / "mine").write_text("kept")

    with pytest.raises(CommandError, match="not empty"):
        call_command("export_site", str(tmp_path))

    assert (tmp_path / "mine").read_text() == "kept"


@writes_every_file
def test_the_command_says_what_it_wrote(tmp_path, capsys):
    ContributionFactory()

    call_command("export_site", str(tmp_path / "open"))

    assert "tables with" in capsys.readouterr().out
    assert (tmp_path / "open" / "manifest.json").exists()
