"""A version as somebody reads it before signing: exactly its text, its fund in words, what is new since the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.alliances.deals import Deal, read
from saidanddone.alliances.histories import Difference, Signed, differences_between, signatures_of
from saidanddone.alliances.models import Alliance, DealVersion
from saidanddone.alliances.queries.alliances import Reader
from saidanddone.alliances.terms import TermsRead, in_words
from saidanddone.alliances.texts import Text
from saidanddone.commitments.models import Outcome
from saidanddone.places.models import Place

PARTNER = Reader(is_partner=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """`before` is the version in force before this one; where there is none, everything is new."""

    deal: Deal
    money: Sequence[TermsRead]
    signatures: Sequence[Signed]
    starts_date: date
    ends_date: date | None
    review_date: date
    kind: str
    formation: str
    outcomes: Sequence[Outcome]
    places: Sequence[Place]
    before: DealVersion | None
    differences: Sequence[Difference]
    came: Sequence[str]
    left: Sequence[str]

    @property
    def is_the_same(self) -> bool:
        return not (self.differences or self.came or self.left)


def reading_of(version: DealVersion) -> Reading:
    """As partners read it: all clauses."""
    text = version.text
    before = version.alliance.versions.filter(signed_at__isnull=False, number__lt=version.number).last()
    now, then = _parties(text), _parties(before.text) if before else {}
    return Reading(
        deal=read(version.alliance, text, PARTNER, version=version),
        money=[in_words(each) for each in text.get("money", [])],
        signatures=signatures_of(version),
        starts_date=date.fromisoformat(text["starts_date"]),
        ends_date=date.fromisoformat(text["ends_date"]) if text["ends_date"] else None,
        review_date=date.fromisoformat(text["review_date"]),
        kind=str(Alliance.Kind(text["kind"]).label),
        formation=str(Alliance.Formation(text["formation"]).label),
        outcomes=list(Outcome.objects.filter(public_id__in=text["outcomes"]).order_by("pk")),
        places=list(Place.objects.filter(slug__in=text["places"]).defer("boundary", "outline").order_by("path")),
        before=before,
        differences=differences_between(before.text, text) if before else [],
        came=[name for key, name in now.items() if key not in then] if before else [],
        left=[name for key, name in then.items() if key not in now],
    )


def _parties(text: Text) -> dict[str, str]:
    return {each["id"]: each["name"] for each in text["parties"]}
