"""One world for all the tests of a process, made once; each test leaves it as it was.

Files whose tests ask for the world come after one another, those that ask for a contribution in each state (`said`)
last. The world stands from one to the next, and falls before a test that would find more in it than it asks for.
"""

from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.security import world as worlds
from tests.security.states import all_said
from tests.security.undoing import undone

ASKS_FOR: dict = {}
"""File → how much its tests ask for: nothing, the world, or what was said in it as well."""
STANDING = ExitStack()
MADE: dict = {}


def pytest_collection_modifyitems(items):
    ours = [number for number, item in enumerate(items) if worlds.HERE in item.path.parents]
    for item in (items[number] for number in ours):
        asked = len({"world", "said"} & set(item.fixturenames))
        ASKS_FOR[item.path] = max(asked, ASKS_FOR.get(item.path, 0))
    ordered = sorted((items[number] for number in ours), key=lambda item: ASKS_FOR[item.path])
    for number, item in zip(ours, ordered, strict=True):
        items[number] = item


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """Whichever order another process leaves to this one."""
    asked_next = ASKS_FOR.get(nextitem.path, 0) if nextitem else 0
    if asked_next == 0 or asked_next < ASKS_FOR[item.path]:
        MADE.clear()
        STANDING.close()


def _folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("security")
    return {
        "MEDIA_ROOT": folder / "files",
        "CHARTS_DIR": folder / "charts",
        "RECORD_DIR": folder / "record",
        "RECORD_KEY_FILE": folder / "record" / "signing-key",
    }


@pytest.fixture(scope="module")
def world_of_module(django_db_setup, django_db_blocker, tmp_path_factory):
    if "world" not in MADE:
        MADE["folders"] = _folders(tmp_path_factory)
        for context in (django_db_blocker.unblock(), override_settings(**MADE["folders"]), undone()):
            STANDING.enter_context(context)
        MADE["world"] = worlds.make()
    return MADE["world"]


@pytest.fixture(scope="module")
def said(world_of_module):
    if "said" not in MADE:
        MADE["said"] = all_said(world_of_module)
    return MADE["said"]


@pytest.fixture
def world(world_of_module, django_db_blocker, settings):
    """The world, with its files; what a test does to the database is undone."""
    for name, value in MADE["folders"].items():
        setattr(settings, name, value)
    cache.clear()
    with django_db_blocker.unblock(), undone():
        yield world_of_module
