"""A list says the same in each of its forms, and nobody can take it away without end."""

import csv
import io
import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from openpyxl import load_workbook

from saidanddone.core.downloads import Download, Ending, EndingConverter, of
from saidanddone.core.throttle import Throttled

COLUMNS = {name: of(name) for name in ("words", "number", "is_so", "nothing", "day", "several", "place.slug")}
ROW = SimpleNamespace(
    words='=1+1, "she" said\nŵ',
    number=1.5,
    is_so=True,
    nothing=None,
    day=date(2026, 3, 2),
    several=["a", False, datetime(2026, 3, 2, 10, tzinfo=UTC)],
    place=SimpleNamespace(slug="glan"),
)


@pytest.fixture
def request_():
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), SimpleNamespace(session_key=None)
    return request


def body(request, ending, rows):
    response = Download("things", COLUMNS, {}).answer(request, ending, iter(rows))
    assert response.streaming
    assert response["Content-Disposition"] == f'attachment; filename="things.{ending}"'
    return b"".join(response.streaming_content)


def test_json_keeps_what_each_value_is(request_):
    [row] = json.loads(body(request_, Ending.JSON, [ROW]))

    assert row == {
        "words": ROW.words,
        "number": 1.5,
        "is_so": True,
        "nothing": None,
        "day": "2026-03-02",
        "several": ["a", False, "2026-03-02T10:00:00+00:00"],
        "place.slug": "glan",
    }


def test_csv_and_excel_say_it_in_cells(request_):
    [line] = csv.DictReader(io.StringIO(body(request_, Ending.CSV, [ROW]).decode("utf-8-sig"), newline=""))
    [_, cells] = load_workbook(io.BytesIO(body(request_, Ending.XLSX, [ROW]))).active.iter_rows(values_only=True)

    several = "a; no; 2026-03-02T10:00:00+00:00"
    assert list(line.values()) == [f"'{ROW.words}", "1.5", "yes", "", "2026-03-02", several, "glan"]
    assert list(cells) == [ROW.words, 1.5, "yes", None, "2026-03-02", several, "glan"]


def test_a_list_of_nothing_is_a_file_too(request_):
    assert json.loads(body(request_, Ending.JSON, [])) == []
    assert body(request_, Ending.CSV, []).decode("utf-8-sig").splitlines() == [",".join(COLUMNS)]
    assert len(list(load_workbook(io.BytesIO(body(request_, Ending.XLSX, []))).active.iter_rows())) == 1


def test_what_is_not_there_on_the_way_to_a_value_is_none():
    assert of("place.slug")(SimpleNamespace(place=None)) is None


def test_the_end_of_an_address_is_one_of_the_three():
    converter = EndingConverter()

    assert converter.regex == "csv|json|xlsx"
    assert (converter.to_python("csv"), converter.to_url(Ending.XLSX)) == (Ending.CSV, "xlsx")


def test_nobody_takes_files_away_without_end(request_):
    with pytest.raises(Throttled):
        for _ in range(61):
            body(request_, Ending.JSON, [])
