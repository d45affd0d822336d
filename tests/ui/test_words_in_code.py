"""Words in Python code reach the catalogue, also from within an f-string, where the extractor does not look."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

import saidanddone

ROOT = Path(saidanddone.__file__).parent
CALLS = {"_", "gettext", "gettext_lazy"}


def words_in_f_strings():
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.JoinedStr):
                continue
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
                    yield pytest.param(call.args[0].value, id=f"{path.relative_to(ROOT)}:{call.lineno}")


@pytest.mark.parametrize("words", list(words_in_f_strings()))
def test_words_in_an_f_string_have_their_welsh(words):
    catalogue = (Path(settings.LOCALE_PATHS[0]) / "cy/LC_MESSAGES/django.po").read_text()

    assert f'msgid "{words}"' in catalogue
