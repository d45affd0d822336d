"""Who does what here: one line each, looked up by words and place, on the public page and on the desk."""

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import ClauseDraft
from saidanddone.search.queries import find
from tests.alliances.factories import signed
from tests.alliances.told import told

pytestmark = pytest.mark.usefixtures("clock")
LINE = "Leaving hospital? Ring the nurse on 4000."


@pytest.fixture
def offering(table):
    party = table.parties[1]
    facts = {"by": table.lead(party), "at": table.at, "alliance": table.alliance}
    actions.write_clause(**facts, draft=ClauseDraft("service", LINE, "en", party=party))
    secret = ClauseDraft("service", "Marksecret line", "en", party=party, is_for_partners=True)
    actions.write_clause(**facts, draft=secret)
    return table


def read(client, **asked):
    return client.get("/alliances/services/", asked).content.decode()


def test_a_line_stands_there_once_all_have_signed(client, offering):
    assert LINE not in read(client)
    told(offering)

    html = read(client)
    assert LINE in html
    assert "Aberwen Homes" in html
    assert "Marksecret" not in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "nurse hospital"}, True),
        ({"q": "bus"}, False),
        ({"place": "bryn-teg"}, False),
        ({"organisation": "homes"}, True),
    ],
)
def test_it_is_looked_up_by_words_and_place(client, offering, asked, found):
    told(offering)

    assert (LINE in read(client, **asked)) == found


def test_what_was_asked_and_cannot_be_is_kept(client, offering):
    response = client.get("/alliances/services/", {"place": "nowhere", "q": "nurse"})

    assert response.status_code == 400
    assert 'value="nurse"' in response.content.decode()


def test_it_is_on_the_desk_of_whoever_works_for_a_party(client, offering, cast):
    told(offering)
    for who, seen in (("officer", True), ("connector", True), ("moderator", False)):
        cast.sign_in(client, who)
        html = client.get("/desk/").content.decode()
        assert (LINE in html) == seen
        assert "Marksecret" not in html


def test_the_number_of_queries_does_not_grow(client, offering, django_assert_max_num_queries):
    told(offering)

    with django_assert_max_num_queries(13):
        read(client)


def test_a_signed_alliance_is_found_and_told_beside_what_it_answers_for(client, table, cast):
    outcome = table.alliance.outcomes.get()
    page = f"/outcomes/{outcome.public_id}/"
    assert table.alliance.title not in client.get(page).content.decode()
    assert not find("hospital", kinds=("alliance",))
    signed(table.alliance, at=table.at)

    assert [hit.public_id for hit in find("hospital", kinds=("alliance",))] == [table.alliance.public_id]
    address = f"/alliances/{table.alliance.public_id}/"
    for path in (page, "/organisations/homes/", "/search/?q=hospital"):
        assert address in client.get(path).content.decode(), path
    assert address in client.get("/sitemap-alliances-1.xml").content.decode()


def test_what_partners_alone_read_is_not_found(client, table):
    told(table)

    assert not find("Markredline", kinds=("alliance",))
    assert not find("Markpartners", kinds=("alliance",))
    assert not find("Markdraft", kinds=("alliance",))
