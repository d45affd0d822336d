"""Secrets that travel in an address: return links and invitations. Only their hashes are kept.

A token holds 256 random bits, so that a plain SHA-256 is enough: there is nothing to guess from.
"""

import hashlib
import re
import secrets

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether the text could be one of our tokens; anything else needs no look into the database."""
    return bool(_SHAPE.fullmatch(text))
