"""Secrets that travel in an address: return links and invitations. Only their hashes are kept.

A token holds 256 random bits, a short one 120, so that a plain SHA-256 is enough: there is nothing to guess from.
"""

import hashlib
import re
import secrets

from saidanddone.core.ids import ALPHABET

SHORT_LENGTH = 24
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
_SHORT_SHAPE = re.compile(f"[{ALPHABET}]{{{SHORT_LENGTH}}}")
_MISREAD = str.maketrans("oil", "011", "- ")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_short_token() -> str:
    """For a text message, and for paper, from which somebody types it: no two of its letters look alike."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SHORT_LENGTH))


def grouped(token: str) -> str:
    """A short token as it is printed, in fours."""
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def as_made(text: str) -> str:
    """The token in what somebody opened or typed: a short one in capitals too, or without its hyphens; else nothing."""
    if is_token(text):
        return text
    typed = text.lower().translate(_MISREAD)
    return typed if _SHORT_SHAPE.fullmatch(typed) else ""


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether the text could be one of our tokens; anything else needs no look into the database."""
    return bool(_SHAPE.fullmatch(text))
