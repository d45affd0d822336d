"""Nothing is changed by a request that another site could make: no unsafe method without this visitor's token."""

import pytest
from django.test import Client

from tests.security import walk

EXEMPT = {
    "record_witness": "a witness is a program; only the signatures that it brings count",
    "stop_telling": "a mail program presses it (RFC 8058); only the signed token in the address counts",
    "stop_asking": "a mail program presses it (RFC 8058); only the signed token in the address counts",
    **{
        name: "it only reads: a program that tries to write is told so (405) as a problem, not by a page"
        for name in walk.names()
        if name.startswith("api_") and name != "api_docs"
    },
}
"""URL name → why it takes a POST without a token. It must not act on a cookie."""


def is_exempt(pattern):
    return getattr(pattern.callback, "csrf_exempt", False)


def test_only_named_views_are_exempt():
    found = {str(pattern.name) for pattern in walk.patterns() if is_exempt(pattern)}

    assert found == set(EXEMPT), "name it in EXEMPT with the reason, or take the exemption away"


def slow(*case):
    return pytest.param(*case, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("method", "who"),
    [
        ("POST", "administrator"),
        *[slow("POST", who) for who in ("stranger", "resident", "officer", "lead", "moderator")],
        *[slow(method, "administrator") for method in ("PUT", "PATCH", "DELETE")],
    ],
)
def test_unsafe_methods_without_a_token_change_nothing(world, who, method):
    client = walk.client_of(world, who, enforce_csrf_checks=True)
    tried = [name for name in walk.names() if name not in EXEMPT]

    visits = [walk.visit(client, who, name, walk.url(world, name), method) for name in tried]

    assert not [f"{visit} {visit.writes}" for visit in visits if visit.writes]
    assert not [str(visit) for visit in visits if visit.status not in (403, 405)]


def test_a_token_of_another_visitor_is_worth_nothing(world):
    other = Client()
    other.get("/moderation/policy/")
    other.get(walk.url(world, "report"))
    client = walk.client_of(world, "stranger", enforce_csrf_checks=True)
    client.get(walk.url(world, "report"))

    response = client.post(
        walk.url(world, "report"), {"csrfmiddlewaretoken": other.cookies["csrftoken"].value, "reason": "spam"}
    )

    assert response.status_code == 403
