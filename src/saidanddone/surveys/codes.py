"""What somebody who answers holds, and nobody else: a one-use code, or the secret of an open link.

A code is twelve of Crockford's characters, sixty random bits. It makes two keyed digests: one finds the sample case,
the other the response. The database holds the digests alone, and neither leads to the other; the code itself
stands only in what was printed or sent, and in the browser of whoever is answering.
"""

import re
import secrets
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from saidanddone.core.ids import ALPHABET
from saidanddone.people.tokens import grouped as in_fours

LENGTH = 12
_SHAPE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_MISREAD = str.maketrans("oil", "011", "-–—·. \t")
_CASE, _RESPONSE, _LINK, _PAPER = (
    f"saidanddone.surveys.codes.{each}" for each in ("case", "response", "link", "paper")
)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: `7K3M-9QX2-PD4T`."""
    return in_fours(code.upper())


def as_made(typed: str) -> str:
    """The code in what somebody typed, in any case and parted as they like, with O for 0, I and L for 1; or nothing."""
    code = typed.strip().lower().translate(_MISREAD)
    return code if _SHAPE.fullmatch(code) else ""


def case_digest(code: str) -> str:
    """What the sample keeps of a code."""
    return _digest(_CASE, code)


def paper_digest(wave_id: str, number: str) -> str:
    """What a response from paper is known by: its sheet makes one response."""
    return _digest(_PAPER, f"{wave_id}:{number}")


@dataclass(frozen=True, slots=True)
class Key:
    """A code, or the secret that one browser got from an open link or a kiosk."""

    secret: str = field(repr=False)
    is_code: bool = False
    at_kiosk: bool = False

    @classmethod
    def made(cls, *, at_kiosk: bool = False) -> "Key":
        """A new one, for an open link."""
        return cls(secrets.token_urlsafe(24), at_kiosk=at_kiosk)

    @property
    def digest(self) -> str:
        """What the response keeps of it."""
        return _digest(_RESPONSE if self.is_code else _LINK, self.secret)


def _digest(label: str, secret: str) -> str:
    return salted_hmac(label, secret, algorithm="sha256").hexdigest()
