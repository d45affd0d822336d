"""The public record."""

from datetime import datetime
from typing import Any

from ninja import Field

from saidanddone.api.schemas.base import Shape


class Record(Shape):
    """The record. What is null is not there yet: nothing has been signed."""

    is_standing: bool = Field(
        description="False where what is held contradicts what was signed; then nothing is added."
    )
    size: int = Field(description="Entries that are signed.")
    waiting: int = Field(description="Entries that wait for their number.")
    origin: str | None
    verifier_key: str | None
    root: str | None = Field(description="The tree's root hash, in base64.")
    signed_at: datetime | None
    checkpoint: str | None = Field(description="The signed note with its cosignatures.")
    url: str = Field(description="The prefix of the record's files (C2SP tlog-tiles).")


class Entry(Shape):
    """Something published, as it was when it was. Private words are in it only as commitments."""

    position: int | None
    kind: str
    about: str = Field(description="Kind and id of what it is about: contribution:7k3m9qx2pd.")
    at: datetime
    fields: dict[str, Any]
    commitments: dict[str, str] = Field(description="Field and salted SHA-256 of its content, in hex.")
    content: str = Field(description="The canonical JSON (RFC 8785) that is hashed.")
    leaf_hash: str = Field(description="In hex.")


class Receipt(Shape):
    position: int
    receipt: str
