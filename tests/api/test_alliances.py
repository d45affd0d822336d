"""The API tells of an alliance what everyone may read, and nothing of what is between its partners."""

import json

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import PartyDraft
from saidanddone.alliances.models import Alliance
from saidanddone.core.viewer import SITE
from tests.alliances.conftest import table as table
from tests.alliances.factories import AllianceFactory
from tests.alliances.told import DRAFT, EVERYONE, FACILITATOR, PARTNERS, told
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def read(client, path="", status=200):
    response = client.get(f"/api/v1/alliances{path}")
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_one_is_told_with_its_deal_and_without_what_is_between_partners(client, table):
    told(table)
    public_id = table.alliance.public_id

    for path in ("", f"/{public_id}", f"/{public_id}/versions"):
        text = json.dumps(read(client, path), ensure_ascii=False)
        kept = PARTNERS | FACILITATOR | DRAFT
        assert [name for name, words in kept.items() if words in text] == [], path
    full = json.dumps(read(client, f"/{public_id}"), ensure_ascii=False)
    wanted = {name: words.replace("&#x27;", "'") for name, words in EVERYONE.items()}
    assert [name for name, words in wanted.items() if words not in full] == []


def test_a_draft_and_a_hidden_one_are_not_there(client, table):
    public_id = table.alliance.public_id
    read(client, f"/{public_id}", status=404)
    read(client, f"/{public_id}/versions", status=404)
    assert read(client)["items"] == []
    told(table)
    Alliance.objects.update(hidden_at=table.at)

    read(client, f"/{public_id}", status=404)
    assert read(client)["items"] == []


def test_a_party_that_has_not_signed_yet_is_not_told(client, table):
    told(table)
    new = OrganisationFactory(slug="markjoining", name="Markjoining")
    actions.add_party(by=SITE, at=table.at, alliance=table.alliance, draft=PartyDraft(new))

    for path in ("/api/v1/alliances", f"/alliances/{table.alliance.public_id}/", "/alliances/download.json"):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"arkjoining" not in body, path
    assert read(client, "?organisation=markjoining")["items"] == []
    assert table.alliance.title not in client.get("/organisations/markjoining/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("?organisation=homes", 1), ("?state=ended", 0), ("?kind=shared_service", 1), ("?place=bryn-teg", 0)],
)
def test_the_list_has_filters(client, table, query, found):
    told(table)

    assert len(read(client, query)["items"]) == found


@pytest.mark.parametrize("query", ["?organisation=nobody", "?state=draft", "?kind=x"])
def test_a_filter_that_is_none_is_said(client, cast, query):
    assert read(client, query, status=422)["errors"]


def test_the_list_takes_as_many_queries_for_many_as_for_one(client, cast, django_assert_max_num_queries):
    for number in range(5):
        AllianceFactory(title=f"Alliance {number}")

    with django_assert_max_num_queries(6):
        assert len(read(client)["items"]) == 5
