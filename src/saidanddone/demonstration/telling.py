"""How Aberwen's people are reached, and the evenings on which the site tells them: by the actions of its own jobs.

Emails and texts are written to files on this machine, as everywhere in a demonstration; letters are put together,
printed and posted every third Friday; connectors tell in person, and some people come back and read.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from saidanddone.contributions.models import Contribution
from saidanddone.core.ids import drawn_from
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.demonstration.area import Area
from saidanddone.demonstration.content import Said
from saidanddone.demonstration.timeline import ZONE, Step, ago
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.models import Message
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor, Person
from saidanddone.people.queries import viewer_for
from saidanddone.thread import actions
from saidanddone.thread.models import Telling, TellingWish

By, Often = TellingWish.By, TellingWish.Often
MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4
EVENINGS = {MONDAY, WEDNESDAY, FRIDAY}
LATELY = 45
"""Days in which nobody waits for the next of those evenings."""
FORTNIGHT = timedelta(days=14)
POSTED_UNTIL = timedelta(days=5)
"""Letters of the last days still wait on the desk, to be tried."""
SURNAMES = ("Pugh", "Rees", "Vaughan", "Bowen", "Price", "Howell", "Ellis", "Beynon", "Treharne", "Walters")
STREETS = {
    "en": ("Chapel Street", "Mill Lane", "Harbour Road"),
    "cy": ("Heol y Capel", "Lôn y Felin", "Ffordd yr Harbwr"),
}


def email_of(said: Said) -> str:
    """At a domain that can receive nothing. `wrong` is one that was copied badly from paper."""
    if said.reach in ("email", "weekly"):
        return f"{said.contributor}@post.example"
    return f"{said.contributor}@post,example" if said.reach == "wrong" else ""


def wish(contributor: Contributor, said: Said, at: datetime) -> None:
    """What somebody chose on the page of how they are told; most leave it as it is."""
    by = {"text": By.TEXT, "letter": By.LETTER, "connector": By.CONNECTOR, "weekly": By.EMAIL}.get(said.reach)
    if by is None:
        return
    actions.set_wish(
        by=Viewer(contributor_ids=frozenset({contributor.pk})),
        at=at,
        contributor=contributor,
        often=Often.WEEKLY if said.reach == "weekly" else Often.AT_ONCE,
        channel=by,
        address=_address(said, by),
        wants_digest=said.reach == "weekly",
    )


def _address(said: Said, by: str) -> str:
    """A telephone number of those kept for plays, or lines of a letter to nowhere."""
    chance = random.Random(said.contributor)  # noqa: S311 - no secret
    if by == By.TEXT:
        return f"07700 900{chance.randrange(1000):03}"
    if by != By.LETTER:
        return ""
    name = said.credit_name or f"{chance.choice('ABDEGHMRS')}. {chance.choice(SURNAMES)}"
    street = f"{chance.randint(1, 60)} {chance.choice(STREETS[said.language])}"
    return "\n".join((name, street, said.place.replace("-", " ").title(), "Aberwen", "AB1 0XX"))


def steps(area: Area, *, at: datetime, seed: int, since_days: int) -> Iterator[Step]:
    """From the day on which the first spoke: on three evenings a week, of late on all, so that loading stays quick."""
    for days_ago in range(since_days, -1, -1):
        moment = ago(at, days_ago, hour=19)
        if days_ago <= LATELY or moment.astimezone(ZONE).weekday() in EVENINGS:
            yield Step(moment, partial(_evening, area, moment, at, seed))


def _evening(area: Area, moment: datetime, until: datetime, seed: int) -> None:
    day = moment.astimezone(ZONE).date()
    with drawn_from(f"{seed}/telling/{day}"):
        _tell(moment)
        if day.weekday() == FRIDAY:
            _tell_in_person(area, moment, random.Random(f"{seed}/{day}"))  # noqa: S311 - no secret
            if day.isocalendar().week % 3 == 0 and until - moment > POSTED_UNTIL:
                _post(area, moment)
        if day.weekday() == MONDAY:
            _come_back(moment, random.Random(f"{seed}/{day}"))  # noqa: S311 - no secret


def _tell(at: datetime) -> None:
    """As the worker's jobs do every minute; here once, and only where something waits."""
    if Telling.objects.ready().filter(due_at__lte=at).exists():
        actions.send_due(by=SITE, at=at)
    if Message.objects.due(at).exists():
        messaging.deliver_due(by=SITE, at=at)
        actions.follow(by=SITE, at=at)


def _post(area: Area, at: datetime) -> None:
    batch = messaging.batch_letters(by=area.administrator, at=at)
    if batch:
        messaging.print_batch(by=area.administrator, at=at, batch=batch, language="en")
        messaging.mark_batch_posted(by=area.administrator, batch=batch, at=at)
        actions.follow(by=SITE, at=at)


def _tell_in_person(area: Area, at: datetime, chance: random.Random) -> None:
    """Most of what is with a connector within weeks; what failed, when an administrator has found another way."""
    waiting = Telling.objects.to_look_after().order_by("pk").select_related("contribution__entered_by")
    for telling in waiting.filter(due_at__lte=at - timedelta(days=3)):
        is_handed = telling.state == Telling.State.HANDED
        if is_handed and chance.random() < 0.25:
            connector = telling.contribution.entered_by
            by = _viewer_of(connector, at) if connector else area.administrator
            actions.mark_told(by=by, at=at, public_id=telling.public_id)
        elif not is_handed and at - telling.due_at > FORTNIGHT:
            actions.mark_told(by=area.administrator, at=at, public_id=telling.public_id)


def _viewer_of(person: Person, at: datetime) -> Viewer:
    return viewer_for(person, at=at)


def _come_back(at: datetime, chance: random.Random) -> None:
    """Some of those who were written to open their own page by the next Monday."""
    unseen = Telling.objects.unseen().filter(state=Telling.State.SENT, settled_at__gt=at - timedelta(days=7))
    for contributor in unseen.order_by("contributor").values_list("contributor", flat=True).distinct():
        if chance.random() < 0.3:
            actions.note_seen(by=Viewer(contributor_ids=frozenset({contributor})), at=at)


def tidy(*, at: datetime) -> None:
    """As the jobs of the night do: old messages keep only that they were sent, old links are deleted."""
    messaging.forget_settled(by=SITE, at=at)
    people.delete_closed_links(by=SITE, at=at)


def open_a_page_of_credits(at: datetime) -> None:
    """One of those who gave most under one name shows it to everybody."""
    named = Contribution.objects.public().exclude(credit_name="").order_by("contributor", "pk")
    counts: dict[tuple[int, str], int] = {}
    for key in named.values_list("contributor", "credit_name"):
        counts[key] = counts.get(key, 0) + 1
    most, name = max(sorted(counts), key=lambda key: counts[key])
    contributor = Contributor.objects.get(pk=most)
    by = Viewer(contributor_ids=frozenset({most}))
    actions.open_credits(by=by, at=at, contributor=contributor, credit_name=name)
