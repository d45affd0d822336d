"""What an entry is made of: canonical JSON (RFC 8785), so that equal things have equal bytes and one hash.

An entry holds public facts only. Anything that a person wrote, or that could point to a person, enters as a
*salted commitment*: the SHA-256 of a random salt of 32 bytes and the content. With salt and content anyone
can check it; without the salt nobody can even guess, and so deleting the salt erases it while every proof
still holds.

Numbers are whole, and decimals are written as text, so that every verifier in any language agrees on their
bytes. Names of fields are plain ASCII, so that they sort alike everywhere.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

SALT_BYTES = 32
MAX_BYTES = 8_000
"""What one entry may take; longer content enters as its hash."""

_plain = json.JSONEncoder(sort_keys=True, ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""For plain fields this spells as RFC 8785 does; a property test holds it to a second implementation."""

LARGEST = 2**53 - 1
"""Beyond it JavaScript, and so RFC 8785, no longer tells whole numbers apart."""

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


class Unrecordable(ValueError):
    """The fields cannot enter: too long, a fraction, an ill-formed name. Our mistake, not a person's."""


def entry_bytes(
    *, kind: str, about: str, at: datetime, fields: Mapping[str, Any], commitments: Mapping[str, str]
) -> bytes:
    """Give the bytes of an entry: what is hashed, kept and published.

    ``about`` is a ref as text; ``commitments`` are hex digests from `commit`. Raises `Unrecordable`.

    >>> moment = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    >>> entry_bytes(kind="answer", about="answer:k3v9", at=moment, fields={"n": 1}, commitments={})
    b'{"about":"answer:k3v9","at":"2026-11-22T10:30:00.000000Z","fields":{"n":1},"kind":"answer","v":1}'
    """
    for part in (fields, commitments):
        _require_plain(part)
    entry: dict[str, Any] = {"v": 1, "kind": kind, "about": about, "at": moment(at), "fields": dict(fields)}
    try:
        content = _plain(entry | ({"private": dict(commitments)} if commitments else {})).encode()
    except UnicodeEncodeError as error:
        raise Unrecordable("a text has half a character in it") from error
    if len(content) > MAX_BYTES:
        raise Unrecordable(f"over {MAX_BYTES} bytes: enter long content by its digest")
    return content


def kind_of(content: bytes) -> str:
    """Give the kind of an entry; raise `Unrecordable` if the bytes are not one in its one spelling.

    >>> kind_of(b'{"about":"a:b","at":"2026-01-01T00:00:00.000000Z","fields":{},"kind":"answer","v":1}')
    'answer'
    """
    try:
        entry = json.loads(content.decode())
        if _plain(entry).encode() == content and isinstance(entry["kind"], str):
            return str(entry["kind"])
    except (ValueError, KeyError, TypeError):
        pass
    raise Unrecordable("not an entry")


def moment(at: datetime) -> str:
    """Write a moment in UTC, to the microsecond, always of the same length.

    >>> moment(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(content: str | bytes) -> str:
    """Give the SHA-256 of long public content, as hex: how it stands in an entry.

    >>> digest("")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def digest_of(value: Any) -> str:
    """Give the SHA-256 of long public content that is data: of its canonical JSON, whatever wrote it.

    >>> digest_of({"b": 1, "a": 2}) == digest('{"a":2,"b":1}')
    True
    """
    return digest(json_of(value))


def json_of(value: Any) -> str:
    """Data as its digest is of: for whoever would work the digest out for themselves."""
    return _plain(value)


def salt() -> bytes:
    """Give 32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, content: str) -> str:
    """Give the commitment (hex) to private content under a salt of 32 bytes.

    >>> commit(bytes(32), "The bus is late.") == digest(bytes(32) + b"The bus is late.")
    True
    """
    return hashlib.sha256(salt + content.encode()).hexdigest()


def _require_plain(value: Any, depth: int = 0) -> None:
    """Raise `Unrecordable` for what verifiers in other languages might write in other bytes."""
    if depth > 20:
        raise Unrecordable("the fields are nested too deeply")
    match value:
        case str() | bool() | None:
            return
        case int():
            if abs(value) > LARGEST:
                raise Unrecordable(f"{value} is too large a number: write it as text")
            return
        case Mapping():
            if strange := [name for name in value if not (isinstance(name, str) and _FIELD.fullmatch(name))]:
                raise Unrecordable(f"a field is named {strange[0]!r}: use a to z, digits and underscores")
            parts = list(value.values())
        case list() | tuple():
            parts = list(value)
        case _:
            raise Unrecordable(f"{value!r} is neither text, whole number, truth, list nor mapping")
    for part in parts:
        _require_plain(part, depth + 1)
