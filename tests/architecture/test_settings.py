"""Every setting is documented, read with care, and an unsafe server does not start."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from saidanddone.config import command
from saidanddone.config.safety import insecurities, insist
from saidanddone.core import env

ROOT = Path(__file__).parents[2]
SAFE = {
    "DEMONSTRATION": False,
    "DEBUG": False,
    "SECRET_KEY": "k3" * 40,
    "INSECURE_KEY": "only-for-this-machine-",
    "ALLOWED_HOSTS": ["said.example"],
    "SITE_URL": "https://said.example",
    "HTTPS": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


def _documented() -> set[str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Every variable that the settings and the demonstration read."""
    monkeypatch.setattr(os, "environ", {"DEMO_DIR": str(tmp_path)})
    command.set_up_demonstration()
    return env.READ


def test_every_setting_that_is_read_is_documented_and_no_other(read):
    assert _documented() == read


def test_the_demonstration_leaves_every_setting_aside_but_its_own(read):
    own = {"DEMO_DIR", "PORT", "DEMONSTRATION", "DATA_DIR", "SECRET_KEY"}

    assert not read - own - set(command.OF_REAL_INSTALLATIONS)


def test_a_safe_server_starts():
    assert insecurities(SimpleNamespace(**SAFE)) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "only-for-this-machine-" + "0" * 40),
        ("ALLOWED_HOSTS", ["*"]),
        ("SITE_URL", "http://said.example"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"),
    ],
)
def test_an_insecure_setting_stops_the_server_with_a_sentence(setting, value):
    settings = SimpleNamespace(**SAFE | {setting: value, "HTTPS": setting != "SITE_URL"})

    with pytest.raises(SystemExit, match=setting.removesuffix("_BACKEND")):
        insist(settings)


def test_a_demonstration_that_others_could_reach_does_not_start():
    settings = SimpleNamespace(**SAFE | {"DEMONSTRATION": True})

    with pytest.raises(SystemExit, match="DEMONSTRATION"):
        insist(settings)


@pytest.mark.parametrize(("read", "raw"), [(env.integer, "ten"), (env.boolean, "perhaps")])
def test_a_wrong_value_stops_with_the_name_and_what_it_must_be(monkeypatch, read, raw):
    monkeypatch.setenv("NATION", raw)

    with pytest.raises(env.BadSetting, match=r"NATION.*must be"):
        read("NATION")


def test_a_missing_value_without_default_stops(monkeypatch):
    monkeypatch.delenv("NATION", raising=False)

    with pytest.raises(env.BadSetting, match=r"NATION.*is missing"):
        env.text("NATION")


@pytest.mark.parametrize("address", ["mysql://x/y", "postgres"])
def test_a_database_of_another_make_stops(monkeypatch, tmp_path, address):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(env.BadSetting, match="DATABASE_URL"):
        env.database("DATABASE_URL", tmp_path / "x.sqlite3")
