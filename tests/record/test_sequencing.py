"""The sequencer orders, hashes and signs what has come: each entry once, in the order it came."""

import pytest
from django.conf import settings

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.record import actions, keys, queries, sequencer, tiles, tree
from saidanddone.record.models import Checkpoint, Entry, Log, Tile
from tests.record.factories import NOON, publish, sequenced

pytestmark = pytest.mark.django_db


def contents() -> list[bytes]:
    return [bytes(entry.content) for entry in Entry.objects.order_by("position")]


def test_entries_get_their_positions_in_the_order_they_came():
    made = publish(5)

    checkpoint = sequencer.run_once(NOON)

    found = list(Entry.objects.order_by("position"))
    assert [entry.pk for entry in found] == [entry.pk for entry in made]
    assert [entry.position for entry in found] == [0, 1, 2, 3, 4]
    assert checkpoint.size == 5


def test_the_checkpoint_is_signed_over_the_tree_of_all_entries():
    checkpoint = sequenced(5)

    assert bytes(checkpoint.root) == tree.Tree(contents()).root()
    assert checkpoint.signed_note.signers([checkpoint.log.key]) == (checkpoint.log.key,)
    assert checkpoint.log.origin == settings.RECORD_ORIGIN == checkpoint.signed_note.text.split("\n")[0]


def test_nothing_is_done_while_nothing_waits(django_assert_max_num_queries):
    assert sequencer.run_once(NOON) is None
    sequenced(1)

    with django_assert_max_num_queries(4):
        assert sequencer.run_once(NOON) is None
    assert Checkpoint.objects.count() == 1


@pytest.mark.slow
def test_the_tree_grows_over_the_edges_of_tiles_in_many_steps():
    for step in (1, 254, 1, 1, 255, 3):
        sequenced(step)

    log, everything = Log.objects.get(), contents()
    assert log.size == 515
    assert {(tile.level, tile.index, len(tile.hashes)) for tile in Tile.objects.all()} == {
        (tile.level, tile.index, tile.width * 32) for tile in tiles.tiles_of(515)
    }
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.root) == tree.Tree(everything[: checkpoint.size]).root()


@pytest.mark.slow
def test_a_long_queue_is_taken_up_in_batches(monkeypatch):
    monkeypatch.setattr(sequencer, "AT_MOST", 20)
    publish(50)

    checkpoint = sequencer.run_once(NOON)

    assert checkpoint.size == 50
    assert sorted(Checkpoint.objects.values_list("size", flat=True)) == [20, 40, 50]


def test_what_was_positioned_but_not_signed_is_signed_next_time(monkeypatch):
    publish(3)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "_sign", lambda log, at: None)
        sequencer.run_once(NOON)
    assert not Checkpoint.objects.exists()

    assert sequencer.run_once(NOON).size == 3


def test_what_was_remembered_but_not_published_is_signed_alike(monkeypatch):
    publish(3)

    class Killed(BaseException):
        pass

    def killed(*arguments, **fields):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint.objects, "create", killed)
        with pytest.raises(Killed):
            sequencer.run_once(NOON)
    remembered = keys.last_signed()

    checkpoint = sequencer.run_once(NOON)

    assert (remembered.size, remembered.root) == (checkpoint.size, bytes(checkpoint.root))


def test_only_the_site_sequences():
    with pytest.raises(Refused):
        actions.sequence(by=STRANGER, at=NOON)


def test_sequencing_an_empty_record_begins_no_log():
    assert actions.sequence(by=SITE, at=NOON) is None
    assert not Log.objects.exists()


def test_the_state_tells_what_stands_and_what_waits():
    assert (queries.state().size, queries.state().is_standing) == (0, True)
    sequenced(2)
    publish(1)

    state = queries.state()

    assert (state.size, state.waiting, state.witnessed, state.is_standing) == (2, 1, None, True)


def test_a_receipt_is_given_on_the_newest_checkpoint():
    sequenced(2)
    sequenced(3)
    entry = Entry.objects.get(position=1)

    receipt = queries.receipt_for(entry)

    assert receipt.check(bytes(entry.content), queries.trusted_keys()).size == 5
    assert len(str(receipt)) < 2_000


def test_an_entry_that_is_positioned_but_not_signed_has_no_receipt_yet(monkeypatch):
    publish(1)
    monkeypatch.setattr(actions, "_sign", lambda log, at: None)
    sequencer.run_once(NOON)

    assert queries.receipt_for(Entry.objects.get()) is None


def test_tiles_and_bundles_are_given_as_far_as_they_are_signed():
    checkpoint = sequenced(5)

    assert tiles.unpack(queries.tile_bytes(checkpoint, tiles.Tile(tiles.ENTRIES, 0, 5)), 5) == contents()
    assert len(queries.tile_bytes(checkpoint, tiles.Tile(0, 0, 3))) == 96
    assert queries.tile_bytes(checkpoint, tiles.Tile(0, 0, 6)) is None


def test_models_name_themselves():
    checkpoint = sequenced(1, private={"text": "a"})
    log = checkpoint.log

    assert str(log) == settings.RECORD_ORIGIN
    assert str(checkpoint) == f"{log.pk} at 1"
    assert str(Tile.objects.get()) == "0/0"
    assert str(Entry.objects.get().openings.get()) == f"text of entry {Entry.objects.get().pk}"


def test_what_comes_meanwhile_waits_for_the_next_time(monkeypatch):
    publish(1)
    sequence = sequencer.sequence

    def sequence_while_others_write(**options):
        checkpoint = sequence(**options)
        publish(1)
        return checkpoint

    monkeypatch.setattr(sequencer, "sequence", sequence_while_others_write)

    assert sequencer.run_once(NOON).size == 1
    assert Entry.objects.waiting().count() == 1
