"""The database itself refuses to change or delete an entry."""

import pytest
from django.db import DatabaseError, connection, transaction

from saidanddone.record import triggers
from saidanddone.record.models import Entry
from tests.record.factories import NOON, publish, sequenced

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"content": b"{}"},
        {"kind": "answer"},
        {"about_kind": "answer"},
        {"about_id": "x"},
        {"at": NOON.replace(year=2020)},
        {"leaf_hash": bytes(32)},
        {"position": 7},
        {"log": None, "position": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_in_its_place_cannot_be_changed(change):
    sequenced(1)

    with pytest.raises(DatabaseError, match=triggers.MESSAGE), transaction.atomic():
        Entry.objects.update(**change)


@pytest.mark.parametrize("change", [{"content": b"{}"}, {"kind": "answer"}, {"leaf_hash": bytes(32)}], ids=str)
def test_a_waiting_entry_cannot_be_changed(change):
    publish()

    with pytest.raises(DatabaseError, match=triggers.MESSAGE), transaction.atomic():
        Entry.objects.update(**change)


def test_an_entry_cannot_be_changed_while_it_gets_its_position():
    log = sequenced(1).log
    publish()

    with pytest.raises(DatabaseError, match=triggers.MESSAGE), transaction.atomic():
        Entry.objects.waiting().update(log=log, position=1, content=b"{}")


@pytest.mark.parametrize("add", [publish, lambda: sequenced(1)], ids=["waiting", "sequenced"])
def test_an_entry_cannot_be_deleted(add):
    add()

    with pytest.raises(DatabaseError, match=triggers.MESSAGE), transaction.atomic():
        Entry.objects.all()._raw_delete(using="default")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_table_cannot_be_truncated():
    with pytest.raises(DatabaseError, match=triggers.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_entry CASCADE")


def test_the_triggers_can_be_put_in_place_again_and_taken_away():
    triggers.install(connection)
    triggers.install(connection)

    for statement in triggers.removals(connection):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    publish()
    Entry.objects.update(kind="answer")
    triggers.install(connection)

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(kind="withdrawal")
