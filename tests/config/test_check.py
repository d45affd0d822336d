"""`saidanddone check` says what is amiss and fails on it."""

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(settings, tmp_path):
    settings.DATA_DIR = settings.RECORD_DIR = tmp_path
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "k3" * 40, ["said.example"]
    settings.SITE_URL, settings.HTTPS, settings.TRUSTED_PROXIES = "https://said.example", True, 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEBUG = settings.DEMONSTRATION = False
    return settings


def test_a_sound_installation_passes(sound, capsys):
    call_command("check_installation")

    out = capsys.readouterr().out
    assert "BAD" not in out
    assert "The settings are safe to serve with." in out


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS is '*'"),
        ("TEXT_SERVICE", "nope.nope", "TEXT_SERVICE is 'nope.nope'"),
        ("TEXT_SERVICE", "nope", "TEXT_SERVICE is 'nope'"),
        ("TRUSTED_PROXIES", 0, "set TRUSTED_PROXIES"),
        ("DEBUG", True, "DEBUG is on"),
    ],
)
def test_what_is_amiss_fails_with_its_sentence(sound, capsys, setting, value, words):
    setattr(sound, setting, value)

    with pytest.raises(SystemExit):
        call_command("check_installation")

    out = capsys.readouterr().out
    assert words in out
    assert "safe to serve" not in out
