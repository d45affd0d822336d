"""What was promised and done since, as events: promises, news of them, what people say of it, setbacks, tellings."""

from collections import defaultdict
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from saidanddone.commitments.models import Change, Commitment, FollowUp, Setback, Update
from saidanddone.commitments.states import State, state_of
from saidanddone.contributions.cards import credit
from saidanddone.thread.came import Came, Events, address, event
from saidanddone.thread.events import Event, Rank
from saidanddone.thread.links import Links
from saidanddone.thread.models import Telling
from saidanddone.thread.movements import SAYS


def events(links: Links, on: date) -> Events:
    for promise in links.commitments:
        yield _promised(promise)
        yield from _stands(promise, on)
    yield from (_updated(each) for each in links.updates)
    yield from (_changed(each) for each in links.changes)
    yield from (_judged(links, each) for each in links.follow_ups)
    for setback in links.setbacks:
        yield _set_back(setback)
        yield from _looked_at_again(setback)
    yield from _told(links)


def _promised(promise: Commitment) -> Event:
    note = gettext("by %(who)s") % {"who": promise.organisation.local_name}
    if promise.due_date:
        note += " · " + gettext("by %(day)s") % {"day": date_format(promise.due_date, "j F Y")}
    came = Came(promise.said("promise"), address(promise.ref))
    return event(promise.made_at, gettext("A promise came of it"), "done", came, note=note, icon="promise")


def _stands(promise: Commitment, on: date) -> Events:
    """What no update says: late, still to come, replaced; and its end where the update that claims it is gone."""
    state = state_of(promise, on)
    came = Came(promise.said("promise"), address(promise.ref), state=state)
    if state == State.LATE and promise.due_date:
        yield event(_moment(promise.due_date), gettext("The promise is late"), "late", came, icon="late")
    elif state in (State.ON_COURSE, State.NOT_STARTED) and promise.due_date:
        heading = gettext("Promised by %(day)s") % {"day": date_format(promise.due_date, "j F Y")}
        yield event(_moment(promise.due_date), heading, "waiting", came, rank=Rank.TO_COME)
    elif state == State.REPLACED and promise.replaced_by and promise.replaced_by.hidden_at is None:
        newer = promise.replaced_by
        came = Came(newer.said("promise"), address(newer.ref))
        yield event(newer.made_at, gettext("Another promise took its place"), "done", came, icon="promise")
    elif state in (State.KEPT, State.KEPT_LATE) and promise.kept_date:
        heading = gettext("The promise is said to be kept")
        if state == State.KEPT_LATE:
            heading = gettext("The promise is said to be kept, late")
        note = gettext("as %(who)s says") % {"who": promise.organisation.local_name}
        yield event(_moment(promise.kept_date), heading, "done", came, note=note)
    elif state == State.DROPPED and promise.dropped_date:
        came = Came(promise.said("promise"), address(promise.ref), because=promise.drop_reason)
        yield event(_moment(promise.dropped_date), gettext("The promise was dropped"), "plain", came, icon="withdrawn")


def _updated(update: Update) -> Event:
    note = gettext("by %(who)s") % {"who": update.organisation.local_name}
    promise = update.commitment
    came = Came(promise.said("promise"), address(promise.ref), text=update.done, text_language=update.language)
    return event(update.updated_at, gettext("News of the promise"), "done", came, note=note, icon="promise")


def _changed(change: Change) -> Event:
    heading = {
        Change.Field.DUE_DATE: gettext("The day of the promise was moved"),
        Change.Field.PROMISE: gettext("The wording of the promise was changed"),
    }[Change.Field(change.field)]
    text = gettext("From “%(before)s” to “%(after)s”") % {"before": _read(change.before), "after": _read(change.after)}
    promise = change.commitment
    came = Came(promise.said("promise"), address(promise.ref), text=text, because=change.reason)
    return event(change.changed_at, heading, "decided", came, icon="edit")


def _read(value: str) -> str:
    """A day is kept as 2026-03-02; words as they are."""
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value


def _judged(links: Links, follow_up: FollowUp) -> Event:
    words = {
        FollowUp.Value.YES: gettext("it worked for me"),
        FollowUp.Value.PARTLY: gettext("it worked for me in part"),
        FollowUp.Value.NO: gettext("it did not work for me"),
        FollowUp.Value.CANNOT_TELL: gettext("I cannot tell if it worked"),
    }[FollowUp.Value(follow_up.value)]
    came = Came(
        follow_up.commitment.said("promise"),
        address(follow_up.commitment.ref),
        verdict="unknown" if follow_up.value == FollowUp.Value.CANNOT_TELL else follow_up.value,
        verdict_words=words,
        text=follow_up.shown_words,
        who=credit(links.contribution),
    )
    assert follow_up.answered_at is not None  # noqa: S101 - it has a value
    return event(follow_up.answered_at, gettext("Did it work for you?"), "felt", came)


def _set_back(setback: Setback) -> Event:
    note = gettext("said by %(who)s") % {"who": setback.organisation.local_name}
    came = Came(setback.said("title"), address(setback.ref))
    return event(setback.said_at, gettext("Something went wrong"), "late", came, note=note, icon="warning")


def _looked_at_again(setback: Setback) -> Events:
    if setback.checked_date:
        came = Came(setback.said("title"), address(setback.ref), text=setback.found)
        yield event(_moment(setback.checked_date), gettext("It was looked at again"), "done", came, icon="seen")


def _told(links: Links) -> Events:
    """One knot for each day on which whoever said it was told, with all that they were told of."""
    by_day: dict[date, list[Telling]] = defaultdict(list)
    for telling in links.tellings:
        by_day[timezone.localtime(_arrived(telling)).date()].append(telling)
    for told in by_day.values():
        what = dict.fromkeys(str(SAYS[each.what]) for each in told)
        came = Came(text=" · ".join(what))
        heading = gettext("You were told") if links.is_own else gettext("Whoever said it was told")
        yield event(max(_arrived(each) for each in told), heading, "felt", came, icon="email")


def _arrived(telling: Telling) -> datetime:
    return min(each for each in (telling.settled_at, telling.seen_at) if each)


def _moment(day: date) -> datetime:
    """What is known by its day alone stands at the end of it, after what happened on that day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
