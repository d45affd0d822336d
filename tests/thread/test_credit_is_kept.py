"""Whatever happens in whatever order, nobody loses the name that they chose, and no name stands that nobody chose.

Everything is done through the actions, and read as everyone reads it: on the pages, lists, feeds, files and the API.
"""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from saidanddone.commitments import actions as commitments
from saidanddone.commitments.drafts import PromiseDraft
from saidanddone.commitments.models import Commitment
from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import actions as decisions
from saidanddone.decisions.models import Decision, Evidence, Finding, Writer
from saidanddone.moderation import registry
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor
from saidanddone.thread import actions
from saidanddone.thread.models import CreditsPage, Thanks
from tests.contributions.factories import DraftFactory, contributor_of
from tests.decisions.factories import Story
from tests.people.factories import ContributorFactory, PersonFactory
from tests.thread import brute_force
from tests.thread.factories import ThanksFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WORDS = {"title": "Nobody gets home.", "summary": "The last bus has gone by nine.", "missing": "Night workers."}


class Life:
    """Three people speak, and others do what can be done with their words; what is refused has changed nothing."""

    def __init__(self, cast, at):
        self.cast, self.at, self.names = cast, at, 0
        self.contributors = [ContributorFactory(name="") for _ in range(3)]
        self.lead, self.done, self.refused, self.given = cast.viewer("lead"), {}, {}, set()

    def act(self, name, chance):
        self.chance = random.Random(chance)
        self.at += timedelta(hours=3)
        try:
            with transaction.atomic():
                getattr(self, name)()
        except Refused as refused:
            self.refused.setdefault(name, set()).add(str(refused))
            return
        self.done[name] = self.done.get(name, 0) + 1

    def any_of(self, rows):
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("nothing there yet")
        return self.chance.choice(found)

    def two_of(self, rows):
        found = list(rows.order_by("pk"))
        if len(found) < 2:
            raise Refused("not two yet")
        return self.chance.sample(found, 2)

    def said_by_somebody(self):
        return self.any_of(Contribution.objects.select_related("contributor"))

    def facts(self):
        return {"by": self.lead, "at": self.at}

    def new_name(self):
        """Like no other word on any page."""
        self.names += 1
        self.given.add(name := f"Zz{self.names:03}name")
        return name

    # they

    def say(self):
        is_named = self.chance.random() < 0.7
        living = list(Contributor.objects.filter(pk__in=[each.pk for each in self.contributors], erased_at=None))
        contributions.say(
            by=SITE,
            at=self.at,
            draft=DraftFactory(
                contributor=self.chance.choice(living) if living else ContributorFactory(name=""),
                place=self.cast.bryn_teg,
                organisations=(self.cast.council,),
                credit="name" if is_named else "uncredited",
                credit_name=self.new_name() if is_named else "",
            ),
        )

    def rename(self):
        said = self.said_by_somebody()
        by = contributor_of(said)
        facts = {"credit": "pseudonym", "credit_name": self.new_name()}
        contributions.change_credit(by=by, at=self.at, contribution=said, **facts)

    def unname(self):
        said = self.said_by_somebody()
        contributions.change_credit(by=contributor_of(said), at=self.at, contribution=said, credit="uncredited")

    def correct(self):
        said = self.said_by_somebody()
        contributions.correct(by=contributor_of(said), at=self.at, contribution=said, text=f"{said.text} Again.")

    def withdraw(self):
        written = Writer.objects.filter(contribution__state="published").order_by("pk").first()
        said = written.contribution if written and self.chance.random() < 0.3 else self.said_by_somebody()
        contributions.withdraw(by=contributor_of(said), at=self.at, contribution=said)

    def erase(self):
        contributions.erase_contributor(by=SITE, at=self.at, contributor=self.said_by_somebody().contributor)

    def claim(self):
        contributor, person = self.said_by_somebody().contributor, PersonFactory()
        by = Viewer(person_id=person.pk, contributor_ids=frozenset({contributor.pk}))
        people.claim_contributor(by=by, contributor=contributor, at=self.at)

    def open_credits(self):
        said = self.said_by_somebody()
        facts = {"contributor": said.contributor, "credit_name": said.credit_name}
        actions.open_credits(by=contributor_of(said), at=self.at, **facts)

    # moderators

    def hide(self):
        registry.handler("contribution").hide(self.said_by_somebody().public_id, self.at)

    def show(self):
        hidden = self.any_of(Contribution.objects.filter(state__in=("hidden", "held")))
        registry.handler("contribution").show(hidden.public_id, self.at)

    def redact(self):
        said = self.any_of(Contribution.objects.filter(state="published"))
        words = {"text": "The █ did not come.", "credit_name": said.credit_name}
        words |= {name: "█" for name in registry.describe(said.ref).words if name.startswith("translation")}
        registry.handler("contribution").rewrite(said.public_id, words, is_redacted=True, at=self.at)

    def link(self):
        by = self.cast.viewer("moderator")
        one, other = self.two_of(Contribution.objects.filter(state="published"))
        contributions.link_same(by=by, at=self.at, contribution=one, same_as=other)

    def unlink(self):
        linked = self.any_of(Contribution.objects.filter(same_as__isnull=False))
        contributions.unlink_same(by=contributor_of(linked), at=self.at, contribution=linked)

    # the organisation

    def find(self):
        """Draft, cite and publish, with one of those whom it cites as its writer."""
        said = list({self.any_of(Contribution.objects.public()) for _ in range(3)})
        where = {"organisation": self.cast.council, "place": self.cast.bryn_teg, "language": "en"}
        finding = decisions.draft_finding(words=WORDS, **where, **self.facts())
        decisions.cite(finding=finding, contributions=said, **self.facts())
        if said[0].credit_name:
            decisions.add_writer(finding=finding, role="lived", said=said[0], **self.facts())
        else:
            decisions.add_writer(finding=finding, role="interpreted", name="Owen", **self.facts())
        decisions.publish_finding(finding=finding, **self.facts())

    def supersede(self):
        older, newer = self.two_of(Finding.objects.filter(state="published", hidden_at=None))
        decisions.supersede_finding(finding=older, newer=newer, reason="Newer.", **self.facts())

    def withdraw_finding(self):
        finding = self.any_of(Finding.objects.filter(state="published"))
        decisions.withdraw_finding(finding=finding, reason="A mistake.", **self.facts())

    def hide_finding(self):
        registry.handler("finding").hide(self.any_of(Finding.objects.all()).public_id, self.at)

    def show_finding(self):
        hidden = self.any_of(Finding.objects.filter(hidden_at__isnull=False))
        registry.handler("finding").show(hidden.public_id, self.at)

    def decide(self):
        """With words themselves, and with a finding where there is one."""
        story = Story(self.cast, self.at).deciding()
        story.do(decisions.consider, contributions=[self.any_of(Contribution.objects.public())])
        if finding := Finding.objects.filter(state="published", hidden_at=None).order_by("-pk").first():
            story.do(decisions.consider, findings=[finding])
        value = self.chance.choice(["used", "partly", "not_used"])
        uses = list(story.decision.uses.all())
        story.do(decisions.set_use, uses=uses, value=value, because="" if value == "used" else "There is no money.")
        story.choose()
        story.do(decisions.decide)

    def replace_decision(self):
        older, newer = self.two_of(Decision.objects.filter(state="decided"))
        decisions.replace_decision(decision=older, replacement=newer, reason="Better.", **self.facts())

    def withdraw_decision(self):
        decision = self.any_of(Decision.objects.filter(state="decided"))
        decisions.withdraw_decision(decision=decision, reason="The grant was cut.", **self.facts())

    def promise(self):
        origin = self.chance.choice(
            [
                {"finding": self.any_of(Finding.objects.all())},
                {"contribution": self.any_of(Contribution.objects.public())},
            ]
        )
        draft = PromiseDraft(
            organisation=self.cast.council,
            place=self.cast.bryn_teg,
            promise="A bus at ten.",
            start_date=self.at.date(),
            due_date=self.at.date() + timedelta(days=90),
            language="en",
            **origin,
        )
        commitments.promise(draft=draft, **self.facts())

    def thank(self):
        ThanksFactory(contribution=self.said_by_somebody(), organisation=self.cast.council, at=self.at)

    def take_back_thanks(self):
        actions.take_back_thanks(thanks=self.any_of(Thanks.objects.all()), by=self.cast.viewer("officer"), at=self.at)


NOT_ACTS = {"act", "any_of", "two_of", "said_by_somebody", "facts", "new_name"}
ACTS = [name for name in vars(Life) if not name.startswith("_") and name not in NOT_ACTS]
OFTEN = ["say", "say", "say", "find", "find", "decide", "promise", "rename", "unname", "withdraw"]


def pages_of_what_came(said):
    """The story of each public thing that the words led to, found by the slow walk."""
    found = brute_force.findings(said)
    found += [decision for decision, _value in brute_force.uses(said)]
    own = {said.pk}
    # a promise to whoever said the same is a story of theirs, and names them
    found += [each for each in brute_force.promises(said) if not each.contribution_id or each.contribution_id in own]
    return {f"/thread/{each.ref.kind}/{each.ref.public_id}/" for each in found if cites(each, said)}


def cites(thing, said) -> bool:
    """By themselves, and not only through what they are the same as, whose name stands there."""
    if isinstance(thing, Finding):
        return Evidence.objects.filter(finding=thing, contribution=said).exists()
    if isinstance(thing, Decision):
        uses = thing.uses.all()
        findings = {use.finding for use in uses if use.finding_id}
        public = [each for each in findings if each in brute_force.findings(said)]
        return any(use.contribution_id == said.pk for use in uses) or any(cites(each, said) for each in public)
    origins = [each for each in (thing.finding, thing.decision) if each]
    return thing.contribution_id == said.pk or any(cites(each, said) for each in origins)


def public_addresses():
    for said in Contribution.objects.all():
        yield from (f"/contributions/{said.public_id}/", f"/thread/contribution/{said.public_id}/")
        yield from (f"/thread/contribution/{said.public_id}.json", f"/api/v1/contributions/{said.public_id}")
    for plural, model in (("findings", Finding), ("decisions", Decision), ("commitments", Commitment)):
        yield f"/{plural}/"
        for each in model.objects.all():
            yield from (f"/{plural}/{each.public_id}/", f"/thread/{each.ref.kind}/{each.public_id}/")
            yield from (f"/thread/{each.ref.kind}/{each.public_id}.json", f"/api/v1/{plural}/{each.public_id}")
    for opened in CreditsPage.objects.all():
        yield from (f"/credits/{opened.public_id}/", f"/credits/{opened.public_id}/file.json")
    yield from ("/contributions/", "/contributions/feed.atom", "/contributions/download.csv", "/", "/search/?q=bus")


def read(client):
    read = {}
    for address in public_addresses():
        answer = client.get(address)
        assert answer.status_code in (200, 404, 410), address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read[address] = content.decode() if answer.status_code == 200 else ""
    return read


def check(life, client):
    seen = read(client)
    standing = Contribution.objects.public().exclude(credit_name="")
    for said in standing:
        for address in {f"/contributions/{said.public_id}/", "/contributions/", *pages_of_what_came(said)}:
            assert said.credit_name in seen[address], (f"{said.credit_name} is lost", address, life.done)
    kept = set(standing.values_list("credit_name", flat=True))
    kept |= set(Writer.objects.filter(contribution__state="hidden").values_list("name", flat=True))
    for name in life.given - kept:
        shown = [address for address, words in seen.items() if name in words]
        assert shown == [], (f"{name} is shown, and nobody chose it", life.done)


@settings(suppress_health_check=list(HealthCheck), print_blob=True, max_examples=8, deadline=None)
@given(some.lists(some.tuples(some.sampled_from([*ACTS, *OFTEN]), some.integers(0, 2**16)), min_size=6, max_size=30))
def test_no_sequence_of_actions_loses_a_contributors_credit(cast, at, client, steps):
    with transaction.atomic():
        life = Life(cast, at)
        for chance in range(3):
            life.act("say", chance)

        for name, chance in steps:
            life.act(name, chance)

        check(life, client)
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(3))
def test_nor_does_a_long_life(cast, at, client, seed):
    chance, life = random.Random(seed), Life(cast, at)

    for turn in range(90):
        life.act(chance.choice([*ACTS, *OFTEN]), chance.random())
        if turn % 30 == 29:
            check(life, client)


def test_the_sequences_do_everything_there_is_to_do(cast, at):
    chance, life = random.Random(7), Life(cast, at)

    for _ in range(400):
        life.act(chance.choice([*ACTS, *OFTEN]), chance.random())

    never = set(ACTS) - life.done.keys()
    assert never == set(), {name: life.refused.get(name) for name in never}
