"""The command `saidanddone`."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError

from saidanddone.config import command
from saidanddone.config.management.commands import demo

WORDS_OF_WORDS = [
    *(f"import {kind}" for kind in command.IMPORTS),
    *(f"record {word}" for word in ("verify", "export", "witness", "register-witness", "start-new-log")),
]


def run(*words):
    program = [sys.executable, "-m", "saidanddone", *words]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_the_help_names_every_word():
    usage = command.usage()

    assert all(word in usage for word in command.WORDS)


def test_a_word_stands_for_its_management_command():
    assert command.management_command("check", []) == ["check_installation"]
    assert command.management_command("import", ["places", "x.geojson"]) == ["import_places", "x.geojson"]
    assert command.management_command("migrate", ["--plan"]) == ["migrate", "--plan"]


@pytest.mark.parametrize("rest", [[], ["dreams"]])
def test_import_says_what_can_be_brought_in(rest):
    with pytest.raises(SystemExit, match="contributions, places, profile"):
        command.management_command("import", rest)


@pytest.mark.slow
@pytest.mark.parametrize("words", [*command.WORDS, *WORDS_OF_WORDS])
def test_every_word_has_help_with_an_example(words):
    done = run(*words.split(), "--help")

    assert done.returncode == 0, done.stderr
    assert "Example:" in done.stdout
    assert f"  saidanddone {words} " in f"{done.stdout.rstrip()} "


@pytest.fixture
def demonstration(monkeypatch, tmp_path):
    """Set the demonstration up in its own folder, beside the variables of a real installation."""
    real = {name: f"real-{name}" for name in command.OF_REAL_INSTALLATIONS}
    real |= {"DATA_DIR": str(tmp_path / "real"), "SECRET_KEY": "real"}

    def set_up(folder):
        monkeypatch.setattr(os, "environ", real | {"DEMO_DIR": str(folder)})
        command.set_up_demonstration()
        return dict(os.environ)

    return set_up


def test_the_demonstration_makes_its_key_once(demonstration, tmp_path):
    first = demonstration(tmp_path / "demo")

    again = demonstration(tmp_path / "demo")

    assert again["SECRET_KEY"] == first["SECRET_KEY"] != "real"
    assert (tmp_path / "demo" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demonstration_takes_nothing_from_a_real_installation(demonstration, tmp_path):
    environment = demonstration(tmp_path / "demo")

    kept = {"DEMO_DIR", "DEMONSTRATION", "DATA_DIR", "SECRET_KEY"}
    assert set(environment) == kept
    assert environment["DATA_DIR"] == str(tmp_path / "demo")
    assert not (tmp_path / "real").exists()


def test_the_demonstration_leaves_a_folder_alone_that_it_did_not_make(demonstration, tmp_path):
    theirs = tmp_path / "saidanddone.sqlite3"
    theirs.write_text("real")

    with pytest.raises(SystemExit, match="did not make"):
        demonstration(tmp_path)

    assert list(tmp_path.iterdir()) == [theirs]


def test_starting_over_deletes_only_what_the_demonstration_made(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("saidanddone.config.management.commands.demo.connections.close_all", lambda: None)
    settings.DATA_DIR = tmp_path / "demo"
    settings.DATA_DIR.mkdir()
    theirs, linked = tmp_path / "theirs", settings.DATA_DIR / "linked"
    theirs.mkdir()
    linked.symlink_to(theirs)

    with pytest.raises(CommandError, match="nothing was deleted"):
        demo.Command()._clear()
    assert linked.exists()
    (settings.DATA_DIR / command.MARKER).touch()
    demo.Command()._clear()

    assert [path.name for path in settings.DATA_DIR.iterdir()] == [command.MARKER]
    assert theirs.is_dir()


@pytest.mark.slow
def test_the_demonstration_starts_over_beside_a_real_installation_without_touching_it(tmp_path, monkeypatch):
    real = tmp_path / "real"
    (real / "record").mkdir(parents=True)
    (real / "site.sqlite3").write_bytes(b"")
    for name, value in {"DATA_DIR": real, "RECORD_DIR": real / "record"}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{real}/site.sqlite3")
    monkeypatch.setenv("DEMO_DIR", str(tmp_path / "demo"))

    done = run("demo", "--fresh", "--no-serve")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "saidanddone.sqlite3").stat().st_size
    assert sorted(path.name for path in real.rglob("*")) == ["record", "site.sqlite3"]
    assert not (real / "site.sqlite3").stat().st_size
