"""Whoever said something is told once of each thing that moves: by whom, by which way, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from saidanddone.contributions import signals
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging import private_links
from saidanddone.messaging.models import Message
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor
from saidanddone.thread import actions
from saidanddone.thread.models import Telling, TellingWish
from saidanddone.thread.movements import Kind
from saidanddone.thread.planning import GRACE
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, FindingFactory, UseFactory
from tests.people.factories import ContributorFactory, PersonFactory

pytestmark = pytest.mark.django_db
LATER = GRACE + timedelta(minutes=1)


def own(contributor):
    return Viewer(contributor_ids=frozenset({contributor.pk}))


def said(**facts):
    facts.setdefault("contributor", ContributorFactory(email="mair@example.org"))
    return ContributionFactory(**{"may_be_contacted": True} | facts)


def move(what, about, *contributions, at, by=SITE):
    signals.send(what, about=about, contribution_ids=[each.pk for each in contributions], by=by, at=at)


def wish(contributor, at, **facts):
    return TellingWish.objects.create(contributor=contributor, changed_at=at, **facts)


def states():
    return sorted(Telling.objects.values_list("state", flat=True))


def send(at):
    actions.follow(by=SITE, at=at)
    actions.send_due(by=SITE, at=at)


@pytest.fixture
def finding():
    return FindingFactory(published=True, title="The last bus goes too early.")


class TestMade:
    def test_one_for_each_contribution_once(self, finding, at):
        mair = ContributorFactory(email="mair@example.org")
        both = [said(contributor=mair), said(contributor=mair)]

        for _ in range(2):
            move("in_finding", finding.ref, *both, at=at)

        assert states() == ["due", "due"]

    def test_and_none_outside_the_transaction_of_what_moved(self, finding, at):
        mine = said()

        with pytest.raises(RuntimeError), transaction.atomic():
            move("in_finding", finding.ref, mine, at=at)
            raise RuntimeError

        assert states() == []

    def test_not_to_whoever_did_it_themselves(self, finding, at):
        gwen = PersonFactory()
        theirs = said(contributor=ContributorFactory(person=gwen))
        others = said()

        move("in_finding", finding.ref, theirs, others, at=at, by=Viewer(person_id=gwen.pk))

        assert Telling.objects.get().contribution == others

    @pytest.mark.parametrize("state", ["held", "hidden", "withdrawn"])
    def test_not_about_what_is_not_published(self, finding, at, state):
        move("in_finding", finding.ref, said(**{state: True}), at=at)

        assert states() == []

    def test_not_to_somebody_erased(self, finding, at):
        mine = said()
        Contributor.objects.update(name="", email="", person=None, erased_at=at)

        move("in_finding", finding.ref, mine, at=at)

        assert states() == []

    def test_not_of_what_only_moves_a_disposition(self, finding, at):
        move("dispositions", finding.ref, said(), at=at)

        assert states() == []

    def test_whoever_did_not_agree_to_be_contacted_finds_it_on_their_page_alone(self, finding, at):
        move("in_finding", finding.ref, said(may_be_contacted=False), at=at)

        assert states() == ["unreachable"]

    def test_the_connector_who_wrote_it_down_has_it_where_there_is_no_address(self, cast, finding, at):
        mine = ContributionFactory(
            contributor=ContributorFactory(email=""),
            may_be_contacted=True,
            channel="conversation",
            by=cast.viewer("connector"),
        )

        move("in_finding", finding.ref, mine, at=at)

        telling = Telling.objects.get()
        assert (telling.by, telling.state, telling.contribution.entered_by) == ("connector", "handed", cast.sioned)

    def test_what_they_do_not_want_is_kept_as_not_wanted(self, finding, at):
        mine = said()
        wish(mine.contributor, at, unwanted=[Kind.FINDINGS])

        move("in_finding", finding.ref, mine, at=at)

        assert states() == ["dropped"]

    @pytest.mark.parametrize("number", [3, 30])
    def test_in_as_many_queries_whatever_the_number(self, finding, at, number, django_assert_max_num_queries):
        rows = [said(contributor=ContributorFactory(email=f"{n}@example.org")) for n in range(number)]

        with django_assert_max_num_queries(20):  # six, and those that keep the ways
            move("in_finding", finding.ref, *rows, at=at)

        assert Telling.objects.count() == number


class TestSent:
    def test_after_a_short_grace_as_one_message_in_their_language(self, cast, finding, at):
        mair = ContributorFactory(email="mair@example.org", language="cy")
        first, second = said(contributor=mair, text="No bus."), said(contributor=mair, text="No stop.")
        decision = DecisionFactory(decided=True, organisation=cast.council)
        UseFactory(decision=decision, contribution=first, value="not_used", because="There is no money.")
        move("in_finding", finding.ref, first, second, at=at)
        move("decided", decision.ref, first, at=at + timedelta(minutes=3))

        send(at + timedelta(minutes=1))
        early = Message.objects.count()
        send(at + LATER)
        send(at + 2 * LATER)

        message = Message.objects.get()
        assert early == 0
        assert (message.address, message.language) == ("mair@example.org", "cy")
        assert finding.title in message.body
        assert "There is no money." in message.body
        assert message.body.count("No bus.") == 2
        assert states() == ["queued"] * 3

    def test_with_a_private_link_that_is_made_as_it_leaves(self, finding, at, mailoutbox):
        move("in_finding", finding.ref, said(), at=at)
        send(at + LATER)

        messaging.deliver_due(by=SITE, at=at + LATER)

        assert "/r/" in mailoutbox[0].body
        assert "/stop/" in mailoutbox[0].body

    def test_then_is_followed(self, finding, at):
        for state in ("sent", "failed", "in_doubt"):
            move("in_finding", finding.ref, said(contributor=ContributorFactory(email=f"{state}@example.org")), at=at)
        send(at + LATER)
        Message.objects.filter(address="sent@example.org").update(state="sent", sent_at=at, next_attempt_at=None)
        Message.objects.filter(address="failed@example.org").update(state="failed", failed_at=at, failure="refused")
        doubtful = Message.objects.filter(address="in_doubt@example.org")
        doubtful.update(state="in_doubt", claimed_at=at, failure="stopped")

        send(at + 2 * LATER)

        assert states() == ["failed", "in_doubt", "sent"]
        assert not Telling.objects.filter(settled_at=None).exists()

    def test_one_that_a_person_sends_again_is_on_its_way_again(self, finding, at):
        move("in_finding", finding.ref, said(), at=at)
        send(at + LATER)
        Message.objects.update(state="failed", failed_at=at, failure="refused")
        send(at + LATER)
        Message.objects.update(state="waiting", failed_at=None, failure="", next_attempt_at=at)

        send(at + LATER)

        assert states() == ["queued"]

    def test_by_text_message_it_says_what_moved_in_one_line(self, finding, at):
        mine = said()
        wish(mine.contributor, at, by="text", address="07700 900123")
        move("in_finding", finding.ref, mine, at=at)

        send(at + LATER)

        message = Message.objects.get()
        assert (message.channel, message.address) == ("text", "07700 900123")
        assert len(message.body) < 160

    def test_by_letter_it_waits_to_be_printed(self, finding, at):
        mine = said()
        wish(mine.contributor, at, by="letter", address="Mair Pugh\n1 Heol Fawr")
        move("in_finding", finding.ref, mine, at=at)

        send(at + LATER)

        letter = Message.objects.letters_to_print().get()
        assert private_links.mark(1) in letter.body

    def test_what_was_hidden_meanwhile_is_dropped(self, finding, at):
        move("in_finding", finding.ref, said(), at=at)
        finding.hidden_at = at
        finding.save()

        send(at + LATER)

        assert states() == ["dropped"]
        assert not Message.objects.exists()

    def test_every_movement_has_its_words(self, cast, finding, at):
        mair, about = ContributorFactory(email="mair@example.org"), {"organisation": cast.council}
        decision, commitment = DecisionFactory(decided=True, **about), CommitmentFactory(**about)
        for what in ("promised", "updated", "kept", "changed", "dropped", "replaced", "asked_if_it_worked"):
            move(what, commitment.ref, said(contributor=mair), at=at)
        for what in ("views_opened", "decided"):
            move(what, decision.ref, said(contributor=mair), at=at)
        move("check_asked", finding.ref, said(contributor=mair), at=at)

        send(at + LATER)

        message = Message.objects.get()
        assert message.subject == "10 things came of what you said"
        assert message.body.count(str(commitment.promise)) == 7


class TestMeanwhile:
    def test_an_address_that_is_changed_gets_what_the_former_did_not(self, finding, at):
        mine = said()
        move("in_finding", finding.ref, mine, at=at)
        send(at + LATER)

        people.change_contact_details(
            by=own(mine.contributor),
            contributor=mine.contributor,
            at=at,
            name="",
            email="new@example.org",
            language="en",
        )
        send(at + 2 * LATER)

        assert list(Message.objects.values_list("address", flat=True)) == ["new@example.org"]
        assert states() == ["queued"]

    def test_what_was_sent_to_the_former_address_is_not_sent_again(self, finding, at):
        mine = said()
        move("in_finding", finding.ref, mine, at=at)
        send(at + LATER)
        Message.objects.update(state="sent", sent_at=at, next_attempt_at=None)

        people.change_contact_details(
            by=own(mine.contributor),
            contributor=mine.contributor,
            at=at,
            name="",
            email="new@example.org",
            language="en",
        )
        send(at + 2 * LATER)

        assert states() == ["sent"]
        assert not Message.objects.exists()

    def test_words_that_are_withdrawn_leave_no_message_that_quotes_them(self, finding, at):
        from saidanddone.contributions import actions as contributions

        mair = ContributorFactory(email="mair@example.org")
        kept, taken = said(contributor=mair, text="Kept."), said(contributor=mair, text="Taken back.")
        move("in_finding", finding.ref, kept, taken, at=at)
        send(at + LATER)

        contributions.withdraw(by=own(mair), at=at, contribution=taken)
        send(at + 2 * LATER)

        message = Message.objects.get()
        assert "Kept." in message.body
        assert "Taken back." not in message.body
        assert states() == ["dropped", "queued"]

    def test_opening_their_own_page_marks_what_was_sent_as_seen(self, finding, at):
        mine = said()
        move("in_finding", finding.ref, mine, at=at)
        Telling.objects.update(state="sent", settled_at=at)

        actions.note_seen(by=own(mine.contributor), at=at)
        actions.note_seen(by=STRANGER, at=at)

        assert states() == ["seen"]


class TestWhen:
    @pytest.mark.parametrize(
        ("often", "moved", "due"),
        [
            ("daily", datetime(2026, 3, 2, 8, 59, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
            ("daily", datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)),
            ("daily", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 8, tzinfo=UTC)),
            ("daily", datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 9, tzinfo=UTC)),
            ("weekly", datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
            ("weekly", datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)),
            ("at_once", datetime(2026, 3, 29, 0, 58, tzinfo=UTC), datetime(2026, 3, 29, 0, 58, tzinfo=UTC) + GRACE),
        ],
    )
    def test_by_the_local_clock_across_its_changes(self, finding, often, moved, due):
        mine = said()
        wish(mine.contributor, moved, often=often)

        move("in_finding", finding.ref, mine, at=moved)

        assert Telling.objects.get().due_at == due

    def test_after_days_without_a_worker_each_is_told_once(self, finding, at):
        mair = ContributorFactory(email="mair@example.org")
        wish(mair, at, often="daily")
        for day in range(5):
            move("in_finding", finding.ref, said(contributor=mair), at=at + timedelta(days=day))

        send(at + timedelta(days=9))
        send(at + timedelta(days=9, minutes=1))

        assert Message.objects.count() == 1
        assert states() == ["queued"] * 5

    def test_a_new_wish_holds_for_what_waits(self, finding, at):
        mine = said()
        move("in_finding", finding.ref, mine, at=at)

        actions.set_wish(by=own(mine.contributor), at=at, contributor=mine.contributor, often="weekly", channel="email")
        send(at + LATER)

        assert states() == ["due"]

    def test_a_crash_in_the_middle_of_a_batch_leaves_all_as_it_was(self, finding, at, monkeypatch):
        move("in_finding", finding.ref, said(), at=at)

        def die(*arguments, **facts):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Telling.objects.__class__, "bulk_update", die, raising=False)
            with pytest.raises(KeyboardInterrupt):
                send(at + LATER)
        between = (states(), Message.objects.count())
        send(at + LATER)

        assert between == (["due"], 0)
        assert states() == ["queued"]


def test_a_movement_about_something_unknown_is_dropped(at):
    move("in_finding", Ref("finding", "nothing0000"), said(), at=at)

    send(at + LATER)

    assert states() == ["dropped"]
