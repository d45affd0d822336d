"""The weekly “said and done” by email, to whoever wants it, of the places where they spoke."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import queries as messages
from saidanddone.messaging.wording import write
from saidanddone.people.models import Contributor
from saidanddone.people.queries import Reach, reach_of
from saidanddone.places.models import Place
from saidanddone.thread import planning, unsubscribing
from saidanddone.thread.models import TellingWish
from saidanddone.thread.permissions.telling import check_send_digests
from saidanddone.thread.queries.digest import Digest, digest

AT_ONCE = 200
MOST_PLACES = 3


def send_digests(*, by: Viewer, at: datetime) -> int:
    """From Monday morning on, once a week each: a worker that was down catches up until the next Monday."""
    check_send_digests(by=by)
    local = at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE))
    monday = local.date() - timedelta(days=local.weekday())
    if local.weekday() == planning.MONDAY and local.time() < planning.HOUR:
        return 0
    wanting = TellingWish.objects.filter(wants_digest=True, contributor__erased_at=None)
    people = list(wanting.order_by("pk").values_list("contributor", flat=True))
    parts = (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))
    made: dict[tuple[int, str], Digest] = {}
    return sum(_send(by, at, ids, monday, made) for ids in parts)


@transaction.atomic
def _send(by: Viewer, at: datetime, ids: Sequence[int], monday: date, made: dict[tuple[int, str], Digest]) -> int:
    rows = Contributor.objects.filter(pk__in=ids).select_related("person").order_by("pk")
    keys = {f"digest:{row.public_id}:{monday}": row for row in rows}
    known = messages.states(keys)
    spoken = _places_of(ids)
    drafts = [
        draft
        for key, row in keys.items()
        if key not in known and (draft := _draft(row, key, spoken.get(row.pk, []), monday, made))
    ]
    messaging.send_many(by=by, at=at, drafts=drafts)
    return len(drafts)


def _places_of(ids: Sequence[int]) -> dict[int, list[int]]:
    """Where each spoke, most recently first."""
    found: dict[int, list[int]] = {}
    rows = Contribution.objects.public().filter(contributor__in=ids).order_by("-published_at")
    for contributor, place in rows.values_list("contributor", "place"):
        places = found.setdefault(contributor, [])
        if place not in places and len(places) < MOST_PLACES:
            places.append(place)
    return found


def _draft(
    contributor: Contributor, key: str, places: list[int], monday: date, made: dict[tuple[int, str], Digest]
) -> messaging.Draft | None:
    reach = reach_of(contributor)
    if reach is None or not places:
        return None
    with translation.override(reach.language):
        digests = [_made(place, reach, monday, made) for place in places]
        shown = [(each, settings.SITE_URL + reverse("digest", args=[each.place.slug])) for each in digests]
    stop = unsubscribing.address_for(contributor, [unsubscribing.DIGEST], reach.language)
    words = write("thread/messages/digest.txt", reach.language, digests=shown, stop=stop)
    return messaging.Draft(
        address=reach.address,
        language=reach.language,
        subject=words.subject,
        body=words.body,
        about=None,
        recipient=contributor.ref,
        stop_url=stop,
        dedupe_key=key,
    )


def _made(place: int, reach: Reach, monday: date, made: dict[tuple[int, str], Digest]) -> Digest:
    """Of the week that ended on Sunday; each place once in each language."""
    key = (place, reach.language)
    if key not in made:
        row = Place.objects.defer("boundary", "outline").get(pk=place)
        made[key] = digest(row, end_date=monday - timedelta(days=1))
    return made[key]
