"""At the desk a deal is begun, written and agreed together; what is a party's own, no other party touches."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.alliances import actions
from saidanddone.alliances.clauses import KINDS, PARTS
from saidanddone.alliances.drafts import ClauseDraft, PartyDraft
from saidanddone.alliances.models import Alliance, Clause, Comment, Consent, Party
from saidanddone.alliances.texts import clause_digest
from saidanddone.people.models import Invitation, Membership, Person
from saidanddone.people.roles import RoleName
from tests.alliances.factories import alliance_draft
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("clock")
SCRIPT = "<script>alert(1)</script>{{7|add:7}}"


def parts(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def desk(client, cast, table):
    """As somebody of one of the parties."""

    class Desk:
        slug = "council"

        def as_(self, who, slug="council"):
            client.logout()
            cast.sign_in(client, who) if isinstance(who, str) else client.force_login(who)
            self.slug = slug
            return self

        def lead_of(self, party):
            person = Person.objects.get(pk=table.lead(party).person_id)
            return self.as_(person, party.organisation.slug)

        def url(self, path="", alliance=None):
            return f"/desk/{self.slug}/alliances/{(alliance or table.alliance).public_id}/{path}"

        def get(self, path="", alliance=None):
            return client.get(self.url(path, alliance))

        def post(self, path, alliance=None, **data):
            return client.post(self.url(path, alliance), data)

        def press(self, press, of, **data):
            return self.post(f"press/{press}/{of.public_id}/", **data)

        def html(self, path=""):
            response = self.get(path)
            assert response.status_code == 200
            return response.content.decode()

    return Desk().as_("officer")


def red_line(table, party, words="We will not close the kitchen."):
    draft = ClauseDraft("red_line", words, "en", party=party)
    return actions.write_clause(by=table.lead(party), at=table.at, alliance=table.alliance, draft=draft)


# Attacks first


@pytest.mark.parametrize("who", ["stranger", "resident", "connector", "steward", "other_officer", "moderator"])
def test_a_draft_is_not_there_for_anybody_else(desk, table, cast, who):
    """`other_officer` works for Aberwen Homes, and finds it under her own organisation alone."""
    desk.as_(who)

    for path in ("", "do/facts/", "write/wants/", "do/propose/"):
        assert desk.get(path).status_code in (302, 404), path
        assert desk.post(path).status_code in (302, 404, 405), path
    assert desk.press("agree", table.alliance.clauses.first()).status_code in (302, 404)
    assert not Consent.objects.exists()


def test_another_partys_own_words_are_changed_by_nobody_else(desk, table):
    clause = red_line(table, table.parties[2])

    for path in (f"do/rewrite/{clause.public_id}/", f"do/remove/{clause.public_id}/"):
        response = desk.post(path, words="We accept all of it.")
        assert response.status_code == 400
        assert "Each party says this for itself." in response.content.decode()
    clause.refresh_from_db()
    assert clause.words == "We will not close the kitchen."


def test_nobody_writes_what_another_party_wants(desk, table):
    club = table.parties[2]
    desk.post("write/wants/", words="Less.", party=club.public_id, language="en", alliance_id=1)

    made = Clause.objects.get(words="Less.")
    assert made.party == table.parties[0], "it is said for one's own party, whatever is sent"


def test_nothing_of_another_alliance_is_found(desk, table, cast, at):
    other = actions.start_alliance(
        by=cast.viewer("other_officer"), at=at, draft=alliance_draft(cast.homes, OrganisationFactory())
    )
    draft = ClauseDraft("exit", "Never.", "en")
    clause = actions.write_clause(by=cast.viewer("other_officer"), at=at, alliance=other, draft=draft)

    assert desk.get(alliance=other).status_code == 404
    assert desk.post(f"do/rewrite/{clause.public_id}/", words="Now.").status_code == 404
    assert desk.press("agree", clause).status_code == 404
    assert desk.post(f"do/remove-party/{other.parties.first().public_id}/").status_code == 404
    clause.refresh_from_db()
    assert clause.words == "Never."


def test_what_a_form_carries_beside_its_fields_is_not_taken(desk, table):
    more = {"state": "signed", "signed_at": "2026-03-01", "is_redacted": "on", "facilitator": 1, "order": 9}
    more |= {"written_by": 1, "alliance_id": 1, "kind": "red_line", "level": "board", "translated_by": "machine"}
    desk.post("write/exit/", words="A year.", language="en", **more)

    made = Clause.objects.get(words="A year.")
    assert (made.kind, made.level, made.party, made.translated_by) == ("exit", "", None, "")
    table.alliance.refresh_from_db()
    assert (table.alliance.state, table.alliance.signed_at, table.alliance.facilitator) == ("draft", None, None)


def test_hostile_words_stay_words(desk, table):
    party = table.parties[0]
    clause = red_line(table, party, SCRIPT)
    actions.comment(by=table.lead(party), at=table.at, clause=clause, party=party, words=SCRIPT)
    actions.edit_alliance(
        by=table.lead(party), at=table.at, alliance=table.alliance, changes={"title": SCRIPT, "purpose": SCRIPT}
    )

    for path in ("", "do/facts/", f"do/rewrite/{clause.public_id}/", f"do/remove/{clause.public_id}/"):
        html = desk.html(path)
        assert "<script>alert" not in html
        assert "{{7|add:7}}" in html or "7|add:7" in html


def test_an_administrator_reads_and_writes_nothing(desk, table):
    desk.as_("administrator")

    assert "We agree" not in desk.html()
    assert desk.post("write/exit/", words="A year.", language="en").status_code == 403
    assert desk.press("agree", table.alliance.clauses.first()).status_code == 403


def test_the_facilitator_of_no_party_reads_all_and_writes_nothing(desk, table, cast):
    red_line(table, table.parties[2])
    table.alliance.facilitator = cast.megan
    table.alliance.save()
    desk.as_("moderator")

    assert "We will not close the kitchen." in desk.html()
    assert desk.get("do/comment/" + table.alliance.clauses.first().public_id + "/").status_code == 403
    assert desk.post("do/propose/").status_code == 403


# Building together


def test_an_alliance_is_begun_once_by_its_form(client, cast, at):
    cast.sign_in(client, "officer")
    club = OrganisationFactory(slug="knitters")
    data = {"title": "Warm rooms", "purpose": "Nobody is cold.", "parties": ["homes", club.slug]}
    data |= {"template": "community-alliance", "kind": "co_production", "language": "cy", "submission_key": "c" * 64}
    data |= parts(date(2026, 4, 1), "starts_date") | parts(date(2026, 10, 1), "review_date")

    first = client.post("/desk/council/alliances/new/", data)
    again = client.post("/desk/council/alliances/new/", data)

    alliance = Alliance.objects.get()
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"] == f"/desk/council/alliances/{alliance.public_id}/"
    assert [each.organisation.slug for each in alliance.parties.all()] == ["council", "homes", "knitters"]
    assert alliance.clauses.filter(kind="decision_rule", language="cy").exists()


def test_a_form_with_something_missing_keeps_what_was_typed(client, cast):
    cast.sign_in(client, "officer")

    response = client.post("/desk/council/alliances/new/", {"title": "Warm rooms", "purpose": "Nobody is cold."})

    assert response.status_code == 400
    assert "Warm rooms" in response.content.decode()
    assert not Alliance.objects.exists()


def test_the_page_says_what_is_missing_and_what_waits_for_me(desk, table):
    table.alliance.clauses.filter(kind="exit").delete()

    html = desk.html()

    assert "How can a party leave, and with what notice?" in html
    assert "things are missing before it can be proposed" in html
    assert "We agree" in html


def test_a_party_agrees_to_the_words_that_it_read(desk, table):
    clause = table.alliance.clauses.get(kind="exit")
    read = clause_digest(clause)
    actions.rewrite_clause(by=table.lead(table.parties[1]), at=table.at, clause=clause, words="No notice.")

    desk.press("agree", clause, digest=read)
    assert not Consent.objects.exists()
    clause.refresh_from_db()
    desk.press("agree", clause, digest=clause_digest(clause))
    assert Consent.objects.get().party == table.parties[0]


def test_a_comment_is_said_and_settled_by_its_party(desk, table):
    clause = table.alliance.clauses.get(kind="exit")
    desk.post(f"do/comment/{clause.public_id}/", words="Six months is long.")
    said = Comment.objects.get()
    assert (said.party, said.words) == (table.parties[0], "Six months is long.")
    assert "1 open comment" in desk.html()

    desk.lead_of(table.parties[1]).press("settle", said)
    assert not Comment.objects.get().settled_at
    desk.as_("officer").press("settle", said)
    assert Comment.objects.get().settled_at


def test_each_side_of_the_role_map_stands_beside_the_other(desk, table):
    homes = table.parties[1]
    desk.post(f"do/brings/{homes.public_id}/", brings="They know who has fallen.")

    html = desk.html()
    assert "They know who has fallen." in html
    assert "What the others say that it brings" in html


def test_behaviour_is_asked_for_by_level(desk, table):
    assert desk.post("write/behaviour/", words="We listen.", language="en").status_code == 400
    assert desk.post("write/behaviour/", words="We listen.", language="en", level="front").status_code == 302
    assert Clause.objects.get(words="We listen.").level == "front"


def test_parties_come_and_go_while_it_is_a_draft(desk, table, cast):
    OrganisationFactory(slug="health")
    desk.post("do/party/", organisation="health", department="Physiotherapy", is_bridge="on")
    party = Party.objects.get(organisation__slug="health")
    assert (party.department, party.is_bridge) == ("Physiotherapy", True)

    desk.post("do/group/", name="Knit and natter", email="nia@example.org", language="cy")
    assert Invitation.objects.get().organisation.kind == "informal"
    desk.post(f"do/remove-party/{party.public_id}/")
    assert not Party.objects.filter(pk=party.pk).exists()


def test_two_departments_of_one_organisation_are_asked_which_of_them_speaks(desk, table, cast):
    actions.add_party(
        by=table.lead(table.parties[0]),
        at=table.at,
        alliance=table.alliance,
        draft=PartyDraft(cast.council, "Roads"),
    )
    roads = Party.objects.get(department="Roads")

    assert "For which of your parties?" in desk.html("write/wants/")
    assert desk.post("write/wants/", words="Fewer holes.", language="en").status_code == 400
    desk.post("write/wants/", words="Fewer holes.", language="en", party=roads.public_id)
    assert Clause.objects.get(words="Fewer holes.").party == roads


def test_facts_are_changed_on_their_page(desk, table):
    html = desk.html("do/facts/")
    assert table.alliance.title in html
    data = {"title": "Home", "purpose": "Again.", "kind": "wicked_issue", "formation": "required", "drill_months": 6}
    data |= parts(date(2026, 4, 1), "starts_date") | parts(date(2026, 11, 1), "review_date")
    assert desk.post("do/facts/", **data).status_code == 302

    table.alliance.refresh_from_db()
    assert (table.alliance.title, table.alliance.drill_months) == ("Home", 6)
    assert not table.alliance.outcomes.exists()


def test_who_looks_after_the_relationship_is_somebody_of_a_party(desk, table, cast):
    stranger = Membership.objects.create(
        person=cast.megan, organisation=OrganisationFactory(), role=RoleName.LEAD, start_date=date(2026, 1, 1)
    )
    assert desk.post("do/facilitator/", person=stranger.person.public_id).status_code == 400
    assert desk.post("do/facilitator/", person=cast.sioned.public_id).status_code == 302

    table.alliance.refresh_from_db()
    assert table.alliance.facilitator == cast.sioned


def test_lists_open_from_ones_own_seat(desk, client, table):
    html = client.get("/desk/alliances/").content.decode()
    assert f"/desk/council/alliances/{table.alliance.public_id}/" in html
    assert table.alliance.title in client.get("/desk/council/alliances/").content.decode()
    assert client.get("/desk/homes/alliances/").status_code == 404


def test_every_kind_of_clause_stands_in_one_part_of_the_page():
    named = [kind for _label, kinds in PARTS.values() for kind in kinds]

    assert sorted(named) == sorted(KINDS)


@pytest.mark.slow
def test_the_page_takes_as_many_queries_for_many_clauses_as_for_few(desk, table, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        desk.get()
    for number in range(30):
        draft = ClauseDraft("other", f"Clause {number}", "en")
        clause = actions.write_clause(
            by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, draft=draft
        )
        party = table.parties[number % 3]
        actions.comment(by=table.lead(party), at=table.at, clause=clause, party=party, words="Hm.")
        actions.consent(by=table.lead(party), at=table.at, clause=clause, party=party)

    with django_assert_num_queries(len(few)):
        desk.get()
