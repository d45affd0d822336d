"""The guide for notebooks runs as it stands."""

import doctest
import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "survey-analysis.md"
BLOCK = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_every_example_of_the_guide_runs():
    pytest.importorskip("ibis", reason="the extra [engines] is not installed")
    blocks = BLOCK.findall(GUIDE.read_text())
    whole = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, GUIDE.name, str(GUIDE), 0)

    ran = doctest.DocTestRunner().run(whole)

    assert len(blocks) == 7
    assert ran.attempted == 40
    assert ran.failed == 0
