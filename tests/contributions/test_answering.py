"""Answers, clocks, verdicts and duplicates."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.actions import Reply
from saidanddone.contributions.models import Addressee, Answer, AnswerTime, Contribution, Verdict
from saidanddone.contributions.queries.figures import organisation_figures, services_figures, site_figures
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging.models import Message
from saidanddone.record.models import Entry
from tests.contributions.factories import (
    AnswerFactory,
    ContributionFactory,
    VerdictFactory,
    contributor_of,
    officer_of,
)
from tests.people.factories import ContributorFactory, OrganisationFactory, ServiceFactory
from tests.thread.told import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(cast):
    return ContributionFactory(organisations=[cast.council], place=cast.bryn_teg)


def answer(said, organisation, at, **facts):
    reply = Reply(organisation=organisation, **{"kind": "answered", "text": "We have mended it."} | facts)
    return actions.answer(by=officer_of(organisation), at=at, contribution=said, reply=reply)


def addressee_of(said, organisation) -> Addressee:
    return said.addressees.get(organisation=organisation)


def test_first_answer_stops_the_clock_and_is_measured_in_working_days(cast, said, at):
    answer(said, cast.council, at + timedelta(days=7))

    asked = addressee_of(said, cast.council)
    assert (asked.state, asked.first_answer_days, asked.answered_in_time) == ("answered", 5, True)
    assert AnswerTime.objects.get().days == 5


def test_late_answer_is_counted_as_late(cast, said, at):
    answer(said, cast.council, at + timedelta(days=21))

    assert addressee_of(said, cast.council).answered_in_time is False
    assert organisation_figures(cast.council, at.date()).answered_late == 1


def test_acknowledgement_does_not_stop_the_clock(cast, said, at):
    answer(said, cast.council, at, kind="acknowledged", text="")

    asked = addressee_of(said, cast.council)
    assert (asked.state, asked.acknowledged_at) == ("waiting", at)


def test_second_answer_is_added_and_changes_no_clock(cast, said, at):
    answer(said, cast.council, at)
    answer(said, cast.council, at + timedelta(days=3), text="And the lift, too.")

    assert said.answers.count() == 2
    assert addressee_of(said, cast.council).first_answer_days == 0


def test_answer_sent_twice_is_one(cast, said, at):
    officer = officer_of(cast.council)
    reply = Reply(organisation=cast.council, kind="answered", text="Yes.", submission_key="a" * 64)

    first = actions.answer(by=officer, at=at, contribution=said, reply=reply)
    second = actions.answer(by=officer, at=at, contribution=said, reply=reply)

    assert first == second


def test_key_of_another_answer_is_not_taken_for_ones_own(cast, said, at):
    from django.db import IntegrityError

    reply = Reply(organisation=cast.council, kind="answered", text="Yes.", submission_key="a" * 64)
    actions.answer(by=officer_of(cast.council), at=at, contribution=said, reply=reply)

    with pytest.raises(IntegrityError):
        actions.answer(by=officer_of(cast.council), at=at, contribution=said, reply=reply)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "answered", "text": ""},
        {"kind": "answered", "text": "x" * 5001},
        {"kind": "cannot_do", "text": "No.", "reason": ""},
        {"kind": "passed_on"},
    ],
)
def test_answer_that_is_not_whole_is_refused(cast, said, at, facts):
    with pytest.raises(Refused):
        answer(said, cast.council, at, **facts)


def test_only_what_is_passed_on_goes_elsewhere(cast, said, at):
    with pytest.raises(Refused):
        answer(said, cast.council, at, passed_to=cast.homes)


def test_foreign_organisation_cannot_answer(cast, said, at):
    with pytest.raises(Refused):
        answer(said, cast.homes, at)


def test_officer_of_another_organisation_cannot_answer_for_the_addressee(cast, said, at):
    reply = Reply(organisation=cast.council, kind="answered", text="Yes.")

    with pytest.raises(Refused):
        actions.answer(by=officer_of(cast.homes), at=at, contribution=said, reply=reply)


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn"])
def test_what_is_not_published_cannot_be_answered(cast, at, trait):
    said = ContributionFactory(organisations=[cast.council], **{trait: True})

    with pytest.raises(Refused):
        answer(said, cast.council, at)


class TestPassedOn:
    def test_clock_of_the_other_starts_and_both_stand(self, cast, said, at):
        answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

        assert addressee_of(said, cast.council).state == "passed_on"
        other = addressee_of(said, cast.homes)
        assert (other.state, other.due_date, other.passed_on_by) == ("waiting", date(2026, 3, 9), cast.council)

    def test_it_cannot_be_passed_back(self, cast, said, at):
        answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

        with pytest.raises(Refused):
            answer(said, cast.homes, at, kind="passed_on", text="", passed_to=cast.council)

    def test_it_cannot_go_to_oneself_or_to_a_closed_one_or_to_one_that_answered(self, cast, at):
        said = ContributionFactory(organisations=[cast.council, cast.homes])
        closed = OrganisationFactory(ended_date=date(2025, 1, 1))
        answer(said, cast.homes, at)

        for target in (cast.council, closed, cast.homes):
            with pytest.raises(Refused):
                answer(said, cast.council, at, kind="passed_on", text="", passed_to=target)

    def test_to_one_that_is_waiting_already_only_ends_ones_own_wait(self, cast, at):
        said = ContributionFactory(organisations=[cast.council, cast.homes])

        answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

        assert addressee_of(said, cast.homes).passed_on_by is None

    def test_what_was_said_to_one_alone_is_shown_to_no_other(self, cast, at):
        said = ContributionFactory(organisations=[cast.council], for_one_organisation=True)

        with pytest.raises(Refused):
            answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

    def test_whoever_passed_it_on_may_still_answer(self, cast, said, at):
        answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

        answer(said, cast.council, at, text="We now know more.")

        assert addressee_of(said, cast.council).state == "answered"

    def test_passing_on_again_after_an_answer_keeps_the_answer(self, cast, said, at):
        answer(said, cast.council, at)

        answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)

        assert addressee_of(said, cast.council).state == "answered"


class TestMany:
    def test_all_that_wait_are_acknowledged_once(self, cast, at):
        waiting = [ContributionFactory(organisations=[cast.council]) for _ in range(3)]
        foreign = ContributionFactory(organisations=[cast.homes])

        for wanted in (3, 0):
            done = actions.acknowledge_many(
                by=officer_of(cast.council), at=at, organisation=cast.council, contributions=[*waiting, foreign]
            )
            assert done == wanted
        assert Entry.objects.filter(kind="answer").count() == 3

    def test_only_an_officer_may(self, cast, said, at):
        with pytest.raises(Refused):
            actions.acknowledge_many(by=STRANGER, at=at, organisation=cast.council, contributions=[said])


class TestClock:
    def test_pause_moves_the_due_date_by_its_working_days(self, cast, said, at):
        asked, officer = addressee_of(said, cast.council), officer_of(cast.council)

        actions.pause_clock(by=officer, at=at, addressee=asked, reason="We wait for the owner.")
        paused = site_figures(on=date(2027, 1, 1)).late
        actions.resume_clock(by=officer, at=at + timedelta(days=7), addressee=asked)

        assert paused == 0
        assert addressee_of(said, cast.council).due_date == date(2026, 3, 23)
        assert set(Entry.objects.values_list("kind", flat=True)) == {"contribution", "clock-paused", "clock-resumed"}

    def test_without_a_promise_there_is_nothing_to_move(self, at):
        organisation = OrganisationFactory()
        said = ContributionFactory(organisations=[organisation])
        asked, officer = addressee_of(said, organisation), officer_of(organisation)
        actions.pause_clock(by=officer, at=at, addressee=asked, reason="We wait for the owner.")

        actions.resume_clock(by=officer, at=at + timedelta(days=7), addressee=asked)
        answer(said, organisation, at + timedelta(days=8))

        asked.refresh_from_db()
        assert (asked.due_date, asked.answered_in_time, asked.first_answer_days) == (None, None, 1)

    def test_answer_ends_a_pause(self, cast, said, at):
        asked = addressee_of(said, cast.council)
        actions.pause_clock(by=officer_of(cast.council), at=at, addressee=asked, reason="We wait for the owner.")

        answer(said, cast.council, at + timedelta(days=14))

        asked.refresh_from_db()
        assert (asked.paused_at, asked.first_answer_days, asked.answered_in_time) == (None, 0, True)
        assert asked.pauses.get().resumed_at == at + timedelta(days=14)

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_reason_is_required(self, cast, said, at, reason):
        asked = addressee_of(said, cast.council)

        with pytest.raises(Refused):
            actions.pause_clock(by=officer_of(cast.council), at=at, addressee=asked, reason=reason)

    def test_what_is_late_stays_late_whatever_the_reason(self, cast, said, at):
        asked, officer = addressee_of(said, cast.council), officer_of(cast.council)
        last, after = (datetime.combine(asked.due_date + timedelta(days=days), time(12), UTC) for days in (0, 1))

        with pytest.raises(Refused, match="late already"):
            actions.pause_clock(by=officer, at=after, addressee=asked, reason="We have much to do.")
        still = organisation_figures(cast.council, after.date()).late
        actions.pause_clock(by=officer, at=last, addressee=asked, reason="We wait for the owner.")

        assert still == 1
        assert addressee_of(said, cast.council).paused_at == last

    def test_state_decides(self, cast, said, at):
        asked, officer = addressee_of(said, cast.council), officer_of(cast.council)

        with pytest.raises(Refused):
            actions.resume_clock(by=officer, at=at, addressee=asked)
        actions.pause_clock(by=officer, at=at, addressee=asked, reason="We wait.")
        with pytest.raises(Refused):
            actions.pause_clock(by=officer, at=at, addressee=asked, reason="We wait.")
        with pytest.raises(Refused):
            actions.resume_clock(by=officer_of(cast.homes), at=at, addressee=asked)
        answer(said, cast.council, at)
        with pytest.raises(Refused):
            actions.pause_clock(by=officer, at=at, addressee=asked, reason="We wait.")
        actions.withdraw(by=contributor_of(said), at=at, contribution=said)
        with pytest.raises(Refused):
            actions.resume_clock(by=officer, at=at, addressee=asked)


class TestVerdict:
    def test_unhappy_one_asks_again_once_with_a_new_clock(self, cast, said, at):
        first = answer(said, cast.council, at)
        VerdictFactory(answer=first, value="no", at=at + timedelta(days=1))
        again = addressee_of(said, cast.council)
        second = answer(said, cast.council, at + timedelta(days=2))
        VerdictFactory(answer=second, value="no", at=at + timedelta(days=3))

        assert (again.state, again.due_date) == ("waiting", date(2026, 3, 17))
        assert addressee_of(said, cast.council).state == "answered"
        assert AnswerTime.objects.filter(count__gt=0).count() == 1

    def test_one_on_an_older_answer_asks_nobody(self, cast, said, at):
        first = answer(said, cast.council, at)
        answer(said, cast.council, at + timedelta(days=1))

        VerdictFactory(answer=first, value="partly", at=at + timedelta(days=2))

        assert addressee_of(said, cast.council).state == "answered"

    def test_it_may_change_and_the_record_keeps_each(self, cast, said, at):
        given = answer(said, cast.council, at)

        for value in ("yes", "yes", "cannot_tell"):
            VerdictFactory(answer=given, value=value)

        assert Verdict.objects.get().value == "cannot_tell"
        assert Entry.objects.filter(kind="verdict").count() == 2
        assert organisation_figures(cast.council, at.date()).verdicts.cannot_tell == 1

    def test_only_who_said_it_may_judge(self, cast, said, at):
        given = answer(said, cast.council, at)

        with pytest.raises(Refused):
            actions.give_verdict(by=officer_of(cast.council), at=at, answer=given, value="yes")

    @pytest.mark.parametrize(("value", "words"), [("perhaps", ""), ("yes", "x" * 2001)])
    def test_what_is_no_verdict_is_refused(self, cast, said, at, value, words):
        with pytest.raises(Refused):
            VerdictFactory(answer=answer(said, cast.council, at), value=value, words=words)

    def test_acknowledgement_cannot_be_judged(self, cast, said, at):
        with pytest.raises(Refused):
            VerdictFactory(answer=answer(said, cast.council, at, kind="acknowledged"))

    def test_hidden_answer_cannot_be_judged(self, cast, said, at):
        given = answer(said, cast.council, at)
        Answer.objects.update(hidden_at=at)

        with pytest.raises(Refused):
            VerdictFactory(answer=given)


class TestSame:
    def test_chains_become_flat_and_each_keeps_its_credit(self, at):
        first, second, third = ContributionFactory(), ContributionFactory(), ContributionFactory(credit_name="Aled")

        actions.link_same(by=SITE, at=at, contribution=third, same_as=second)
        actions.link_same(by=SITE, at=at, contribution=second, same_as=first)

        links = dict(Contribution.objects.values_list("pk", "same_as"))
        assert links == {first.pk: None, second.pk: first.pk, third.pk: first.pk}
        assert Contribution.objects.get(pk=third.pk).credit_name == "Aled"

    def test_link_to_a_linked_one_leads_to_the_first(self, at):
        first, second, third = ContributionFactory(), ContributionFactory(), ContributionFactory()
        actions.link_same(by=SITE, at=at, contribution=second, same_as=first)

        linked = actions.link_same(by=SITE, at=at, contribution=third, same_as=second)
        again = actions.link_same(by=SITE, at=at, contribution=third, same_as=second)

        assert linked.same_as == first
        assert again.same_as_id == first.pk

    def test_there_are_no_circles(self, at):
        first, second = ContributionFactory(), ContributionFactory()
        actions.link_same(by=SITE, at=at, contribution=second, same_as=first)

        actions.link_same(by=SITE, at=at, contribution=first, same_as=second)

        links = dict(Contribution.objects.values_list("pk", "same_as"))
        assert links == {first.pk: second.pk, second.pk: None}

    def test_answer_to_the_first_settles_both_each_after_its_own_time(self, cast, at):
        early = ContributionFactory(organisations=[cast.council])
        late = ContributionFactory(organisations=[cast.council], at=at + timedelta(days=1))
        actions.link_same(by=SITE, at=at, contribution=late, same_as=early)

        answer(early, cast.council, at + timedelta(days=2))

        assert sorted(Addressee.objects.values_list("first_answer_days", flat=True)) == [1, 2]

    def test_link_to_an_answered_one_settles_at_once(self, cast, said, at):
        answer(said, cast.council, at)
        other = ContributionFactory(organisations=[cast.council])

        actions.link_same(by=SITE, at=at, contribution=other, same_as=said)

        assert addressee_of(other, cast.council).state == "answered"

    def test_all_contributors_are_told(self, cast, at):
        told = ContributorFactory(email="mair@example.org")
        first = ContributionFactory(organisations=[cast.council])
        second = ContributionFactory(organisations=[cast.council], contributor=told, may_be_contacted=True)
        actions.link_same(by=SITE, at=at, contribution=second, same_as=first)

        tell(at)
        answer(first, cast.council, at)
        tell(at)

        assert Message.objects.filter(address="mair@example.org").count() == 2

    def test_officer_of_both_may_and_others_may_not(self, cast, said, at):
        other = ContributionFactory(organisations=[cast.council, cast.homes])

        with pytest.raises(Refused):
            actions.link_same(by=officer_of(cast.homes), at=at, contribution=other, same_as=said)
        linked = actions.link_same(by=officer_of(cast.council), at=at, contribution=other, same_as=said)

        assert linked.same_as == said

    def test_hidden_and_itself_are_refused(self, said, at):
        for other in (said, ContributionFactory(hidden=True)):
            with pytest.raises(Refused):
                actions.link_same(by=SITE, at=at, contribution=said, same_as=other)

    def test_contributor_may_part_them(self, said, at):
        other = ContributionFactory()
        linked = actions.link_same(by=SITE, at=at, contribution=said, same_as=other)

        parted = actions.unlink_same(by=contributor_of(linked), at=at, contribution=linked)

        assert parted.same_as is None
        with pytest.raises(Refused):
            actions.unlink_same(by=SITE, at=at, contribution=parted)

    def test_stranger_may_not_part_them(self, said, at):
        linked = actions.link_same(by=SITE, at=at, contribution=said, same_as=ContributionFactory())

        with pytest.raises(Refused):
            actions.unlink_same(by=STRANGER, at=at, contribution=linked)

    def test_one_that_was_linked_meanwhile_is_refused(self, said, at, monkeypatch):
        from saidanddone.contributions.actions import duplicates

        other, first = ContributionFactory(), ContributionFactory()
        whole = duplicates._first_of

        def then_somebody_links_it(each):
            found = whole(each)
            Contribution.objects.filter(pk=other.pk).update(same_as=first)
            return found

        monkeypatch.setattr(duplicates, "_first_of", then_somebody_links_it)

        with pytest.raises(Refused):
            actions.link_same(by=SITE, at=at, contribution=said, same_as=other)


def test_service_that_fails_again_and_again_stands_first(cast, at):
    good, bad = (ServiceFactory(organisation=cast.council, name=name) for name in ("Libraries", "Bins"))
    ContributionFactory(organisations=[cast.council], service=good, answered=True)
    for _ in range(2):
        ContributionFactory(organisations=[cast.council], service=bad, late=True)

    figures = services_figures(cast.council, at.date())

    assert [(each.service.name, each.failures) for each in figures] == [("Bins", 2), ("Libraries", 0)]


def test_contributor_is_told_in_their_language(cast, at):
    told = ContributorFactory(email="mair@example.org", language="cy")
    said = ContributionFactory(organisations=[cast.council], contributor=told, may_be_contacted=True)

    answer(said, cast.council, at)
    answer(said, cast.council, at, kind="passed_on", text="", passed_to=cast.homes)
    answer(said, cast.homes, at, kind="acknowledged", text="")

    tell(at)

    message = Message.objects.get()
    assert message.language == "cy"
    assert message.body.count("/cy/contributions/") == 3


def test_contributor_who_did_not_agree_is_not_told(cast, at):
    told = ContributorFactory(email="mair@example.org")
    said = ContributionFactory(organisations=[cast.council], contributor=told, may_be_contacted=False)

    AnswerFactory(contribution=said, at=at)
    tell(at)

    assert not Message.objects.exists()
