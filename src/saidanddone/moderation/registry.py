"""What can be moderated. Higher apps register a handler for each kind, in `ready()` of their `apps.py`:

    registry.register("contribution", ContributionHandler())
    registry.register_channels(Contribution.Channel.choices)

A handler's methods run inside moderation's transaction. They change rows, the search index, the record and the figures
of their own app, so that a hidden thing leaves every surface at once.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a thing that are shown apart, such as an answer and its reason; `name` as in the thing's entries."""

    name: str
    label: str | Promise
    text: str
    longest: int = 5000


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a thing, and can be taken away by itself."""

    public_id: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Described:
    """What moderators, and messages to its author, say of a thing. `is_shown`: the public can read it now.

    `is_public`: it is meant for everyone, so that what is decided about it may be published.
    `is_within`: it stands within another thing, so that words can be taken out of it but it is not hidden by itself.
    An author is a contributor, or (of an answer) the organisations for which it was given and the person who gave it.
    """

    title: str
    parts: tuple[Part, ...]
    url: str
    language: str
    is_shown: bool
    is_public: bool = True
    author_contributor_id: int | None = None
    author_person_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    is_redacted: bool = False
    files: tuple[File, ...] = ()
    is_within: bool = False

    @property
    def text(self) -> str:
        """All its words, as a moderator reads them."""
        return "\n\n".join(part.text for part in self.parts if part.text)

    @property
    def seen(self) -> str:
        """All that a moderator decides about, so that nothing that came meanwhile is published unread."""
        return "\n\n".join([self.text, *sorted(file.public_id for file in self.files)])

    @property
    def words(self) -> dict[str, str]:
        return {part.name: part.text for part in self.parts}


ON_ANOTHER_PAGE = _("This stands on another page. Take words out of it, or report and hide that page.")
"""Said to whoever would hide what stands within another thing."""


class Handler(ABC):
    """How one kind of thing is hidden and shown. Each method may be called again without harm."""

    @abstractmethod
    def describe(self, public_id: str) -> Described | None:
        """None where it is not there any more, or was withdrawn."""

    @abstractmethod
    def hide(self, public_id: str, at: datetime) -> None: ...

    @abstractmethod
    def show(self, public_id: str, at: datetime) -> None:
        """Publish what was held, and show again what was hidden. What is shown already stays as it is."""

    @abstractmethod
    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """Replace the words of each part, and mark the thing as redacted or not. No version keeps the earlier ones."""

    def take_files(self, public_id: str, files: Sequence[str], at: datetime) -> None:
        """Delete some of its files. Only where `describe` names files."""
        raise NotImplementedError

    @abstractmethod
    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        """By the thing's own `visible_to`: nobody reports what they cannot read."""

    def describe_many(self, public_ids: Sequence[str]) -> dict[str, Described]:
        """For the queue: overrule it where one query can do for all."""
        described = {public_id: self.describe(public_id) for public_id in public_ids}
        return {public_id: each for public_id, each in described.items() if each}


class UnknownKind(LookupError):
    """No app has registered a handler for this kind."""


_handlers: dict[str, Handler] = {}
_channels: dict[str, str | Promise] = {}


def register(kind: str, handler: Handler) -> None:
    _handlers[kind] = handler


def register_channels(channels: Iterable[tuple[str, str | Promise]]) -> None:
    """The channels by which things come in, each with its word for people."""
    _channels.update(channels)


def handler(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> tuple[str, ...]:
    return tuple(_handlers)


def channels() -> dict[str, str | Promise]:
    return dict(_channels)


def describe(about: Ref) -> Described | None:
    return handler(about.kind).describe(about.public_id)


def describe_all(abouts: Iterable[Ref]) -> dict[Ref, Described]:
    """Many at once, with one call to the handler of each kind."""
    by_kind: dict[str, list[str]] = {}
    for about in abouts:
        by_kind.setdefault(about.kind, []).append(about.public_id)
    return {
        Ref(kind, public_id): described
        for kind, public_ids in by_kind.items()
        for public_id, described in handler(kind).describe_many(public_ids).items()
    }
