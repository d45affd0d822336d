"""The part says what is public, and its examples run."""

import pytest

from saidanddone.analysis import text
from tests.analysis.exported import examples, modules, undocumented


def test_public_names_are_these():
    assert sorted(text.__all__) == [
        "NotFitted",
        "ProposedGroup",
        "ProposedGroups",
        "SimilarTexts",
        "Steadiness",
        "TextIndex",
        "TypicalSentence",
        "propose_groups",
        "sentences",
        "words",
    ]
    assert not undocumented(text)


def test_modules_inside_are_private():
    assert all(name.startswith("_") for name in modules(text))


@pytest.mark.parametrize("module", modules(text))
def test_examples_run(module):
    assert examples(text, module).failed == 0
