"""What goes on by itself: the tasks do what the actions do, and nobody but the site may set them going."""

from datetime import timedelta
from io import StringIO
from unittest.mock import MagicMock

import pytest
from django.core.management import call_command
from django.db import connection

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.models import Answer
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging.models import Message
from saidanddone.thread import actions, tasks
from saidanddone.thread.actions import figures, sending
from saidanddone.thread.models import CoverageFigure, CreditsPage, Telling, TellingWish
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.decisions.factories import FindingFactory
from tests.people.factories import ContributorFactory
from tests.places.factories import PlaceFactory
from tests.thread.test_digest import MONDAY
from tests.thread.test_telling import LATER, move, own, said, states

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["stranger", "officer", "administrator"])
def test_only_the_site_itself_tells(cast, at, who):
    by = cast.viewer(who)

    for action in (actions.send_due, actions.follow, actions.send_digests):
        with pytest.raises(Refused, match="The site itself"):
            action(by=by, at=at)
    with pytest.raises(Refused, match="The site itself"):
        actions.tell_supporters(by=by, at=at, what="answered", about=ContributionFactory().ref, contribution_ids=[])


def test_what_is_due_is_told_by_the_task(at):
    move("in_finding", FindingFactory(published=True).ref, said(), at=at)

    tasks.tell(at=at + LATER)

    assert states() == ["queued"]
    assert Message.objects.count() == 1


def test_a_round_ends_so_that_other_jobs_have_their_turn(at, monkeypatch):
    monkeypatch.setattr(sending, "ROUND", timedelta(0))
    move("in_finding", FindingFactory(published=True).ref, said(), at=at)

    assert actions.send_due(by=SITE, at=at + LATER) == 0


def test_whoever_added_their_voice_is_told_of_an_answer_by_the_task_and_once(cast, at):
    contribution = ContributionFactory(organisations=[cast.council])
    fan = ContributorFactory(email="news@example.org")
    contributions.support(by=own(fan), at=at, contribution=contribution, wants_news=True)
    answer = AnswerFactory(contribution=contribution, organisation=cast.council, at=at)
    facts = {"what": "answered", "about": f"answer:{answer.public_id}", "contribution_ids": [contribution.pk]}

    for _ in range(2):
        tasks.tell_supporters.func(**facts, moved_at=at.isoformat())

    assert Telling.objects.filter(contributor=fan).count() == 1


def test_an_answer_that_was_hidden_meanwhile_is_told_to_nobody(cast, at):
    contribution = ContributionFactory(organisations=[cast.council], supported=1)
    answer = AnswerFactory(contribution=contribution, organisation=cast.council, at=at)
    Answer.objects.update(hidden_at=at)
    facts = {"what": "answered", "about": answer.ref, "contribution_ids": [contribution.pk]}

    assert actions.tell_supporters(by=SITE, at=at, **facts) == 0


class TestTheWeek:
    """By the task that runs every hour."""

    def wants(self, at, *places, **facts):
        contributor = ContributorFactory(**{"email": "mair@example.org"} | facts)
        for place in places:
            ContributionFactory(at=at, place=place, contributor=contributor)
        TellingWish.objects.create(contributor=contributor, wants_digest=True, changed_at=at)

    def test_of_each_place_once_and_of_three_at_most(self, cast, at):
        more = [PlaceFactory(parent=cast.county) for _ in range(3)]
        self.wants(at, cast.bryn_teg, cast.bryn_teg, *more)

        tasks.send_digests(at=MONDAY)

        body = Message.objects.get().body
        assert sum(each.name in body for each in (cast.bryn_teg, *more)) == 3

    def test_two_in_one_place_have_the_same(self, cast, at):
        self.wants(at, cast.bryn_teg)
        self.wants(at, cast.bryn_teg, email="gwen@example.org")

        tasks.send_digests(at=MONDAY)

        assert Message.objects.count() == 2

    def test_none_to_whoever_has_no_address_or_spoke_nowhere(self, cast, at):
        self.wants(at, cast.bryn_teg, email="")
        self.wants(at)

        tasks.send_digests(at=MONDAY)

        assert not Message.objects.exists()


class TestCountedAgain:
    def test_by_a_command_that_says_what_was_wrong(self, at):
        ContributionFactory()
        CoverageFigure.objects.update(count=7)
        first, second = StringIO(), StringIO()

        call_command("recount", stdout=first)
        call_command("recount", stdout=second)

        assert "were wrong, and are right now" in first.getvalue()
        assert second.getvalue().strip() == "All were right."

    def test_by_an_administrator_and_nobody_else(self, cast, at):
        for who in ("stranger", "officer", "steward", "moderator"):
            with pytest.raises(Refused, match="Only an administrator"):
                actions.recount(by=cast.viewer(who), at=at)

        assert actions.recount(by=cast.viewer("administrator"), at=at) == 0

    def test_while_no_writer_comes_in_between(self, monkeypatch):
        """On PostgreSQL, whose other writers would go on; on SQLite the transaction keeps them out."""
        elsewhere = MagicMock(vendor="postgresql", ops=connection.ops)
        monkeypatch.setattr(figures, "connection", elsewhere)

        figures._lock()

        execute = elsewhere.cursor.return_value.__enter__.return_value.execute
        locks = [f'LOCK TABLE "thread_{table}" IN EXCLUSIVE MODE' for table in ("way", "coveragefigure", "groupfigure")]
        assert [each.args[0] for each in execute.call_args_list] == locks


class TestOnesOwn:
    def test_nobody_chooses_for_another_how_they_are_told(self, cast, at):
        for by in (STRANGER, cast.viewer("administrator"), Viewer(contributor_ids=frozenset({0}))):
            with pytest.raises(Refused, match="Only whoever said it"):
                actions.set_wish(by=by, at=at, contributor=cast.mair, often="daily", channel="email")

    def test_somebody_erased_is_sent_nothing_that_they_could_stop(self, cast, at):
        cast.mair.erased_at = at

        with pytest.raises(Refused, match="nothing any more"):
            actions.stop_telling(by=STRANGER, at=at, contributor=cast.mair, kinds=["answers"])

    def test_a_page_of_credits_opened_twice_is_one_and_is_closed_by_nobody_else(self, cast, at):
        ContributionFactory(contributor=cast.mair, credit_name="Mair")
        facts = {"by": cast.viewer("resident"), "at": at, "contributor": cast.mair, "credit_name": "Mair"}

        opened = {actions.open_credits(**facts).pk for _ in range(2)}

        for by in (STRANGER, cast.viewer("administrator")):
            with pytest.raises(Refused, match="Only you can close"):
                actions.close_credits(by=by, at=at, page=CreditsPage.objects.get())
        assert len(opened) == CreditsPage.objects.count() == 1
