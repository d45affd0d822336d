"""Whatever is done in whatever order, no decision is "decided" against the rules, and nothing public goes unseen.

The rules are written here a second time, plainly, from docs/design/from-said-to-done.md: not taken from the code.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from saidanddone.core.rules import Refused
from saidanddone.decisions import actions
from saidanddone.decisions.changes import BoundDraft, Changes, OptionDraft
from saidanddone.decisions.models import Decision
from saidanddone.record.models import Entry
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import Story
from tests.people.cast import assemble

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MOVES = {
    "draft": {"announced"},
    "announced": {"open_for_views", "being_decided", "withdrawn"},
    "open_for_views": {"being_decided", "withdrawn"},
    "being_decided": {"open_for_views", "decided", "withdrawn"},
    "decided": {"under_review", "replaced", "withdrawn"},
    "under_review": {"decided", "replaced", "withdrawn"},
}
WORDS = st.sampled_from(["", "Because of the budget.", "Because we heard you."])
TEXTS = ("why_now", "headline", "reasons", "decided_by", "authority", "interests", "without_listening_because")
PEOPLE = st.sampled_from(["lead"] * 8 + ["officer", "other_officer", "stranger", "moderator"])


class Deciding(RuleBasedStateMachine):
    """Somebody does one thing after another to one decision; what is refused must have changed nothing."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = Moment.at
        self.cast = assemble()
        self.story = Story(self.cast, self.at)
        self.pk = self.story.decision.pk
        self.other = Story(self.cast, self.at).decided().decision
        self.said = [ContributionFactory(place=self.cast.bryn_teg) for _ in range(2)]
        self.seen = []

    @initialize(
        state=st.sampled_from(["decided", "ready", "deciding", "ready", "open_for_views", "announced", "draft"])
    )
    def some_way_along(self, state):
        if state == "ready":
            self.story.deciding().cite(self.said[0]).choose()
        elif state != "draft":
            getattr(self.story, state)()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def decision(self):
        return Decision.objects.get(pk=self.pk)

    def attempt(self, action, who="lead", **facts):
        before = self.snapshot()
        try:
            action(by=self.cast.viewer(who), at=self.at, decision=self.decision, **facts)
        except Refused:
            assert self.snapshot() == before

    def snapshot(self):
        decision = Decision.objects.filter(pk=self.pk).values().get()
        uses = list(self.decision.uses.order_by("pk").values_list("pk", "value", "because"))
        return decision, uses, Entry.objects.count(), self.decision.versions.count()

    def to_come(self, days):
        return self.at.date() + timedelta(days=days)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @rule(field=st.sampled_from(TEXTS), words=WORDS, who=PEOPLE)
    def write(self, field, words, who):
        self.attempt(actions.edit_draft, who, changes=Changes({field: words}))

    @rule(field=st.sampled_from(TEXTS), words=WORDS, reason=WORDS, who=PEOPLE)
    def revise(self, field, words, reason, who):
        self.attempt(actions.revise_decision, who, changes=Changes({field: words}), reason=reason)

    @rule(emptied=st.booleans(), revised=st.booleans())
    def bounds(self, emptied, revised):
        changes = Changes(bounds=() if emptied else (BoundDraft("open", "When it runs."),))
        if revised:
            self.attempt(actions.revise_decision, changes=changes, reason="We looked again.")
        else:
            self.attempt(actions.edit_draft, changes=changes)

    @rule(kept=st.booleans())
    def options(self, kept):
        options = [OptionDraft(each.title, public_id=each.public_id) for each in self.decision.options.all() if kept]
        changes = Changes(options=(*options, OptionDraft("Another way")))
        self.attempt(actions.revise_decision, changes=changes, reason="We looked again.")

    @rule(days=st.integers(-2, 30), review=st.integers(-2, 400))
    def fill_in(self, days, review):
        """All that a decision needs, so that the way to "decided" is walked often enough; the days may be wrong."""
        values = dict.fromkeys(TEXTS[1:-1], "As it is.") | {
            "without_listening_because": "",
            "choice": self.decision.options.first(),
            "decided_date": self.at.date() - timedelta(days=days),
            "review_date": self.to_come(review),
        }
        self.attempt(actions.edit_draft, changes=Changes(values))

    @rule(days=st.integers(-20, 20), review=st.integers(-20, 20))
    def move_days(self, days, review):
        changes = Changes({"decided_date": self.to_come(days), "review_date": self.to_come(review)})
        self.attempt(actions.revise_decision, changes=changes, reason="The minutes say so.")

    @rule(which=st.integers(0, 1), who=PEOPLE)
    def consider(self, which, who):
        self.attempt(actions.consider, who, contributions=[self.said[which]])

    @rule(value=st.sampled_from(["", "used", "partly", "not_used"]), because=WORDS, number=st.integers(1, 2))
    def say_use(self, value, because, number):
        uses = list(self.decision.uses.order_by("pk")[:number])
        self.attempt(actions.set_use, uses=uses, value=value, because=because)

    @rule(reason=WORDS)
    def leave_out(self, reason):
        self.attempt(actions.leave_out, uses=list(self.decision.uses.order_by("-pk")[:1]), reason=reason)

    @rule(days=st.integers(-5, 60), reason=WORDS)
    def promise(self, days, reason):
        self.attempt(actions.promise_date, state="decided", due_date=self.to_come(days), reason=reason)

    @rule(who=PEOPLE)
    def announce(self, who):
        self.attempt(actions.announce, who)

    @rule(days=st.integers(-5, 20), who=PEOPLE)
    def open_for_views(self, days, who):
        self.attempt(actions.open_for_views, who, close_date=self.to_come(days))

    @rule(who=PEOPLE)
    def start_deciding(self, who):
        self.attempt(actions.start_deciding, who)

    @rule(who=PEOPLE)
    def decide(self, who):
        self.attempt(actions.decide, who)

    @rule(reason=WORDS)
    def start_review(self, reason):
        self.attempt(actions.start_review, reason=reason)

    @rule(reason=WORDS, days=st.integers(-5, 400))
    def confirm(self, reason, days):
        self.attempt(actions.confirm, reason=reason, review_date=self.to_come(days))

    @precondition(lambda self: self.decision.decided_at)
    @rule(reason=WORDS)
    def replace(self, reason):
        self.attempt(actions.replace_decision, replacement=self.other, reason=reason)

    @rule(reason=WORDS, chance=st.integers(0, 5))
    def withdraw(self, reason, chance):
        if chance == 0:
            self.attempt(actions.withdraw_decision, reason=reason)

    @invariant()
    def nothing_is_decided_against_the_rules(self):
        decision = self.decision
        if not decision.decided_at:
            assert decision.state in {"draft", "announced", "open_for_views", "being_decided", "withdrawn"}
            return
        uses = list(decision.uses.all())
        assert bool(uses) != bool(decision.without_listening_because)
        assert all(use.value and (use.value == "used" or use.because) for use in uses)
        assert decision.choice
        for field in ("headline", "reasons", "decided_by", "authority", "interests"):
            assert getattr(decision, field)
        assert decision.decided_date <= self.at.date()
        assert decision.review_date > decision.decided_date
        Moment.reached += 1

    @invariant()
    def every_state_follows_from_the_one_before(self):
        decision = self.decision
        state = "draft"
        for change in decision.state_changes.order_by("pk"):
            assert change.before == state
            assert change.after in MOVES[state]
            state = change.after
        assert state == decision.state
        recorded = [entry.facts["state"] for entry in Entry.objects.about(decision.ref).order_by("pk")]
        assert [*dict.fromkeys(recorded)] == [*dict.fromkeys(c.after for c in decision.state_changes.order_by("pk"))]

    @invariant()
    def whatever_the_public_read_is_there_still_or_in_a_version(self):
        decision = self.decision
        shown = {field: getattr(decision, field) for field in TEXTS} if decision.decided_at else {}
        shown |= {"why_now": decision.why_now} if decision.announced_at else {}
        versions = list(decision.versions.values_list("words", flat=True))
        for earlier in self.seen:
            for field, words in earlier.items():
                kept = {shown.get(field), *(version.get(field) for version in versions)}
                assert words in kept
        if shown and (not self.seen or self.seen[-1] != shown):
            self.seen.append(shown)


class Moment:
    """When it all begins, and how often a decision was found decided."""

    at = None
    reached = 0


def test_no_sequence_of_actions_reaches_decided_against_the_rules(at, db):
    Moment.at, Moment.reached = at, 0

    run_state_machine_as_test(
        Deciding,
        settings=settings(
            max_examples=2 * settings.default.max_examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Moment.reached, "no example came as far as a decision"
