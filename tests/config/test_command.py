"""The command `saidanddone`."""

import os
import subprocess
import sys

import pytest

from saidanddone.config import command


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
@pytest.mark.parametrize("word", ["demo", "serve", "work", "administrator", "backup", "restore", "check", "record"])
def test_every_word_has_help_with_an_example(word, tmp_path):
    environment = os.environ | {"DATA_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "saidanddone", word, "--help"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Example:" in done.stdout
    assert f"saidanddone {word}" in done.stdout


def test_the_demonstration_makes_its_key_once_and_serves_this_machine_only(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", {"DATA_DIR": str(tmp_path / "demo")})

    command.set_up_demonstration()
    first = dict(os.environ)
    command.set_up_demonstration()

    assert os.environ["SECRET_KEY"] == first["SECRET_KEY"]
    assert os.environ["SITE_URL"] == "http://localhost:8000"
    assert (tmp_path / "demo" / "secret-key").stat().st_mode & 0o777 == 0o600
