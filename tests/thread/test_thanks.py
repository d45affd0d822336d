"""What an organisation gives back: told once, seen whole by those two alone, and never with a name nobody chose."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.queries.held import held_about
from saidanddone.core.clock import local_date
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from saidanddone.thread import actions, attestations, news
from saidanddone.thread.drafts import ThanksDraft
from saidanddone.thread.models import CoverageFigure, CreditsPage, Telling, Thanks, Way
from saidanddone.thread.queries import attribution
from tests.contributions.factories import ContributionFactory, contributor_of
from tests.people.factories import ContributorFactory
from tests.thread.brute_force import stored, walked
from tests.thread.factories import ThanksFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(cast, at):
    return ContributionFactory(
        at=at - timedelta(days=6),
        contributor=cast.mair,
        credit_name="Mair Pugh",
        organisations=[cast.council],
        place=cast.bryn_teg,
        may_be_contacted=True,
    )


@pytest.fixture
def time_stands(at):
    with time_machine.travel(at, tick=False):
        yield


def page_of(said) -> str:
    return reverse("contribution", args=[said.public_id])


class TestWhoMayNoteIt:
    @pytest.mark.parametrize(
        "who", ["stranger", "resident", "connector", "other_officer", "steward", "moderator", "administrator"]
    )
    def test_nobody_but_officers_of_whom_it_is_for(self, cast, said, at, who):
        draft = ThanksDraft(organisation=cast.council, kind="thanked", given_date=local_date(at))

        with pytest.raises(Refused):
            actions.thank(by=cast.viewer(who), at=at, contribution=said, draft=draft)

        assert not Thanks.objects.exists()

    def test_nobody_for_an_organisation_that_it_is_not_for(self, cast, said, at):
        draft = ThanksDraft(organisation=cast.homes, kind="thanked", given_date=local_date(at))

        with pytest.raises(Refused, match="not addressed"):
            actions.thank(by=cast.viewer("other_officer"), at=at, contribution=said, draft=draft)

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"kind": "medal"}, "Choose how"),
            ({"kind": "thanked", "amount_pence": 100}, "no amount"),
            ({"kind": "paid", "amount_pence": -1}, "pounds and pence"),
            ({"kind": "paid", "amount_pence": 10**12}, "pounds and pence"),
            ({"words": "a" * 1001}, "too long"),
            ({"given_date": "tomorrow"}, "still to come"),
            ({"given_date": "before"}, "before they said it"),
        ],
    )
    def test_what_cannot_be_is_refused(self, cast, said, at, facts, words):
        days = {"tomorrow": local_date(at) + timedelta(days=1), "before": said.said_date - timedelta(days=1)}
        given = {"kind": "paid", "given_date": local_date(at), **facts}
        given["given_date"] = days.get(given["given_date"], given["given_date"])

        with pytest.raises(Refused, match=words):
            actions.thank(
                by=cast.viewer("officer"),
                at=at,
                contribution=said,
                draft=ThanksDraft(organisation=cast.council, **given),
            )

    @pytest.mark.parametrize("state", ["held", "hidden", "withdrawn"])
    def test_nobody_is_thanked_for_words_that_do_not_stand(self, cast, at, state):
        said = ContributionFactory(organisations=[cast.council], **{state: True})

        with pytest.raises(Refused):
            ThanksFactory(contribution=said, organisation=cast.council)

    def test_the_database_keeps_amounts_as_they_can_be(self, said):
        thanks = ThanksFactory(contribution=said)

        for facts in ({"amount_pence": -1}, {"kind": "thanked"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Thanks.objects.filter(pk=thanks.pk).update(**facts)


class TestWhoSeesWhat:
    def test_whole_to_those_two_alone(self, cast, said):
        ThanksFactory(contribution=said)

        seen = {
            who: Thanks.objects.visible_to(cast.viewer(who)).exists()
            for who in ("stranger", "resident", "connector", "officer", "other_officer", "moderator", "administrator")
        }

        assert [who for who, sees in seen.items() if sees] == ["resident", "officer"]

    @pytest.mark.parametrize("who", ["stranger", "connector", "other_officer", "moderator", "administrator"])
    def test_nobody_else_finds_amount_kind_or_words_on_the_page(self, client, cast, said, who):
        ThanksFactory(contribution=said)
        cast.sign_in(client, who)

        page = client.get(page_of(said)).content.decode()

        assert "Thanked" in page
        assert "by Aberwen Council" in page
        assert not [secret for secret in ("25.00", "Paid for their time", "see the evenings") if secret in page]

    @pytest.mark.parametrize("who", ["resident", "officer"])
    def test_those_two_read_it_whole(self, client, cast, said, who):
        ThanksFactory(contribution=said)
        cast.sign_in(client, who)

        page = client.get(page_of(said)).content.decode()

        assert "£25.00" in page
        assert "see the evenings" in page

    def test_whoever_is_not_named_is_not_shown_to_be_thanked(self, client, cast, at):
        said = ContributionFactory(
            organisations=[cast.council], credit="uncredited", credit_name="", contributor=cast.mair
        )
        thanks = ThanksFactory(contribution=said)

        assert f"thanks-{thanks.public_id}" not in client.get(page_of(said)).content.decode()
        assert not Entry.objects.filter(kind="thanks").exists()

    def test_another_name_later_is_followed(self, client, said, at):
        thanks = ThanksFactory(contribution=said)

        contributions.change_credit(
            by=contributor_of(said), at=at, contribution=said, credit="uncredited", credit_name=""
        )

        assert f"thanks-{thanks.public_id}" not in client.get(page_of(said)).content.decode()

    def test_the_record_has_that_it_was_and_no_more(self, said):
        ThanksFactory(contribution=said)

        (entry,) = Entry.objects.filter(kind="thanks")

        assert entry.about == said.ref
        assert set(entry.facts) == {"organisation", "given_date"}

    def test_words_are_never_a_way_to_put_code_on_the_page(self, client, cast, said):
        ThanksFactory(contribution=said, words="<script>alert(1)</script>")
        cast.sign_in(client, "resident")

        assert "<script>alert(1)" not in client.get(page_of(said)).content.decode()

    def test_their_own_page_has_the_amount_and_the_open_one_does_not(self, client, cast, said, at):
        ThanksFactory(contribution=said)
        opened = CreditsPage.objects.create(contributor=cast.mair, credit_name="Mair Pugh", opened_at=at)

        in_public = client.get(reverse("credits_page", args=[opened.public_id])).content.decode()
        cast.sign_in(client, "resident")
        own = client.get(reverse("your_attribution")).content.decode()

        assert "£25.00" in own
        assert "Thanked by Aberwen Council" in in_public
        assert "25.00" not in in_public

    def test_the_file_to_show_says_who_thanked_and_no_amount(self, cast, said, at):
        ThanksFactory(contribution=said)

        file = attestations.attestation(attribution.gifts([said], viewer=contributor_of(said)), name="", at=at)

        assert file["attribution"]["gave"][0]["thanked_by"] == ["Aberwen Council"]
        assert "25" not in str(file["attribution"]["gave"][0]["thanked_by"])


class TestTelling:
    def test_they_are_told_once(self, said, at):
        said.contributor.email = "mair@example.org"
        said.contributor.save()

        thanks = ThanksFactory(contribution=said)

        (telling,) = Telling.objects.filter(what="thanked")
        words = news.News.of([telling])._part([telling], "en")
        assert telling.about == thanks.ref
        assert words.subject == "Aberwen Council thanks you for what you said"
        assert f"#thanks-{thanks.public_id}" in words.body
        assert "25" not in words.body.replace(thanks.public_id, "").replace(said.public_id, "")

    def test_a_form_sent_twice_is_one_thing(self, cast, said, at):
        draft = ThanksDraft(
            organisation=cast.council, kind="thanked", given_date=local_date(at), submission_key="0" * 64
        )

        made = [actions.thank(by=cast.viewer("officer"), at=at, contribution=said, draft=draft) for _ in range(2)]

        assert made[0] == made[1]
        assert Telling.objects.filter(what="thanked").count() == 1

    def test_what_is_taken_back_is_told_no_more(self, client, cast, said, at):
        thanks = ThanksFactory(contribution=said)

        actions.take_back_thanks(by=cast.viewer("officer"), at=at, thanks=thanks)

        assert not Telling.objects.filter(what="thanked", state="due").exists()
        assert not Thanks.objects.exists()
        assert Way.objects.get(pk=said.pk).thanked_at is None
        assert Entry.objects.filter(kind="thanks-taken-back").exists()
        assert "#thanks-" not in client.get(page_of(said)).content.decode()

    @pytest.mark.parametrize(
        "who", ["stranger", "resident", "connector", "other_officer", "moderator", "administrator"]
    )
    def test_nobody_else_takes_it_back(self, cast, said, at, who):
        thanks = ThanksFactory(contribution=said)

        with pytest.raises(Refused):
            actions.take_back_thanks(by=cast.viewer(who), at=at, thanks=thanks)


class TestFigures:
    def test_the_way_keeps_the_first_thanks_and_the_first_pay(self, said, at):
        ThanksFactory(contribution=said, in_words=True, given_date=local_date(at) - timedelta(days=4))
        ThanksFactory(contribution=said)

        assert stored(said) == walked(said)
        days = dict(
            CoverageFigure.objects.filter(
                measure__in=("thanked", "paid"), organisation_id=0, place_id=0, count=1
            ).values_list("measure", "days")
        )
        assert days == {"thanked": 2, "paid": 6}

    def test_the_figures_are_what_a_recount_finds(self, cast, said, at):
        thanks = [ThanksFactory(contribution=said), ThanksFactory(contribution=said, in_words=True)]
        actions.take_back_thanks(by=cast.viewer("officer"), at=at, thanks=thanks[0])

        assert actions.recount(by=SITE, at=at) == 0
        assert Way.objects.get(pk=said.pk).paid_at is None


class TestErasingAndRedacting:
    def test_with_somebody_who_is_erased_go_their_thanks(self, said, at):
        ThanksFactory(contribution=said)

        contributions.erase_contributor(by=SITE, at=at, contributor=said.contributor)

        assert not Thanks.objects.exists()
        assert not Telling.objects.exists()

    def test_whoever_was_thanked_can_report_the_words_and_nobody_outside(self, cast, said):
        thanks = ThanksFactory(contribution=said)
        handler = registry.handler("thanks")

        seen = [handler.is_visible(thanks.public_id, each) for each in (contributor_of(said), STRANGER)]

        assert seen == [True, False]

    def test_words_that_a_moderator_hides_are_shown_to_nobody(self, client, cast, said, at):
        thanks = ThanksFactory(contribution=said)
        cast.sign_in(client, "resident")

        registry.handler("thanks").hide(thanks.public_id, at)

        page = client.get(page_of(said)).content.decode()
        assert "see the evenings" not in page
        assert "£25.00" in page

    def test_redacted_words_take_the_place_of_the_former(self, client, cast, said, at):
        thanks = ThanksFactory(contribution=said)
        cast.sign_in(client, "resident")

        registry.handler("thanks").rewrite(thanks.public_id, {"words": "You made us see █."}, is_redacted=True, at=at)

        page = client.get(page_of(said)).content.decode()
        assert "You made us see █." in page
        assert "evenings" not in page

    def test_it_is_in_the_file_of_all_that_is_held(self, said, at):
        ThanksFactory(contribution=said)

        (held,) = held_about(contributor_of(said), at=at)["thanks"]

        assert held["amount_pence"] == 2500
        assert held["organisation"] == "Aberwen Council"


class TestTheForm:
    @pytest.fixture
    def desk(self, client, cast):
        cast.sign_in(client, "officer")
        return client

    def sent(self, **facts):
        day = {"given_date_day": "2", "given_date_month": "3", "given_date_year": "2026"}
        return {"kind": "paid", "pounds": "12.50", "words": "Diolch.", "submission_key": "a" * 64, **day, **facts}

    def test_it_is_noted_from_a_short_form(self, desk, said, time_stands):
        answer = desk.post(reverse("thank", args=[said.public_id]), self.sent(), follow=True)

        thanks = Thanks.objects.get()
        assert (thanks.amount_pence, thanks.kind, thanks.words) == (1250, "paid", "Diolch.")
        assert "It is noted" in answer.content.decode()

    @pytest.mark.parametrize(
        "facts",
        [
            {"pounds": "lots"},
            {"pounds": "-1"},
            {"pounds": "NaN"},
            {"pounds": "1e9"},
            {"kind": "medal"},
            {"kind": "thanked"},
            {"given_date_month": "14"},
            {"given_date_year": "2031"},
            {"words": "a" * 1001},
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, desk, said, time_stands, facts):
        answer = desk.post(reverse("thank", args=[said.public_id]), self.sent(**facts))

        page = answer.content.decode()
        assert answer.status_code == 400
        assert "Error:" in page
        assert facts.get("words", "Diolch.") in page

    def test_an_organisation_of_others_cannot_be_slipped_in(self, desk, cast, said, time_stands):
        sent = self.sent(organisation="homes", noted_by="1", contribution="1", hidden_at="2026-03-02")

        desk.post(reverse("thank", args=[said.public_id]), sent)

        thanks = Thanks.objects.get()
        assert (thanks.organisation, thanks.noted_by, thanks.hidden_at) == (cast.council, cast.owen, None)

    def test_somebody_elses_words_cannot_be_thanked_for(self, desk, cast, time_stands):
        other = ContributionFactory(organisations=[cast.homes], contributor=ContributorFactory())

        assert desk.post(reverse("thank", args=[other.public_id]), self.sent()).status_code == 403
