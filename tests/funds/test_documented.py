"""What the guide to a fund's data says of files and columns is so."""

from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from saidanddone.funds.transfer_files import COLUMNS

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "fund-data.md").read_text(encoding="utf-8")
FILES = [line.split("`")[1] for line in GUIDE.splitlines() if line.startswith("| `/")]


@pytest.mark.parametrize("address", FILES)
def test_each_file_that_the_guide_names_is_there(address):
    path = address.partition("?")[0].replace("<id>", "52f0d64j8m").replace("<organisation>", "council")

    try:
        resolve(path)
    except Resolver404:  # pragma: no cover - says which
        pytest.fail(f"there is no {path}")


def test_each_column_of_the_import_is_named():
    assert [name for name in COLUMNS if f"`{name}`" not in GUIDE] == []
