"""The vendored front end is what its manifest says, and names nothing that must not be shipped."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "src/saidanddone/ui/static/ui/vendor", ROOT / "src/saidanddone/ui/fonts", ROOT / "tests/vendor"]
LICENCES = {"MIT", "MIT AND OFL-1.1", "OFL-1.1", "BSD-0-Clause", "0BSD", "BSD-2-Clause", "MPL-2.0"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_file_has_the_hash_of_the_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text())

    kept = {name: digest for part in manifest for name, digest in part["files"].items()}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "manifest.json"
    }

    assert found == kept


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_manifest_matches_the_versions_that_maintainers_fetch(folder):
    wanted = json.loads((ROOT / "vendor/package.json").read_text())["dependencies"]

    manifest = json.loads((folder / "manifest.json").read_text())

    assert all(part["version"] == wanted[part["name"]] for part in manifest)
    assert {part["licence"] for part in manifest} <= LICENCES
    assert all(any("LICENSE" in name or "OFL" in name for name in part["files"]) for part in manifest)


def test_styles_name_no_font_or_emblem_of_the_government():
    styles = (FOLDERS[0] / "govuk.css").read_text().lower()

    assert "gds transport" not in styles
    assert "crown" not in styles
    assert "crest" not in styles
    assert "url(" not in styles


def test_styles_are_small():
    import gzip

    folder = FOLDERS[0].parent
    sheets = [*folder.glob("*.css"), folder / "vendor/govuk.css"]

    size = sum(len(gzip.compress(path.read_bytes())) for path in sheets)

    assert size < 30_000
