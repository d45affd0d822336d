"""What the record keeps in files, outside the database: its signing key, and its memory of what it last signed.

The memory is what notices a restored backup: it is written before a checkpoint is published, so it is never behind,
and a database that holds less than it, or something else, must not go on under the same origin.
"""

import contextlib
import os
import re
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from saidanddone.record.notes import BadNote, Checkpoint, Note, Signer, VerifierKey

_ORIGIN_NUMBER = re.compile(r"/logs/([1-9][0-9]{0,8})$")


class BadKeyFile(Exception):
    """The signing key's file cannot be used; says why."""


def make(path: Path | None = None) -> None:
    """Make the log's signing key (or another's), readable by its owner alone; does nothing where there is one."""
    path = path or Path(settings.RECORD_KEY_FILE)
    if not path.exists():
        _make_key(path)


def signer(name: str, path: Path | None = None) -> Signer:
    """The log's signer, by its origin. Raises `BadKeyFile` if the key is missing or is none."""
    path = path or Path(settings.RECORD_KEY_FILE)
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise BadKeyFile(f"{path} is missing") from error
    except ValueError as error:
        raise BadKeyFile(f"{path} is not a key in PEM form") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise BadKeyFile(f"{path} is not an Ed25519 key")
    return Signer(name, private)


def signs_for(key: VerifierKey) -> bool:
    """Say whether the signing key here is the private half of this one."""
    try:
        return signer(key.name).key() == key
    except BadKeyFile:
        return False


def last_signed() -> Checkpoint | None:
    """The checkpoint that was signed last, whatever the database says; None if none was, or the memory is spoilt."""
    try:
        return Checkpoint.parse(Note.parse(_memory().read_text(encoding="utf-8")).text)
    except (FileNotFoundError, BadNote, UnicodeDecodeError):
        return None


def remember(note: Note) -> None:
    """Keep a checkpoint that is about to be published, on disk before this returns."""
    path = _memory()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    _write_durably(beside, str(note).encode(), mode=0o644)
    beside.replace(path)
    _sync_folder(path.parent)


def number_of(origin: str) -> int:
    """Which log of this installation an origin names: 1 for the first.

    >>> number_of("example.org/record"), number_of("example.org/record/logs/3")
    (1, 3)
    """
    match = _ORIGIN_NUMBER.search(origin)
    return int(match[1]) if match else 1


def _memory() -> Path:
    return Path(settings.RECORD_DIR) / "last-checkpoint"


def _make_key(path: Path) -> None:
    content = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may come here at once: whoever links first wins, and both then read the same whole key.
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    _write_durably(beside, content, mode=0o600)
    with contextlib.suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
    _sync_folder(path.parent)


def _write_durably(path: Path, content: bytes, *, mode: int) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
