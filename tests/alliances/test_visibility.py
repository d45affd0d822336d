"""Who reads which word of an alliance: a matrix of viewers and words, on every page and in every file."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from saidanddone.alliances import actions
from saidanddone.alliances.models import Alliance, Repair
from saidanddone.people.roles import RoleName
from tests.alliances.told import DRAFT, EVERYONE, FACILITATOR, PARTNERS, told
from tests.commitments.factories import CommitmentFactory
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.usefixtures("clock")

READS = {
    "stranger": EVERYONE,
    "resident": EVERYONE,
    "connector": EVERYONE,
    "steward": EVERYONE,
    "outsider": EVERYONE,
    "moderator": EVERYONE,
    "officer": EVERYONE | PARTNERS,
    "other_officer": EVERYONE | PARTNERS,
    "lead": EVERYONE | PARTNERS,
    "administrator": EVERYONE | PARTNERS,
    "facilitator": EVERYONE | PARTNERS,
}
"""Who works for a party without working with partners reads what everyone reads."""
PAGE = ("purpose", "brings", "seen", "decision_rule", "clash", "public_barrier", "summary")
"""What stands on the one page, whoever looks."""
PAGE_OF_PARTNERS = ("red_line", "barrier", "went_well", "did_not", "next_steps", "plan", "repair", "call_out")
SURFACES = ("", "deal/", "versions/", "continuity/")
PAPER = ("deal.pdf", "continuity.pdf")
DRAFTS_SEEN_BY = {"officer", "other_officer", "lead", "administrator", "facilitator"}


@pytest.fixture
def facilitated(table):
    table.alliance = actions.name_facilitator(
        by=table.lead(table.parties[0]),
        at=table.at,
        alliance=table.alliance,
        person=PersonFactory(email="f@example.org"),
    )
    return table


def come(client, cast, table, who):
    if who == "outsider":
        person = PersonFactory()
        MembershipFactory(person=person, organisation=OrganisationFactory(), role=RoleName.LEAD)
        client.force_login(person)
    elif who == "facilitator":
        client.force_login(table.alliance.facilitator)
    else:
        cast.sign_in(client, who)
    return client


def read(client, table, path):
    response = client.get(f"/alliances/{table.alliance.public_id}/{path}")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content.decode(errors="replace")


@pytest.mark.parametrize("who", READS)
def test_nobody_reads_what_is_not_for_them(client, cast, facilitated, who):
    told(facilitated)
    come(client, cast, facilitated, who)

    kept = {name: words for name, words in (PARTNERS | FACILITATOR | DRAFT).items() if name not in READS[who]}
    for path in SURFACES:
        status, text = read(client, facilitated, path)
        assert status == 200, path
        shown = [name for name, words in kept.items() if words in text]
        assert shown == [], path


@pytest.mark.parametrize("who", READS)
def test_what_is_for_them_stands_on_the_page(client, cast, facilitated, who):
    told(facilitated)
    come(client, cast, facilitated, who)

    _status, text = read(client, facilitated, "")
    wanted = [*PAGE, *(PAGE_OF_PARTNERS if "red_line" in READS[who] else ())]
    wanted += [name for name in FACILITATOR if name in READS[who]]
    assert [name for name in wanted if READS[who][name] not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "lead", "facilitator"])
def test_paper_says_no_more_than_the_page(client, cast, facilitated, who):
    told(facilitated)
    come(client, cast, facilitated, who)

    kept = [words for name, words in (PARTNERS | FACILITATOR | DRAFT).items() if name not in READS[who]]
    for path in PAPER:
        content = client.get(f"/alliances/{facilitated.alliance.public_id}/{path}").content
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert EVERYONE["purpose"] in text.replace("\n", " ")
        assert [words for words in kept if words in text] == []
        assert ("For partners alone" in text) == (who != "stranger")


@pytest.mark.parametrize("who", READS)
def test_a_draft_is_found_by_nobody_else(client, cast, facilitated, who):
    come(client, cast, facilitated, who)

    for path in SURFACES:
        status, _text = read(client, facilitated, path)
        assert status == (200 if who in DRAFTS_SEEN_BY else 404), path
    if who not in DRAFTS_SEEN_BY:
        assert {read(client, facilitated, path)[0] for path in (*PAPER, "versions/1.json")} == {404}
    listed = client.get("/alliances/").content.decode()
    assert (EVERYONE["title"] in listed) == (who in DRAFTS_SEEN_BY)


def test_whoever_left_is_no_partner_any_more(client, cast, facilitated):
    told(facilitated)
    homes = next(each for each in facilitated.parties if each.organisation == cast.homes)
    actions.leave_alliance(by=facilitated.lead(homes), at=facilitated.at, party=homes, reason="Other work.")
    come(client, cast, facilitated, "other_officer")

    assert PARTNERS["red_line"] not in read(client, facilitated, "")[1]


@pytest.mark.parametrize("who", ["stranger", "lead"])
def test_a_repair_in_public_is_read_in_the_words_of_its_promise(client, cast, facilitated, who):
    told(facilitated)
    promise = CommitmentFactory(promise="We ring back within a day.")
    Repair.objects.update(commitment=promise)
    come(client, cast, facilitated, who)

    for path in ("", "continuity/"):
        assert promise.promise in read(client, facilitated, path)[1]
    assert (PARTNERS["repair"] in read(client, facilitated, "")[1]) == (who == "lead")


def test_a_new_facilitator_does_not_read_what_was_written_to_the_one_before(client, facilitated):
    told(facilitated)
    new = PersonFactory(email="new@example.org")
    by = facilitated.lead(facilitated.parties[0])
    actions.name_facilitator(by=by, at=facilitated.at, alliance=facilitated.alliance, person=new)
    client.force_login(new)

    text = read(client, facilitated, "")[1]
    assert PARTNERS["plan"] in text
    assert FACILITATOR["to_facilitator"] not in text


@pytest.mark.parametrize("who", READS)
def test_what_a_moderator_hid_is_seen_by_its_partners_alone(client, cast, facilitated, who):
    told(facilitated)
    Alliance.objects.update(hidden_at=facilitated.at)
    come(client, cast, facilitated, who)

    status, _text = read(client, facilitated, "")
    assert status == (200 if who in DRAFTS_SEEN_BY | {"moderator"} else 404)
