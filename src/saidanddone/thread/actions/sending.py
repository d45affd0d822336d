"""Put due tellings into messages, many to one person into one, and follow what becomes of them.

A batch is claimed, written and queued in one transaction: a process that dies in it has told nobody, and what it
claimed is due as before. From there on messaging sends each message once, and `follow` brings back what became of it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from saidanddone.core import clock
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import queries as messages
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.people.queries import Reach, reach_of
from saidanddone.thread import planning, unsubscribing, ways
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.news import News
from saidanddone.thread.permissions.telling import check_follow, check_send_due
from saidanddone.thread.queries.wishes import wishes_of

AT_ONCE = 200
"""People to a batch."""
ROUND = timedelta(seconds=20)
"""How long one round goes on before the worker's other jobs have their turn."""
BECAME = {
    Message.State.SENT: Telling.State.SENT,
    Message.State.FAILED: Telling.State.FAILED,
    Message.State.IN_DOUBT: Telling.State.IN_DOUBT,
    Message.State.WAITING: Telling.State.QUEUED,
}


def send_due(*, by: Viewer, at: datetime) -> int:
    """Tell whoever is due, the longest waiting first. After downtime everything that fell due meanwhile goes out."""
    check_send_due(by=by)
    now, told = clock.ticking(at), 0
    while now() - at < ROUND:
        number = _send_batch(by, at)
        if not number:
            break
        told += number
    return told


@transaction.atomic
def _send_batch(by: Viewer, at: datetime) -> int:
    """Claim what is due to some people, and what falls due within the grace with it; gives how many tellings."""
    ready = Telling.objects.ready()
    first = ready.filter(due_at__lte=at).order_by("due_at", "pk").values_list("contributor", flat=True)
    people = set(first[:AT_ONCE])
    claimed = ready.filter(contributor__in=people, due_at__lte=at + planning.GRACE)
    rows = claimed.select_related("contributor__person", "contribution").order_by("contributor", "moved_at", "pk")
    tellings = list(rows.select_for_update(of=("self",), skip_locked=True))
    if tellings:
        _tell(by, at, tellings)
    return len(tellings)


def _tell(by: Viewer, at: datetime, tellings: Sequence[Telling]) -> None:
    news, wishes = News.of(tellings), wishes_of({each.contributor_id for each in tellings})
    drafts: dict[str, messaging.Draft] = {}
    in_draft: dict[str, list[Telling]] = {}
    for _, group in groupby(tellings, key=lambda each: each.contributor_id):
        for draft, told in _drafts(list(group), news, wishes, at):
            drafts[draft.dedupe_key], in_draft[draft.dedupe_key] = draft, told
    messaging.send_many(by=by, at=at, drafts=drafts.values())
    queued = messages.states(drafts)
    for key, told in in_draft.items():
        for telling in told:
            telling.state, telling.message = Telling.State.QUEUED, queued[key]
    Telling.objects.bulk_update(tellings, ["state", "by", "message", "settled_at"], batch_size=AT_ONCE)


def _drafts(
    tellings: list[Telling], news: News, wishes: dict[int, TellingWish], at: datetime
) -> list[tuple[messaging.Draft, list[Telling]]]:
    """Mostly one. The way is found anew: an address may be gone, or a wish another, since the telling was made."""
    contributor = tellings[0].contributor
    wish, reach = wishes.get(contributor.pk), reach_of(contributor)
    by_way: dict[planning.Route, list[Telling]] = {}
    for telling in tellings:
        route = _route(telling, news, wish, reach)
        telling.by, telling.state = route.by, route.state
        if route.is_settled:
            telling.settled_at = at
        else:
            by_way.setdefault(route, []).append(telling)
    to = reach or Reach("", contributor.language, signs_in=False)
    return [(_draft(told, route, news, to), told) for route, told in by_way.items()]


def _route(telling: Telling, news: News, wish: TellingWish | None, reach: Reach | None) -> planning.Route:
    if telling.about not in news.things or telling.contributor.erased_at is not None:
        return planning.Route(telling.by, Telling.State.DROPPED)
    said = telling.contribution
    is_own = said.contributor_id == telling.contributor_id
    return planning.route(
        telling.what,
        may_write=said.may_be_contacted or not is_own,
        connector=said.entered_by_id if is_own else None,
        reach=reach,
        wish=wish,
    )


def _draft(told: list[Telling], route: planning.Route, news: News, reach: Reach) -> messaging.Draft:
    """Who has no account is brought a private link: it is made as it leaves, only for where its owner is reached."""
    contributor: Contributor = told[0].contributor
    is_email = route.by == TellingWish.By.EMAIL
    link = Ref("news-link" if is_email else "telling-link", contributor.public_id)
    words = news.words(told, reach, by=route.by)
    named = hashlib.sha256(",".join(each.public_id for each in told).encode()).hexdigest()[:40]
    return messaging.Draft(
        channel=route.by,
        address=route.address,
        language=reach.language,
        subject=words.subject,
        body=words.body,
        about=told[0].about if len(told) == 1 else None,
        recipient=contributor.ref,
        links=() if reach.signs_in else (link,),
        stop_url=unsubscribing.address(contributor, {each.what for each in told}, reach.language) if is_email else "",
        dedupe_key=f"tellings:{named}",
    )


@transaction.atomic
def follow(*, by: Viewer, at: datetime) -> None:
    """What became of each message became of what it told. One that a person sends again is on its way again."""
    check_follow(by=by)
    followed = Telling.objects.filter(
        state__in=(Telling.State.QUEUED, Telling.State.FAILED, Telling.State.IN_DOUBT), message__isnull=False
    )
    for state, became in BECAME.items():
        settled_at = None if became == Telling.State.QUEUED else at
        moved = followed.filter(message__state=state).exclude(state=became)
        told = list(moved.values_list("contribution", flat=True))
        moved.update(state=became, settled_at=settled_at)
        ways.keep(told)
