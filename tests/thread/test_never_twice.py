"""Whatever happens in whatever order, nobody is told twice, nobody is forgotten, and every telling ends somewhere."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from saidanddone.contributions import signals
from saidanddone.core.viewer import SITE
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.models import Message
from saidanddone.thread import actions
from saidanddone.thread.models import Telling, TellingWish
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import FindingFactory
from tests.people.factories import ContributorFactory

ENDS = {"sent", "failed", "in_doubt", "handed", "seen", "unreachable", "dropped"}
MOVES = ("move", "send", "crash", "deliver", "die", "doubt", "forget", "wish", "wait", "see")
DAY = timedelta(days=1)


class World:
    """Three people who are told of findings; each finding has words of its own, by which it is known in a message."""

    def __init__(self, at):
        self.at, self.number = at, 0
        self.people = [ContributorFactory(email=f"{n}@example.org") for n in range(3)]
        self.said = [ContributionFactory(contributor=each, may_be_contacted=True) for each in self.people]

    def step(self, name, who):
        getattr(self, name)(who)
        self.at += timedelta(minutes=7)

    def move(self, who):
        self.number += 1
        finding = FindingFactory(published=True, title=f"Finding <{self.number}>")
        about = {"about": finding.ref, "contribution_ids": [each.pk for each in self.said[: who + 1]]}
        for _ in range(2):
            signals.send("in_finding", by=SITE, at=self.at, **about)

    def send(self, who):
        actions.follow(by=SITE, at=self.at)
        actions.send_due(by=SITE, at=self.at)

    def crash(self, who):
        """In the middle of a batch: the process dies before its transaction ends."""
        with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("saidanddone.thread.actions.sending.messages.states", _die)
            actions.send_due(by=SITE, at=self.at)
            raise KeyboardInterrupt

    def deliver(self, who):
        messaging.deliver_due(by=SITE, at=self.at)

    def die(self, who):
        """A worker has a message in hand and is not heard of again."""
        first = Message.objects.due(self.at).order_by("pk").first()
        if first:
            Message.objects.filter(pk=first.pk).update(state="sending", claimed_at=self.at, next_attempt_at=None)

    def doubt(self, who):
        messaging.doubt_abandoned(by=SITE, at=self.at + timedelta(hours=1))

    def forget(self, who):
        """As when an address is changed: all messages to the former one go."""
        messaging.forget(by=SITE, at=self.at, recipient=self.people[who].ref)

    def wish(self, who):
        often = ("at_once", "daily", "weekly")[self.number % 3]
        TellingWish.objects.update_or_create(
            contributor=self.people[who], defaults={"often": often, "changed_at": self.at}
        )

    def wait(self, who):
        self.at += 3 * DAY

    def see(self, who):
        from saidanddone.core.viewer import Viewer

        actions.note_seen(by=Viewer(contributor_ids=frozenset({self.people[who].pk})), at=self.at, also_due=True)


def _die(*arguments):
    raise KeyboardInterrupt


@pytest.mark.slow
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps=some.lists(some.tuples(some.sampled_from(MOVES), some.integers(0, 2)), max_size=25))
def test_no_order_of_things_tells_twice_or_forgets(at, steps):
    Telling.objects.all().delete()
    Message.objects.all().delete()
    mail.outbox.clear()
    world = World(at)

    for name, who in steps:
        world.step(name, who)
    world.at += 30 * DAY
    for name in ("send", "deliver", "doubt", "send"):
        world.step(name, 0)

    told = Counter(
        (message.to[0], number)
        for message in mail.outbox
        for number in range(1, world.number + 1)
        if f"Finding <{number}>" in message.body
    )
    assert not [each for each, times in told.items() if times > 1]
    assert set(Telling.objects.values_list("state", flat=True)) <= ENDS
    sent = Telling.objects.filter(state="sent").select_related("contributor")
    titles = dict(FindingFactory._meta.model.objects.values_list("public_id", "title"))
    assert not [each for each in sent if (each.contributor.email, int(titles[each.about_id][9:-1])) not in told]
