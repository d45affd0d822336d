"""The tree agrees with RFC 6962: published answers, properties, and the definition written out again."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import tree, verify

# The leaves and roots of the reference implementation (github.com/google/certificate-transparency,
# merkletree/merkle_tree_test.cc), for trees of one to eight entries.
KNOWN_ENTRIES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
KNOWN = tree.Tree(bytes.fromhex(each) for each in KNOWN_ENTRIES)

many_entries = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def root_by_definition(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    half = 1
    while half * 2 < len(entries):
        half *= 2
    left, right = root_by_definition(entries[:half]), root_by_definition(entries[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_the_published_one(size):
    assert KNOWN.root(size).hex() == KNOWN_ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert tree.Tree().root().hex() == hashlib.sha256().hexdigest()


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]),
        (5, 8, ["bc1a0643", "ca854ea1", "d37ee418"]),
        (2, 3, ["fac54203"]),
        (1, 5, ["6e340b9c", "5f083f0a", "bc1a0643"]),
    ],
)
def test_an_inclusion_proof_is_the_published_one(index, size, proof):
    found = tree.inclusion_proof(index, size, KNOWN.node)

    assert [each.hex()[:8] for each in found] == proof


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        (1, 1, []),
        (1, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]),
        (6, 8, ["0ebc5d34", "ca854ea1", "d37ee418"]),
        (2, 5, ["5f083f0a", "bc1a0643"]),
    ],
)
def test_a_consistency_proof_is_the_published_one(old, new, proof):
    found = tree.consistency_proof(old, new, KNOWN.node)

    assert [each.hex()[:8] for each in found] == proof


@given(many_entries)
def test_appending_one_by_one_gives_the_root_of_the_definition(entries):
    grown, second = tree.Tree(entries), verify.Growing()
    for entry in entries:
        second.add(verify.leaf(entry))

    assert grown.root() == root_by_definition(entries) == second.root()


@given(many_entries, st.data())
def test_an_earlier_root_can_still_be_told(entries, data):
    size = data.draw(st.integers(0, len(entries)))

    assert tree.Tree(entries).root(size) == root_by_definition(entries[:size])


@given(many_entries, st.data())
def test_every_entry_is_proved_to_both_verifiers(entries, data):
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    grown = tree.Tree(entries)

    proof = tree.inclusion_proof(index, size, grown.node)

    leaf = tree.leaf_hash(entries[index])
    assert tree.verify_inclusion(leaf, index, size, proof, grown.root(size))
    assert verify.included(leaf, index, size, proof) == grown.root(size)


@given(many_entries, st.data())
def test_a_proof_holds_for_nothing_else(entries, data):
    size = len(entries)
    index = data.draw(st.integers(0, size - 1))
    grown = tree.Tree(entries)
    leaf, proof = tree.leaf_hash(entries[index]), tree.inclusion_proof(index, size, grown.node)

    assert not tree.verify_inclusion(tree.leaf_hash(b"other entry"), index, size, proof, grown.root())
    assert not tree.verify_inclusion(leaf, index, size, [*proof, leaf], grown.root())
    assert not tree.verify_inclusion(leaf, size, size, proof, grown.root())
    if proof:
        assert not tree.verify_inclusion(leaf, index, size, proof[:-1], grown.root())
        turned = data.draw(st.integers(0, len(proof) - 1))
        forged = [*proof[:turned], bytes(32), *proof[turned + 1 :]]
        assert not tree.verify_inclusion(leaf, index, size, forged, grown.root())


@given(many_entries, st.data())
def test_growth_is_proved_between_any_two_sizes(entries, data):
    new = data.draw(st.integers(0, len(entries)))
    old = data.draw(st.integers(0, new))
    grown = tree.Tree(entries)

    proof = tree.consistency_proof(old, new, grown.node)

    assert tree.verify_consistency(old, new, grown.root(old), grown.root(new), proof)
    assert not tree.verify_consistency(old, new, grown.root(old), grown.root(new), [*proof, bytes(32)])
    assert not tree.verify_consistency(old, new, bytes(32), grown.root(new), proof)


@given(many_entries.filter(lambda each: len(each) > 2), st.data())
def test_a_rewritten_past_has_no_proof(entries, data):
    old = data.draw(st.integers(1, len(entries) - 1))
    altered = data.draw(st.integers(0, old - 1))
    rewritten = tree.Tree([*entries[:altered], b"rewritten", *entries[altered + 1 :]])

    proof = tree.consistency_proof(old, len(entries), rewritten.node)

    past, present = tree.Tree(entries).root(old), rewritten.root()
    assert not tree.verify_consistency(old, len(entries), past, present, proof)
    assert not tree.verify_consistency(old, len(entries), past, present, [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_an_entry_that_is_not_there_has_no_proof(index, size):
    with pytest.raises(tree.OutOfRange):
        tree.inclusion_proof(index, size, KNOWN.node)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_a_tree_that_shrank_has_no_proof(old, new):
    with pytest.raises(tree.OutOfRange):
        tree.consistency_proof(old, new, KNOWN.node)

    assert not tree.verify_consistency(old, new, KNOWN.root(3), KNOWN.root(3), [])


def test_a_proof_that_goes_on_past_the_top_is_refused():
    proof = tree.consistency_proof(2, 4, KNOWN.node)

    assert not tree.verify_consistency(2, 4, KNOWN.root(2), KNOWN.root(4), [*proof, *proof])


def test_appending_hashes_once_per_level_at_most(monkeypatch):
    grown, made = tree.Tree([b""] * 1023), []
    monkeypatch.setattr(tree, "node_hash", lambda left, right: made.append(1) or bytes(32))

    grown.append(b"")

    assert len(made) == 10
