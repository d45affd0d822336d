"""What every test stands on: strict templates, fresh caches, no network, and people that everybody knows."""

import gc
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.utils import translation

from tests import database
from tests.people.cast import Cast, assemble

hypothesis.settings.register_profile("fast", max_examples=30, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""Monday 2 March 2026, ten in the morning: no bank holiday near."""


def pytest_collection_finish():
    """The thousands of tests and all that they import stay to the end: looking for garbage there finds none.

    What a test leaves is small, so it is looked through seldom: a twelfth of the time went into it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


class UndefinedVariable(AssertionError):
    """A template used a variable that is not there."""


class _Undefined(str):
    """Stands for Django's `string_if_invalid`: any undefined variable that reaches the page fails the test."""

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:  # type: ignore[override]
        if str(name).startswith("authenticators."):  # allauth's own page asks for what may not be there
            return ""
        raise UndefinedVariable(f"undefined variable in a template: {name}")


@pytest.fixture(autouse=True, scope="session")
def strict_templates():
    from django.template import engines

    engines["django"].engine.string_if_invalid = _Undefined("%s")


@pytest.fixture(autouse=True, scope="session")
def static_files_as_they_lie():
    """Nothing is collected for tests, and none of them waits while whitenoise looks through folders."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(WHITENOISE_AUTOREFRESH=True, STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield


@pytest.fixture(scope="session")
def folder_for_each(tmp_path_factory):
    """Names of folders that no other test has. Few tests write into theirs, and only those make it."""
    return (tmp_path_factory.getbasetemp() / f"surroundings-{number}" for number in count())


@pytest.fixture(autouse=True)
def surroundings(settings, folder_for_each):
    """Files and caches of its own for each test."""
    folder = next(folder_for_each)
    settings.MEDIA_ROOT = folder / "files"
    settings.CHARTS_DIR = folder / "charts"
    settings.TEXT_INDEX_DIR = folder / "text-index"
    settings.RECORD_DIR = folder / "record"
    settings.RECORD_KEY_FILE = folder / "record" / "signing-key"
    settings.SECOND_FACTOR_REQUIRED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]  # quick
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def record_is_emptied_between_tests():
    """The record's triggers forbid deleting; emptying a test's database takes them off for a moment."""
    from django.db import connection

    from saidanddone.record import triggers

    flush = type(connection.ops).sql_flush

    def unlocked_flush(operations, *arguments, **options):
        statements = flush(operations, *arguments, **options)
        return [*triggers.removals(connection), *statements, *triggers.statements(connection)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", unlocked_flush)
        yield


@pytest.fixture
def at() -> datetime:
    return MOMENT


@pytest.fixture
def cast(db) -> Cast:
    """A resident, a connector, officers of two organisations, a lead, a steward, a moderator, an administrator."""
    return assemble()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings, worker_id):
    with django_db_blocker.unblock():
        held = database.prepare(worker_id)
    yield
    with django_db_blocker.unblock():
        database.remove(held)


@pytest.fixture
def database_for_threads(transactional_db, tmp_path):
    """One that several threads may write to. On SQLite that is a file, as an installation has it: a database in memory
    that threads share knows no waiting.
    """
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    name, settings["NAME"] = settings["NAME"], str(tmp_path / "threads.sqlite3")
    with closing(sqlite3.connect(settings["NAME"])) as copy:
        in_memory.connection.backup(copy)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"], connections["default"] = name, in_memory
