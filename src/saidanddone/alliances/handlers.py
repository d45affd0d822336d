"""How moderators hide, show and redact the public words of an alliance. Runs inside moderation's transaction.

What was signed is never changed: other words stand in the place of those that are taken out (`TakenOut`), for partners
too. Where what is written now still says the same, it is changed along, so that the next version does not say it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.alliances import searching
from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.models import Alliance, Clause, CoverBacking, DealVersion, Party, SeenBy, Signature, TakenOut
from saidanddone.alliances.texts import for_everyone, parts_of, with_words
from saidanddone.commitments.handlers import OwnWords
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.translating import recorded_within
from saidanddone.moderation.registry import Described, Part
from saidanddone.record import actions as record

WORDS = {
    "title": _("Its name"),
    "purpose": _("What it is for"),
    "party": _("The name of a party"),
    "seen": _("What others say that a party brings"),
    "money": _("What the deal says of the shared fund"),
    "end_reason": _("Why it ended"),
    "no_baseline_reason": _("Why trust was not measured before signing"),
}
_BESIDE: tuple[tuple[str, str, Any, int], ...] = (
    ("party", "department", _("The department of a party"), 120),
    ("party", "leave_reason", _("Why a party left"), 500),
    ("version", "reason", _("Why there is a new version"), 500),
    ("signature", "post", _("In which post somebody signed"), 160),
    ("review", "summary", _("What everyone reads of a review"), 1000),
    ("covernote", "post", _("Who takes the risk"), 160),
    ("covernote", "what", _("What is tried"), 1000),
    ("covernote", "who_carries", _("Who carries which part"), 2000),
    ("covernote", "not_acting", _("The risk of not acting"), 1000),
    ("covernote", "how_it_ended", _("What became of it"), 500),
    ("coverbacking", "post", _("In which post somebody backs it"), 160),
    ("barrier", "words", _("What is in the way"), 500),
    ("barrier", "how_it_ended", _("What became of it"), 500),
)
"""Rows beside the text of the deal → their fields that everyone reads."""


@dataclass(slots=True)
class _Group:
    """The same words at the same part of one or several versions: a moderator reads them once."""

    name: str
    part: str
    label: Any
    original: str
    shown: str
    versions: list[DealVersion] = field(default_factory=list)


class AllianceHandler(OwnWords):
    """An alliance with its deal in all versions that were signed, and what else of it everyone reads."""

    model, names = Alliance, ("end_reason", "no_baseline_reason")
    labels = WORDS
    correction = "alliance-correction"

    def described(self, row: Alliance) -> Described:
        described = super().described(row)
        title = next((part.text for part in described.parts if part.name.endswith("-title")), row.title)
        return replace(described, title=excerpt(title, 80))

    def parts(self, row: Alliance) -> list[Part]:
        """What hangs on it has its own number in its name, so that one of them is redacted by itself."""
        deal = [Part(each.name, each.label, each.shown, 3000) for each in _groups(row)]
        beside = [
            Part(f"{kind}-{name}-{each.pk}", label, getattr(each, name), longest)
            for kind, name, label, longest in _BESIDE
            for each in _rows(row, kind)
            if getattr(each, name)
        ]
        return [*deal, *(part for part in super().parts(row) if part.text), *beside]

    def author(self, row: Alliance) -> dict[str, Any]:
        parties = row.parties.values_list("organisation", flat=True)
        return {"author_person_id": row.begun_by_id, "organisation_ids": frozenset(parties)}

    def reindex(self, public_id: str) -> None:
        searching.put(self.rows().get(public_id=public_id))

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        row = self.rows().select_for_update(of=("self",)).get(public_id=public_id)
        for group in _groups(row):
            if words.get(group.name, group.shown) != group.shown:
                _put(row, group, words[group.name], at)
        for kind, name, _label, _longest in _BESIDE:
            for each in _rows(row, kind):
                before, part = getattr(each, name), f"{kind}-{name}-{each.pk}"
                if before and words.get(part, before) != before:
                    _set(each, name, words[part])
                    record.close(by=SITE, about=getattr(each, "ref", row.ref), at=at, fields=(name,))
        own = {name: words.get(name) or getattr(row, name) for name in self.names}
        super().rewrite(public_id, own, is_redacted=is_redacted, at=at)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        """Only what is public is reported: what partners say among themselves, they settle."""
        return Alliance.objects.visible_to(viewer).public().filter(public_id=public_id).exists()


def _groups(alliance: Alliance) -> list[_Group]:
    """Every public word of every version that was signed, each once; named by the first version that says it."""
    found: dict[tuple[str, str], _Group] = {}
    signed = alliance.versions.filter(signed_at__isnull=False).order_by("number").prefetch_related("taken_out")
    for version in signed:
        taken = {each.part: each.words for each in version.taken_out.all()}
        public = for_everyone(version.text)
        shown = {name: holder[key] for name, holder, key in parts_of(with_words(public, taken))}
        for name, holder, key in parts_of(public):
            original = holder[key]
            first = _Group(f"v{version.pk}-{name}", name, _label(name, holder), original, shown[name])
            found.setdefault((name, original), first).versions.append(version)
    return list(found.values())


def _label(name: str, holder: Mapping[str, Any]) -> Any:
    return KINDS[holder["kind"]].label if name.startswith("clause-") else WORDS[name.partition("-")[0]]


def _put(alliance: Alliance, group: _Group, words: str, at: datetime) -> None:
    """Other words in the place of these, or the signed ones again; in what is written now too, if it says the same."""
    words = words or "–"
    for version in group.versions:
        if words == group.original:
            version.taken_out.filter(part=group.part).delete()
        else:
            TakenOut.objects.update_or_create(
                version=version, part=group.part, defaults={"words": words, "taken_at": at}
            )
    if alliance.next_facts.get(group.part) == group.shown:
        alliance.next_facts[group.part] = words
    row, name = _written_now(alliance, group.part)
    if row is not None and getattr(row, name) == group.shown:
        if isinstance(row, Clause):
            record.close(by=SITE, about=alliance.ref, at=at, fields=recorded_within(alliance, row).values())
        _set(row, name, words)


def _written_now(alliance: Alliance, part: str) -> tuple[Any, str]:
    kind, _dash, which = part.partition("-")
    if kind == "clause":
        return Clause.objects.filter(alliance=alliance, public_id=which).first(), "words"
    if kind == "seen":
        about, _dash, by = which.partition("-")
        return SeenBy.objects.filter(
            about__public_id=about, by__public_id=by, about__alliance=alliance
        ).first(), "brings"
    if kind in {"party", "money"}:
        return None, ""  # what an organisation and a fund are called now is taken out where they stand themselves
    return alliance, kind


def _set(row: Any, name: str, words: str) -> None:
    """Nothing that said something becomes empty."""
    setattr(row, name, words[: row._meta.get_field(name).max_length or None] or "–")
    if isinstance(row, Bilingual):
        row.forget_translation()
    row.save()


def _rows(alliance: Alliance, kind: str) -> Iterator[Any]:
    if kind == "party":
        yield from Party.objects.filter(alliance=alliance).order_by("pk")
    elif kind == "version":
        yield from alliance.versions.filter(signed_at__isnull=False).order_by("number")
    elif kind == "signature":
        signed = Signature.objects.filter(version__alliance=alliance, version__signed_at__isnull=False)
        yield from signed.order_by("pk")
    elif kind == "covernote":
        yield from alliance.cover_notes.filter(is_public=True).order_by("pk")
    elif kind == "coverbacking":
        yield from CoverBacking.objects.filter(note__alliance=alliance, note__is_public=True).order_by("pk")
    elif kind == "review":
        yield from alliance.reviews.order_by("pk")
    else:
        yield from alliance.barriers.filter(is_public=True).order_by("pk")
