"""What is announced to the thread: inside the change's transaction, or not at all."""

import pytest
from django.db import connection, transaction

from saidanddone.contributions import signals
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE

ABOUT = Ref("finding", "7k3m9qx2pd")


@pytest.fixture
def heard():
    moves = []

    def hear(sender, contribution_ids, **_):
        moves.append((sender, contribution_ids))

    signals.moved.connect(hear)
    yield moves
    signals.moved.disconnect(hear)


@pytest.mark.django_db
def test_a_movement_names_each_contribution_once(at, heard):
    with transaction.atomic():
        signals.send("test", about=ABOUT, contribution_ids=[3, 1, 3], by=SITE, at=at)

    assert heard == [("test", [1, 3])]


@pytest.mark.django_db
def test_a_movement_of_nothing_is_not_announced(at, heard):
    with transaction.atomic():
        signals.send("test", about=ABOUT, contribution_ids=[], by=SITE, at=at)

    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_movement_outside_a_transaction_is_an_error(at, heard):
    assert not connection.in_atomic_block

    with pytest.raises(signals.NotInTransaction):
        signals.send("test", about=ABOUT, contribution_ids=[1], by=SITE, at=at)

    assert heard == []
