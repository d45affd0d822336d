"""Public identifiers."""

import re

from saidanddone.core.ids import PATTERN, drawn_from, new_public_id


def test_an_identifier_has_ten_letters_that_cannot_be_confused():
    assert re.fullmatch(PATTERN, new_public_id())


def test_no_two_are_alike():
    assert len({new_public_id() for _ in range(1000)}) == 1000


def test_the_same_seed_draws_the_same_ones_and_no_longer_than_asked():
    with drawn_from("aberwen"):
        first = [new_public_id() for _ in range(3)]
    with drawn_from("aberwen"):
        again = [new_public_id() for _ in range(3)]

    assert first == again
    assert new_public_id() not in first
