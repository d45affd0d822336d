"""The organisations of the area, each with where feeling and record part: what the area's own page leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.cache import cache
from django.utils.functional import Promise

from saidanddone.people.models import Organisation
from saidanddone.surveys.models import Analysis, Wave
from saidanddone.trust import record
from saidanddone.trust.determinants import Determinant
from saidanddone.trust.felt import felt, leading
from saidanddone.trust.parting import SENTENCES, parting
from saidanddone.trust.periods import Period
from saidanddone.trust.subjects import Subject

MOST = 20
"""So many organisations are looked at; the pages of the others say it of themselves."""
KEPT_FOR = 900
"""Seconds: each organisation is a page of its own to count."""
Partings = Mapping[str, str]
"""By ground, which way they part."""


@dataclass(frozen=True, slots=True)
class Overseen:
    """One organisation. `is_asked` says whether anybody was asked about it, and `is_known` whether it was looked at."""

    name: str
    url: str
    is_asked: bool
    is_known: bool
    partings: tuple[tuple[str | Promise, str | Promise, str], ...]
    """The ground, the sentence, and where it stands."""


def overview(period: Period, *, on: date) -> list[Overseen]:
    """Those of which something is published first. Two queries, and once a quarter of an hour those of each of them."""
    published = Analysis.objects.public().published().exclude(wave__state=Wave.State.WITHDRAWN)
    about = published.filter(wave__survey__about_kind="organisation").values_list("wave__survey__about_id", flat=True)
    asked = set(about)
    rows = sorted(Organisation.objects.open().order_by("name", "pk"), key=lambda each: each.public_id not in asked)
    looked_at = [each for each in rows if each.public_id in asked][:MOST]
    known = {each.public_id: _kept(each, period, on) for each in looked_at}
    return [_overseen(each, period, known.get(each.public_id), each.public_id in asked) for each in rows]


def _overseen(organisation: Organisation, period: Period, known: Partings | None, is_asked: bool) -> Overseen:
    url = Subject(organisation=organisation).url() + period.query
    found = tuple((Determinant(each).label, SENTENCES[name], f"{url}#{each}") for each, name in (known or {}).items())
    return Overseen(organisation.local_name, url, is_asked, known is not None, found)


def _kept(organisation: Organisation, period: Period, on: date) -> Partings:
    key = f"trust-partings:{organisation.public_id}:{period.name}:{on.isoformat()}"
    found: Partings | None = cache.get_or_set(key, partial(partings_of, organisation, period, on), KEPT_FOR)
    return found or {}


def partings_of(organisation: Organisation, period: Period, on: date) -> dict[str, str]:
    subject = Subject(organisation=organisation)
    feelings, shown = felt(subject), record.rows(subject, period, on=on)
    found = ((each, parting(leading(feelings.of(each)), shown[each])) for each in Determinant)
    return {each.value: parted.name for each, parted in found if parted}
