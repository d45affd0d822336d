"""What every read has in common: strangers' eyes, CORS, ETags, HEAD, throttling, errors as problems."""

import json

import pytest

from saidanddone.api.reading import READS
from tests.contributions.factories import ContributionFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/contributions"


def problem_of(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    found = json.loads(response.content)
    assert found["status"] == status
    assert found["title"]
    return found


def test_an_answer_may_be_read_from_any_origin_but_never_with_credentials(client):
    response = client.get(LIST, headers={"origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


def test_a_preflight_is_told_what_is_allowed(client):
    response = client.options(LIST, headers={"origin": "https://elsewhere.example"})

    assert response.status_code == 204
    assert response["Allow"] == response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_an_administrator_with_a_session_sees_what_strangers_see(client, cast):
    hidden = ContributionFactory(hidden=True)
    private = ContributionFactory(for_one_organisation=True)
    as_stranger = client.get(LIST).content
    client.force_login(cast.megan)

    response = client.get(LIST)

    assert response.content == as_stranger
    assert client.get(f"{LIST}/{hidden.public_id}").status_code == 404
    assert client.get(f"{LIST}/{private.public_id}").status_code == 404
    assert not response.cookies


def test_an_answer_to_a_stranger_does_not_vary_by_cookie(client):
    assert "Cookie" not in client.get(LIST).get("Vary", "")


def test_head_has_the_headers_of_get_and_no_body(client):
    got, head = client.get(LIST), client.head(LIST)

    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


def test_what_has_not_changed_is_not_sent_again(client, cast):
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    ContributionFactory(organisations=[cast.council])
    changed = client.get(LIST, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_copy_is_asked_about_each_time(client):
    assert client.get(LIST)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused(client, method):
    response = getattr(client, method)(LIST)

    assert problem_of(response, 405)["type"].endswith("#read-only")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "application/xml, text/plain;q=0.5"])
def test_what_is_not_json_is_not_acceptable(client, accept):
    problem_of(client.get(LIST, headers={"accept": accept}), 406)


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/json", "text/html, application/json;q=0.9", "application/*"]
)
def test_json_is_acceptable_however_it_is_asked_for(client, accept):
    assert client.get(LIST, headers={"accept": accept}).status_code == 200


def test_an_unknown_parameter_is_a_bad_request_that_names_the_known(client):
    found = problem_of(client.get(LIST, {"secret": "1"}), 400)

    assert "secret" in found["detail"]
    assert "place" in found["detail"]


def test_a_parameter_that_stands_twice_is_a_bad_request(client):
    problem_of(client.get(f"{LIST}?kind=idea&kind=concern"), 400)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "ten"},
        {"cursor": "made-up"},
        {"cursor": "%00"},
        {"kind": "rant"},
        {"place": "nowhere"},
        {"since": "2026-02-30"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"sort": "pk"},
        {"language": "fr"},
        {"q": "x" * 201},
        {"place": "a\x00b"},
    ],
)
def test_a_wrong_value_is_named(client, query):
    found = problem_of(client.get(LIST, query), 422)

    assert {error["parameter"] for error in found["errors"]} <= set(query)
    assert all(error["detail"] for error in found["errors"])


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/contributions/0000000000",
        "/api/v1/contributions/not-an-id",
        "/api/v1/answers/0000000000",
        "/api/v1/organisations/nobody",
        "/api/v1/places/nowhere",
        "/api/v1/places/nowhere/boundary",
        "/api/v1/record/entries/0",
        "/api/v1/record/entries/99999999999999999999999999",
        "/api/v1/nothing",
        "/api/v2/contributions",
        "/api/",
    ],
)
def test_what_is_not_there_is_a_problem_too(client, path):
    problem_of(client.get(path), 404)


def test_too_many_requests_from_one_address_are_told_to_wait(client, monkeypatch):
    for _ in range(READS.limit):
        READS.hit("127.0.0.1", at=1_000_000_000.0)
    monkeypatch.setattr("saidanddone.api.reading.clock.now", lambda: _at(1_000_000_001))

    response = client.get(LIST)

    problem_of(response, 429)
    assert 1 <= int(response["Retry-After"]) <= 61


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("saidanddone.api.queries.contributions.contributions", lambda: 1 / 0)

    found = problem_of(client.get(LIST), 500)

    assert "zero" not in json.dumps(found)


def _at(seconds):
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC)
