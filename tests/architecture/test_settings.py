"""Every setting is documented, read with care, and an unsafe server does not start."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from saidanddone.config import command
from saidanddone.config.safety import insecurities, insist, oddities
from saidanddone.core import env
from saidanddone.people.forms import OrganisationForm
from saidanddone.people.models import Nation

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
    "TRUSTED_PROXIES": 1,
    "TEXT_SERVICE": "",
}
LOCAL = {"SITE_URL": "http://localhost:8000", "ALLOWED_HOSTS": ["localhost"], "HTTPS": False}


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
    assert insecurities(SimpleNamespace(**SAFE), host="0.0.0.0") == []  # noqa: S104 - nothing is served
    assert oddities(SimpleNamespace(**SAFE)) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "only-for-this-machine-" + "0" * 40),
        ("ALLOWED_HOSTS", ["*"]),
        ("SITE_URL", "http://said.example"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"),
        ("TEXT_SERVICE", "saidanddone.messaging.text_files.write"),
        ("TEXT_SERVICE", "saidanddone.messaging.no_such.service"),
    ],
)
def test_an_insecure_setting_stops_the_server_with_a_sentence(setting, value):
    settings = SimpleNamespace(**SAFE | {setting: value, "HTTPS": setting != "SITE_URL"})

    with pytest.raises(SystemExit, match=setting.removesuffix("_BACKEND")):
        insist(settings, host="localhost")


@pytest.mark.parametrize("setting", ["DEMONSTRATION", "DEBUG"])
def test_what_is_for_this_machine_starts_on_no_other_address(setting):
    settings = SimpleNamespace(**SAFE | LOCAL | {setting: True})

    insist(settings, host="127.0.0.1")

    with pytest.raises(SystemExit, match=f"{setting} is on"):
        insist(settings, host="0.0.0.0")  # noqa: S104 - nothing is served


def test_a_demonstration_that_names_another_host_does_not_start():
    settings = SimpleNamespace(**SAFE | {"DEMONSTRATION": True})

    with pytest.raises(SystemExit, match="DEMONSTRATION is on"):
        insist(settings, host="localhost")


def test_a_site_that_would_redirect_for_ever_is_told_so():
    settings = SimpleNamespace(**SAFE | {"TRUSTED_PROXIES": 0})

    assert "set TRUSTED_PROXIES" in oddities(settings)[0]


WRONG = [
    ("LOCAL_TIME_ZONE", "Mars", "a time zone"),
    ("LOCAL_TIME_ZONE", "Europe", "a time zone"),
    ("NATION", "walse", "one of england, wales"),
    ("SITE_URL", "foo", "such as https://example.org"),
    ("PORT", "0", "from 1 to 65535"),
    ("TRUSTED_PROXIES", "-1", "from 0 to 10"),
    ("EDIT_WINDOW_MINUTES", "-5", "from 0 to"),
    ("SEALED_ORIGINAL_DAYS", "-1", "from 0 to"),
    ("DATABASE_URL", "postgresql://me@db/civic?sslmod=require", "PostgreSQL does not know"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_setting_stops_every_command_with_a_sentence(name, value, words):
    program = [sys.executable, "-m", "saidanddone", "check"]

    done = subprocess.run(program, capture_output=True, text=True, check=False, env=os.environ | {name: value})

    assert done.returncode == 1
    assert done.stderr.startswith(f"Setting {name}: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("nation", Nation.values)
def test_the_nation_of_the_settings_is_chosen_for_a_new_organisation(settings, nation):
    settings.NATION = nation

    form = OrganisationForm(fields={"nation", "places"})

    assert form["nation"].value() == nation


def test_every_nation_that_has_bank_holidays_can_be_set(settings):
    assert list(settings.NATIONS) == Nation.values


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
