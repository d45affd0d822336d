"""A file as SPSS writes it, with labels, missing values of one's own and Welsh words, comes in as any other does."""

from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from django.core.management import CommandError, call_command

from saidanddone.core.table_files import BadTable
from saidanddone.surveys.models import Response, Wave, WrittenAnswer
from saidanddone.surveys.spss import columns, read_table
from tests.people.factories import OrganisationFactory

CODEBOOK = """
[survey]
organisation = "aberwen-council"
title.en = "Trust in Aberwen"
title.cy = "Ymddiriedaeth yn Aberwen"

[columns]
wave = "wave"
stratum = "area"
weight = "weight"
key = "id"

[missing]
"88" = "dont_know"
"77" = "prefer_not"

[waves."2024"]
number = 1
opens = 2024-03-01
closes = 2024-03-31

[[questions]]
name = "council"
column = "q1"
kind = "scale"
wording = { en = "How much do you trust the council?", cy = "Faint ydych chi'n ymddiried yn y cyngor?" }
labels = { en = { 0 = "Not at all", 3 = "Completely" }, cy = { 0 = "Dim o gwbl", 3 = "Yn llwyr" } }
scoring.points = [0, 1, 2, 3]
scoring.bands = [{ name = "high", lowest = 2, highest = 3, side = 1 }]

[[questions]]
name = "town"
kind = "single"
wording = { en = "Where?", cy = "Ble?" }
labels = { en = { 1 = "Tŷ-coch", 2 = "Pontŵen" }, cy = { 1 = "Tŷ-coch", 2 = "Pontŵen" } }
values = { "Tŷ-coch" = 1, "Pontŵen" = 2 }

[[questions]]
name = "income"
kind = "number"
wording = { en = "What do you earn?", cy = "Faint ydych chi'n ei ennill?" }

[[questions]]
name = "why"
kind = "text"
wording = { en = "Why?", cy = "Pam?" }
"""
LONG = "Mae'r cŵn yn y tŷ, a'r gŵr wrth ei waith. " * 40


@pytest.fixture
def codebook(tmp_path, db):
    OrganisationFactory(slug="aberwen-council")
    path = tmp_path / "codebook.toml"
    path.write_text(CODEBOOK)
    return path


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "answers.sav"
    rows = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "wave": [2024.0, 2024.0, 2024.0],
            "area": ["Gogledd", "Dê", "Dê"],
            "weight": [1.5, 0.25, 1.0],
            "q1": [3.0, 88.0, None],
            "town": ["Tŷ-coch", "Pontŵen", ""],
            "income": [12345.5, None, 20000.0],
            "why": [LONG, "", "Am fod."],
            "day": [date(2024, 3, 1), date(2024, 3, 2), None],
        }
    )
    labels = {"q1": {0: "Dim o gwbl", 3: "Yn llwyr", 88: "Ddim yn gwybod"}}
    pyreadstat.write_sav(rows, str(path), variable_value_labels=labels, missing_ranges={"q1": [77, 88]})
    return path


def bring_in(path: Path, codebook: Path, **options: object) -> None:
    call_command("import_survey", str(path), like=codebook, source="aberwen", **options)


@pytest.mark.slow
def test_a_file_of_spss_comes_in_with_its_codes_words_and_missing_values(codebook, sav):
    bring_in(sav, codebook)

    first, second, third = Response.objects.order_by("pk")
    assert {name: first.answers[name] for name in ("council", "town", "income")} == {
        "council": 3,
        "town": 1,
        "income": 12345.5,
    }
    assert (first.stratum, first.weight, second.stratum, second.weight) == ("Gogledd", 1.5, "Dê", 0.25)
    assert {name: second.answers.get(name) for name in ("council", "town", "income")} == {
        "council": 88,
        "town": 2,
        "income": None,
    }
    assert "council" not in third.answers
    assert Wave.objects.get().questions[0]["scoring"]["missing"] == {"88": "dont_know", "77": "prefer_not"}


@pytest.mark.slow
def test_a_long_string_comes_in_whole_with_its_accents(sav):
    first, second, _third = read_table(sav)

    assert first.cells["why"] == LONG.strip() or first.cells["why"] == LONG
    assert (second.cells["area"], second.cells["q1"], second.cells["income"]) == ("Dê", "88", "")
    assert first.cells["day"] == "2024-03-01"
    assert columns(sav)[:2] == ["id", "wave"]


@pytest.mark.slow
def test_the_same_file_again_brings_in_nothing_twice(codebook, sav, capsys):
    bring_in(sav, codebook)
    bring_in(sav, codebook)

    assert Response.objects.count() == 3
    assert "3 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"$FL2 this is none", b"PK\x03\x04 nor this"])
def test_a_file_that_is_none_says_so_in_words(codebook, tmp_path, content):
    path = tmp_path / "broken.sav"
    path.write_bytes(content)

    with pytest.raises(BadTable, match=r"broken\.sav cannot be read as SPSS"):
        list(read_table(path))
    with pytest.raises(CommandError, match="cannot be read as SPSS"):
        bring_in(path, codebook)
    assert not Response.objects.exists()


@pytest.mark.slow
def test_a_file_that_breaks_off_says_so_and_brings_in_nothing(codebook, sav, tmp_path):
    path = tmp_path / "half.sav"
    path.write_bytes(sav.read_bytes()[:600])

    with pytest.raises(CommandError, match="cannot be read as SPSS"):
        bring_in(path, codebook)
    assert not WrittenAnswer.objects.exists()
