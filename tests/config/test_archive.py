"""A backup brings back database, files and record, and is honest about its age."""

import json
import os
import subprocess
import sys
import tarfile
from types import SimpleNamespace

import pytest

from saidanddone.config import archive

pytestmark = pytest.mark.slow


def saidanddone(folder, *words):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(folder), "DEBUG": "yes", "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"}
    environment |= {"RECORD_DIR": str(folder / "record"), "RECORD_KEY_FILE": str(folder / "record" / "signing-key")}
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "saidanddone", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    assert saidanddone(folder, "migrate", "--verbosity", "0").returncode == 0
    (folder / "files").mkdir()
    (folder / "files" / "photo.png").write_bytes(b"photo")
    return folder


def test_what_was_backed_up_comes_back_elsewhere(site, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    other = tmp_path / "other"

    written = saidanddone(site, "backup", backup)
    restored = saidanddone(other, "restore", backup)

    assert written.returncode == 0, written.stderr
    assert "Bytes: " in written.stderr
    assert "Bytes: " in restored.stderr
    assert restored.returncode == 0, restored.stderr
    assert (other / "files" / "photo.png").read_bytes() == b"photo"
    assert saidanddone(other, "migrate", "--check").returncode == 0
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_restore_over_data_is_refused_without_being_told_to(site, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    saidanddone(site, "backup", backup)

    refused = saidanddone(site, "restore", backup)
    replaced = saidanddone(site, "restore", backup, "--replace")

    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert replaced.returncode == 0, replaced.stderr


def test_a_restore_keeps_the_record_folder_that_stands_here(site, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    (site / "record").mkdir(exist_ok=True)
    (site / "record" / "newest-checkpoint").write_text("old")
    saidanddone(site, "backup", backup)
    (site / "record" / "newest-checkpoint").write_text("new")

    saidanddone(site, "restore", backup, "--replace")

    assert (site / "record" / "newest-checkpoint").read_text() == "new"


@pytest.mark.parametrize("content", [b"", b"not an archive"])
def test_a_file_that_is_no_backup_is_refused_in_words(site, tmp_path, content):
    file = tmp_path / "odd.tar.gz"
    file.write_bytes(content)

    done = saidanddone(tmp_path / "other", "restore", file)

    assert done.returncode == 1
    assert "cannot be read as a backup" in done.stderr


def test_a_backup_of_another_format_is_refused(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    stated = tmp_path / "saidanddone.json"
    stated.write_text(json.dumps({"format": 99}))
    file = tmp_path / "odd.tar.gz"
    with tarfile.open(file, "w:gz") as made:
        made.add(stated, stated.name)

    with pytest.raises(archive.BadArchive, match="format 99"):
        archive.read(file)


@pytest.fixture
def busy(tmp_path, settings, monkeypatch):
    """Back up a site that is written to while its database is copied."""
    settings.DATA_DIR, settings.RECORD_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "record", tmp_path / "files"
    for name, content in {"record/last-checkpoint": "ten entries", "files/old.png": "photo"}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content)

    def dump(folder):
        (folder / "database.sqlite3").touch()
        (tmp_path / "record" / "last-checkpoint").write_text("eleven entries")
        (tmp_path / "files" / "new.png").write_text("photo")
        return folder / "database.sqlite3"

    def back_up(at):
        monkeypatch.setattr(archive, "_dump", dump)
        archive.write(tmp_path / "backup.tar.gz", at=at)
        with tarfile.open(tmp_path / "backup.tar.gz") as made:
            return {member.name: made.extractfile(member).read() for member in made}

    return back_up


def test_the_records_memory_in_a_backup_is_never_ahead_of_its_database(busy, at):
    assert busy(at)["record/last-checkpoint"] == b"ten entries"


def test_files_that_come_while_the_database_is_copied_are_in_the_backup(busy, at):
    assert {"files/old.png", "files/new.png"} <= set(busy(at))


def test_a_file_that_is_erased_during_a_backup_does_not_end_it(busy, at, monkeypatch, tmp_path):
    files_of = archive._files_of
    monkeypatch.setattr(archive, "_files_of", lambda *named: [*files_of(*named), (tmp_path / "gone", "files/gone")])

    assert "files/gone" not in busy(at)


def test_postgresqls_programs_get_all_that_the_address_demands(monkeypatch):
    held = {"NAME": "civic", "USER": "me", "HOST": "db", "PORT": "", "OPTIONS": {"sslmode": "verify-full"}}
    monkeypatch.setattr(archive, "connection", SimpleNamespace(settings_dict=held))

    assert archive._address() == ["--dbname=dbname=civic user=me host=db sslmode=verify-full"]
