"""What an alliance is can be changed by its partners; what was signed holds until all have signed the next version."""

from datetime import date

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.clauses import KINDS
from saidanddone.alliances.drafts import ClauseDraft, GroupDraft
from saidanddone.alliances.models import Alliance
from saidanddone.alliances.permissions import EDITED
from saidanddone.alliances.texts import clause_digest
from saidanddone.alliances.usual_forms import USUAL_FORMS
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.people.models import Invitation, Organisation
from tests.alliances.factories import alliance_draft
from tests.commitments.factories import OutcomeFactory


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "steward", "other_officer", "moderator"])
def test_a_draft_is_nothing_to_anybody_who_is_no_partner(cast, at, who):
    """Also to those of a party who do not work with partners."""
    draft = alliance_draft(cast.council, Organisation.objects.create(slug="club", name="Club", kind="informal"))
    actions.start_alliance(by=cast.viewer("lead"), at=at, draft=draft)

    assert not Alliance.objects.visible_to(cast.viewer(who)).exists()
    assert not Alliance.objects.of_partner(cast.viewer(who)).exists()


@pytest.mark.parametrize("who", ["officer", "lead", "administrator"])
def test_partners_and_administrators_read_a_draft(table, cast, who):
    assert Alliance.objects.of_partner(cast.viewer(who)).visible_to(cast.viewer(who)).exists()


def test_a_moderator_sees_what_is_signed_and_hidden(table, cast, at):
    table.live()
    Alliance.objects.update(hidden_at=at)

    assert Alliance.objects.visible_to(cast.viewer("moderator")).exists()
    assert not Alliance.objects.of_partner(cast.viewer("moderator")).exists()
    assert not Alliance.objects.visible_to(STRANGER).exists()


def test_a_party_that_has_left_reads_no_more_than_everyone(table):
    table.live()
    club = table.parties[2]
    actions.leave_alliance(by=table.lead(club), at=table.at, party=club, reason="We are too few now.")

    assert not Alliance.objects.of_partner(table.lead(club)).exists()
    assert Alliance.objects.visible_to(table.lead(club)).exists()


def edit(table, **changes):
    return actions.edit_alliance(by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, changes=changes)


def test_a_draft_is_changed_at_once(table):
    outcome = OutcomeFactory()
    edited = edit(table, title=" Home  again ", outcomes=[outcome], drill_months=6, review_date=date(2026, 12, 1))

    assert (edited.title, edited.drill_months, edited.review_date) == ("Home again", 6, date(2026, 12, 1))
    assert list(edited.outcomes.all()) == [outcome]
    assert edited.next_facts == {}


def test_what_was_signed_holds_until_all_have_signed_the_next(table):
    table.live()
    outcome = OutcomeFactory()
    edit(table, purpose="Nobody waits.", ends_date=date(2027, 4, 1), outcomes=[outcome])

    alliance = Alliance.objects.get()
    assert alliance.purpose != "Nobody waits."
    version = table.proposed(reason="It goes on for a year.")
    assert version.text["purpose"] == "Nobody waits."
    table.sign(version)
    assert (table.alliance.purpose, table.alliance.ends_date) == ("Nobody waits.", date(2027, 4, 1))
    assert list(table.alliance.outcomes.all()) == [outcome]
    assert table.alliance.next_facts == {}
    assert table.alliance.state == "live"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Give the alliance a name"),
        ({"ends_date": date(2026, 3, 1)}, "ends after"),
        ({"review_date": date(2026, 3, 1)}, "Look at it again"),
        ({"drill_months": 0}, "drill"),
        ({"state": "signed"}, "cannot be changed"),
        ({"signed_at": None}, "cannot be changed"),
        ({"facilitator": None}, "cannot be changed"),
        ({"hidden_at": None}, "cannot be changed"),
    ],
)
def test_what_does_not_fit_is_refused(table, changes, words):
    with pytest.raises(Refused, match=words):
        edit(table, **changes)


def test_an_outcome_that_is_not_public_cannot_be_answered_for(table, at):
    with pytest.raises(Refused, match="everyone can read"):
        edit(table, outcomes=[OutcomeFactory(hidden_at=at)])


def test_it_carries_on_no_alliance_that_nobody_signed_and_not_itself(table, cast, at):
    draft = actions.start_alliance(by=cast.viewer("lead"), at=at, draft=alliance_draft(cast.council, cast.homes))

    with pytest.raises(Refused, match="was signed"):
        edit(table, predecessor=draft)
    table.live()
    with pytest.raises(Refused, match="was signed"):
        edit(table, predecessor=table.alliance)
    edited = actions.edit_alliance(
        by=cast.viewer("lead"), at=at, alliance=draft, changes={"predecessor": table.alliance}
    )
    assert edited.predecessor == table.alliance


def test_somebody_else_changes_nothing(table, cast):
    for who in ("stranger", "steward", "connector", "moderator", "administrator"):
        with pytest.raises(Refused):
            actions.edit_alliance(
                by=cast.viewer(who), at=table.at, alliance=table.alliance, changes={"title": "Taken over"}
            )


def test_every_fact_that_may_be_changed_is_one():
    assert {each.name for each in Alliance._meta.get_fields()} >= EDITED


@pytest.mark.parametrize("form", USUAL_FORMS.values(), ids=USUAL_FORMS)
def test_a_usual_form_speaks_both_languages_and_only_of_what_is_shared(form):
    assert form.kind in Alliance.Kind.values
    for words in (*form.words.values(), *(each.words for each in form.clauses)):
        assert set(words) == {"en", "cy"}
        assert words["en"].strip() != words["cy"].strip() != ""
    assert len({(each.kind, each.level) for each in form.clauses}) == len(form.clauses)
    assert not [each for each in form.clauses if KINDS[each.kind].of_party]


def test_a_usual_form_fills_in_what_nobody_has_written_yet(table):
    own = table.alliance.clauses.get(kind="exit").words
    by = table.lead(table.parties[0])

    made = actions.take_from_template(by=by, at=table.at, alliance=table.alliance, template="lead-body")

    assert "exit" not in {each.kind for each in made}
    assert table.alliance.clauses.get(kind="exit").words == own
    assert {each.level for each in made if each.kind == "behaviour"} == {"board", "middle", "front"}
    assert made[0].said("words", "cy").language == "cy"
    assert not actions.take_from_template(by=by, at=table.at, alliance=table.alliance, template="lead-body")
    with pytest.raises(Refused, match="usual forms"):
        actions.take_from_template(by=by, at=table.at, alliance=table.alliance, template="../../settings")


def test_an_alliance_can_begin_from_a_usual_form(cast, at):
    draft = alliance_draft(cast.council, cast.homes, template="pooled-budget")

    begun = actions.start_alliance(by=cast.viewer("lead"), at=at, draft=draft)

    assert begun.template == "pooled-budget"
    assert begun.clauses.filter(kind="decision_rule").exists()


def group(**facts):
    return GroupDraft(**{"name": "Knit and natter", "email": "Nia@example.org", "language": "cy"} | facts)


def test_a_group_with_no_legal_form_is_brought_in_and_who_speaks_for_it_is_invited(table):
    party = actions.bring_in_group(
        by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, draft=group(is_bridge=True)
    )

    assert (party.organisation.kind, party.organisation.slug, party.is_bridge) == ("informal", "knit-and-natter", True)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.organisation) == (
        "nia@example.org",
        "lead",
        party.organisation,
    )
    with pytest.raises(Refused, match="here already"):
        actions.bring_in_group(
            by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, draft=group(name="KNIT and Natter")
        )


def test_nobody_brings_a_group_into_an_alliance_of_others(table, cast):
    for who in ("stranger", "steward", "moderator", "administrator"):
        with pytest.raises(Refused):
            actions.bring_in_group(by=cast.viewer(who), at=table.at, alliance=table.alliance, draft=group())
    assert not Organisation.objects.filter(slug="knit-and-natter").exists()


def test_a_clause_is_owned_by_no_party_of_another_alliance(table, cast, at):
    other = actions.start_alliance(by=cast.viewer("lead"), at=at, draft=alliance_draft(cast.council, cast.homes))
    draft = ClauseDraft("service", "Ring the desk.", "en", party=other.parties.first())
    with pytest.raises(Refused, match="Choose a party"):
        actions.write_clause(by=cast.viewer("lead"), at=at, alliance=table.alliance, draft=draft)


def test_words_that_changed_since_they_were_read_are_not_agreed_to(table):
    clause, party = table.alliance.clauses.get(kind="exit"), table.parties[1]
    read = clause_digest(clause)
    actions.rewrite_clause(by=table.lead(table.parties[0]), at=table.at, clause=clause, words="No notice at all.")
    with pytest.raises(Refused, match="have changed"):
        actions.consent(by=table.lead(party), at=table.at, clause=clause, party=party, digest=read)
    assert not clause.consents.exists()


def test_why_a_version_was_taken_back_does_not_replace_why_there_was_one(table):
    table.live()
    version = table.proposed(reason="We are three now.")
    taken = actions.reopen_deal(by=table.lead(table.parties[1]), at=table.at, version=version, reason="A slip.")

    assert (taken.reason, taken.withdrawn_reason) == ("We are three now.", "A slip.")
