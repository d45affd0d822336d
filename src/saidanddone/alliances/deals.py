"""A deal as somebody reads it: the text in force, what a moderator took out replaced, in the reader's language.

Everyone reads the version that all have signed, never what is being written for the next one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from saidanddone.alliances.clauses import KINDS, ClauseKind
from saidanddone.alliances.models import Alliance, Clause, DealVersion
from saidanddone.alliances.queries.alliances import EVERYONE, Reader, version_in_force
from saidanddone.alliances.terms import TermsRead, in_words
from saidanddone.alliances.texts import Text, for_everyone, parts_of, text_of, with_words
from saidanddone.core.languages import active
from saidanddone.decisions.bilingual import Bilingual, Said
from saidanddone.people.models import Organisation

OWN = tuple(name for name, kind in KINDS.items() if kind.of_party)
"""What each party says for itself, in the order in which the desk asks for it."""


@dataclass(frozen=True, slots=True)
class ClauseRead:
    public_id: str
    kind: ClauseKind
    said: Said
    original: Said
    party: "PartyRead | None" = None
    level: str = ""
    is_for_partners: bool = False
    is_taken_out: bool = False


@dataclass(frozen=True, slots=True)
class SeenRead:
    """What another party says that this one brings."""

    by: str
    said: Said


@dataclass(frozen=True, slots=True)
class PartyRead:
    public_id: str
    name: str
    slug: str
    is_bridge: bool
    seen: list[SeenRead] = field(default_factory=list)
    clauses: list[ClauseRead] = field(default_factory=list)

    def of(self, kind: str) -> list[ClauseRead]:
        return [each for each in self.clauses if each.kind.name == kind]

    @property
    def own(self) -> list[tuple[ClauseKind, list[ClauseRead]]]:
        """What it says for itself beside what it brings, by kind."""
        kinds = [KINDS[name] for name in OWN if name != "brings"]
        return [(kind, found) for kind in kinds if (found := self.of(kind.name))]

    @property
    def brings(self) -> list[ClauseRead]:
        return self.of("brings")

    @property
    def decides(self) -> list[ClauseRead]:
        return self.of("decision_right")


@dataclass(frozen=True)
class Deal:
    """`kept_back`: how many clauses partners alone read, where the reader is none. Without a version it is a draft."""

    title: Said
    purpose: Said
    text: Text
    parties: list[PartyRead]
    clauses: list[ClauseRead]
    kept_back: int = 0
    version: DealVersion | None = None

    def of(self, kind: str) -> list[ClauseRead]:
        return [each for each in self.clauses if each.kind.name == kind]

    @property
    def common(self) -> list[tuple[ClauseKind, list[ClauseRead]]]:
        """What belongs to all parties, by kind; services last, as they are a list of their own."""
        kinds = [kind for kind in KINDS.values() if not kind.of_party]
        return [(kind, found) for kind in kinds if (found := self.of(kind.name))]

    @property
    def bridges(self) -> list[PartyRead]:
        return [each for each in self.parties if each.is_bridge or each.decides]

    @property
    def services(self) -> list[ClauseRead]:
        return self.of("service")

    @cached_property
    def money(self) -> list[TermsRead]:
        """The terms of each shared fund as all have signed them: two queries each."""
        return [in_words(each) for each in self.text.get("money", ())]

    @property
    def translated(self) -> list[ClauseRead]:
        """Clauses that the reader gets in a translation: the words that count are those that were signed."""
        return [each for each in self.clauses if each.said.made_by]

    @property
    def is_taken_out(self) -> bool:
        """A moderator took words out of it."""
        return any(holder.get("is_taken_out") for _name, holder, _key in parts_of(self.text))


def deal_of(alliance: Alliance, reader: Reader = EVERYONE) -> Deal:
    """As it is in force; of a draft, as it is written now."""
    version = version_in_force(alliance)
    text = version.text if version else text_of(alliance)
    return read(alliance, text, reader, version=version)


def read(alliance: Alliance, text: Text, reader: Reader = EVERYONE, *, version: DealVersion | None = None) -> Deal:
    """Three queries: the clauses as they are written now have their translations, organisations their names."""
    shown = shown_text(text, reader, version)
    names = _names(shown["parties"])
    parties = {each["id"]: _party(each, names) for each in shown["parties"]}
    language = shown["language"]
    for each in shown["seen"]:
        if each["about"] in parties and each["by"] in parties:
            seen = SeenRead(parties[each["by"]].name, Said(each["words"], language))
            parties[each["about"]].seen.append(seen)
    written = {each.public_id: each for each in Clause.objects.filter(alliance=alliance)}
    clauses = [_clause(each, parties, written.get(each["id"]), language) for each in shown["clauses"]]
    for clause in clauses:
        if clause.party:
            clause.party.clauses.append(clause)
    return Deal(
        title=said_as_signed(alliance, "title", shown["title"], language),
        purpose=said_as_signed(alliance, "purpose", shown["purpose"], language),
        text=shown,
        parties=list(parties.values()),
        clauses=clauses,
        kept_back=shown.get("kept_back", 0),
        version=version,
    )


def shown_text(text: Text, reader: Reader, version: DealVersion | None) -> Text:
    """What of a text somebody may read, with other words in the place of those that were taken out."""
    taken = {each.part: each.words for each in version.taken_out.all()} if version else {}
    return with_words(text if reader.is_partner else for_everyone(text), taken)


def title_of(alliance: Alliance) -> Said:
    """For lists: the title that all have signed. `alliance` was read by `with_deals`."""
    return _in_force(alliance, "title")


def purpose_of(alliance: Alliance) -> Said:
    return _in_force(alliance, "purpose")


def _in_force(alliance: Alliance, name: str) -> Said:
    version = version_in_force(alliance)
    if version is None:
        return alliance.said(name)
    text = shown_text(version.text, EVERYONE, version)
    return said_as_signed(alliance, name, text[name], text["language"])


def said_as_signed(row: Bilingual | None, name: str, words: str, language: str) -> Said:
    """These words, or their translation where there is one of exactly these."""
    reader = active()
    if row is None or reader == language:
        return Said(words, language)
    translated = row.translation.get(name, "") if row.other_language == reader else ""
    if translated and row.translated_from.get(name, getattr(row, name)) == words:
        return Said(translated, reader, row.translated_by)
    return Said(words, language)


def _clause(
    each: Mapping[str, Any], parties: Mapping[str, PartyRead], written: Clause | None, language: str
) -> ClauseRead:
    level = str(Clause.Level(each["level"]).label) if each["level"] else ""
    original = Said(each["words"], each.get("language", language))
    return ClauseRead(
        public_id=each["id"],
        kind=KINDS[each["kind"]],
        said=said_as_signed(written, "words", original.text, original.language),
        original=original,
        party=parties.get(each["party"]),
        level=level,
        is_for_partners=each["is_for_partners"],
        is_taken_out=each.get("is_taken_out", False),
    )


def _party(each: Mapping[str, Any], names: Mapping[str, Organisation]) -> PartyRead:
    return PartyRead(each["id"], _local_name(each, names), each["organisation"], each["is_bridge"])


def _local_name(each: Mapping[str, Any], names: Mapping[str, Organisation]) -> str:
    """Its name in the reader's language, with its department; as it was signed, where it is called otherwise now."""
    organisation = names.get(each["organisation"])
    if organisation is None or not each["name"].startswith(organisation.name):
        return str(each["name"])
    return f"{organisation.local_name}{each['name'].removeprefix(organisation.name)}"


def _names(parties: Iterable[Mapping[str, Any]]) -> dict[str, Organisation]:
    slugs = [each["organisation"] for each in parties]
    return {each.slug: each for each in Organisation.objects.filter(slug__in=slugs)}
