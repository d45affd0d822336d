"""The signing key is made once, for its owner alone, and is the only key that signs."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from saidanddone.record import keys


@pytest.fixture
def path(settings) -> Path:
    return Path(settings.RECORD_KEY_FILE)


def test_the_key_is_made_once_and_readable_by_its_owner_alone(path):
    keys.make()
    first = path.read_bytes()

    keys.make()

    assert path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_that_make_the_key_at_once_end_with_one(path, monkeypatch):
    keys.make()
    first = path.read_bytes()
    monkeypatch.setattr(Path, "exists", lambda self: False)

    keys.make()

    assert path.read_bytes() == first


def test_a_key_of_another_kind_is_refused(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )

    with pytest.raises(keys.BadKeyFile, match="Ed25519"):
        keys.signer("example.org/record")
