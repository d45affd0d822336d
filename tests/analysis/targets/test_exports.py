"""The part says what is public, and its examples run."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from saidanddone.analysis import targets

MODULES = [found.name for found in pkgutil.iter_modules([str(Path(targets.__file__).parent)])]


def test_public_names_are_documented_and_these():
    assert targets.__all__ == [
        "Better",
        "Change",
        "Direction",
        "Fitted",
        "Interrupted",
        "Judgement",
        "Mark",
        "Series",
        "State",
        "Trend",
        "interrupted",
        "judge",
        "trend",
    ]
    assert all(getattr(targets, name).__doc__ for name in targets.__all__)


@pytest.mark.parametrize("module", MODULES)
def test_modules_inside_are_private_and_their_examples_run(module):
    assert module.startswith("_")
    assert doctest.testmod(importlib.import_module(f"{targets.__name__}.{module}")).failed == 0
