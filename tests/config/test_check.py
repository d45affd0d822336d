"""`saidanddone check` says what is amiss and fails on it."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_a_sound_installation_passes(settings, tmp_path, capsys):
    settings.DATA_DIR, settings.DEBUG = tmp_path, True

    call_command("check_installation")

    assert "BAD" not in capsys.readouterr().out


@pytest.mark.django_db
def test_an_unsafe_setting_fails_with_its_sentence(settings, tmp_path, capsys):
    settings.DATA_DIR, settings.ALLOWED_HOSTS = tmp_path, ["*"]

    with pytest.raises(SystemExit):
        call_command("check_installation")

    assert "ALLOWED_HOSTS is '*'" in capsys.readouterr().out
