"""What came, went and stayed between two waves, and how far the figures moved."""

import numpy as np
import pytest
from hypothesis import given

from saidanddone.analysis.network import Measure, Network, change
from tests.analysis.network.places import FLORENCE, KARATE, networks

FEW = {"seed": 1, "resamples": 50}


def test_ties_come_go_stay_and_get_stronger():
    before = Network.of("abcd", [("a", "b", 2), ("b", "c", 2), ("a", "d", 1), ("a", "c", 1)])
    after = Network.of("abce", [("b", "a", 3), ("c", "b", 1), ("a", "e", 1), ("c", "a", 1)])

    found = change(before, after, **FEW)

    assert found.came == (("a", "e"),)
    assert found.went == (("a", "d"),)
    assert found.stayed == (("a", "b"), ("a", "c"), ("b", "c"))
    assert (found.stronger, found.weaker) == ((("a", "b"),), (("b", "c"),))
    assert (found.joined, found.left, found.shared) == (("e",), ("d",), 3)
    assert found.stability == 3 / 5
    assert str(found).startswith(
        "1 tie came, 1 went, 3 stayed. Joined: e. Left: d. Figures of the 3 organisations in both.\n"
    )


@given(networks())
def test_nothing_changes_from_a_wave_to_itself(network):
    found = change(network, network, **FEW)

    assert not found.came + found.went + found.stronger + found.weaker
    assert found.stability == 1 if network.ties else np.isnan(found.stability)
    for each in found.differences:
        assert each.value == 0 or np.isnan(each.value)
        assert np.isnan(each.error)
        assert not each.is_clear


@given(networks(directed=True), networks(directed=True))
def test_there_and_back_is_the_same_turned_round(before, after):
    there, back = change(before, after, **FEW), change(after, before, **FEW)

    assert (there.came, there.went, there.joined) == (back.went, back.came, back.left)
    assert set(there.stayed) == set(back.stayed)
    for one, other in zip(there.differences, back.differences, strict=True):
        assert one.value == pytest.approx(-other.value, nan_ok=True)
        assert -1 <= one.lower <= one.value <= one.upper <= 1 or np.isnan(one.error)
    assert str(there)


def test_what_waves_share_cancels_out():
    """A few ties more in a network that else stays move less than two networks that have nothing to do with another."""
    more = Network.of(KARATE.names, [*KARATE.strengths(), *(("16", str(each)) for each in range(15, 24) if each != 16)])
    drawn = np.random.default_rng(1).permutation(KARATE.names)
    other = dict(zip(KARATE.names, drawn, strict=True))
    shuffled = Network.of(KARATE.names, [(other[a], other[b]) for a, b in more.strengths()])

    near, far = (change(KARATE, after, seed=1).differences[0] for after in (more, shuffled))

    assert near.measure is Measure.DENSITY
    assert near.value == pytest.approx(far.value)
    assert near.error < 0.7 * far.error


def test_a_change_beyond_chance_is_clear_and_says_so():
    emptied = Network.of(KARATE.names, [("0", "1")])

    found = change(KARATE, emptied, seed=1).differences[0]

    assert found.is_clear
    assert found.upper < 0
    assert str(found).startswith("Density: 13.9%, then 0.2% (-13.7, 95% interval -21.4 to -6.1)")


def test_where_there_is_nothing_to_compare_a_sentence_says_so():
    nothing, apart = change(Network.of([]), Network.of([]), **FEW), change(FLORENCE, KARATE, **FEW)

    assert str(nothing).startswith("0 ties came, 0 went, 0 stayed. Figures of the 0 organisations in both.\n")
    assert str(nothing.differences[0]) == "Density: not known in both waves."
    assert apart.shared == 0
    assert "Joined: 0, 1, 10, 11, 12, 13 and 28 more." in str(apart)
    same = change(Network.of("abcdef"), Network.of("abcdef"), **FEW)
    assert str(same.differences[0]) == "Density: 0.0%, then 0.0% (+0.0, no interval)."


def test_directed_and_undirected_waves_are_not_compared():
    with pytest.raises(ValueError, match="one wave are directed"):
        change(Network.of("ab"), Network.of("ab", directed=True), **FEW)
