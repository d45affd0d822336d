"""The guide for notebooks runs as it stands."""

import pytest

from tests.analysis.exported import guide


@pytest.mark.slow
def test_every_example_of_the_guide_runs():
    pytest.importorskip("ibis", reason="the extra [engines] is not installed")

    blocks, ran = guide("survey-analysis.md")

    assert blocks == 7
    assert ran.attempted == 40
    assert ran.failed == 0
