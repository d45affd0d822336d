"""References across apps that are no foreign keys: a kind and a public id.

Each app registers its kinds in `apps.py`; the registry is how a low app links to what a high app owns.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
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


Urls = Callable[[Collection[str]], Mapping[str, str]]
"""Public ids → the addresses of their pages, in a query at most; what is gone is left out."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be referred to: its word for people, and the addresses of many at once."""

    name: str
    label: str | Promise
    urls: Urls


class UnknownKind(LookupError):
    """No app has registered this kind."""


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, label: str | Promise, urls: Urls) -> None:
    if name in _kinds:
        raise ValueError(f"kind registered twice: {name}")
    _kinds[name] = Kind(name, label, urls)


def pages(name: str) -> Urls:
    """The addresses of a kind whose view takes the public id and nothing else."""

    def urls(public_ids: Collection[str]) -> dict[str, str]:
        return {public_id: url for public_id in public_ids if (url := _reversed(name, public_id))}

    return urls


def kind(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def url_of(ref: Ref) -> str:
    """The page of a thing; empty if it has none here, or is gone."""
    return urls_of([ref]).get(ref, "")


def urls_of(refs: Iterable[Ref]) -> dict[Ref, str]:
    """The pages of many things, a query a kind at most; what has no page here, or is gone, is left out."""
    ids: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        ids[ref.kind].add(ref.public_id)
    return {
        Ref(name, public_id): url
        for name, public_ids in ids.items()
        if name in _kinds
        for public_id, url in _kinds[name].urls(public_ids).items()
    }


def _reversed(name: str, public_id: str) -> str:
    try:
        return reverse(name, args=[public_id])
    except NoReverseMatch:  # a public id that the view would not take
        return ""
