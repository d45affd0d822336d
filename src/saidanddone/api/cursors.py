"""Where a page of results ends: the values that it is sorted by, sealed so that they can be neither read nor forged.

The seal is AES-SIV, which gives the same cursor for the same place each time: the answer that holds it keeps its ETag.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings


class BadCursor(ValueError):
    """Not a cursor that this list gave."""


def seal(values: Sequence[int], *, order: str) -> str:
    """The place after the row with these values in this order."""
    packed = struct.pack(f">{len(values)}q", *values)
    return base64.urlsafe_b64encode(_cipher().encrypt(packed, [order.encode()])).decode().rstrip("=")


def unseal(cursor: str, *, order: str, length: int) -> tuple[int, ...]:
    try:
        sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return struct.unpack(f">{length}q", _cipher().decrypt(sealed, [order.encode()]))
    except (InvalidTag, ValueError, binascii.Error, struct.error):
        raise BadCursor(cursor) from None


def _cipher() -> AESSIV:
    return AESSIV(hashlib.sha256(b"api cursor\0" + settings.SECRET_KEY.encode()).digest())
