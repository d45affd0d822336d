"""The part says what is public, and its examples run."""

import subprocess
import sys

import pytest

from saidanddone.analysis import survey
from tests.analysis.exported import examples, modules, undocumented


def test_public_names_have_docstrings():
    assert not undocumented(survey)


def test_modules_inside_are_private():
    assert all(name.startswith("_") for name in modules(survey))


@pytest.mark.parametrize("module", modules(survey))
def test_examples_run(module):
    assert examples(survey, module).failed == 0


@pytest.mark.slow
def test_it_works_in_a_notebook_without_django():
    code = "import saidanddone.analysis.survey, sys; sys.exit(any(each.startswith('django') for each in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
