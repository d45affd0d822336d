"""How somebody wants to be told, what they want to hear no more of, and what they have seen."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor
from saidanddone.thread import planning, ways
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.movements import Kind
from saidanddone.thread.permissions.telling import check_note_seen, check_set_wish, check_stop_telling
from saidanddone.thread.unsubscribing import DIGEST


@transaction.atomic
def set_wish(
    *,
    by: Viewer,
    at: datetime,
    contributor: Contributor,
    often: str,
    channel: str,
    address: str = "",
    unwanted: Collection[str] = (),
    wants_digest: bool = False,
) -> TellingWish:
    """From now on, and for what waits already: it leaves as they wish now.

    A number or postal address that they leave gets nothing more, and what was sent there opens nothing any more.
    """
    check_set_wish(by=by, contributor=contributor)
    former = TellingWish.objects.select_for_update().filter(contributor=contributor).first()
    wish, _ = TellingWish.objects.update_or_create(
        contributor=contributor,
        defaults={
            "often": often,
            "by": channel,
            "address": clean_text(address).strip(),
            "unwanted": sorted(unwanted),
            "wants_digest": wants_digest,
            "changed_at": at,
        },
    )
    if former and former.address and (former.by, former.address) != (wish.by, wish.address):
        messaging.forget(by=by, at=at, recipient=contributor.ref, channel=former.by)
        people.close_sent_links(by=by, contributor=contributor, at=at)
    waiting = list(Telling.objects.due().filter(contributor=contributor))
    for telling in waiting:
        telling.due_at = planning.due_at(often, max(at, telling.moved_at))
    Telling.objects.bulk_update(waiting, ["due_at"], batch_size=200)
    return wish


@transaction.atomic
def stop_telling(*, by: Viewer, at: datetime, contributor: Contributor, kinds: Collection[str]) -> TellingWish:
    """Nothing more of these kinds; what waits of them is dropped when its turn comes."""
    check_stop_telling(by=by, contributor=contributor)
    wish, _ = TellingWish.objects.select_for_update().get_or_create(
        contributor=contributor, defaults={"changed_at": at}
    )
    wish.unwanted = sorted({*wish.unwanted, *kinds} & set(Kind.values))
    wish.wants_digest = wish.wants_digest and DIGEST not in kinds
    wish.changed_at = at
    wish.save()
    return wish


def note_seen(*, by: Viewer, at: datetime, also_due: bool = False) -> int:
    """They opened their own page, where it stands. `also_due`: it stood there before it left, so it need not leave."""
    check_note_seen(by=by)
    own = Telling.objects.filter(contributor__in=by.contributor_ids)
    seen = {"state": Telling.State.SEEN, "seen_at": at}
    with transaction.atomic():
        news = own.unseen() | own.due() if also_due else own.unseen()
        told = list(news.values_list("contribution", flat=True))
        number = own.unseen().update(**seen)
        number += own.due().update(**seen, settled_at=at) if also_due else 0
        ways.keep(told)
    return number
