"""Answers that were given elsewhere come in by a codebook, once, and figures come out as they were published."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record.models import Entry
from saidanddone.surveys.actions import analyse_wave, import_survey
from saidanddone.surveys.codebooks import BadCodebook, read_codebook
from saidanddone.surveys.models import Estimate, Response, Survey, Wave
from saidanddone.surveys.spss import read_table
from tests.people.factories import OrganisationFactory
from tests.surveys.factories import QuestionFactory, SurveyFactory, WaveFactory

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "surveys"
BRAZIL = Path(__file__).parent / "brazil.toml"
CODEBOOK = """
[survey]
organisation = "aberwen-council"
title.en = "Trust in Aberwen"
title.cy = "Ymddiriedaeth yn Aberwen"

[columns]
wave = "wave"
stratum = "area"
cluster = "street"
weight = "weight"
language = "language"

[missing]
NA = "not_asked"
"88" = "dont_know"
"77" = "prefer_not"

[waves."2024"]
number = 1
opens = 2024-03-01
closes = 2024-03-31

[waves."2026"]
number = 2
opens = 2026-02-01
closes = 2026-02-28
sampling = "open"

[[questions]]
name = "council"
column = "q1"
kind = "scale"
wording = { en = "How much do you trust the council?", cy = "Faint ydych chi'n ymddiried yn y cyngor?" }
labels = { en = { 0 = "Not at all", 3 = "Completely" }, cy = { 0 = "Dim o gwbl", 3 = "Yn llwyr" } }
scoring.points = [0, 1, 2, 3]
scoring.bands = [
  { name = "low", lowest = 0, highest = 1, side = -1 },
  { name = "high", lowest = 2, highest = 3, side = 1 },
]

[[questions]]
name = "sex"
kind = "single"
wording = { en = "Are you …", cy = "Ai …" }
labels = { en = { 1 = "a woman", 2 = "a man" }, cy = { 1 = "menyw", 2 = "dyn" } }
values = { Woman = 1, Man = 2 }

[[questions]]
name = "ways"
kind = "several"
wording.en = "How do you reach us?"
labels.en = { 1 = "By phone", 2 = "By letter" }
"""
HEADER = ["wave", "area", "street", "weight", "language", "q1", "sex", "ways"]
ROWS = [
    ["2024", "North", "1", "1.5", "en", "3", "Woman", "1; 2"],
    ["2024", "North", "2", "0.5", "cy", "88", "Man", ""],
    ["2024", "South", "1", "1", "en", "77", "Man", "2"],
    ["2026", "South", "2", "1", "en", "NA", "NA", "1"],
    ["2026", "South", "2", "1", "en", "NA", "NA", "1"],
]


@pytest.fixture
def codebook(tmp_path, db):
    OrganisationFactory(slug="aberwen-council")
    path = tmp_path / "codebook.toml"
    path.write_text(CODEBOOK)
    return path


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def bring_in(path: Path, codebook: Path, **options: object) -> None:
    call_command("import_survey", str(path), like=codebook, source="aberwen", **options)


def test_a_row_becomes_a_response_with_its_stratum_cluster_weight_and_language(codebook, tmp_path, capsys):
    bring_in(write(tmp_path / "answers.csv", ROWS), codebook)

    first, second, third = Response.objects.filter(wave__number=1).order_by("pk")
    assert (first.stratum, first.cluster, first.weight, first.language, first.mode) == ("North", "1", 1.5, "en", "file")
    assert first.answers == {"council": 3, "sex": 1, "ways": [1, 2]}
    assert (second.answers, third.answers["council"]) == ({"council": 88, "sex": 2}, 77)
    wave = Wave.objects.get(number=1)
    assert (wave.state, wave.modes, wave.sampling) == ("closed", ["file"], "probability")
    assert wave.questions[0]["scoring"]["missing"] == {"88": "dont_know", "77": "prefer_not"}
    assert Entry.objects.filter(kind="survey-wave").count() == 2


def test_equal_rows_are_different_people_and_the_same_file_brings_in_nothing_twice(codebook, tmp_path, capsys):
    path = write(tmp_path / "answers.csv", ROWS)
    bring_in(path, codebook)
    bring_in(path, codebook)

    assert Response.objects.filter(wave__number=2).count() == 2
    assert (Survey.objects.count(), Response.objects.count()) == (1, 5)
    assert "5 read · 0 created · 5 unchanged · 0 rejected" in capsys.readouterr().out


def test_an_excel_file_is_read_as_a_csv_file_is(codebook, tmp_path, capsys):
    book = Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    book.save(tmp_path / "answers.xlsx")
    bring_in(tmp_path / "answers.xlsx", codebook)

    assert Response.objects.order_by("pk").first().answers == {"council": 3, "sex": 1, "ways": [1, 2]}


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("wave", "2025", "is no wave of the codebook"),
        ("area", "", "is empty"),
        ("street", "x" * 61, "is longer than 60"),
        ("weight", "-1", "is no weight from nought up"),
        ("weight", "inf", "is no weight from nought up"),
        ("weight", "heavy", "is no weight from nought up"),
        ("language", "fr", "is none of en, cy"),
        ("q1", "4", "is no answer"),
        ("q1", "99", "is no answer"),
        ("sex", "Other", "is no answer"),
        ("ways", "1; 3", "is no answer"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_others_come_in(codebook, tmp_path, column, cell, why):
    bad = list(ROWS[0])
    bad[HEADER.index(column)] = cell
    path = write(tmp_path / "answers.csv", [ROWS[1], bad, ROWS[2]])
    with pytest.raises(CommandError, match="1 rows did not fit"):
        bring_in(path, codebook)

    (rejected,) = csv.DictReader((tmp_path / "answers.rejects.csv").read_text().splitlines())
    assert (rejected["_line"], rejected["_column"]) == ("3", column)
    assert why in rejected["_reason"]
    assert Response.objects.count() == 2


def test_a_key_makes_a_row_one_response_and_other_answers_do_not_change_it(codebook, tmp_path, at):
    codebook.write_text(CODEBOOK.replace("[columns]", '[columns]\nkey = "id"\nperson = "panel"'))
    header = [*HEADER, "id", "panel"]
    path = write(tmp_path / "first.csv", [[*ROWS[0], "a", "p1"], [*ROWS[0], "a", "p1"], [*ROWS[3], "b", "p1"]], header)
    facts = {"by": SITE, "at": at, "codebook": read_codebook(codebook), "source": "aberwen"}
    first = import_survey(rows=read_table(path), **facts)
    changed = write(tmp_path / "second.csv", [[*ROWS[1], "a", "p1"]], header)
    second = import_survey(rows=read_table(changed), **facts)

    assert (first.created, [each.reason for each in first.rejected]) == (2, ["is the same as on line 2"])
    assert "other answers" in second.rejected[0].reason
    one, other = Response.objects.order_by("pk")
    assert one.panel_key == other.panel_key != ""


def test_a_trial_keeps_nothing(codebook, tmp_path, capsys):
    bring_in(write(tmp_path / "answers.csv", ROWS), codebook, dry_run=True)

    assert "5 created" in capsys.readouterr().out
    assert not Survey.objects.exists() and not Entry.objects.exists()


def test_only_a_steward_an_administrator_or_the_site_brings_in_answers(codebook, cast, at):
    OrganisationFactory._meta.model.objects.filter(slug="aberwen-council").delete()
    type(cast.council).objects.filter(pk=cast.council.pk).update(slug="aberwen-council")
    facts = {"at": at, "rows": [], "codebook": read_codebook(codebook), "source": "aberwen"}
    for name in ("stranger", "officer", "lead", "other_officer", "moderator"):
        with pytest.raises(Refused):
            import_survey(by=cast.viewer(name), **facts)
    import_survey(by=cast.viewer("steward"), **facts)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[columns]", "[column]", r"no table \[columns\]"),
        ('wave = "wave"', 'waves = "wave"', "has waves"),
        ('wave = "wave"\n', "", "no column of waves"),
        ('NA = "not_asked"', 'NA = "unknown"', "none of dont_know"),
        ("number = 2", "number = 1", "same number"),
        ("closes = 2024-03-31", "closes = 2023-03-31", "closes before it opens"),
        ("opens = 2024-03-01", 'opens = "March"', "needs a number, and days"),
        ('kind = "scale"', 'kind = "slider"', "needs words, and a kind"),
        ('column = "q1"', 'colour = "red"', "question council"),
        ('name = "sex"', 'name = "council"', "two have the same name"),
        ('organisation = "aberwen-council"', "", "needs an organisation"),
        ('kind = "several"', "kind = ", "codebook.toml"),
    ],
)
def test_a_codebook_that_cannot_be_understood_says_why(codebook, tmp_path, old, new, why):
    codebook.write_text(CODEBOOK.replace(old, new))
    with pytest.raises(CommandError, match=why):
        bring_in(write(tmp_path / "answers.csv", ROWS), codebook)


def test_another_codebook_needs_another_source(codebook, tmp_path, at):
    bring_in(write(tmp_path / "answers.csv", ROWS), codebook)
    codebook.write_text(CODEBOOK.replace("How much", "How far"))
    with pytest.raises(BadCodebook, match="other questions"):
        import_survey(by=SITE, at=at, rows=[], codebook=read_codebook(codebook), source="aberwen")


def built_here(codebook, **more):
    """A survey of the council that asks what the codebook asks."""
    survey = SurveyFactory(
        organisation=OrganisationFactory._meta.model.objects.get(slug="aberwen-council"), ready=True, **more
    )
    for order, each in enumerate(read_codebook(codebook).questions):
        fields = {name: getattr(each.asked, name) for name in each.asked.columns()}
        QuestionFactory(survey=survey, order=order, **fields)
    return survey


def test_answers_that_others_collected_come_into_the_survey_that_was_built_here(codebook, tmp_path, capsys):
    survey = built_here(codebook, about_kind="service", about_id="7k3m9qx2pd")
    bring_in(write(tmp_path / "answers.csv", ROWS), codebook, into=survey.public_id)

    survey.refresh_from_db()
    assert (Survey.objects.count(), survey.about_kind, survey.waves.count()) == (1, "service", 2)
    assert survey.first_opened_at is not None
    assert Entry.objects.filter(kind="survey", about_id=survey.public_id).count() == 1


def test_a_survey_that_asks_otherwise_or_is_not_ready_or_is_of_others_takes_no_file(codebook, tmp_path):
    survey = built_here(codebook)
    path = write(tmp_path / "answers.csv", ROWS)
    survey.questions.filter(name="council").update(wording={"en": "Do you trust the council?"})
    with pytest.raises(CommandError, match="other questions"):
        bring_in(path, codebook, into=survey.public_id)
    Survey.objects.update(state="draft")
    with pytest.raises(CommandError, match="ready first"):
        bring_in(path, codebook, into=survey.public_id)
    Survey.objects.update(organisation=OrganisationFactory())
    with pytest.raises(CommandError, match="another organisation"):
        bring_in(path, codebook, into=survey.public_id)
    with pytest.raises(CommandError, match="no survey"):
        bring_in(path, codebook, into="7k3m9qx2pd")


def test_a_round_that_was_asked_here_takes_no_answers_from_a_file(codebook, tmp_path):
    survey = built_here(codebook)
    WaveFactory(survey=survey, number=1, opened=True, modes=["link"])
    with pytest.raises(CommandError, match="Round 1 of this survey was asked here"):
        bring_in(write(tmp_path / "answers.csv", ROWS), codebook, into=survey.public_id)
    assert not Response.objects.exists()


def test_an_spss_file_without_its_reader_says_what_it_needs(codebook, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    (tmp_path / "answers.sav").write_bytes(b"$FL2")
    with pytest.raises(CommandError, match="needs pyreadstat"):
        bring_in(tmp_path / "answers.sav", codebook)


PUBLISHED = {
    ("b31", 7): (43.08618, 40.06770, 46.10465),
    ("b31", 9): (42.16415, 38.97057, 45.35774),
    ("b13", 7): (30.32138, 27.76127, 32.88150),
    ("b13", 9): (35.25472, 32.18235, 38.32709),
    ("b21", 7): (13.61917, None, None),
    ("b21", 9): (20.52433, None, None),
}
"""The documentation of R `lapop`, `lpr_dumb`: per cent with high trust in 2018/19 and 2023, and their intervals."""


@pytest.mark.slow
@pytest.mark.django_db
def test_the_real_survey_of_brazil_comes_out_with_its_published_figures(at, capsys):
    if not SHARED.exists():
        pytest.skip(f"there is no {SHARED}")
    OrganisationFactory(slug="aberwen-council")
    call_command("import_survey", str(SHARED / "cm23.csv"), like=BRAZIL)
    assert Response.objects.count() == 15764

    for number in (7, 9):
        analyse_wave(by=SITE, at=at, wave=Wave.objects.get(number=number))
    for (item, number), figures in PUBLISHED.items():
        facts = {"analysis__wave__number": number, "item": item, "figure": "high", "kind": "share", "variable": ""}
        found = Estimate.objects.get(**facts)
        for name, figure in zip(("value", "lower", "upper"), figures, strict=True):
            assert figure is None or 100 * getattr(found, name) == pytest.approx(figure, abs=5e-6)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_other_file_of_brazil_gives_the_same_figures_of_its_round(at, tmp_path, capsys):
    if not SHARED.exists():
        pytest.skip(f"there is no {SHARED}")
    OrganisationFactory(slug="aberwen-council")
    codebook = tmp_path / "codebook.toml"
    codebook.write_text(BRAZIL.read_text().replace("weight1500", "wt"))
    call_command("import_survey", str(SHARED / "bra23.csv"), like=codebook)
    assert Response.objects.count() == 1526

    analyse_wave(by=SITE, at=at, wave=Wave.objects.get(number=9))
    for item in ("b13", "b21", "b31"):
        found = Estimate.objects.get(item=item, figure="high", kind="share", variable="")
        assert 100 * found.value == pytest.approx(PUBLISHED[item, 9][0], abs=5e-6)
