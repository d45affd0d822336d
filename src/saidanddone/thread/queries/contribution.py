"""The thread of one contribution: everything about it, read in a fixed number of queries and put in order."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from saidanddone.contributions.cards import about
from saidanddone.contributions.models import (
    Addressee,
    Answer,
    Attachment,
    ClockPause,
    Contribution,
    Support,
    Translation,
    Version,
)
from saidanddone.contributions.permissions import is_own
from saidanddone.core.clock import local_date
from saidanddone.core.refs import Ref
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Decision
from saidanddone.moderation.queries import decisions_about
from saidanddone.people.roles import Permission
from saidanddone.thread import decided, done, events, summary, thanked, told, understood
from saidanddone.thread.clocks import Clock, clock
from saidanddone.thread.events import Event
from saidanddone.thread.links import Links

MOST_SAME = 20


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the viewer may do here."""

    support: bool
    withdraw_support: bool
    be_told: bool
    answer: bool
    report: bool
    moderate: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """All that the page shows."""

    contribution: Contribution
    heading: str
    description: str
    summary: str
    events: list[Event]
    clocks: list[Clock]
    same: list[Contribution]
    replies: list[Ref]
    """The answers and verdicts that stand on the page: each has entries of its own in the record."""
    may: Abilities

    @property
    def address(self) -> str:
        """The page's one address, in the reader's language."""
        return settings.SITE_URL + reverse("contribution", args=[self.contribution.public_id])

    @property
    def card_address(self) -> str:
        return settings.SITE_URL + reverse("story_card", args=["contribution", self.contribution.public_id])

    @property
    def is_public(self) -> bool:
        return self.contribution.is_public


@dataclass(frozen=True, slots=True)
class Gone:
    """What everyone could read once: `state` is withdrawn or hidden; a hidden one names the decision and its reason."""

    contribution: Contribution
    state: str
    decision: Decision | None


class NotThere(LookupError):
    """Nothing by that name that this viewer may know of."""


def thread(public_id: str, *, viewer: Viewer, at: datetime) -> Thread | Gone:
    """The thread as the viewer may see it; or that it is gone, where everyone could see it before."""
    try:
        return _told(rows(public_id, viewer=viewer, at=at), at)
    except NotThere:
        return _gone(public_id)


def rows(public_id: str, *, viewer: Viewer, at: datetime) -> told.Rows:
    """All that the page shows of a contribution. Raises `NotThere` where the viewer sees no page of it."""
    known = Contribution.objects.select_related("place", "topic", "service__organisation", "same_as")
    known = known.defer("place__boundary", "place__outline")
    found = known.visible_to(viewer).filter(public_id=public_id).first()
    if found is None or found.state == Contribution.State.WITHDRAWN:
        raise NotThere(public_id)
    return _rows(found, viewer, at)


def _gone(public_id: str) -> Gone:
    was_public = Q(published_at__isnull=False, audience=Contribution.Audience.PUBLIC)
    gone = (Contribution.State.WITHDRAWN, Contribution.State.HIDDEN)
    contribution = Contribution.objects.filter(was_public, public_id=public_id, state__in=gone).first()
    if contribution is None:
        raise NotThere(public_id)
    hiding = [each for each in _decisions(contribution) if each.outcome == Decision.Outcome.HIDE]
    return Gone(contribution, contribution.state, hiding[-1] if hiding else None)


def _told(rows: told.Rows, at: datetime) -> Thread:
    contribution, viewer = rows.contribution, rows.viewer
    answers = [answer for answer in rows.answers if not answer.hidden_at]
    verdicts = [answer.verdict for answer in answers if hasattr(answer, "verdict")]
    happened = [
        *told.events(rows),
        *_came_of_it(rows),
        *thanked.events(rows),
        *events.of_other_apps(contribution, viewer, at),
    ]
    return Thread(
        contribution=contribution,
        heading=f"{about(contribution)}, {contribution.place.local_name}",
        description=excerpt(contribution.text, 200),
        summary=summary.sentences(contribution, rows.clocks, answers),
        events=events.in_order(happened),
        clocks=rows.clocks,
        same=_same(contribution, viewer),
        replies=[*(answer.ref for answer in answers), *(verdict.ref for verdict in verdicts)],
        may=_abilities(contribution, rows.clocks, viewer),
    )


def _came_of_it(rows: told.Rows) -> list[Event]:
    """Nine queries at most, and fewer where nothing came of it yet."""
    links = Links(rows.contribution, rows.viewer)
    return [*understood.events(links), *decided.events(links), *done.events(links, rows.on)]


def _rows(contribution: Contribution, viewer: Viewer, at: datetime) -> told.Rows:
    on = local_date(at)
    addressees = Addressee.objects.filter(contribution=contribution).select_related("organisation", "passed_on_by")
    pauses = ClockPause.objects.filter(addressee__contribution=contribution).select_related("addressee__organisation")
    pauses_of: defaultdict[int, list[ClockPause]] = defaultdict(list)
    for pause in pauses.order_by("paused_at", "pk"):
        pauses_of[pause.addressee_id].append(pause)
    answers = Answer.objects.filter(contribution=contribution).select_related("organisation", "passed_to", "verdict")
    return told.Rows(
        contribution=contribution,
        viewer=viewer,
        on=on,
        clocks=[clock(each, pauses_of[each.pk], on) for each in addressees.order_by("pk")],
        answers=list(answers.order_by("answered_at", "pk")),
        pauses=[pause for pauses in pauses_of.values() for pause in pauses],
        versions=list(Version.objects.filter(contribution=contribution).order_by("number")),
        translations=list(Translation.objects.filter(contribution=contribution).order_by("language")),
        attachments=list(Attachment.objects.filter(contribution=contribution).order_by("pk")),
        decisions=_decisions(contribution),
    )


def _decisions(contribution: Contribution) -> list[Decision]:
    return decisions_about([contribution.ref]).get(contribution.ref, [])


def _same(contribution: Contribution, viewer: Viewer) -> list[Contribution]:
    """The others that say the same, in both directions, as far as the viewer may see them.

    Their keys are found first, alone: asked for in order at once, SQLite would walk everything that was ever said.
    """
    first = contribution.same_as_id or contribution.pk
    keys = {first, *Contribution.objects.filter(same_as=first).values_list("pk", flat=True)} - {contribution.pk}
    family = Contribution.objects.visible_to(viewer).filter(pk__in=keys)
    rows = family.filter(state=Contribution.State.PUBLISHED).order_by("published_at", "pk")
    return list(rows.select_related("place", "topic").defer("place__boundary", "place__outline")[:MOST_SAME])


def _abilities(contribution: Contribution, clocks: list[Clock], viewer: Viewer) -> Abilities:
    is_public = (contribution.state, contribution.audience) == ("published", "public")
    own, moderates = is_own(viewer, contribution), viewer.may(Permission.MODERATE)
    voice = _voice(contribution, viewer) if viewer.contributor_ids else None
    answers = any(viewer.may(Permission.ANSWER, each.organisation.pk) for each in clocks)
    return Abilities(
        support=is_public and not own and not voice,
        withdraw_support=voice is not None,
        be_told=voice is not None and not voice.wants_news,
        answer=answers and contribution.state == Contribution.State.PUBLISHED,
        report=contribution.state == Contribution.State.PUBLISHED and not own and not moderates,
        moderate=moderates,
        is_own=own,
    )


def _voice(contribution: Contribution, viewer: Viewer) -> Support | None:
    return Support.objects.filter(contribution=contribution, contributor__in=viewer.contributor_ids).first()
