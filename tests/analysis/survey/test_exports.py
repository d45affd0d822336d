"""The part says what is public, and its examples run."""

import pytest

from saidanddone.analysis import survey
from tests.analysis.exported import examples, modules, undocumented


def test_public_names_are_sorted_and_documented():
    assert survey.__all__ == sorted(survey.__all__)
    assert not undocumented(survey)


def test_modules_inside_are_private():
    assert all(name.startswith("_") for name in modules(survey))


@pytest.mark.parametrize("module", modules(survey))
def test_examples_run(module):
    assert examples(survey, module).failed == 0
