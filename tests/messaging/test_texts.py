"""Where no service is named, the demonstration keeps texts as files, and a server says that there is none."""

import stat

import pytest

from saidanddone.messaging import tasks, text_files
from tests.messaging.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_a_text_is_kept_as_a_file_that_only_the_owner_reads(settings, tmp_path):
    settings.TEXT_FILE_PATH = tmp_path / "texts"

    text_files.write("07700 900123", "Atebwyd: ŵy")
    text_files.write("07700 900124", "Answered")

    files = sorted(settings.TEXT_FILE_PATH.iterdir())
    assert {file.read_text() for file in files} == {
        "To: 07700 900123\n\nAtebwyd: ŵy\n",
        "To: 07700 900124\n\nAnswered\n",
    }
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_text_message_goes_into_the_folder(settings, tmp_path, at):
    settings.TEXT_FILE_PATH = tmp_path / "texts"
    settings.TEXT_SERVICE = "saidanddone.messaging.text_files.write"
    MessageFactory(channel="text", address="07700 900123", body="Answered.")

    tasks.deliver_due(at=at)

    (file,) = settings.TEXT_FILE_PATH.iterdir()
    assert file.read_text() == "To: 07700 900123\n\nAnswered.\n"
