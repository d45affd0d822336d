"""A network is checked once, and what is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis.network import Network
from tests.analysis.network.places import networks, turned

NAMES = ["clinic", "council", "school"]


@pytest.mark.parametrize(
    ("names", "ties", "kinds", "why"),
    [
        ([*NAMES, "clinic"], [], None, "'clinic' stands twice among the organisations"),
        (NAMES, [("clinic", "clinic")], None, "'clinic' has a tie to itself"),
        (NAMES, [("clinic", "shop")], None, "a tie names 'shop', which is not among the organisations"),
        (NAMES, [("clinic", "school"), ("school", "clinic")], None, "the tie of 'school' and 'clinic' stands twice"),
        (NAMES, [("clinic", "school", -2)], None, "has the strength -2; it is above nought"),
        (NAMES, [("clinic", "school", float("nan"))], None, "has the strength nan"),
        (NAMES, [("clinic", "school", float("inf"))], None, "has the strength inf"),
        (NAMES, [], {"clinic": "public"}, "'council' has no kind"),
        (NAMES, [], dict.fromkeys([*NAMES, "shop"], "public"), "a kind is given of 'shop'"),
        (map(str, range(61)), [], {str(each): str(each) for each in range(61)}, "61 kinds, where at most 60"),
    ],
)
def test_what_is_wrong_is_named(names, ties, kinds, why):
    with pytest.raises(ValueError, match=why):
        Network.of(names, ties, kinds=kinds)


def test_a_directed_tie_may_be_returned_but_not_twice():
    back_and_forth = [("clinic", "school"), ("school", "clinic")]

    assert Network.of(NAMES, back_and_forth, directed=True).ties == 2
    with pytest.raises(ValueError, match="stands twice"):
        Network.of(NAMES, [*back_and_forth, ("clinic", "school")], directed=True)


@given(networks(), st.randoms())
def test_the_order_in_which_it_is_given_does_not_matter(network, chance):
    again = turned(network, chance)

    assert (again.names, again.kinds, again.strengths()) == (network.names, network.kinds, network.strengths())


def test_a_network_of_some_keeps_their_ties_alone():
    whole = Network.of(NAMES, [("clinic", "school", 3), ("council", "school")])

    assert whole.among(["clinic", "school"]).strengths() == {("clinic", "school"): 3.0}
    assert str(whole.among([])) == "0 organisations of 0 kinds, 0 ties."
