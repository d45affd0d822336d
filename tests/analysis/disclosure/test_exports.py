"""The part says what is public, and its examples run."""

import pytest

from saidanddone.analysis import disclosure
from tests.analysis.exported import examples, modules, undocumented


def test_public_names_are_these():
    assert sorted(disclosure.__all__) == [
        "Cell",
        "Fineness",
        "GroupedShares",
        "Inference",
        "Limits",
        "LinkedInference",
        "LinkedTable",
        "Marker",
        "Moves",
        "Nesting",
        "ProtectedEstimate",
        "ProtectedEstimates",
        "ProtectedGroup",
        "ProtectedShare",
        "ProtectedTable",
        "Range",
        "Refusal",
        "Rules",
        "ShownRating",
        "Verdict",
        "attack",
        "attack_linked",
        "attack_ratings",
        "attack_waves",
        "protect",
        "protect_estimates",
        "protect_linked",
        "protect_parts",
        "protect_ratings",
        "protect_share",
        "protect_waves",
        "stepped",
    ]
    assert not undocumented(disclosure)


def test_modules_inside_are_private():
    assert all(name.startswith("_") for name in modules(disclosure))


@pytest.mark.parametrize("module", modules(disclosure))
def test_examples_run(module):
    assert examples(disclosure, module).failed == 0
