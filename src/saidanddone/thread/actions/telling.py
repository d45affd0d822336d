"""Make tellings, in the transaction of what moved, and take them back when the words are."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from saidanddone.commitments.models import Commitment
from saidanddone.contributions.models import Answer, Contribution, Support
from saidanddone.core import jobs
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision
from saidanddone.messaging.models import Message
from saidanddone.people.models import Contributor
from saidanddone.people.queries import reach_of
from saidanddone.thread import planning, ways
from saidanddone.thread.models import CreditsPage, Telling, TellingWish
from saidanddone.thread.movements import KIND_OF
from saidanddone.thread.permissions.telling import check_make_tellings, check_tell_supporters
from saidanddone.thread.queries.wishes import AT_ONCE, parts, wishes_of

NEEDED = (
    "may_be_contacted",
    "entered_by",
    "contributor__person__is_active",
    "contributor__person__email",
    "contributor__person__language",
    "contributor__email",
    "contributor__language",
    "contributor__erased_at",
)
TOLD_TO_SUPPORTERS = {
    "answered": lambda public_id: Answer.objects.saying_something().filter(public_id=public_id, hidden_at=None),
    "decided": lambda public_id: Decision.objects.public().filter(public_id=public_id),
    "kept": lambda public_id: Commitment.objects.public().filter(public_id=public_id),
}
"""What whoever added their voice asked to be told of, and the rows of it that everyone can read."""


class _Listener(NamedTuple):
    """Somebody with the contribution that they are told about."""

    contributor: Contributor
    contribution_id: int
    may_write: bool
    connector: int | None


def make_tellings(*, by: Viewer, at: datetime, what: str, about: Ref, contribution_ids: Collection[int]) -> int:
    """One telling for each contribution that is published, to whoever said it; not to whoever did what is told.

    A few statements for each few hundred, in the caller's transaction. Made twice, it is there once.
    """
    check_make_tellings(by=by)
    if what == "said":  # nobody can have been told of it yet
        return 0
    if what not in KIND_OF:
        _take_back(contribution_ids)
        return 0
    made = 0
    for ids in parts(contribution_ids):
        standing = Contribution.objects.filter(pk__in=ids, state=Contribution.State.PUBLISHED)
        rows = standing.select_related("contributor__person").only(*NEEDED).order_by("pk")
        listeners = [_Listener(row.contributor, row.pk, row.may_be_contacted, row.entered_by_id) for row in rows]
        made += _make(by, at, what, about, listeners)
        if what in TOLD_TO_SUPPORTERS and Support.objects.filter(contribution__in=ids, wants_news=True).exists():
            jobs.queue(
                "saidanddone.thread.tasks.tell_supporters",
                what=what,
                about=str(about),
                contribution_ids=ids,
                moved_at=at.isoformat(),
            )
    return made


def tell_supporters(*, by: Viewer, at: datetime, what: str, about: Ref, contribution_ids: Collection[int]) -> int:
    """Those who added their voice and wish to hear of it, of what everyone can read. `at` is when it moved."""
    check_tell_supporters(by=by)
    if what not in TOLD_TO_SUPPORTERS or not TOLD_TO_SUPPORTERS[what](about.public_id).exists():
        return 0
    made = 0
    for ids in parts(contribution_ids):
        public = Contribution.objects.public().filter(pk__in=ids)
        rows = Support.objects.filter(contribution__in=public, wants_news=True).select_related("contributor__person")
        listeners = [_Listener(row.contributor, row.contribution_id, True, None) for row in rows.order_by("pk")]
        with transaction.atomic():
            made += _make(by, at, what, about, listeners)
    return made


def _make(by: Viewer, at: datetime, what: str, about: Ref, listeners: Iterable[_Listener]) -> int:
    told = [each for each in listeners if each.contributor.erased_at is None and not _did_it(by, each.contributor)]
    wishes = wishes_of({each.contributor.pk for each in told})
    rows = [_telling(what, about, at, each, wishes.get(each.contributor.pk)) for each in told]
    Telling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(rows)


def _did_it(by: Viewer, contributor: Contributor) -> bool:
    is_person = by.person_id is not None and contributor.person_id == by.person_id
    return is_person or contributor.pk in by.contributor_ids


def _telling(what: str, about: Ref, at: datetime, to: _Listener, wish: TellingWish | None) -> Telling:
    route = planning.route(
        what, may_write=to.may_write, connector=to.connector, reach=reach_of(to.contributor), wish=wish
    )
    return Telling(
        contributor_id=to.contributor.pk,
        contribution_id=to.contribution_id,
        what=what,
        about_kind=about.kind,
        about_id=about.public_id,
        moved_at=at,
        due_at=planning.due_at(planning.often_of(wish), at),
        by=route.by,
        state=route.state,
        settled_at=at if route.is_settled else None,
    )


def _take_back(contribution_ids: Collection[int]) -> None:
    """What was withdrawn or hidden is told no more, and no message that quotes it rests here. What is held waits."""
    gone = (Contribution.State.WITHDRAWN, Contribution.State.HIDDEN)
    for ids in parts(contribution_ids):
        theirs = Telling.objects.filter(contribution__in=ids, contribution__state__in=gone)
        quoting = list(theirs.exclude(state=Telling.State.SENT).values_list("message", flat=True))
        theirs.filter(state=Telling.State.DUE).update(state=Telling.State.DROPPED)
        waiting = theirs.filter(state=Telling.State.QUEUED, message__state=Message.State.WAITING)
        waiting.update(state=Telling.State.DROPPED)
        Message.objects.filter(pk__in=[pk for pk in quoting if pk]).exclude(state=Message.State.SENT).delete()


def forget_tellings(*, by: Viewer, at: datetime, contributor_id: int) -> None:
    """With somebody who is erased go all that was told to them, how they wished it, and the page of their credits."""
    Telling.objects.filter(contributor=contributor_id).delete()
    ways.keep(Contribution.objects.filter(contributor=contributor_id).values_list("pk", flat=True))
    TellingWish.objects.filter(contributor=contributor_id).delete()
    CreditsPage.objects.filter(contributor=contributor_id).delete()


def note_message_gone(*, by: Viewer, at: datetime, message: Message) -> None:
    """A message is deleted: what had not left with it is due again; of what may have left, a person decides."""
    state = {
        Message.State.WAITING: Telling.State.DUE,
        Message.State.SENT: Telling.State.SENT,
        Message.State.FAILED: Telling.State.FAILED,
    }.get(Message.State(message.state), Telling.State.IN_DOUBT)
    settled_at = None if state == Telling.State.DUE else at
    Telling.objects.filter(message=message, state=Telling.State.QUEUED).update(
        state=state, message=None, settled_at=settled_at
    )
