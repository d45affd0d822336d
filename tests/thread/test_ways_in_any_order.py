"""Whatever happens in whatever order, stored ways are what a slow walk finds, and figures what a count finds."""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions import signals
from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.decisions.models import Check, Decision, Evidence, Finding, Use
from saidanddone.thread import actions
from saidanddone.thread.models import Telling, Thanks
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import contributor_of, officer_of
from tests.contributions.test_any_order import ACTS, Life
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory
from tests.thread.brute_force import stored, walked
from tests.thread.factories import ThanksFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


class LongLife(Life):
    """What the apps above do too: rows as their actions leave them, each with the movement that they send."""

    def __init__(self, chance, cast, at):
        super().__init__(0, cast, at)
        self.chance = chance

    def act(self, name):
        self.at += timedelta(hours=self.chance.randint(1, 40))
        try:
            with transaction.atomic():
                getattr(self, name)()
        except Refused:
            return
        self.done[name] = self.done.get(name, 0) + 1

    def moved(self, thing, *, also=()):
        ids = {each.pk for each in also} | set(self.cited(thing))
        signals.send("dispositions", about=thing.ref, contribution_ids=ids, by=SITE, at=self.at)

    def cited(self, thing) -> set[int]:
        if isinstance(thing, Finding):
            return set(thing.evidence.filter(contribution__isnull=False).values_list("contribution", flat=True))
        if isinstance(thing, Decision):
            uses = Use.objects.filter(decision=thing)
            cited = set(uses.filter(contribution__isnull=False).values_list("contribution", flat=True))
            findings = Finding.objects.filter(pk__in=uses.values("finding"))
            return cited.union(*(self.cited(each) for each in findings))
        origins = [self.cited(each) for each in (thing.finding, thing.decision) if each]
        return set().union(*origins, {thing.contribution_id} if thing.contribution_id else set())

    def draft_finding(self):
        FindingFactory(created_at=self.at)

    def cite(self):
        finding, said = self.any_of(Finding.objects.all()), self.contribution()
        if Evidence.objects.filter(finding=finding, contribution=said).exists():
            raise Refused("cited")
        EvidenceFactory(finding=finding, contribution=said)
        self.moved(finding, also=[said])
        for use in Use.objects.filter(finding=finding):
            self.moved(use.decision)

    def uncite(self):
        cited = self.any_of(Evidence.objects.select_related("finding", "contribution"))
        cited.delete()
        self.moved(cited.finding, also=[cited.contribution])

    def publish(self):
        finding = self.any_of(Finding.objects.filter(state="draft"))
        finding.state, finding.published_at = "published", self.at
        finding.save()
        self.moved(finding)

    def end_finding(self):
        finding = self.any_of(Finding.objects.filter(state="published"))
        newer = Finding.objects.filter(state="published").exclude(pk=finding.pk).order_by("pk").first()
        finding.state, finding.reason = ("superseded", "Newer.") if newer else ("withdrawn", "A mistake.")
        finding.superseded_by = newer
        finding.save()
        self.moved(finding)

    def hide_finding(self):
        finding = self.any_of(Finding.objects.all())
        finding.hidden_at = None if finding.hidden_at else self.at
        finding.save()
        self.moved(finding)

    def consider(self):
        decision = self.chance.choice([DecisionFactory(deciding=True), self.any_of(Decision.objects.all())])
        of_finding = self.chance.random() < 0.5
        thing = self.any_of(Finding.objects.all()) if of_finding else self.contribution()
        key = {"finding": thing, "contribution": None} if of_finding else {"contribution": thing}
        if Use.objects.filter(decision=decision, **key).exists():
            raise Refused("considered")
        value = self.chance.choice(["used", "partly", "not_used", ""])
        UseFactory(decision=decision, **key, value=value, because="No money." if value != "used" else "")
        self.moved(decision)

    def decide(self):
        decision = self.any_of(Decision.objects.filter(state="being_decided"))
        decision.state, decision.decided_at = "decided", self.at
        decision.save()
        self.moved(decision)

    def end_decision(self):
        decision = self.any_of(Decision.objects.filter(state="decided"))
        decision.state, decision.reason = "withdrawn", "The grant was cut."
        decision.save()
        self.moved(decision)

    def promise(self):
        origin = self.chance.choice(["decision", "finding", "contribution"])
        rows = {"decision": Decision, "finding": Finding, "contribution": Contribution}[origin].objects.all()
        self.moved(CommitmentFactory(**{origin: self.any_of(rows)}, made_at=self.at))

    def keep(self):
        promise = self.any_of(Commitment.objects.filter(kept_date=None))
        promise.kept_date = self.at.date()
        promise.save()
        self.moved(promise)

    def hide_promise(self):
        promise = self.any_of(Commitment.objects.all())
        promise.hidden_at = None if promise.hidden_at else self.at
        promise.save()
        self.moved(promise)

    def check_meaning(self):
        finding, said = self.any_of(Finding.objects.all()), self.contribution()
        facts = {"contribution": said, "value": self.chance.choice(["yes", "no"]), "given_at": self.at}
        Check.objects.update_or_create(finding=finding, contributor=said.contributor, defaults=facts)
        self.moved(finding, also=list(Contribution.objects.filter(contributor=said.contributor)))

    def say_if_it_worked(self):
        promise, said = self.any_of(Commitment.objects.all()), self.contribution()
        facts = {"contribution": said, "value": self.chance.choice(["yes", "cannot_tell"])}
        moments = {"asked_at": self.at, "answered_at": self.at}
        FollowUp.objects.update_or_create(commitment=promise, contributor=said.contributor, defaults=facts | moments)
        self.moved(promise, also=list(Contribution.objects.filter(contributor=said.contributor)))

    def tell(self):
        telling = self.any_of(Telling.objects.all())
        actions.note_seen(by=contributor_of(telling.contribution), at=self.at, also_due=True)

    def thank(self):
        asked = self.any_of(Addressee.objects.select_related("contribution", "organisation"))
        chance = {"in_words": True} if self.chance.random() < 0.5 else {}
        ThanksFactory(contribution=asked.contribution, organisation=asked.organisation, at=self.at, **chance)

    def take_back_thanks(self):
        thanks = self.any_of(Thanks.objects.all())
        actions.take_back_thanks(by=officer_of(thanks.organisation), at=self.at, thanks=thanks)


OWN = [name for name in vars(LongLife) if not name.startswith("_") and name not in ("moved", "cited", "act")]
EVERYTHING = [*ACTS, *OWN, *OWN, "say", "say", "cite", "cite", "consider"]


@settings(suppress_health_check=list(HealthCheck), print_blob=True)
@given(st.integers(min_value=0, max_value=2**32), st.integers(min_value=20, max_value=90))
def test_ways_equal_a_slow_walk_after_any_sequence_of_actions(cast, at, seed, steps):
    with transaction.atomic():
        life = LongLife(random.Random(seed), cast, at)

        for _ in range(steps):
            life.act(life.chance.choice(EVERYTHING))

        for said in Contribution.objects.all():
            assert stored(said) == walked(said), life.done
        assert actions.recount(by=SITE, at=life.at) == 0, life.done
        transaction.set_rollback(True)


def test_the_sequences_do_everything_there_is_to_do(cast, at):
    life = LongLife(random.Random(1404), cast, at)

    for name in EVERYTHING * 14:
        life.act(name)

    assert set(OWN) <= life.done.keys()
