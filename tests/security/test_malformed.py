"""Input that no browser would send is answered with a 4xx and words, never with a 500.

The fast suite tries a sample; `slow` tries every address with everything.
"""

from dataclasses import replace
from urllib.parse import unquote_to_bytes

import pytest
from django.urls import URLPattern

from tests.security import walk
from tests.security.forms import client_of, forms_of
from tests.security.world import ARGUMENTS

NAMES = ("page", "q", "sort", "place", "topic", "organisation", "service", "kind", "state", "language", "said_from")
NAMES += ("said_to", "cursor", "limit", "origin", "next", "view", "credit", "verdict", "format", "lang", "about")
JUNK = {
    "empty": "",
    "nul": "%00",
    "nul inside": "a%00b",
    "control characters": "a%01%0b%1fb",
    "control character": "%01",
    "delete and next line": "a%7f%c2%85b",
    "not utf-8": "%ff%fe%80",
    "lone surrogate": "%ed%a0%80",
    "larger than any integer": "9223372036854775808",
    "largest integer": "9223372036854775807",
    "negative": "-1",
    "fraction": "1.5",
    "not a number": "NaN",
    "arabic digit": "%D9%A3",
    "long": "a" * 7000,
    "quotes": "%27%22%60",
    "sql": "%27%20OR%201%3D1--",
    "full text": "%22NEAR(%20*%20AND%20OR%20NOT%20(",
    "format": "%25s%25n%7B0%7D",
    "path": "../../../../etc/passwd",
    "newline": "a%0d%0aSet-Cookie:%20x=1",
    "emoji": "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A9",
    "right to left": "%E2%80%AE%E2%81%A6",
    "date that never was": "2026-02-31",
    "year zero": "0000-00-00",
    "year too large": "99999-01-01",
}
BODIES = {
    "broken multipart": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
    "multipart without boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "multipart of nul": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="\0"\r\n\r\n\0\r\n--x--\r\n',
    ),
    "json": ("application/json", b'{"words": [1, {"a": null}]}'),
    "broken json": ("application/json", b'{"words": '),
    "not utf-8": ("application/x-www-form-urlencoded", b"words=\xff\xfe&reason=\xff"),
    "unknown charset": ("application/x-www-form-urlencoded; charset=klingon", b"words=a"),
    "unknown kind": ("application/x-nonsense", b"\x00\x01\x02"),
    "ten thousand names": ("application/x-www-form-urlencoded", b"&".join(b"n%d=1" % n for n in range(10_000))),
    "one name ten thousand times": ("application/x-www-form-urlencoded", b"&".join([b"words=1"] * 10_000)),
    "nothing": ("application/x-www-form-urlencoded", b""),
    "huge": ("application/x-www-form-urlencoded", b"words=" + b"a" * 3_000_000),
}
SAMPLE_BODIES = ("broken multipart", "ten thousand names")
MORE = ("stranger", "officer", "lead", "moderator", "administrator")
PEOPLE = ["resident", *[pytest.param(who, marks=pytest.mark.slow) for who in MORE]]


def failed(visits):
    return [f"{visit} {visit.url[:90]}: {visit.body[:160]}" for visit in visits if visit.status >= 500]


def some(mapping, names):
    return [each if each in names else pytest.param(each, marks=pytest.mark.slow) for each in mapping]


def test_a_sample_of_nonsense_in_a_query_is_never_a_500(world):
    """Every page with much of it at once, and the list with a different piece in each parameter."""
    client, junk = walk.client_of(world, "administrator"), list(JUNK.values())
    query = "&".join(f"{name}={value}" for name, value in zip(NAMES, junk, strict=False))

    visits = [
        walk.visit(client, "administrator", name, f"{walk.url(world, name)}?{query}")
        for name in walk.readable()
        if not name.startswith(("account_", "mfa_"))
    ]
    visits += [
        walk.visit(client, "administrator", "contributions", f"/contributions/?{name}={junk[(number * 7) % len(junk)]}")
        for number, name in enumerate(NAMES)
    ]

    assert not failed(visits), "\n".join(failed(visits))


@pytest.mark.slow
@pytest.mark.parametrize("junk", JUNK)
def test_nonsense_in_a_query_is_never_a_500(world, junk):
    client = walk.client_of(world, "administrator")
    query = "&".join(f"{name}={JUNK[junk]}" for name in NAMES)

    visits = [
        walk.visit(client, "administrator", name, f"{walk.url(world, name)}?{asked}")
        for name in walk.readable()
        for asked in (query, *alone(name, JUNK[junk]))
    ]

    assert not failed(visits), "\n".join(failed(visits))


LISTS = ("contributions", "search", "moderation_decisions", "desk", "organisation", "place", "home", "record")


def alone(name, value):
    """On a list each parameter by itself, as the first unknown one would end the reading of the others."""
    return [f"{each}={value}" for each in NAMES] if name.startswith(LISTS) else []


@pytest.mark.parametrize("junk", some(JUNK, ("nul", "larger than any integer")))
def test_nonsense_in_a_path_is_never_a_500(world, junk):
    client = walk.client_of(world, "administrator")
    visits = []
    for pattern in walk.patterns():
        for address in mangled(world, pattern, JUNK[junk]):
            visits.append(walk.visit(client, "administrator", str(pattern.name), address))

    assert not failed(visits), "\n".join(failed(visits))


def mangled(world, pattern: URLPattern, junk):
    """The address with one of its arguments replaced."""
    name = str(pattern.name)
    if name not in ARGUMENTS:
        return
    address = walk.url(world, name)
    for value in ARGUMENTS[name](world).values():
        yield address.replace(f"/{value}", f"/{junk}", 1)


@pytest.mark.parametrize("body", some(BODIES, SAMPLE_BODIES))
@pytest.mark.parametrize("who", PEOPLE)
def test_a_body_that_no_browser_sends_is_never_a_500(world, who, body):
    kind, content = BODIES[body]
    client = walk.client_of(world, who)

    visits = [
        walk.visit(client, who, name, walk.url(world, name), "POST", data=content, content_type=kind)
        for name in walk.names()
        if not name.startswith(("mfa_", "socialaccount_", "openid_"))
    ]

    assert not failed(visits), "\n".join(failed(visits))


def test_a_sample_of_nonsense_in_a_form_is_never_a_500(world):
    client, visits = client_of(world, "resident"), []
    values = [unquote_to_bytes(value).decode(errors="surrogateescape") for value in JUNK.values()]
    for number, form in enumerate(forms_of(client, world, "resident")):
        visits.append(form.filled(values[number % len(values)]).send(client))
        name = form.fields[number % len(form.fields)][0] if form.fields else ""
        visits.append(one_changed(form, name, "\0").send(client))

    assert not failed(visits), "\n".join(failed(visits))


@pytest.mark.slow
@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("who", ["resident", *MORE])
def test_nonsense_in_a_form_is_never_a_500(world, who, junk):
    client = client_of(world, who)
    value = unquote_to_bytes(JUNK[junk]).decode(errors="surrogateescape")
    visits = []
    for form in forms_of(client, world, who):
        visits.append(form.filled(value).send(client))
        for name, _ in form.fields:
            visits.append(one_changed(form, name, value).send(client))

    assert not failed(visits), "\n".join(failed(visits))


def one_changed(form, name, value):
    return replace(form, fields=tuple((each, value if each == name else kept) for each, kept in form.fields))


@pytest.mark.parametrize("method", some(["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"], ["HEAD"]))
def test_any_method_is_answered(world, method):
    client = walk.client_of(world, "stranger")

    visits = [walk.visit(client, "stranger", name, walk.url(world, name), method) for name in walk.readable()]

    assert not failed(visits), "\n".join(failed(visits))
    assert method != "HEAD" or not [str(visit) for visit in visits if visit.body]


def test_a_first_line_a_host_and_headers_of_nonsense_are_answered(world):
    client = walk.client_of(world, "stranger")
    hostile = [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_ACCEPT_LANGUAGE": "cy-" + "x" * 5000},
        {"HTTP_COOKIE": "sessionid=\x00; csrftoken=" + "a" * 5000},
        {"HTTP_REFERER": "javascript:alert(1)"},
        {"HTTP_X_FORWARDED_FOR": "'; DROP TABLE" + "," * 500},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "\xff"},
        {"HTTP_IF_NONE_MATCH": '"' * 50, "HTTP_IF_MODIFIED_SINCE": "never"},
        {"HTTP_RANGE": "bytes=99999999999999999999-"},
    ]

    visits = [
        walk.visit(client, "stranger", name, walk.url(world, name), headers=None, **headers)
        for headers in hostile
        for name in ("home", "contributions", "moderation_policy", "record", "contributions_atom")
    ]

    assert not failed(visits), "\n".join(failed(visits))
    assert {visit.status for visit in visits[:5]} == {400}, "a foreign host is refused"
