"""The guide for notebooks runs as it stands."""

from tests.analysis.exported import guide


def test_every_example_of_the_guide_runs():
    blocks, ran = guide("network.md")

    assert blocks == 6
    assert ran.attempted == 16
    assert ran.failed == 0
