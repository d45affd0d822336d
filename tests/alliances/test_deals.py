"""A deal is written together, signed by each party's lead on exactly its text, and never changed after."""

from datetime import date

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import ClauseDraft, PartyDraft
from saidanddone.alliances.models import Alliance, Clause, Review
from saidanddone.alliances.permissions import missing_for
from saidanddone.alliances.texts import clause_digest, differences, digest_of, for_everyone
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.record.models import Entry
from tests.alliances.factories import alliance_draft
from tests.people.factories import OrganisationFactory

RED_LINE = "We will not close the kitchen."


@pytest.fixture
def red_line(table):
    party = table.parties[2]
    draft = ClauseDraft("red_line", RED_LINE, "en", party=party)
    return actions.write_clause(by=table.lead(party), at=table.at, alliance=table.alliance, draft=draft)


def test_strangers_see_nothing_until_all_have_signed(table):
    version = table.proposed()
    table.sign(version, *table.parties[:2])

    assert not Alliance.objects.visible_to(STRANGER).exists()
    table.sign(version, table.parties[2])
    assert Alliance.objects.visible_to(STRANGER).exists()


def test_parties_see_it_from_the_beginning(table):
    assert all(Alliance.objects.visible_to(table.lead(each)).exists() for each in table.parties)


def test_what_a_party_will_not_accept_is_for_its_partners_alone(table, red_line):
    version = table.sign(table.proposed())

    everyone = for_everyone(version.text)
    assert RED_LINE in str(version.text)
    assert RED_LINE not in str(everyone)
    assert everyone["kept_back"] == 1
    assert RED_LINE not in str(list(Entry.objects.values_list("content", flat=True)))
    assert red_line not in Clause.objects.for_everyone()


def test_nobody_can_try_guesses_against_the_digest_in_the_record(table, red_line):
    first, second = digest_of(table.proposed().text), None
    version = table.alliance.versions.get()
    actions.reopen_deal(by=table.lead(table.parties[0]), at=table.at, version=version, reason="A comma")
    second = digest_of(table.proposed().text)

    assert first != second, "the same words twice have two digests"


def test_the_last_signature_makes_it_the_deal_in_force_and_enters_the_record(table):
    version = table.sign(table.proposed())

    version.refresh_from_db()
    assert (version.state, table.alliance.state) == ("signed", "signed")
    assert digest_of(version.text) == version.digest
    entry = Entry.objects.get(kind="alliance-signed")
    assert version.digest in str(entry.content)


def test_nobody_signs_a_text_that_they_have_not_read(table):
    version = table.proposed()
    party = table.parties[0]

    with pytest.raises(Refused, match="has changed"):
        actions.sign_deal(by=table.lead(party), at=table.at, version=version, party=party, digest="0" * 64, post="Lead")


@pytest.mark.parametrize("who", ["stranger", "connector", "officer", "steward", "other_officer", "moderator"])
def test_only_a_lead_signs(table, cast, who):
    version = table.proposed()

    with pytest.raises(Refused, match="Only a lead"):
        actions.sign_deal(
            by=cast.viewer(who), at=table.at, version=version, party=table.parties[0], digest=version.digest, post="Me"
        )


def test_a_lead_signs_for_no_other_party(table):
    version = table.proposed()

    with pytest.raises(Refused, match="Only a lead"):
        actions.sign_deal(
            by=table.lead(table.parties[0]),
            at=table.at,
            version=version,
            party=table.parties[1],
            digest=version.digest,
            post="Director",
        )


def test_a_party_signs_once(table):
    version = table.proposed()
    table.sign(version, table.parties[0])

    with pytest.raises(Refused, match="already"):
        table.sign(version, table.parties[0])


def test_what_is_missing_is_named_one_by_one(table):
    table.alliance.clauses.filter(kind="exit").delete()
    table.alliance.clauses.filter(kind="wants", party=table.parties[2]).delete()
    table.alliance.outcomes.clear()

    missing = [str(each) for each in missing_for(table.alliance)]

    assert "Lunch club: What do you want from it?" in missing
    assert any("leave" in each for each in missing)
    assert any("outcome" in each for each in missing)
    assert any("Measure trust" in each for each in missing)
    with pytest.raises(Refused, match="Lunch club"):
        table.proposed()


def test_while_a_version_waits_nothing_is_written(table):
    table.proposed()
    clause = table.alliance.clauses.first()

    with pytest.raises(Refused, match="waits for signatures"):
        actions.rewrite_clause(by=table.lead(table.parties[0]), at=table.at, clause=clause, words="Other words")


def test_what_is_taken_back_can_be_written_further(table):
    version = table.proposed()
    table.sign(version, table.parties[0])
    actions.reopen_deal(by=table.lead(table.parties[1]), at=table.at, version=version, reason="The exit is too short.")

    table.alliance.refresh_from_db()
    assert table.alliance.state == "draft"
    with pytest.raises(Refused, match="does not wait"):
        table.sign(version, table.parties[2])
    assert table.proposed().number == 2


def test_a_live_deal_holds_until_all_have_signed_the_next(table):
    first = table.live().alliance.versions.get()
    rule = table.alliance.clauses.get(kind="decision_rule")
    actions.rewrite_clause(by=table.lead(table.parties[0]), at=table.at, clause=rule, words="Two of three agree.")
    with pytest.raises(Refused, match="why there is a new version"):
        table.proposed()
    second = table.proposed(reason="We are three now.")

    first.refresh_from_db()
    assert (first.state, second.state, table.alliance.state) == ("signed", "proposed", "live")
    table.sign(second)
    first.refresh_from_db()
    assert first.state == "superseded"
    kind, pieces = differences(first.text, second.text)[0]
    assert kind == "decision_rule"
    assert {piece.change for piece in pieces} >= {"gone", "new"}


def test_a_party_says_for_itself_what_it_wants(table):
    draft = ClauseDraft("wants", "They want less.", "en", party=table.parties[1])

    with pytest.raises(Refused, match="for itself"):
        actions.write_clause(by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, draft=draft)


def test_who_agreed_to_a_clause_has_not_agreed_to_other_words(table):
    clause, party = table.alliance.clauses.get(kind="exit"), table.parties[1]
    given = actions.consent(by=table.lead(party), at=table.at, clause=clause, party=party)
    assert given.digest == clause_digest(clause)

    actions.rewrite_clause(by=table.lead(table.parties[0]), at=table.at, clause=clause, words="Three months' notice.")

    assert given.digest != clause_digest(clause)


def test_a_comment_is_settled_by_the_party_that_made_it(table):
    clause, (first, second, _third) = table.alliance.clauses.get(kind="exit"), table.parties
    said = actions.comment(by=table.lead(second), at=table.at, clause=clause, party=second, words="Too long for us.")

    with pytest.raises(Refused, match="Only the party"):
        actions.settle_comment(by=table.lead(first), at=table.at, comment=said)
    assert actions.settle_comment(by=table.lead(second), at=table.at, comment=said).settled_at


def test_each_party_says_what_the_others_bring_and_not_what_it_brings_itself(table):
    first, second, _third = table.parties
    seen = actions.say_what_they_bring(
        by=table.lead(first), at=table.at, about=second, party=first, brings="They know who has fallen."
    )
    assert seen.brings

    with pytest.raises(Refused, match="yourselves"):
        actions.say_what_they_bring(by=table.lead(first), at=table.at, about=first, party=first, brings="Everything")


def test_somebody_who_is_no_partner_cannot_start_write_or_comment(table, cast):
    stranger = OrganisationFactory()
    clause = table.alliance.clauses.first()
    by = cast.viewer("moderator")

    for attempt in (
        lambda: actions.start_alliance(by=by, at=table.at, draft=alliance_draft(cast.council, stranger)),
        lambda: actions.add_party(by=by, at=table.at, alliance=table.alliance, draft=PartyDraft(stranger)),
        lambda: actions.comment(by=by, at=table.at, clause=clause, party=table.parties[0], words="Hm"),
        lambda: actions.consent(by=by, at=table.at, clause=clause, party=table.parties[0]),
        lambda: actions.propose_deal(by=by, at=table.at, alliance=table.alliance),
    ):
        with pytest.raises(Refused):
            attempt()


def test_it_ends_after_an_exit_review_with_a_reason(table):
    table.live()
    by = table.lead(table.parties[0])
    with pytest.raises(Refused, match="exit review"):
        actions.end_alliance(by=by, at=table.at, alliance=table.alliance, reason="The money ran out.")
    review = Review(
        kind="exit",
        held_date=date(2026, 3, 1),
        went_well="We met every week.",
        did_not="Nobody could say no.",
        reasons=["power", "money"],
        next_steps="The club carries on with the kitchen.",
    )
    actions.hold_review(by=by, at=table.at, alliance=table.alliance, review=review)

    ended = actions.end_alliance(by=by, at=table.at, alliance=table.alliance, reason="The money ran out.")

    assert (ended.state, ended.ended_date) == ("ended", table.at.date())
    assert Alliance.objects.visible_to(STRANGER).exists(), "what it was stays in sight"


def test_a_party_leaves_with_a_reason_and_the_others_go_on(table):
    table.live()
    club = table.parties[2]

    with pytest.raises(Refused, match="why"):
        actions.leave_alliance(by=table.lead(club), at=table.at, party=club, reason=" ")
    actions.leave_alliance(by=table.lead(club), at=table.at, party=club, reason="We are too few now.")

    assert len(table.parties) == 2
    with pytest.raises(Refused, match="end it instead"):
        actions.leave_alliance(by=table.lead(table.parties[0]), at=table.at, party=table.parties[0], reason="Us too.")


def test_a_form_sent_twice_is_one_alliance(table, cast):
    draft = alliance_draft(cast.council, cast.homes, submission_key="b" * 64)
    by = cast.viewer("lead")

    assert actions.start_alliance(by=by, at=table.at, draft=draft) == actions.start_alliance(
        by=by, at=table.at, draft=draft
    )
