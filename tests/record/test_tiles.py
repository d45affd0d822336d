"""Tiles are those of C2SP tlog-tiles: their paths, their widths, and the bundles of entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import tiles, tree, verify
from saidanddone.record.tiles import ENTRIES, Tile


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(1, 1067), "1/x001/067"),
        (Tile(0, 1234067), "0/x001/x234/067"),
        (Tile(63, 5, 255), "63/005.p/255"),
        (Tile(ENTRIES, 273, 112), "entries/273.p/112"),
    ],
)
def test_a_path_is_written_and_read_as_the_specification_says(tile, path):
    assert tile.path == path
    assert Tile.parse(path) == tile


@given(st.integers(0, tiles.MAX_INDEX), st.integers(1, 256), st.integers(-1, 63))
def test_every_path_is_read_back(index, width, level):
    tile = Tile(level, index, width)

    assert Tile.parse(tile.path) == tile
    assert f"tile/{tile.path}" == verify.tile_path("entries" if level == ENTRIES else level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        *("", "0", "0/0", "0/0000", "00/000", "64/000", "-1/000", "0/001/067", "0/x000/001", "x/000"),
        *("0/000.p/0", "0/000.p/256", "0/000.p/257", "0/000.p/01", "0/000.p", "entry/000", "0/000/"),
        *("0/٠٠٠", "0/../000", "0/x999/x999/x999/x999/x999/x999/999"),
    ],
)
def test_any_other_path_is_refused(path):
    with pytest.raises(tiles.BadPath):
        Tile.parse(path)


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specification():
    found = list(tiles.tiles_of(70_000))

    assert found.count(Tile(0, 273, 112)) == 1
    assert len([tile for tile in found if tile.level == 0 and tile.is_full]) == 273
    assert [tile for tile in found if tile.level > 0] == [Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]


def test_an_empty_tree_has_no_tiles():
    assert list(tiles.tiles_of(0)) == []


@pytest.mark.parametrize(
    ("tile", "held"),
    [
        *((Tile(0, 0), True), (Tile(0, 1, 44), True), (Tile(0, 1, 45), False), (Tile(ENTRIES, 1, 44), True)),
        *((Tile(ENTRIES, 1), False), (Tile(1, 0, 1), True), (Tile(1, 0, 2), False), (Tile(60, 0, 1), False)),
    ],
)
def test_a_tree_says_which_tiles_it_has(tile, held):
    assert tiles.holds(300, tile) is held


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_a_bundle_is_read_back(entries):
    assert tiles.unpack(tiles.pack(entries), len(entries)) == entries
    assert verify.split(tiles.pack(entries), len(entries), 0) == entries


def test_a_bundle_holds_the_longest_entry():
    longest = b"x" * tiles.MAX_ENTRY_BYTES

    assert tiles.unpack(tiles.pack([longest]), 1) == [longest]


@pytest.mark.parametrize(("bundle", "count"), [(b"\x00\x02a", 1), (b"\x00", 1), (b"\x00\x01ab", 1), (b"", 1)])
def test_a_torn_bundle_is_refused(bundle, count):
    with pytest.raises(tiles.BadBundle):
        tiles.unpack(bundle, count)
    with pytest.raises(verify.Wrong):
        verify.split(bundle, count, 0)


@pytest.mark.parametrize("steps", [[1], [255, 1, 1], [256, 256], [300, 700], [1, 2, 3, 600]])
def test_tiles_grow_into_the_same_tree(steps):
    whole = tree.Tree(str(number).encode() for number in range(sum(steps)))
    store: dict[tuple[int, int], bytes] = {}
    size = 0

    def kept(level, index):
        return store.get((level, index), b"")

    for step in steps:
        hashes = tiles.Hashes(kept)
        hashes.extend(size, [whole.node(0, place) for place in range(size, size + step)])
        store.update({place: bytes(content) for place, content in hashes.changed.items()})
        size += step

    node = tiles.reader(kept)
    assert tree.root(size, node) == whole.root()
    assert tree.inclusion_proof(size // 2, size, node) == tree.inclusion_proof(size // 2, size, whole.node)
    assert {(tile.level, tile.index): tile.width * 32 for tile in tiles.tiles_of(size)} == {
        place: len(content) for place, content in store.items()
    }


def test_what_an_aborted_write_left_is_written_over():
    hashes = tiles.Hashes(lambda level, index: b"left over" * 100 if (level, index) == (0, 0) else b"")

    hashes.extend(0, [bytes(32)])

    assert hashes.changed[0, 0] == bytes(32)
