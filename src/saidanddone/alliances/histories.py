"""The versions of a deal: who signed which, and what each changed, word by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.deals import shown_text, title_of
from saidanddone.alliances.models import Alliance, DealVersion
from saidanddone.alliances.queries.alliances import Reader, signed_versions
from saidanddone.alliances.terms import in_words
from saidanddone.alliances.texts import Text, differences
from saidanddone.commitments.models import Outcome
from saidanddone.core.differences import Piece, between
from saidanddone.decisions.bilingual import Said
from saidanddone.places.models import Place
from saidanddone.ui.templatetags.words import written


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
    earlier_terms = [*texts[1:], None] if texts else []
    rows = [_read(*each) for each in zip(versions, texts, earlier_terms, strict=True)]
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
        differences=differences_between(before, text),
        came=[name for key, name in now.items() if key not in then],
        left=[name for key, name in then.items() if key not in now],
        is_taken_out=is_taken_out,
    )


def differences_between(before: Text, after: Text) -> list[Difference]:
    """Of facts, words and money; who came and left is told apart."""
    found = [Difference(_label(kind), pieces) for kind, pieces in differences(before, after)]
    return [*found, *_of_facts(before, after), *_of_money(before, after)]


def _of_facts(before: Text, after: Text) -> Iterator[Difference]:
    labels = {
        "kind": _("What kind of alliance it is"),
        "formation": _("Who wanted it"),
        "starts_date": _("Begins"),
        "ends_date": _("Ends"),
        "review_date": _("Looked at again"),
        "outcomes": _("What it answers for"),
        "places": _("Where"),
    }
    for name, label in labels.items():
        was, now = before[name], after[name]
        if was != now:
            yield Difference(label, between(_as_words(name, was), _as_words(name, now)))


def _as_words(name: str, value: Any) -> str:
    if name.endswith("_date"):
        return written(date.fromisoformat(value)) if value else ""
    if name == "outcomes":
        return ", ".join(
            str(each.said("title")) for each in Outcome.objects.public().filter(public_id__in=value).order_by("pk")
        )
    if name == "places":
        return ", ".join(each.local_name for each in Place.objects.filter(slug__in=value).order_by("path"))
    choices = Alliance.Kind if name == "kind" else Alliance.Formation
    return str(choices(value).label)


def _of_money(before: Text, after: Text) -> Iterator[Difference]:
    old, new = ({each["id"]: each for each in text.get("money", [])} for text in (before, after))
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            was, now = (in_words(terms[key]).text if key in terms else "" for terms in (old, new))
            yield Difference(_("Its fund"), between(was, now))


def _parties(text: Text) -> Mapping[str, str]:
    return {each["id"]: each["name"] for each in text["parties"]}


def _label(kind: str) -> Any:
    own = {"title": _("Its name"), "purpose": _("What it is for"), "seen": _("What others say that a party brings")}
    return own[kind] if kind in own else KINDS[kind].label
