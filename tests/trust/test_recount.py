"""Every figure of the record equals what an independent script counts from the exported data."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from saidanddone.config import exporting
from saidanddone.trust import files, pages
from saidanddone.trust.subjects import Subject
from tests.trust import recount

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def subjects(area):
    yield Subject(top=area["county"])
    for name in ("council", "homes"):
        yield Subject(organisation=area[name])
    yield Subject(service=area["buses"])
    for place in (area["county"], area["wards"][0]):
        yield Subject(place=place)


def test_the_page_and_the_data_agree_for_the_area_each_organisation_service_and_place(area, at, tmp_path):
    exporting.write(tmp_path, at=at)
    data, known = recount.Data(tmp_path), 0

    for subject in subjects(area):
        page = files.as_json(pages.trust_page(subject, on=at.date()))
        known += sum(each["value"] is not None for row in page["determinants"] for each in row["record"])

        assert list(recount.differences(data, page)) == []
    assert known > 70


def test_a_figure_that_was_touched_up_is_found(area, at, tmp_path):
    exporting.write(tmp_path, at=at)
    page = files.as_json(pages.trust_page(Subject(organisation=area["council"]), on=at.date()))

    for row in page["determinants"]:
        for each in row["record"]:
            if each["numerator"] is not None and each["key"] in recount.SHARES:
                touched = json.loads(json.dumps(page))
                figure = next(
                    one for other in touched["determinants"] for one in other["record"] if one["key"] == each["key"]
                )
                figure["numerator"] += 1
                assert any(each["key"] in said for said in recount.differences(recount.Data(tmp_path), touched))


def test_the_script_stands_alone(area, at, tmp_path):
    exporting.write(tmp_path / "site", at=at)
    with translation.override("en"):
        page = files.as_json(pages.trust_page(Subject(organisation=area["council"]), on=at.date()))
    (tmp_path / "trust.json").write_text(json.dumps(page), encoding="utf-8")

    script = Path(recount.__file__)
    alone = [sys.executable, "-I", str(script), str(tmp_path / "site"), str(tmp_path / "trust.json")]
    told = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (told.returncode, told.stdout.strip()) == (0, "Every figure agrees."), told.stderr
