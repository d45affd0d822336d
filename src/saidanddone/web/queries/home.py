"""What the home page shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db.models import Case, When

from saidanddone.contributions.queries.figures import SiteFigures, site_figures
from saidanddone.core.clock import local_date
from saidanddone.people.models import Organisation
from saidanddone.web import cards
from saidanddone.web.queries import places, stories
from saidanddone.web.queries.loop import Loop, loop, newest_change

NEWEST = 6
SPOKE = 3
LATE = 3
PLACES = 8
COUNTED_EVERY = 60
"""Seconds for which the figures of the loop stand: counts alone, no words."""
MOST = 1000


@dataclass(frozen=True, slots=True)
class Home:
    figures: SiteFigures
    because: list[cards.AnsweredCard]
    late: list[cards.Card]
    newest: list[cards.Card]
    organisations: list[Organisation]
    places: list[places.PlaceRow]
    place_count: int
    map: dict[str, Any]
    loop: Loop
    changed: cards.ChangedCard | None

    @property
    def others(self) -> int:
        """Organisations beyond the two that the first sentence names."""
        return max(0, len(self.organisations) - 2)


def home(at: datetime) -> Home:
    on = local_date(at)
    rows = places.tree()
    known = {row.place.pk: row.place for row in rows}
    return Home(
        figures=site_figures(on),
        because=[cards.of_verdict(row) for row in stories.because_somebody_spoke(SPOKE)],
        late=[cards.of_addressee(row.addressee, on, days_late=row.days) for row in stories.late(on, LATE)],
        newest=[cards.of_contribution(row, on) for row in stories.newest(NEWEST, known)],
        organisations=_organisations(),
        places=_most_heard(rows),
        place_count=len(rows),
        map=places.as_map(rows),
        loop=cache.get_or_set("home-loop", partial(loop, at), COUNTED_EVERY) or Loop(),
        changed=cards.of_change(changed) if (changed := newest_change()) else None,
    )


def _organisations() -> list[Organisation]:
    """Public bodies first, as most people look for those."""
    is_other = Case(When(kind=Organisation.Kind.PUBLIC_BODY, then=0), default=1)
    return list(Organisation.objects.open().order_by(is_other, "pk").only("slug", "name", "name_cy")[:MOST])


def _most_heard(rows: list[places.PlaceRow]) -> list[places.PlaceRow]:
    """Of the places on the map, those where most was said."""
    return sorted(places.areas(rows), key=lambda row: (-row.said, row.place.path))[:PLACES]
