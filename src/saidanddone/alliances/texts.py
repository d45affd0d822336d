"""The text of a deal: all that is agreed, as data with one digest, so that everyone signs exactly the same."""

import secrets
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from saidanddone.alliances.models import Alliance, Clause, SeenBy
from saidanddone.alliances.terms import terms_of
from saidanddone.commitments.models import Outcome
from saidanddone.core.differences import Piece, between
from saidanddone.funds.models import Fund
from saidanddone.places.models import Place
from saidanddone.record import canonical

Text = dict[str, Any]


def text_of(alliance: Alliance) -> Text:
    """As it stands now. The nonce keeps anyone from guessing, by the digest in the record, what partners alone read."""
    parties = alliance.parties.current().select_related("organisation")
    return {
        "nonce": secrets.token_hex(16),
        "language": str(alliance.language),
        **facts_of(alliance),
        "parties": [
            {
                "id": each.public_id,
                "name": each.signed_name,
                "organisation": each.organisation.slug,
                "is_bridge": each.is_bridge,
            }
            for each in parties
        ],
        "seen": [_seen(each) for each in _said_of_each_other(alliance)],
        "funds": sorted(alliance.pools.values_list("fund__public_id", flat=True)),
        "money": [terms_of(each) for each in funds_of(alliance)],
        "clauses": [_clause(each) for each in alliance.clauses.select_related("party__organisation")],
    }


def funds_of(alliance: Alliance) -> list[Fund]:
    return list(Fund.objects.filter(pk__in=alliance.pools.values("fund")).select_related("host").order_by("public_id"))


FACTS = ("title", "purpose", "formation", "kind", "starts_date", "ends_date", "review_date")


def facts_of(alliance: Alliance) -> Text:
    """What is said of the alliance itself, as the next version will have it."""
    return _standing(alliance) | alliance.next_facts


def next_facts(alliance: Alliance, changes: Mapping[str, Any]) -> Text:
    """What its next version says otherwise of it than the deal in force."""
    stands = _standing(alliance)
    wanted = alliance.next_facts | {name: _plain(value) for name, value in changes.items()}
    return {name: value for name, value in wanted.items() if value != stands[name]}


def _standing(alliance: Alliance) -> Text:
    now = {name: _plain(getattr(alliance, name)) for name in FACTS}
    return now | {name: _plain(getattr(alliance, name).all()) for name in ("places", "outcomes")}


def _plain(value: Any) -> Any:
    """As a text has it: a day in figures, places and outcomes by their public names."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str):
        return value if value is None else str(value)
    return sorted(each.slug if isinstance(each, Place) else each.public_id for each in value)


def as_date(alliance: Alliance, name: str) -> date | None:
    """A day of it, as the next version will have it."""
    if name in alliance.next_facts:
        written = alliance.next_facts[name]
        return date.fromisoformat(written) if written else None
    day: date | None = getattr(alliance, name)
    return day


def take_facts(alliance: Alliance, text: Text) -> None:
    """A signed text holds: the alliance is from now on what it says."""
    for name in FACTS:
        value = text[name]
        setattr(alliance, name, date.fromisoformat(value) if value and name.endswith("_date") else value)
    alliance.next_facts = {}
    alliance.places.set(Place.objects.filter(slug__in=text["places"]))
    alliance.outcomes.set(Outcome.objects.filter(public_id__in=text["outcomes"]))


def _said_of_each_other(alliance: Alliance) -> Iterator[SeenBy]:
    """The other side of the role map, of those who are still in it."""
    here = alliance.parties.current().values("pk")
    rows = SeenBy.objects.filter(about__in=here, by__in=here).select_related("about", "by")
    yield from rows.order_by("about", "by")


def _seen(seen: SeenBy) -> Text:
    return {"about": seen.about.public_id, "by": seen.by.public_id, "words": seen.brings}


def _clause(clause: Clause) -> Text:
    return {
        "id": clause.public_id,
        "kind": clause.kind,
        "party": clause.party.public_id if clause.party else None,
        "level": str(clause.level),
        "words": clause.words,
        "language": str(clause.language),
        "is_for_partners": clause.is_for_partners or clause.about.partners_only,
    }


def digest_of(text: Text) -> str:
    """Names exactly this text."""
    return canonical.digest_of(text)


def clause_digest(clause: Clause) -> str:
    """Names a clause as it reads now: who agreed to it agreed to these words."""
    return canonical.digest_of(_clause(clause))


def for_everyone(text: Text) -> Text:
    """Without what partners alone read; `kept_back` says how many clauses that is."""
    shown = [each for each in text["clauses"] if not each["is_for_partners"]]
    rest = {name: value for name, value in text.items() if name != "nonce"}
    return rest | {"clauses": shown, "kept_back": len(text["clauses"]) - len(shown)}


def parts_of(text: Text) -> Iterator[tuple[str, Text, str]]:
    """Everything in it that somebody wrote: the name of the part, what holds its words, and under which key."""
    yield "title", text, "title"
    yield "purpose", text, "purpose"
    for each in text["parties"]:
        yield f"party-{each['id']}", each, "name"
    for each in text["seen"]:
        yield f"seen-{each['about']}-{each['by']}", each, "words"
    for each in text["clauses"]:
        yield f"clause-{each['id']}", each, "words"
    for fund in text.get("money", ()):
        yield from _parts_of_money(fund)


def _parts_of_money(fund: Text) -> Iterator[tuple[str, Text, str]]:
    """What has no name of its own is named by its place, which a frozen text never changes."""
    yield f"money-{fund['id']}", fund, "name"
    for number, partner in enumerate(fund["partners"]):
        for place, instalment in enumerate(partner["instalments"]):
            if instalment["what"]:
                yield f"money-{fund['id']}-pays-{number}-{place}", instalment, "what"
    for number, scheme in enumerate(fund["schemes"]):
        yield f"money-{fund['id']}-does-{number}", scheme, "name"
        for line in scheme["lines"]:
            yield f"money-line-{line['id']}", line, "name"


def with_words(text: Text, taken_out: Mapping[str, str]) -> Text:
    """As it is shown: with other words in the place of those that a moderator took out, each marked as such."""
    if not taken_out:
        return text
    shown = deepcopy(text)
    for name, holder, key in parts_of(shown):
        if name in taken_out:
            holder[key], holder["is_taken_out"] = taken_out[name], True
    return shown


def differences(before: Text, after: Text) -> list[tuple[str, list[Piece]]]:
    """What differs between two versions, word by word: by the kind of each clause that came, went or changed."""
    found = [(name, between(before[name], after[name])) for name in ("title", "purpose") if before[name] != after[name]]
    for was, now in _beside(before["clauses"], after["clauses"], ("id",)):
        found.append(((now or was)["kind"], between(was.get("words", ""), now.get("words", ""))))
    for was, now in _beside(before["seen"], after["seen"], ("about", "by")):
        found.append(("seen", between(was.get("words", ""), now.get("words", ""))))
    return found


def _beside(before: list[Text], after: list[Text], names: tuple[str, ...]) -> Iterator[tuple[Text, Text]]:
    """The same row of both, where its words are not the same; nothing where it came or went."""
    old, new = ({tuple(each[name] for name in names): each for each in rows} for rows in (before, after))
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, {}), new.get(key, {})
        if was.get("words", "") != now.get("words", ""):
            yield was, now
