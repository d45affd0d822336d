"""Every template compiles, and carries nothing that the Content-Security-Policy would block."""

import re

from django.template import TemplateSyntaxError, engines

from tests.architecture.sources import SOURCE, name_of

TEMPLATES = sorted(
    path for pattern in ("*.html", "*.txt", "*.xml") for path in SOURCE.glob(f"*/templates/**/{pattern}")
)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|type=\"application/json\"))|javascript:", re.I)


def test_templates_compile():
    broken = {}
    for path in TEMPLATES:
        try:
            engines["django"].get_template(str(path).split("/templates/", 1)[1])
        except TemplateSyntaxError as error:
            broken[name_of(path)] = str(error)

    assert not broken


def test_no_template_has_an_inline_script_or_style():
    assert not [name_of(path) for path in TEMPLATES if INLINE.search(path.read_text())]
