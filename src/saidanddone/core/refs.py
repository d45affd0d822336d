"""References across apps that are no foreign keys: a kind and a public id.

Each app registers its kinds in `apps.py`; the registry is how a low app links to what a high app owns.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """`str(ref)` is `contribution:7k3m9qx2pd`; `Ref.parse` reads it back."""

    kind: str
    public_id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        kind, separator, public_id = text.partition(":")
        if not (kind and separator and public_id):
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, public_id)


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be referred to: its word for people, and the address of one of them."""

    name: str
    label: str | Promise
    url: Callable[[str], str]


class UnknownKind(LookupError):
    """No app has registered this kind."""


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, label: str | Promise, url: Callable[[str], str]) -> None:
    if name in _kinds:
        raise ValueError(f"kind registered twice: {name}")
    _kinds[name] = Kind(name, label, url)


def kind(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def url_of(ref: Ref) -> str:
    return kind(ref.kind).url(ref.public_id)
