"""The versions of a deal: who signed which, and what each changed, word by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.deals import shown_text, title_of
from saidanddone.alliances.models import Alliance, DealVersion
from saidanddone.alliances.queries.alliances import Reader, signed_versions
from saidanddone.alliances.texts import Text, differences
from saidanddone.core.differences import Piece
from saidanddone.decisions.bilingual import Said


@dataclass(frozen=True, slots=True)
class Signed:
    """Never a person's account: a name may go, the post stays."""

    party: str
    post: str
    signed_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    label: Any
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class VersionRead:
    """A version that was in force, and how it differs from the one before; `came` and `left` are parties' names."""

    version: DealVersion
    signatures: list[Signed]
    differences: list[Difference] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    is_taken_out: bool = False

    @property
    def is_first(self) -> bool:
        return self.version.number == 1

    @property
    def is_the_same(self) -> bool:
        """Nothing that this reader may read was changed."""
        return not (self.differences or self.came or self.left)


@dataclass(frozen=True, slots=True)
class History:
    title: Said
    versions: list[VersionRead]


def signatures_of(version: DealVersion | None) -> list[Signed]:
    if version is None:
        return []
    rows = version.signatures.select_related("party__organisation").order_by("signed_at", "pk")
    return [Signed(str(each.party), each.post, each.signed_at, each.digest) for each in rows]


def history_of(alliance: Alliance, reader: Reader) -> History:
    """The newest first, each beside the one that was in force before it, as this reader may read both."""
    versions = signed_versions(alliance)
    texts = [shown_text(each.text, reader, each) for each in versions]
    befores = [*texts[1:], None] if texts else []
    rows = [_read(*each) for each in zip(versions, texts, befores, strict=True)]
    return History(title_of(alliance), rows)


def _read(version: DealVersion, text: Text, before: Text | None) -> VersionRead:
    signatures = [
        Signed(str(each.party), each.post, each.signed_at, each.digest)
        for each in sorted(version.signatures.all(), key=lambda each: (each.signed_at, each.pk))
    ]
    is_taken_out = bool(version.taken_out.all())
    if before is None:
        return VersionRead(version, signatures, is_taken_out=is_taken_out)
    now, then = _parties(text), _parties(before)
    return VersionRead(
        version,
        signatures,
        differences=[Difference(_label(kind), pieces) for kind, pieces in differences(before, text)],
        came=[name for key, name in now.items() if key not in then],
        left=[name for key, name in then.items() if key not in now],
        is_taken_out=is_taken_out,
    )


def _parties(text: Text) -> Mapping[str, str]:
    return {each["id"]: each["name"] for each in text["parties"]}


def _label(kind: str) -> Any:
    own = {"title": _("Its name"), "purpose": _("What it is for"), "seen": _("What others say that a party brings")}
    return own[kind] if kind in own else KINDS[kind].label
