"""Whatever happens in whatever order, the stored figures are what a recount finds, and the index what is public."""

import random
from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.actions import Reply
from saidanddone.contributions.models import Addressee, Answer, Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation import registry
from saidanddone.people.models import Contributor
from saidanddone.search import queries as search
from tests.contributions.factories import DraftFactory, TopicFactory, contributor_of, officer_of
from tests.people.factories import ContributorFactory, ServiceFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
STEPS = 120


class Life:
    """Does one thing after another, chosen by chance; what is refused has changed nothing, and is counted."""

    def __init__(self, seed, cast, at):
        self.chance, self.cast, self.at = random.Random(seed), cast, at
        self.contributors = [ContributorFactory() for _ in range(4)]
        self.topic, self.service = TopicFactory(), ServiceFactory(organisation=cast.council)
        self.done: dict[str, int] = {}

    def step(self):
        self.at += timedelta(hours=self.chance.randint(1, 40))
        name = self.chance.choice([*ACTS, *OFTEN * 3])
        try:
            ACTS[name](self)
        except Refused:
            return
        self.done[name] = self.done.get(name, 0) + 1

    def any_of(self, rows):
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("nothing there yet")
        return self.chance.choice(found)

    def contribution(self):
        return self.any_of(Contribution.objects.all())

    def say(self):
        audience = self.chance.choices(["public", "organisations", "organisation"], [8, 1, 1])[0]
        councils = (self.cast.council, self.cast.homes)
        asked = councils[:1] if audience == "organisation" else self.chance.choice([councils, councils[1:]])
        living = [each for each in self.contributors if not Contributor.objects.get(pk=each.pk).erased_at]
        actions.say(
            by=SITE,
            at=self.at,
            draft=DraftFactory(
                contributor=self.chance.choice(living) if living else None,
                place=self.chance.choice([self.cast.county, self.cast.bryn_teg]),
                topic=self.chance.choice([None, self.topic]),
                service=self.chance.choice([None, self.service]),
                organisations=asked,
                audience=audience,
                hold=self.chance.random() < 0.1,
            ),
        )

    def answer(self):
        asked = self.any_of(Addressee.objects.select_related("contribution", "organisation"))
        kind = self.chance.choice(["acknowledged", "answered", "will_do", "cannot_do", "passed_on"])
        others = {self.cast.council, self.cast.homes} - {asked.organisation}
        reply = Reply(
            organisation=asked.organisation,
            kind=kind,
            text="We have looked.",
            reason="It costs too much." if kind == "cannot_do" else "",
            passed_to=others.pop() if kind == "passed_on" else None,
        )
        by = officer_of(asked.organisation)
        actions.answer(by=by, at=self.at, contribution=asked.contribution, reply=reply)

    def acknowledge(self):
        organisation = self.chance.choice([self.cast.council, self.cast.homes])
        rows = list(Contribution.objects.order_by("pk"))
        actions.acknowledge_many(
            by=officer_of(organisation), at=self.at, organisation=organisation, contributions=rows[:3]
        )

    def pause(self):
        asked = self.any_of(Addressee.objects.select_related("organisation"))
        actions.pause_clock(by=officer_of(asked.organisation), at=self.at, addressee=asked, reason="We wait.")

    def resume(self):
        asked = self.any_of(Addressee.objects.filter(paused_at__isnull=False).select_related("organisation"))
        actions.resume_clock(by=officer_of(asked.organisation), at=self.at, addressee=asked)

    def judge(self):
        answer = self.any_of(Answer.objects.select_related("contribution"))
        value, words = self.chance.choice(["yes", "no", "partly", "cannot_tell"]), self.chance.choice(["", "Well."])
        actions.give_verdict(
            by=contributor_of(answer.contribution), at=self.at, answer=answer, value=value, words=words
        )

    def hide(self):
        registry.handler("contribution").hide(self.contribution().public_id, self.at)

    def show(self):
        hidden = self.any_of(Contribution.objects.filter(state__in=("hidden", "held")))
        registry.handler("contribution").show(hidden.public_id, self.at)

    def hide_answer(self):
        registry.handler("answer").hide(self.any_of(Answer.objects.all()).public_id, self.at)

    def withdraw(self):
        said = self.contribution()
        actions.withdraw(by=contributor_of(said), at=self.at, contribution=said)

    def narrow(self):
        said = self.contribution()
        only = self.chance.choice([None, self.cast.council])
        audience = "organisation" if only else "organisations"
        actions.narrow_audience(by=contributor_of(said), at=self.at, contribution=said, audience=audience, only=only)

    def link(self):
        by = self.cast.viewer("moderator")
        actions.link_same(by=by, at=self.at, contribution=self.contribution(), same_as=self.contribution())

    def unlink(self):
        linked = self.any_of(Contribution.objects.filter(same_as__isnull=False))
        actions.unlink_same(by=contributor_of(linked), at=self.at, contribution=linked)

    def support(self):
        by = Viewer(contributor_ids=frozenset({self.chance.choice(self.contributors).pk}))
        actions.support(by=by, at=self.at, contribution=self.contribution())

    def take_back(self):
        by = Viewer(contributor_ids=frozenset({self.chance.choice(self.contributors).pk}))
        actions.withdraw_support(by=by, at=self.at, contribution=self.contribution())

    def correct(self):
        said = self.contribution()
        actions.correct(by=contributor_of(said), at=self.at, contribution=said, text=f"{said.text} Again.")

    def erase(self):
        if self.chance.random() < 0.15:
            actions.erase_contributor(by=SITE, at=self.at, contributor=self.any_of(Contributor.objects.all()))


NOT_ACTS = {"step", "any_of", "contribution"}
ACTS = {name: act for name, act in vars(Life).items() if not name.startswith("_") and name not in NOT_ACTS}
OFTEN = ("say", "answer")
"""Without these nothing else can happen."""


@pytest.mark.parametrize("seed", range(8))
def test_figures_equal_a_recount_after_any_sequence_of_actions(cast, at, seed):
    life = Life(seed, cast, at)

    for turn in range(STEPS):
        life.step()

        if turn % 10 == 9:
            assert actions.recount(by=SITE, at=life.at) == 0, f"after step {turn}: {life.done}"
    public = set(Contribution.objects.public().values_list("public_id", flat=True))
    assert {hit.public_id for hit in search.find("surgery", kinds=["contribution"])} == public
    for said in Contribution.objects.all():
        assert said.support_count == said.supports.count()


def test_the_sequences_do_everything_there_is_to_do(cast, at):
    done: set[str] = set()
    for seed in range(8):
        life = Life(seed, cast, at)
        for _ in range(STEPS):
            life.step()
        done |= life.done.keys()

    assert done == set(ACTS)
