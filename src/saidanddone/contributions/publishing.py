"""A contribution becomes public, or stops being so: figures and search index follow in the same transaction."""

from collections.abc import Iterator
from datetime import datetime

from saidanddone.contributions import deadlines, recording, signals, tallies
from saidanddone.contributions.models import Contribution, Verdict
from saidanddone.core.text import to_plain
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.moderation.models import ChannelRule
from saidanddone.moderation.queries import mode_of
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record
from saidanddone.search import index as search


def is_held_first(channel: str) -> bool:
    return mode_of(channel) == ChannelRule.Mode.HOLD_THEN_PUBLISH


def append_and_index(
    contribution: Contribution, organisations: list[Organisation], *, by: Viewer, at: datetime
) -> None:
    """Put it on the record and into the index, if it is for everyone."""
    if recording.is_recorded(contribution):
        recording.append_contribution(contribution, organisations, by=by, at=at)
        index(contribution)


def index(contribution: Contribution) -> None:
    """Make its words findable, or take them out of the index when they are not public."""
    if recording.is_recorded(contribution):
        search.put(**document(contribution))
    else:
        search.remove(kind="contribution", public_id=contribution.public_id)


def document(contribution: Contribution) -> search.Document:
    """What can be found of a contribution: its words, and the names of its place and topic."""
    about = [contribution.place, contribution.topic, contribution.service]
    names = {name for thing in about if thing for name in (thing.name, thing.name_cy) if name}
    return {
        "kind": "contribution",
        "public_id": contribution.public_id,
        "language": contribution.language,
        "title": " · ".join(sorted(names))[:300],
        "body": to_plain(contribution.text),
        "moment": contribution.published_at or contribution.created_at,
    }


def documents() -> Iterator[search.Document]:
    """Every public contribution, oldest first, to build the index anew."""
    rows = Contribution.objects.public().select_related("place", "topic", "service").order_by("published_at", "pk")
    for contribution in rows.iterator(chunk_size=500):
        yield document(contribution)


def take_down(contribution: Contribution, state: Contribution.State, *, at: datetime) -> None:
    """Hold, hide or withdraw: it leaves index and figures, and its clocks stand still."""
    with tallies.kept([contribution.pk]):
        contribution.state = state
        contribution.hidden_at = contribution.hidden_at or at
        if state == Contribution.State.WITHDRAWN:
            contribution.withdrawn_at = at
        contribution.save(update_fields=["state", "hidden_at", "withdrawn_at"])
    index(contribution)
    _stands_otherwise(contribution, at)


def bring_up(contribution: Contribution, *, at: datetime) -> None:
    """Publish what was held, or show again what was hidden: it enters index and figures, and its clocks go on.

    The clocks of what is published for the first time start now; others are moved by the days they stood still.
    """
    is_first = contribution.published_at is None
    with tallies.kept([contribution.pk]):
        for addressee in contribution.addressees.waiting().select_related("organisation").order_by("pk"):
            if is_first:
                deadlines.start(addressee, at=at)
            elif contribution.hidden_at:
                deadlines.skip(addressee, contribution.hidden_at, at)
            addressee.save()
        contribution.state = Contribution.State.PUBLISHED
        contribution.published_at = contribution.published_at or at
        contribution.hidden_at = None
        contribution.save(update_fields=["state", "published_at", "hidden_at"])
    index(contribution)
    _stands_otherwise(contribution, at)


def _stands_otherwise(contribution: Contribution, at: datetime) -> None:
    signals.send("dispositions", about=contribution.ref, contribution_ids=[contribution.pk], by=SITE, at=at)


def show_or_hold(contribution: Contribution, *, by: Viewer, at: datetime) -> None:
    """What is new in something published is checked first where the rule of its channel says so."""
    if contribution.state == Contribution.State.PUBLISHED and is_held_first(contribution.channel):
        take_down(contribution, Contribution.State.HELD, at=at)
        moderation.hold(by=by, about=contribution.ref, at=at)
    else:
        index(contribution)


def withdraw_from_public(contribution: Contribution, *, by: Viewer, at: datetime) -> None:
    """It is public no longer: what was linked to it stands by itself again, and its verdicts' words open no more."""
    index(contribution)
    linked = list(contribution.duplicates.order_by("pk").select_for_update(of=("self",)))
    for duplicate in linked:
        duplicate.same_as = None
        duplicate.save(update_fields=["same_as"])
        recording.append_about(duplicate, "same-as", by=by, at=at, fields={"same_as": None})
    if contribution.same_as_id is not None:
        contribution.same_as = None
        contribution.save(update_fields=["same_as"])
    for verdict in Verdict.objects.filter(answer__contribution=contribution).order_by("pk"):
        record.forget(by=by, about=verdict.ref, at=at)
    ids = [contribution.pk, *(each.pk for each in linked)]
    signals.send("dispositions", about=contribution.ref, contribution_ids=ids, by=by, at=at)
