from functools import partial
from pathlib import Path

import pytest

from saidanddone.core import env
from saidanddone.core.env import BadSetting

NO_ORIGINS = [
    "foo",
    "ftp://x",
    "https://",
    "https://x/y",
    "https://x?y",
    "https://me@x",
    "https://x y",
    "https://x:http",
]


@pytest.fixture(autouse=True)
def read_names(monkeypatch):
    monkeypatch.setattr(env, "READ", set())


def given(monkeypatch, value):
    monkeypatch.setenv("THING", value)


def test_a_missing_setting_without_a_default_stops_with_what_to_do(monkeypatch):
    monkeypatch.delenv("THING", raising=False)

    with pytest.raises(BadSetting, match=r"THING: is missing; set it to a whole number.*\.env\.example"):
        env.integer("THING")


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (env.text, " words ", "words"),
        (env.integer, "12", 12),
        (env.boolean, "Yes", True),
        (env.boolean, "off", False),
        (env.folder, "/srv/data", Path("/srv/data")),
        (env.listed, "a, b,,c ", ["a", "b", "c"]),
    ],
)
def test_each_type_is_read(monkeypatch, read, raw, value):
    given(monkeypatch, raw)

    assert read("THING") == value
    assert {"THING"} == env.READ


@pytest.mark.parametrize(
    ("read", "raw", "words"),
    [
        (partial(env.integer, minimum=1, maximum=5), "6", "a whole number from 1 to 5"),
        (partial(env.integer, minimum=1), "0", "a whole number from 1 to"),
        (env.integer, "-1", "a whole number from 0 to"),
        (partial(env.one_of, default="a", choices=("a", "b")), "c", "one of a, b"),
        (partial(env.zone, default="UTC"), "Mars", "the name of a time zone"),
        (partial(env.zone, default="UTC"), "Europe", "the name of a time zone"),
        (partial(env.zone, default="UTC"), "../../etc/passwd", "the name of a time zone"),
        *((partial(env.origin, default=""), raw, "an address such as https://example.org") for raw in NO_ORIGINS),
    ],
)
def test_a_value_out_of_bounds_stops_with_what_it_must_be(monkeypatch, read, raw, words):
    given(monkeypatch, raw)

    with pytest.raises(BadSetting, match=f"THING: is '.*'; it must be {words}"):
        read("THING")


@pytest.mark.parametrize(
    ("raw", "address"),
    [("https://said.example/", "https://said.example"), ("http://[::1]:8000", "http://[::1]:8000")],
)
def test_the_address_of_a_site_has_no_slash_at_its_end(monkeypatch, raw, address):
    given(monkeypatch, raw)

    assert env.origin("THING", "") == address


@pytest.mark.parametrize("read", [env.integer, env.boolean])
def test_a_wrong_value_is_quoted_back(monkeypatch, read):
    given(monkeypatch, "maybe")

    with pytest.raises(BadSetting, match="is 'maybe'; it must be"):
        read("THING")


def test_an_empty_setting_is_its_default(monkeypatch):
    given(monkeypatch, "  ")

    assert env.text("THING", "default") == "default"


def test_sqlite_stands_where_nothing_else_is_said(monkeypatch):
    monkeypatch.delenv("THING", raising=False)

    database = env.database("THING", Path("/srv/data/site.sqlite3"))

    assert database["NAME"] == "/srv/data/site.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_postgresql_is_read_from_its_address(monkeypatch):
    given(monkeypatch, "postgresql://me:p%40ss@db.example.org:5433/civic")

    database = env.database("THING", Path("unused"))

    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("me", "p@ss", "db.example.org")
    assert (database["PORT"], database["NAME"]) == ("5433", "civic")


def test_postgresql_may_be_reached_by_a_socket(monkeypatch):
    given(monkeypatch, "postgresql://me@/civic?host=/run/postgresql&port=5434")

    database = env.database("THING", Path("unused"))

    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("/run/postgresql", "5434", "")


def test_postgresql_keeps_what_the_address_demands_of_the_connection(monkeypatch):
    given(monkeypatch, "postgresql://me@db/civic?sslmode=verify-full&sslrootcert=/etc/ca.pem&user=other")

    database = env.database("THING", Path("unused"))

    assert database["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    assert database["USER"] == "other"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://me:secret@db/civic?sslmod=require", "after the . stands sslmod"),
        ("sqlite:////srv/site.sqlite3?mode=ro", "SQLite does not take"),
    ],
)
def test_a_demand_that_would_go_unheard_is_refused(monkeypatch, address, words):
    given(monkeypatch, address)

    with pytest.raises(BadSetting, match=words) as refused:
        env.database("THING", Path("unused"))

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense"])
def test_another_database_is_refused(monkeypatch, address):
    given(monkeypatch, address)

    with pytest.raises(BadSetting, match="must start with postgresql:// or sqlite:///"):
        env.database("THING", Path("unused"))


@pytest.mark.parametrize("address", ["postgresql://me@db:port/civic", "postgresql://[half/civic"])
def test_an_address_that_cannot_be_read_is_refused_in_words(monkeypatch, address):
    given(monkeypatch, address)

    with pytest.raises(BadSetting, match="cannot be read"):
        env.database("THING", Path("unused"))


def test_email_goes_to_files_where_nothing_is_said(monkeypatch):
    monkeypatch.delenv("THING", raising=False)

    assert env.email("THING")["BACKEND"].endswith("filebased.EmailBackend")


@pytest.mark.parametrize(
    ("address", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, True, False),
        ("smtp://localhost:25?starttls=no", "localhost", 25, False, False),
        ("smtps://mail.example.org", "mail.example.org", 465, False, True),
    ],
)
def test_email_goes_by_smtp(monkeypatch, address, host, port, tls, ssl):
    given(monkeypatch, address)

    email = env.email("THING")

    assert (email["HOST"], email["PORT"], email["USE_TLS"], email["USE_SSL"]) == (host, port, tls, ssl)


def test_an_email_address_carries_user_and_password(monkeypatch):
    given(monkeypatch, "smtps://me%40example.org:p%3Ass@mail.example.org:8465")

    email = env.email("THING")

    assert (email["USER"], email["PASSWORD"], email["PORT"]) == ("me@example.org", "p:ss", 8465)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("imap://mail.example.org", "it must be file, smtp:// or smtps://"),
        ("smtp://", "names no mail server"),
        ("smtp://mail.example.org:lots", "cannot be read"),
        ("smtp://mail.example.org?starttls=maybe", "starttls"),
    ],
)
def test_a_wrong_email_address_stops_in_words(monkeypatch, address, words):
    given(monkeypatch, address)

    with pytest.raises(BadSetting, match=words):
        env.email("THING")
