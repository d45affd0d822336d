"""Every template compiles, and carries nothing that the Content-Security-Policy would block."""

import re
from pathlib import Path

import pytest
from django.template import engines

SOURCE = Path(__file__).parents[2] / "src" / "saidanddone"
TEMPLATES = sorted(
    path for pattern in ("*.html", "*.txt", "*.xml") for path in SOURCE.glob(f"*/templates/**/{pattern}")
)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|type=\"application/json\"))|javascript:", re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_template_compiles(path):
    name = str(path).split("/templates/", 1)[1]

    assert engines["django"].get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_template_has_no_inline_script_or_style(path):
    assert not INLINE.search(path.read_text())
