"""What became of a contribution is worked out from its links, and kept as they change."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saidanddone.contributions import actions as contributions
from saidanddone.contributions import signals
from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import SITE
from saidanddone.decisions import actions as decisions
from saidanddone.moderation import registry
from saidanddone.thread import actions, ways
from saidanddone.thread.models import CoverageFigure, Way
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory, contributor_of
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory
from tests.thread.brute_force import stored, walked

pytestmark = pytest.mark.django_db


def move(*said):
    with transaction.atomic():
        ids = [each.pk for each in said]
        signals.send("dispositions", about=said[0].ref, contribution_ids=ids, by=SITE, at=said[0].created_at)


def became(said) -> str:
    move(said)
    return Way.objects.get(pk=said.pk).disposition


def counted(measure, organisation=0) -> int:
    rows = CoverageFigure.objects.filter(measure=measure, organisation_id=organisation, place_id=0)
    return sum(row.count for row in rows)


class TestWhatBecameOfIt:
    def test_what_was_just_said_waits(self, cast):
        assert Way.objects.get(pk=ContributionFactory().pk).disposition == "waiting"

    @pytest.mark.parametrize("how", [{}, {"organisations": 2}, {"for_organisations": True}, {"hold": True}])
    def test_what_was_just_said_stands_as_a_walk_from_scratch_would_have_it(self, cast, how):
        asked = {"organisations": (cast.council, cast.homes)} if "organisations" in how else {}
        said = ContributionFactory(**how | asked)

        assert ways.work_out([said.pk]) == 0
        assert stored(said) == walked(said)
        assert counted("said") == (0 if set(how) & {"for_organisations", "hold"} else 1)

    def test_it_is_in_a_finding_once_that_is_published(self, cast):
        said = ContributionFactory()
        draft = EvidenceFactory(contribution=said).finding

        assert became(said) == "waiting"
        type(draft).objects.filter(pk=draft.pk).update(state="published", published_at=said.created_at)
        assert became(said) == "in_finding"

    def test_a_finding_that_a_moderator_hid_counts_no_more(self, cast, at):
        said = ContributionFactory()
        EvidenceFactory(contribution=said, finding=FindingFactory(published=True, hidden_at=at))

        assert became(said) == "waiting"

    @pytest.mark.parametrize("is_cited_again", [True, False])
    def test_what_was_found_stays_found_when_a_newer_finding_takes_over(self, cast, at, is_cited_again):
        said = ContributionFactory()
        older = EvidenceFactory(contribution=said, finding=FindingFactory(published=True, published_at=at)).finding
        newer = FindingFactory(published=True, organisation=older.organisation, published_at=at + timedelta(days=9))
        if is_cited_again:
            EvidenceFactory(contribution=said, finding=newer)
        move(said)
        before = counted("found")

        facts = {"finding": older, "newer": newer, "reason": "More people spoke."}
        decisions.supersede_finding(by=SITE, at=at + timedelta(days=10), **facts)

        way = Way.objects.get(pk=said.pk)
        assert (way.disposition, way.found_at) == ("in_finding", at)
        assert counted("found") == before == 1
        assert stored(said) == walked(said)

    def test_where_only_the_newer_finding_cites_it_the_day_of_that_one_counts(self, cast, at):
        said, later = ContributionFactory(), at + timedelta(days=9)
        newer = EvidenceFactory(contribution=said, finding=FindingFactory(published=True, published_at=later)).finding
        FindingFactory(published=True, state="superseded", superseded_by=newer, published_at=at)

        assert became(said) == "in_finding"
        assert Way.objects.get(pk=said.pk).found_at == later

    def test_a_superseded_finding_that_a_moderator_hid_counts_no_more(self, cast, at):
        said = ContributionFactory()
        newer = FindingFactory(published=True)
        older = FindingFactory(published=True, state="superseded", superseded_by=newer, hidden_at=at)
        EvidenceFactory(contribution=said, finding=older)

        assert became(said) == "waiting"
        assert stored(said) == walked(said)

    @pytest.mark.parametrize(("value", "word"), [("used", "used"), ("partly", "partly_used"), ("not_used", "not_used")])
    def test_a_decision_that_was_taken_says_what_its_use_was(self, cast, value, word):
        said = ContributionFactory()
        because = "" if value == "used" else "There is no money."
        UseFactory(contribution=said, decision=DecisionFactory(decided=True), value=value, because=because)

        assert became(said) == word

    def test_a_use_counts_only_when_it_is_decided(self, cast):
        said = ContributionFactory()
        UseFactory(contribution=said, decision=DecisionFactory(deciding=True))

        assert became(said) == "waiting"

    def test_the_use_of_a_finding_is_the_use_of_the_words_in_it(self, cast):
        said = ContributionFactory()
        finding = EvidenceFactory(contribution=said, finding=FindingFactory(published=True)).finding
        UseFactory(contribution=None, finding=finding, decision=DecisionFactory(decided=True))

        assert became(said) == "used"

    def test_what_is_said_of_the_words_themselves_goes_before_what_is_said_of_their_finding(self, cast):
        said = ContributionFactory()
        finding = EvidenceFactory(contribution=said, finding=FindingFactory(published=True)).finding
        use = UseFactory(contribution=None, finding=finding, decision=DecisionFactory(decided=True))
        UseFactory(contribution=said, decision=use.decision, value="not_used", because="That road is not ours.")

        assert became(said) == "not_used"

    def test_used_once_is_used_whatever_another_decision_did(self, cast):
        said = ContributionFactory()
        UseFactory(contribution=said, decision=DecisionFactory(decided=True), value="not_used", because="No money.")
        UseFactory(contribution=said, decision=DecisionFactory(decided=True), value="used")

        assert became(said) == "used"

    def test_what_was_passed_on_says_so(self, cast):
        said = ContributionFactory(organisations=(cast.council,))
        AnswerFactory(contribution=said, kind="passed_on", passed_to=cast.homes)

        assert Way.objects.get(pk=said.pk).disposition == "passed_on"

    def test_what_is_the_same_as_another_shares_what_came_of_it(self, cast, at):
        first, other = ContributionFactory(), ContributionFactory()
        UseFactory(contribution=first, decision=DecisionFactory(decided=True))
        contributions.link_same(by=cast.viewer("moderator"), at=at, contribution=other, same_as=first)

        way = Way.objects.get(pk=other.pk)

        assert (way.disposition, way.decided_at) == ("same_as", at)
        assert counted("used") == 2

    def test_a_promise_and_its_keeping_have_their_days(self, cast, at):
        said = ContributionFactory()
        use = UseFactory(contribution=said, decision=DecisionFactory(decided=True))
        promise = CommitmentFactory(decision=use.decision, kept=True)
        move(said)

        way = Way.objects.get(pk=said.pk)

        assert (way.promised_at, way.kept_at.date()) == (promise.made_at, promise.kept_date)

    def test_the_last_word_of_the_contributor_is_what_they_say_of_it(self, cast, at):
        said = ContributionFactory(answered=True)
        VerdictFactory(answer=said.answers.get(), value="partly", at=at + timedelta(days=1))

        assert Way.objects.get(pk=said.pk).confirmed == "partly"


class TestTheFigures:
    def test_an_answer_is_counted_for_its_organisation_and_once_for_all(self, cast, at):
        said = ContributionFactory(at=at - timedelta(days=4), organisations=(cast.council, cast.homes))
        AnswerFactory(contribution=said, organisation=cast.council, at=at)

        figure = CoverageFigure.objects.get(measure="answered", organisation_id=0, place_id__gt=0)

        assert (figure.days, figure.count, figure.place_id) == (4, 1, said.place_id)
        assert [counted("answered", each.pk) for each in (cast.council, cast.homes)] == [1, 0]
        assert [counted("in_time", each) for each in (0, cast.council.pk)] == [1, 1]
        assert counted("said") == 1

    def test_what_leaves_the_public_leaves_the_figures(self, cast, at):
        said = ContributionFactory(answered=True)
        handler = registry.handler("contribution")

        handler.hide(said.public_id, at)
        assert not CoverageFigure.objects.exclude(count=0).exists()
        handler.show(said.public_id, at)
        assert counted("said") == 1
        contributions.withdraw(by=contributor_of(said), at=at, contribution=said)
        assert not CoverageFigure.objects.exclude(count=0).exists()

    def test_what_is_not_for_everyone_is_not_counted(self, cast):
        ContributionFactory(for_one_organisation=True)

        assert counted("said") == 0

    def test_a_recount_finds_nothing_wrong_and_mends_what_is(self, cast, at):
        said = ContributionFactory(answered=True)

        assert actions.recount(by=SITE, at=at) == 0
        CoverageFigure.objects.filter(measure="said").update(count=7)
        Way.objects.filter(pk=said.pk).update(disposition="used")
        assert actions.recount(by=SITE, at=at) > 0
        assert actions.recount(by=SITE, at=at) == 0
        assert stored(said) == walked(said)


@pytest.mark.slow
def test_many_are_worked_out_in_as_many_statements_as_few(cast, at):
    def statements(number) -> int:
        said = [ContributionFactory(organisations=(cast.council,)) for _ in range(number)]
        decision = DecisionFactory(decided=True)
        for each in said:
            UseFactory(contribution=each, decision=decision)
        with CaptureQueriesContext(connection) as queries:
            ways.keep([each.pk for each in said])
        assert set(Way.objects.filter(pk__in=said).values_list("disposition", flat=True)) == {"used"}
        return len(queries)

    assert statements(30) == statements(3)


def test_all_contributions_of_a_file_have_their_way(cast, at):
    from tests.contributions.factories import DraftFactory

    contributions.say_many(by=SITE, at=at, drafts=[DraftFactory() for _ in range(3)])

    assert Way.objects.count() == Contribution.objects.count() == 3
