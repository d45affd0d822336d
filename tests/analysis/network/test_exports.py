"""The part says what is public, and its examples run."""

import pytest

from saidanddone.analysis import network
from tests.analysis.exported import examples, modules, undocumented


def test_public_names_are_documented_and_these():
    assert network.__all__ == [
        "Bridge",
        "Bridges",
        "Change",
        "Difference",
        "Figure",
        "Figures",
        "Layout",
        "Measure",
        "Network",
        "SinglePoint",
        "SinglePoints",
        "bridges",
        "centralisation",
        "change",
        "density",
        "describe",
        "layout",
        "reciprocity",
        "single_points",
    ]
    assert not undocumented(network)


@pytest.mark.parametrize("module", modules(network))
def test_modules_inside_are_private_and_their_examples_run(module):
    assert module.startswith("_")
    assert examples(network, module).failed == 0
