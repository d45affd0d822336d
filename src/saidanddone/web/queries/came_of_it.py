"""What was understood, decided and promised, and money that is shared, as short rows for pages that span apps.

One query for all kinds.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate

from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.alliances import of_organisation as alliances_of
from saidanddone.commitments.models import Commitment, Outcome, Setback
from saidanddone.commitments.states import state_on
from saidanddone.core.languages import active
from saidanddone.core.refs import Ref, urls_of
from saidanddone.decisions.models import Decision, Finding
from saidanddone.funds.models import Fund
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place

MOST = 3
"""Of each kind on a page of an organisation or a place."""
STAGES = {
    "finding": "understood",
    "decision": "decided",
    "commitment": "done",
    "outcome": "done",
    "setback": "late",
    "alliance": "brand",
    "fund": "done",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One of them: its words in the reader's language where there are any, its state, and the day that matters."""

    kind: str
    public_id: str
    words: str
    language: str
    state: str
    day: date | None
    url: str = ""

    @property
    def stage(self) -> str:
        return STAGES[self.kind]


def of_organisation(organisation: Organisation, on: date) -> list[Row]:
    """With the alliances that it is in, and the funds in which it has money."""
    own = frozenset({organisation.pk})
    shared = Fund.objects.public().of(own).filter(closed_at=None).order_by("-pk")
    return _newest(Q(organisation=organisation), alliances_of(organisation), on, fund=shared)


def of_place(place: Place, on: date) -> list[Row]:
    """Of the place and of the places within it."""
    here = Alliance.places.through.objects.filter(place__path__startswith=place.path).values("alliance")
    return _newest(Q(place__path__startswith=place.path), Alliance.objects.filter(pk__in=here), on)


def _newest(about: Q, alliances: QuerySet[Alliance], on: date, **more: QuerySet) -> list[Row]:
    """Decisions that are open for views first, promises that are due soonest first, then what is newest."""
    open_promises = Commitment.objects.public().open().filter(about, due_date__isnull=False)
    parts = {
        "decision": Decision.objects.public().filter(about).order_by("-announced_at", "-pk"),
        "commitment": open_promises.order_by("due_date", "pk"),
        "finding": Finding.objects.standing().filter(about).newest_first(),
        "alliance": alliances.filter(signed_at__isnull=False, hidden_at__isnull=True, ended_date__isnull=True).order_by(
            "-signed_at", "-pk"
        ),
        **more,
    }
    return _read({kind: rows.values("pk")[:MOST] for kind, rows in parts.items()}, on)


def of_ids(ids: Mapping[str, Collection[str]], on: date) -> list[Row]:
    """Those of these public ids, by kind, that everyone may read: in the order in which they are given."""
    chosen = {kind: list(each) for kind, each in ids.items() if kind in STAGES and each}
    rows = _read({kind: _PUBLIC[kind]().filter(public_id__in=each).values("pk") for kind, each in chosen.items()}, on)
    place = {(kind, public_id): number for kind, each in chosen.items() for number, public_id in enumerate(each)}
    return sorted(rows, key=lambda row: (list(STAGES).index(row.kind), place[row.kind, row.public_id]))


_PUBLIC: dict[str, Any] = {
    "finding": Finding.objects.public,
    "decision": Decision.objects.public,
    "commitment": Commitment.objects.public,
    "outcome": Outcome.objects.public,
    "setback": Setback.objects.public,
    "alliance": Alliance.objects.public,
    "fund": Fund.objects.public,
}
_WORDS = {
    "finding": "title",
    "commitment": "promise",
    "outcome": "title",
    "setback": "title",
    "alliance": "title",
    "fund": "name",
}
_DAYS = {
    "finding": TruncDate("published_at"),
    "decision": Coalesce("decided_date", "views_close_date", TruncDate("announced_at")),
    "commitment": Coalesce("kept_date", "due_date"),
    "outcome": F("set_date"),
    "setback": TruncDate("said_at"),
    "alliance": TruncDate("signed_at"),
    "fund": TruncDate("opened_at"),
}


def _read(keys: Mapping[str, QuerySet], on: date) -> list[Row]:
    """All kinds in one question: each part asks for its own keys, as a part of a union may not be cut short."""
    parts = [_part(kind, chosen, on) for kind, chosen in keys.items()]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = [_row(*row) for row in rows]
    urls = urls_of(Ref(each.kind, each.public_id) for each in found)
    return [replace(each, url=urls.get(Ref(each.kind, each.public_id), "")) for each in found]


def _part(kind: str, chosen: QuerySet, on: date) -> QuerySet:
    rows = _PUBLIC[kind]().filter(pk__in=chosen).order_by()
    states: dict[str, Any] = {
        "finding": F("kind"),
        "decision": F("state"),
        "commitment": state_on(on),
        "outcome": Value("outcome"),
        "setback": Value("setback"),
        "alliance": Value("alliance"),
        "fund": Value("fund"),
    }
    words = Coalesce(NullIf("headline", Value("")), "question") if kind == "decision" else F(_WORDS[kind])
    named = rows.annotate(of_kind=Value(kind), shown=words, stands=states[kind], day=_DAYS[kind])
    columns = ("of_kind", "public_id", "shown", "language", "translation", "translated_from", "stands", "day")
    return named.values_list(*columns)


def _row(
    kind: str,
    public_id: str,
    words: str,
    language: str,
    translation: dict[str, str],
    translated_from: dict[str, str],
    state: str,
    day: date | None,
) -> Row:
    """What translates earlier words than those that hold now is not shown in their place."""
    reader = active()
    names = ("headline", "question") if kind == "decision" else (_WORDS[kind],)
    standing = [name for name in names if translation.get(name) and translated_from.get(name, words) == words]
    translated = translation[standing[0]] if standing and reader != language else ""
    return Row(kind, public_id, translated or words, reader if translated else language, state, day)
