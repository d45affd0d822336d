"""A panel: joined and left by whoever wants to, drawn from by chance, and nothing leads from a member to an answer."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from saidanddone.contributions import actions as contributions
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging import private_links
from saidanddone.messaging.models import Message
from saidanddone.surveys import actions, codes, panels, stopping
from saidanddone.surveys.codes import Key
from saidanddone.surveys.drafts import WaveDraft
from saidanddone.surveys.models import PanelMember, Response, SampleCase, SampleCode, WrittenAnswer
from tests.messaging.factories import as_sent
from tests.people.factories import ContributorFactory
from tests.places.factories import PlaceFactory
from tests.surveys.factories import PanelMemberFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(cast):
    return WaveFactory(
        survey=SurveyFactory(organisation=cast.council, opened=True),
        state="open",
        opened_at="2026-03-01T09:00Z",
        sampling="open",
        modes=["panel"],
        asks=({"name": "trust"}, {"name": "why", "text": True}),
    )


@pytest.fixture
def lead(cast):
    return cast.viewer("lead")


@pytest.fixture
def members(cast):
    """Twelve of the county, who live in Bryn Teg."""
    return [PanelMemberFactory(organisation=cast.council, place=cast.bryn_teg) for _number in range(12)]


def draw(wave, lead, at, *, place=None, wanted=None, by_place=True):
    return actions.draw_panel(by=lead, at=at, wave=wave, place=place, wanted=wanted, by_place=by_place)


def invite(wave, lead, at):
    draw(wave, lead, at)
    return actions.send_invitations(by=lead, at=at, wave=wave)


def code_in(message, at):
    return codes.as_made(re.search(r"/answer/#([0-9A-Z-]{14})", as_sent(message, at))[1])


def answer(wave, at, code, **answers):
    held = {"by": STRANGER, "at": at, "wave": wave, "key": Key(code, is_code=True), "language": "en"}
    actions.begin_response(**held)
    actions.save_answers(**held, answers=answers or {"trust": 7})
    return actions.finish_response(**held)


def viewer(contributor):
    return Viewer(contributor_ids=frozenset({contributor.pk}))


class TestJoining:
    def test_a_contributor_joins_for_themselves_and_once(self, cast, wave, at):
        mair = ContributorFactory(email="mair@example.org")
        facts = {"by": viewer(mair), "at": at, "organisation": cast.council, "contributor": mair}
        actions.join_panel(**facts, place=None)
        again = actions.join_panel(**facts, place=cast.bryn_teg)

        assert PanelMember.objects.get() == again
        assert again.place == cast.bryn_teg

    def test_nobody_is_joined_by_another(self, cast, wave, at):
        mair = ContributorFactory(email="mair@example.org")

        for by in (STRANGER, cast.viewer("resident"), cast.viewer("lead"), cast.viewer("administrator")):
            with pytest.raises(Refused, match="Only you"):
                actions.join_panel(by=by, at=at, organisation=cast.council, contributor=mair, place=None)

    def test_without_an_address_or_a_survey_nobody_joins(self, cast, wave, at):
        by = viewer(cast.mair)
        cast.mair.email = ""
        cast.mair.save()

        with pytest.raises(Refused, match="address"):
            actions.join_panel(by=by, at=at, organisation=cast.council, contributor=cast.mair, place=None)
        with pytest.raises(Refused, match="no panel"):
            actions.join_panel(by=by, at=at, organisation=cast.homes, contributor=cast.mair, place=None)

    def test_nobody_leaves_for_another(self, cast, members, at):
        with pytest.raises(Refused):
            actions.leave_panel(by=cast.viewer("lead"), at=at, member=members[0])
        with pytest.raises(Refused):
            actions.forget_member(by=cast.viewer("lead"), at=at, contributor_id=members[0].contributor_id)


class TestDrawing:
    def test_a_member_who_lives_elsewhere_or_is_of_another_panel_is_not_drawn(self, cast, wave, members, lead, at):
        elsewhere = PanelMemberFactory(organisation=cast.council, place=PlaceFactory(slug="cwm", parent=cast.county))
        other = PanelMemberFactory(organisation=cast.homes, place=cast.bryn_teg)

        assert draw(wave, lead, at, place=cast.bryn_teg) == 12
        assert not SampleCase.objects.filter(member__in=(elsewhere, other)).exists()

    def test_two_with_one_address_are_asked_once(self, wave, members, lead, at):
        PanelMemberFactory(
            organisation=wave.survey.organisation, contributor__email=members[0].contributor.email.upper()
        )

        assert draw(wave, lead, at) == 12

    def test_nobody_is_asked_again_within_three_months(self, wave, members, lead, at):
        draw(wave, lead, at)
        next_one = WaveFactory(survey=wave.survey, sampling="open", modes=["panel"], number=wave.number + 1)

        with pytest.raises(Refused, match="Fewer than 10"):
            draw(next_one, lead, at + timedelta(days=89))
        assert draw(next_one, lead, at + timedelta(days=90)) == 12

    def test_it_is_drawn_once_a_round_and_never_of_a_handful(self, wave, members, lead, at):
        with pytest.raises(Refused, match="at least 10"):
            draw(wave, lead, at, wanted=9)
        draw(wave, lead, at)
        with pytest.raises(Refused, match="was drawn"):
            draw(wave, lead, at)

    @pytest.mark.parametrize(
        "who", ["stranger", "resident", "officer", "other_officer", "moderator", "administrator", "connector"]
    )
    def test_only_those_who_measure_draw(self, cast, wave, members, who, at):
        with pytest.raises(Refused):
            draw(wave, cast.viewer(who), at)

    def test_so_many_are_drawn_and_weigh_as_they_were_likely(self, cast, wave, members, lead, at):
        for _number in range(28):
            PanelMemberFactory(organisation=cast.council)
        draw(wave, lead, at, wanted=20)
        cases = list(SampleCase.objects.all())

        assert Counter(case.stratum for case in cases) == {"bryn-teg": 10, "": 14}
        assert sum(case.weight for case in cases) == pytest.approx(40)

    def test_a_panel_is_no_sample_drawn_by_chance_from_everyone(self, cast, lead, at):
        days = {"opens_date": at.date(), "closes_date": at.date(), "identity_deleted_date": at.date()}
        draft = WaveDraft(**days, sampling="probability", modes=["panel"])
        survey = SurveyFactory(organisation=cast.council, ready=True)

        with pytest.raises(Refused, match="offered to be asked"):
            actions.plan_wave(by=lead, at=at, survey=survey, draft=draft)


class TestGroups:
    def test_a_small_place_is_joined_to_the_one_around_it(self):
        paths = dict.fromkeys(range(15), "county/town/") | {100 + n: "county/town/hamlet/" for n in range(3)}

        assert {path: len(group) for path, group in panels.grouped(paths).items()} == {"county/town/": 18}

    def test_what_is_small_at_the_top_joins_the_smallest_beside_it(self):
        paths = dict.fromkeys(range(20), "a/") | {50 + n: "b/" for n in range(12)} | {100: "", 101: "c/"}

        assert {path: len(group) for path, group in panels.grouped(paths).items()} == {"a/": 20, "b/": 14}

    def test_few_are_one_group(self):
        (group,) = panels.grouped({1: "a/", 2: "b/c/"}).values()

        assert sorted(group) == [1, 2]


class TestAnswering:
    def test_an_invitation_brings_a_code_that_rests_in_no_table_and_a_way_to_stop(self, wave, members, lead, at):
        assert invite(wave, lead, at) == 12
        message = Message.objects.order_by("pk").first()

        assert not SampleCode.objects.exists()
        assert message.stop_url in as_sent(message, at)
        assert "/stop-asking/" in message.stop_url
        assert answer(wave, at, code_in(message, at)).stratum == "bryn-teg"

    def test_a_code_makes_one_response(self, wave, members, lead, at):
        invite(wave, lead, at)
        message = Message.objects.order_by("pk").first()
        first, second = code_in(message, at), code_in(message, at)
        answer(wave, at, first)

        with pytest.raises(Refused, match="handed in"):
            answer(wave, at, second)
        answer_again = Key(first, is_code=True)
        with pytest.raises(Refused, match="handed in"):
            actions.begin_response(by=STRANGER, at=at, wave=wave, key=answer_again, language="en")

    @pytest.mark.parametrize("code", ["7k3m9qx2pd4t", "000000000000"])
    def test_a_code_that_nobody_was_given_opens_nothing(self, wave, members, lead, at, code):
        invite(wave, lead, at)

        with pytest.raises(Refused, match="do not know"):
            answer(wave, at, code)

    def test_a_code_of_another_round_opens_nothing(self, cast, wave, members, lead, at):
        invite(wave, lead, at)
        code = code_in(Message.objects.first(), at)
        other = WaveFactory(opened=True, modes=["panel"], sampling="open", asks=({"name": "trust"},))

        with pytest.raises(Refused, match="do not know"):
            answer(other, at, code)

    def test_each_is_reminded_twice_at_most_and_not_after_they_answered(self, wave, members, lead, at):
        invite(wave, lead, at)
        answer(wave, at, code_in(Message.objects.first(), at))
        reminded = [actions.send_reminders(by=lead, at=at + timedelta(days=day), wave=wave) for day in range(1, 5)]

        assert reminded == [11, 11, 0, 0]

    def test_a_waiting_message_is_not_sent_where_they_left_or_moved_their_address(self, wave, members, lead, at):
        invite(wave, lead, at)
        message = Message.objects.get(address=members[0].contributor.email)
        members[0].contributor.email = "moved@example.org"
        members[0].contributor.save()

        assert private_links.filled(message, at) is None
        actions.leave_panel(by=viewer(members[1].contributor), at=at, member=members[1])
        assert not Message.objects.filter(address=members[1].contributor.email).exists()


class TestNobodyCanTell:
    """What the tables hold, and what the desk shows, leads from no member to a response."""

    @pytest.fixture
    def answered(self, wave, members, lead, at):
        invite(wave, lead, at)
        for message in Message.objects.order_by("pk")[:6]:
            answer(wave, at, code_in(message, at), trust=3, why="Because.")
        return wave

    def test_a_response_holds_nothing_that_a_case_or_a_member_holds(self, answered):
        of_cases = {value for row in SampleCase.objects.values() for value in row.values() if isinstance(value, str)}
        of_cases |= {row.digest for row in SampleCode.objects.all()}
        of_cases |= {row.public_id for row in PanelMember.objects.all()}
        shared = {"", "en", "cy", "bryn-teg"}

        for response in Response.objects.values():
            assert not {value for value in response.values() if isinstance(value, str)} & of_cases - shared
            assert response["panel_key"] == ""
        assert WrittenAnswer.objects.count() == 6

    def test_responses_of_a_group_look_alike_but_for_the_answers(self, answered):
        facts = Response.objects.values_list("stratum", "cluster", "weight", "begun_date", "finished_date", "mode")

        assert len(set(facts)) == 1

    def test_the_desk_sees_no_member_not_even_that_they_answered(self, client, cast, answered, members):
        cast.sign_in(client, "lead")
        survey = answered.survey
        page = client.get(
            reverse("survey_sample", args=[survey.organisation.slug, survey.public_id, answered.public_id])
        )

        words = page.content.decode()
        for member in members:
            assert member.contributor.email not in words
            assert member.public_id not in words
        assert not any(case.public_id in words or case.key in words for case in SampleCase.objects.all())

    def test_the_desk_makes_no_codes_for_members_and_notes_nothing_of_them(self, answered, lead, at):
        answered.modes = ["panel", "code"]
        answered.save()

        assert actions.make_codes(by=lead, at=at, wave=answered) == []
        case = SampleCase.objects.filter(status="invited").first()
        with pytest.raises(Refused, match="by the site alone"):
            actions.note_contact(by=lead, at=at, case=case, status="refused")

    def test_the_database_lets_no_case_of_a_member_hold_a_name(self, answered):
        case = SampleCase.objects.first()

        for name in ("name", "email", "address", "phone"):
            with pytest.raises(IntegrityError), transaction.atomic():
                SampleCase.objects.filter(pk=case.pk).update(**{name: "Mair"})

    def test_on_its_day_nothing_says_who_was_asked(self, answered, members, at):
        answered.state, answered.closed_at = "closed", at
        answered.save()
        actions.delete_identities(by=SITE, at=at + timedelta(days=200))

        assert not SampleCase.objects.filter(member__isnull=False).exists()
        assert not SampleCode.objects.exists()
        assert not Message.objects.exists()
        assert Counter(SampleCase.objects.values_list("status", flat=True)) == {"answered": 6, "invited": 6}
        assert PanelMember.objects.count() == 12


class TestStopping:
    def test_erasing_somebody_takes_their_membership_and_what_was_sent(self, wave, members, lead, at):
        invite(wave, lead, at)
        member = members[0]
        contributions.erase_contributor(by=viewer(member.contributor), at=at, contributor=member.contributor)

        assert not PanelMember.objects.filter(pk=member.pk).exists()
        assert Message.objects.count() == 11
        assert SampleCase.objects.filter(member=None, status="refused").count() == 1

    def test_the_link_in_a_message_ends_it_by_one_press_and_by_opening_it_nothing(
        self, client, wave, members, lead, at
    ):
        invite(wave, lead, at)
        message = Message.objects.get(address=members[0].contributor.email)
        path = message.stop_url.partition("//")[2].partition("/")[2]

        assert client.get(f"/{path}").status_code == 200
        assert PanelMember.objects.count() == 12
        assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not PanelMember.objects.filter(pk=members[0].pk).exists()
        assert not Message.objects.filter(address=members[0].contributor.email).exists()

    def test_not_this_time_keeps_the_membership(self, client, wave, members, lead, at):
        invite(wave, lead, at)
        token = stopping.token_for(SampleCase.objects.get(member=members[0]))
        client.post(reverse("stop_asking", args=[token]), {"once": "yes"})

        assert SampleCase.objects.get(member=members[0]).status == "refused"
        assert actions.send_reminders(by=lead, at=at, wave=wave) == 11

    def test_what_was_answered_stays_answered(self, wave, members, lead, at):
        invite(wave, lead, at)
        message = Message.objects.get(address=members[0].contributor.email)
        answer(wave, at, code_in(message, at))
        actions.leave_panel(by=viewer(members[0].contributor), at=at, member=members[0])

        assert SampleCase.objects.get(member=None).status == "answered"
        assert Response.objects.finished().count() == 1

    @pytest.mark.parametrize("token", ["x", "WyJhIiwiYiJd:1abcde:forged"])
    def test_a_forged_link_leads_nowhere(self, client, token):
        assert client.post(reverse("stop_asking", args=[token])).status_code == 404


class TestPages:
    def test_one_joins_and_leaves_on_ones_own_page(self, client, cast, wave):
        cast.mair.email = "mair@example.org"
        cast.mair.save()
        cast.sign_in(client, "resident")
        page = client.get(reverse("your_panels")).content.decode()
        assert "once in three months" in page

        refused = client.post(reverse("your_panels"), {"organisation": cast.council.pk, "place": "bryn-teg"})
        assert refused.status_code == 400
        client.post(reverse("your_panels"), {"organisation": cast.council.pk, "place": "bryn-teg", "consent": "on"})
        member = PanelMember.objects.get()
        assert (member.contributor, member.place) == (cast.mair, cast.bryn_teg)
        client.post(reverse("leave_panel", args=[member.public_id]))
        assert not PanelMember.objects.exists()

    def test_nobody_elses_membership_is_found(self, client, cast, members):
        cast.sign_in(client, "resident")

        assert client.post(reverse("leave_panel", args=[members[0].public_id])).status_code == 404
        assert PanelMember.objects.count() == 12

    def test_the_panel_is_drawn_at_the_desk(self, client, cast, wave, members):
        cast.sign_in(client, "lead")
        address = reverse("draw_panel", args=["council", wave.survey.public_id, wave.public_id])
        assert "12 people have joined" in client.get(address).content.decode()
        assert client.post(address, {"wanted": "3"}).status_code == 400
        page = client.post(address, {"by_place": "on"}, follow=True).content.decode()

        assert "12 members are drawn" in page
        assert "Invite 12 people" in page
