"""What the documents say of the code holds, and what writes into them can."""

import re
from pathlib import Path

from benchmarks import __main__ as bench
from benchmarks.measurement import Measurement
from django.utils.translation import override

import saidanddone
from saidanddone.config import drawing

ROOT = Path(__file__).parents[2]


def test_the_top_heading_of_the_changelog_is_the_version():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert headings[0] == saidanddone.__version__


def test_benchmarks_are_written_between_their_marks_and_all_else_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    page = tmp_path / "docs" / "benchmarks.md"
    page.parent.mkdir()
    page.write_text((ROOT / "docs" / "benchmarks.md").read_text())
    around = [
        part.strip() for part in re.split(f"{bench.MARKS[0]}.*{bench.MARKS[1]}", page.read_text(), flags=re.DOTALL)
    ]

    bench.write([Measurement("import", 1, "/s", "sqlite"), Measurement("search", 2, "ms", "sqlite")])
    bench.write([Measurement("import", 3, "/s", "sqlite")])

    written = page.read_text()
    assert [
        part.strip() for part in re.split(f"{bench.MARKS[0]}.*{bench.MARKS[1]}", written, flags=re.DOTALL)
    ] == around
    assert written.count("| import | sqlite |") == written.count("| search | sqlite |") == 1
    assert "| import | sqlite |  | 3 /s |" in written
    assert bench.OLDER in written


def test_the_page_of_states_is_as_the_tables_say():
    with override("en"):
        assert (ROOT / "docs" / "states.md").read_text().rstrip() == drawing.page().rstrip(), "run ./do states"
