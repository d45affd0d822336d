"""A checkpoint that contradicts an earlier one is never signed; the site says so, until a new log is started."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.record import actions, keys, notes, queries, sequencer, triggers
from saidanddone.record.models import Checkpoint, Cosignature, Entry, Log, Opening, Tile
from tests.record.factories import NOON, publish, sequenced

pytestmark = pytest.mark.django_db
Contradiction = Log.Contradiction


def restore_empty_backup() -> None:
    """As if an older backup, from before anything was published, were restored: database back, folder kept."""
    for statement in triggers.removals(connection):
        connection.cursor().execute(statement)
    for model in (Opening, Cosignature, Checkpoint, Tile, Entry):
        model.objects.all().delete()
    for log in Log.objects.order_by("-number"):
        log.delete()
    triggers.install(connection)


def lose_newest(count: int) -> None:
    """As if a backup from before the newest entries were restored."""
    for statement in triggers.removals(connection):
        connection.cursor().execute(statement)
    log = Log.objects.newest()
    size = log.size - count
    Checkpoint.objects.filter(size__gt=size).delete()
    Entry.objects.filter(position__gte=size).delete()
    tile = Tile.objects.get(level=0, index=0)
    Tile.objects.update(hashes=bytes(tile.hashes)[: size * 32])
    Log.objects.update(size=size)
    triggers.install(connection)


def contradiction() -> str:
    return Log.objects.newest().contradiction


def test_an_older_backup_is_noticed_though_nothing_new_has_come():
    sequenced(2)
    sequenced(2)
    lose_newest(2)

    assert sequencer.run_once(NOON) is None

    assert contradiction() == Contradiction.BEHIND


def test_an_older_backup_is_noticed_before_anything_new_gets_a_number():
    sequenced(2)
    sequenced(2)
    lose_newest(1)
    publish(5)

    assert sequencer.run_once(NOON) is None

    assert Entry.objects.waiting().count() == 5
    assert Checkpoint.objects.count() == 1
    assert not queries.state().is_standing


def test_a_backup_from_before_the_first_entry_is_noticed():
    sequenced(2)
    restore_empty_backup()
    publish(5)

    assert sequencer.run_once(NOON) is None

    assert contradiction() == Contradiction.BEHIND
    assert Log.objects.get().contradicted_at == NOON


def test_other_entries_in_the_same_places_are_noticed():
    sequenced(2)
    remembered = (Path(settings.RECORD_DIR) / "last-checkpoint").read_text()
    sequenced(1)
    head = notes.Checkpoint(settings.RECORD_ORIGIN, 2, bytes(32))
    assert head.text not in remembered
    keys.remember(notes.Note(head.text).signed(keys.signer(head.origin).sign(head.text)))

    assert sequencer.run_once(NOON) is None

    assert contradiction() == Contradiction.DIFFERENT


def test_a_memory_older_than_the_database_is_brought_up_to_date():
    sequenced(2)
    older = keys.last_signed()
    sequenced(2)
    keys.remember(notes.Note(older.text).signed(keys.signer(older.origin).sign(older.text)))

    assert sequencer.run_once(NOON) is None
    assert contradiction() == ""
    assert sequenced(1).size == 5
    assert keys.last_signed().size == 5


def test_a_missing_memory_is_noticed():
    sequenced(2)
    (Path(settings.RECORD_DIR) / "last-checkpoint").unlink()

    sequencer.run_once(NOON)

    assert contradiction() == Contradiction.FORGOTTEN
    assert sequencer.run_once(NOON) is None


@pytest.mark.parametrize("content", [b"", b"not a note", b"\xff\xfe"])
def test_a_spoilt_memory_counts_as_missing(content):
    sequenced(2)
    (Path(settings.RECORD_DIR) / "last-checkpoint").write_bytes(content)

    sequencer.run_once(NOON)

    assert contradiction() == Contradiction.FORGOTTEN


@pytest.mark.parametrize("content", [None, b"no key"], ids=["missing", "spoilt"])
def test_a_lost_key_is_noticed(content):
    sequenced(2)
    path = Path(settings.RECORD_KEY_FILE)
    path.unlink() if content is None else path.write_bytes(content)

    sequencer.run_once(NOON)

    assert contradiction() == Contradiction.KEY


def test_another_key_is_noticed_and_a_key_brought_back_is_taken_again():
    sequenced(2)
    path = Path(settings.RECORD_KEY_FILE)
    key = path.read_bytes()
    path.unlink()
    keys.make()
    sequencer.run_once(NOON)
    assert contradiction() == Contradiction.KEY

    path.write_bytes(key)

    sequencer.run_once(NOON)
    assert contradiction() == ""
    assert Log.objects.get().contradicted_at is None


def test_a_new_log_names_the_old_one_and_takes_what_waits():
    sequenced(2)
    sequenced(2)
    lose_newest(1)
    publish(3)
    sequencer.run_once(NOON)

    log = actions.start_new_log(by=SITE, at=NOON, reason="The disk broke; the newest backup is from Monday.")
    checkpoint = sequencer.run_once(NOON)

    assert (log.number, log.origin) == (2, f"{settings.RECORD_ORIGIN}/logs/2")
    assert checkpoint.log == log
    assert checkpoint.size == 4
    first = Entry.objects.get(log=log, kind="log-started")
    assert first.facts["follows"] == settings.RECORD_ORIGIN
    assert (first.facts["signed_size"], first.facts["kept_size"]) == (4, 3)
    assert first.facts["reason"].startswith("The disk broke")
    assert queries.state().is_standing
    assert sequenced(1).size == 5


def test_a_backup_from_before_the_new_log_is_noticed_and_its_number_not_used_again():
    sequenced(1)
    Path(settings.RECORD_DIR, "last-checkpoint").unlink()
    sequencer.run_once(NOON)
    second = actions.start_new_log(by=SITE, at=NOON, reason="Lost")
    sequencer.run_once(NOON)
    restore_empty_backup()
    publish(1)

    sequencer.run_once(NOON)

    assert contradiction() == Contradiction.OTHER_LOG
    third = actions.start_new_log(by=SITE, at=NOON, reason="Lost again")
    assert (second.number, third.number) == (2, 3)
    assert Entry.objects.get(kind="log-started").facts["follows"] == second.origin


def test_a_log_that_stands_cannot_be_replaced():
    sequenced(1)

    with pytest.raises(Refused, match="in order"):
        actions.start_new_log(by=SITE, at=NOON, reason="For fun")


def test_only_an_administrator_starts_a_new_log():
    with pytest.raises(Refused, match="administrator"):
        actions.start_new_log(by=STRANGER, at=NOON, reason="")


def test_before_the_first_log_there_is_none_to_replace():
    with pytest.raises(Refused, match="in order"):
        actions.start_new_log(by=SITE, at=NOON, reason="")
