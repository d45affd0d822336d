"""The text of a deal: all that is agreed, as data with one digest, so that everyone signs exactly the same."""

import secrets
from typing import Any

from saidanddone.alliances.models import Alliance, Clause
from saidanddone.core.differences import Piece, between
from saidanddone.record import canonical

Text = dict[str, Any]


def text_of(alliance: Alliance) -> Text:
    """As it stands now. The nonce keeps anyone from guessing, by the digest in the record, what partners alone read."""
    parties = alliance.parties.current().select_related("organisation")
    return {
        "nonce": secrets.token_hex(16),
        "title": alliance.title,
        "purpose": alliance.purpose,
        "formation": str(alliance.formation),
        "kind": str(alliance.kind),
        "language": str(alliance.language),
        "starts_date": alliance.starts_date.isoformat(),
        "ends_date": alliance.ends_date.isoformat() if alliance.ends_date else None,
        "review_date": alliance.review_date.isoformat(),
        "parties": [
            {
                "id": each.public_id,
                "name": str(each),
                "organisation": each.organisation.slug,
                "is_bridge": each.is_bridge,
            }
            for each in parties
        ],
        "places": sorted(alliance.places.values_list("slug", flat=True)),
        "outcomes": sorted(alliance.outcomes.values_list("public_id", flat=True)),
        "funds": sorted(alliance.pools.values_list("fund__public_id", flat=True)),
        "clauses": [_clause(each) for each in alliance.clauses.select_related("party__organisation")],
    }


def _clause(clause: Clause) -> Text:
    return {
        "id": clause.public_id,
        "kind": clause.kind,
        "party": clause.party.public_id if clause.party else None,
        "level": str(clause.level),
        "words": clause.words,
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


def differences(before: Text, after: Text) -> list[tuple[str, list[Piece]]]:
    """What differs between two versions, word by word: by the kind of each clause that came, went or changed."""
    old, new = ({each["id"]: each for each in text["clauses"]} for text in (before, after))
    found = [("purpose", between(before["purpose"], after["purpose"]))] if before["purpose"] != after["purpose"] else []
    for clause in dict.fromkeys([*old, *new]):
        was, now = old.get(clause, {}), new.get(clause, {})
        if was.get("words", "") != now.get("words", ""):
            found.append(((now or was)["kind"], between(was.get("words", ""), now.get("words", ""))))
    return found
