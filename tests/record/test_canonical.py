"""Entries have one spelling, hold plain facts only, and commit to words without giving them away."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import canonical, verify
from saidanddone.record.canonical import Unrecordable, entry_bytes
from tests.record.factories import NOON

names = st.text("abcxyz_09", min_size=1, max_size=6).map(lambda name: "f" + name)
facts = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def written(fields, commitments=None):
    return entry_bytes(kind="answer", about="answer:a1", at=NOON, fields=fields, commitments=commitments or {})


@given(st.dictionaries(names, facts, max_size=5))
def test_an_entry_is_read_back_and_written_alike_by_the_verifier(fields):
    content = written(fields)

    assert json.loads(content)["fields"] == fields
    assert rfc8785.dumps(json.loads(content)) == content
    assert canonical.kind_of(content) == "answer"


def test_the_order_of_fields_does_not_matter():
    assert written({"a": 1, "b": [True, None]}) == written({"b": (True, None), "a": 1})


def test_a_moment_is_written_in_utc():
    cardiff_in_summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))

    assert canonical.moment(cardiff_in_summer) == canonical.moment(datetime(2026, 7, 1, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    "fields",
    [
        {"share": 0.5},
        {"day": NOON},
        {"Name": 1},
        {"two words": 1},
        {"": 1},
        {1: 1},
        {"inner": {"Ä": 1}},
        {"list": [1, {2.0}]},
        {"number": 2**53},
        {"text": "\ud800"},
        {"text": "x" * canonical.MAX_BYTES},
    ],
    ids=repr,
)
def test_what_could_be_spelt_in_two_ways_is_refused(fields):
    with pytest.raises(Unrecordable):
        written(fields)


def test_bottomless_fields_are_refused():
    deep: dict = {}
    for _ in range(30):
        deep = {"in": deep}

    with pytest.raises(Unrecordable, match="deep"):
        written(deep)


def test_the_longest_entry_fits_its_bundle():
    room = canonical.MAX_BYTES - len(written({"t": ""}))

    assert len(written({"t": "x" * room})) == canonical.MAX_BYTES < 65_535
    with pytest.raises(Unrecordable, match="digest"):
        written({"t": "x" * (room + 1)})


def test_words_enter_only_as_a_commitment_that_their_salt_opens():
    salt = canonical.salt()
    content = written({}, {"text": canonical.commit(salt, "Mae'r bws yn hwyr.")})

    assert b"bws" not in content
    opening = {"field": "text", "salt": salt.hex(), "content": "Mae'r bws yn hwyr."}
    verify.check_opening(opening, content)
    for change in ({"content": "The bus is late."}, {"salt": bytes(32).hex()}, {"field": "name"}):
        with pytest.raises(verify.Wrong):
            verify.check_opening({**opening, **change}, content)


def test_equal_words_have_unequal_commitments():
    assert canonical.commit(canonical.salt(), "yes") != canonical.commit(canonical.salt(), "yes")


def test_a_digest_is_that_of_the_bytes():
    assert canonical.digest("é") == canonical.digest("é".encode()) == hashlib.sha256("é".encode()).hexdigest()
