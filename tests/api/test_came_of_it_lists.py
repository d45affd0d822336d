"""Lists of what came of it: by cursor, with filters, in a number of queries that does not grow."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.commitments.factories import (
    CommitmentFactory,
    FollowUpFactory,
    IndicatorFactory,
    ObservationFactory,
    OutcomeFactory,
    OwnerFactory,
    SetbackFactory,
)
from tests.contributions.factories import TopicFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory, WriterFactory

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path if path.startswith("/") else f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def ids_of(found):
    return [item["id"] for item in found["items"]]


def a_finding(**facts):
    row = FindingFactory(published=True, **facts)
    EvidenceFactory(finding=row)
    WriterFactory(finding=row)
    return row


def a_decision(**facts):
    row = DecisionFactory(decided=True, **facts)
    UseFactory(decision=row)
    return row


def a_commitment(**facts):
    row = FollowUpFactory(commitment=CommitmentFactory(**facts)).commitment
    row.partners.create(organisation=row.organisation, part="All of it")
    return row


def an_outcome(**facts):
    organisation = facts.pop("organisation", None)
    row = OutcomeFactory(**facts)
    OwnerFactory(outcome=row, **({"organisation": organisation} if organisation else {}))
    return row


MAKERS = {
    "findings": a_finding,
    "decisions": a_decision,
    "commitments": a_commitment,
    "outcomes": an_outcome,
    "setbacks": SetbackFactory,
}
every_list = pytest.mark.parametrize("path", MAKERS)


@every_list
def test_following_next_gives_each_once_newest_first(client, path):
    made = [MAKERS[path]().public_id for _ in range(5)]

    pages, url = [], f"/api/v1/{path}?limit=2"
    while url:
        found = read(client, url)
        pages.append(ids_of(found))
        url = found["next"] and found["next"].removeprefix("http://localhost:8000")

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [each for page in pages for each in page] == made[::-1]


@every_list
def test_a_longer_list_takes_no_more_queries(client, path):
    counts = []
    for size in (2, 9):
        for _ in range(size):
            MAKERS[path]()
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{path}?limit=100")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


BELOW = {
    "findings": (lambda row: EvidenceFactory(finding=row), "/evidence"),
    "decisions": (lambda row: UseFactory(decision=row), "/uses"),
}


@pytest.mark.parametrize("path", BELOW)
def test_one_that_rests_on_more_takes_no_more_queries(client, path):
    add, below = BELOW[path]
    row = MAKERS[path]()
    counts = []
    for size in (1, 7):
        for _ in range(size):
            add(row)
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{path}/{row.public_id}")
            read(client, f"{path}/{row.public_id}{below}?limit=100")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 22


def test_an_outcome_with_more_figures_takes_no_more_queries(client):
    outcome = OutcomeFactory()
    counts = []
    for _ in range(2):
        for each in (IndicatorFactory(outcome=outcome), IndicatorFactory(outcome=outcome)):
            ObservationFactory(indicator=each)
        with CaptureQueriesContext(connection) as queries:
            read(client, f"outcomes/{outcome.public_id}")
            read(client, f"outcomes/{outcome.public_id}/observations")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14


@every_list
def test_place_and_organisation_keep_what_is_theirs(client, cast, path):
    MAKERS[path]()
    wanted = MAKERS[path](place=cast.bryn_teg, organisation=cast.council)

    for query in ("place=bryn-teg", "place=aberwen", "organisation=council", "place=bryn-teg&organisation=council"):
        assert ids_of(read(client, f"{path}?{query}")) == [wanted.public_id]
    assert ids_of(read(client, f"{path}?organisation=homes")) == []


@every_list
@pytest.mark.parametrize(
    "query", ["place=nowhere", "organisation=nobody", "limit=0", "cursor=made-up", "place=a%00b", "organisation=%22"]
)
def test_a_value_that_is_wrong_is_named(client, path, query):
    response = client.get(f"/api/v1/{path}?{query}")

    assert response.status_code == 422
    assert json.loads(response.content)["errors"][0]["parameter"] == query.split("=")[0]


@every_list
def test_a_parameter_that_is_not_known_is_refused(client, path):
    assert client.get(f"/api/v1/{path}?colour=red").status_code == 400


@pytest.mark.parametrize(
    ("path", "query", "facts"),
    [
        ("findings", "kind=wish", {"kind": "wish"}),
        ("findings", "state=withdrawn", {"withdrawn": True}),
        ("decisions", "state=open_for_views", {"decided": False, "open_for_views": True}),
        ("commitments", "state=overdue", {"overdue": True}),
        ("commitments", "state=kept", {"kept": True}),
        ("outcomes", "live=false", {"ended_date": "2026-01-01", "end_reason": "Reached."}),
    ],
)
def test_kind_and_state_keep_what_matches(client, monkeypatch, at, path, query, facts):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: at)
    factory = {"findings": FindingFactory, "decisions": DecisionFactory, "outcomes": OutcomeFactory}
    MAKERS[path]()
    base = {} if path != "findings" or "withdrawn" in facts else {"published": True}
    wanted = factory.get(path, CommitmentFactory)(**base, **facts)

    assert ids_of(read(client, f"{path}?{query}")) == [wanted.public_id]


def test_drafts_cannot_be_asked_for(client):
    assert client.get("/api/v1/decisions?state=draft").status_code == 422
    assert client.get("/api/v1/findings?state=checking").status_code == 422


def test_a_topic_keeps_what_is_about_it(client):
    topic = TopicFactory(slug="buses")
    a_finding(), a_decision()
    wanted = {"findings": a_finding(topic=topic), "decisions": a_decision(topic=topic)}

    for path, row in wanted.items():
        assert ids_of(read(client, f"{path}?topic=buses")) == [row.public_id]


def test_promises_are_found_by_their_decision_their_outcome_and_their_partners(client, cast, at):
    decision, outcome = DecisionFactory(decided=True), OutcomeFactory()
    wanted = CommitmentFactory(decision=decision, outcome=outcome)
    wanted.partners.create(organisation=cast.homes, part="Tells its tenants")
    CommitmentFactory()

    for query in (f"decision={decision.public_id}", f"outcome={outcome.public_id}", "organisation=homes"):
        assert ids_of(read(client, f"commitments?{query}")) == [wanted.public_id]
    type(outcome).objects.update(hidden_at=at)
    assert ids_of(read(client, f"commitments?outcome={outcome.public_id}")) == []
