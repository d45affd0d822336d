"""One world for all the tests of a module, made once; each test leaves it as it was."""

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.security import world as worlds
from tests.security.undoing import undone


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("security")
    return {
        "MEDIA_ROOT": folder / "files",
        "CHARTS_DIR": folder / "charts",
        "RECORD_DIR": folder / "record",
        "RECORD_KEY_FILE": folder / "record" / "signing-key",
    }


@pytest.fixture(scope="module")
def world_of_module(django_db_setup, django_db_blocker, folders):
    with django_db_blocker.unblock(), override_settings(**folders), undone():
        yield worlds.make()


@pytest.fixture
def world(world_of_module, django_db_blocker, settings, folders):
    """The world, with its files; what a test does to the database is undone."""
    for name, value in folders.items():
        setattr(settings, name, value)
    cache.clear()
    with django_db_blocker.unblock(), undone():
        yield world_of_module
