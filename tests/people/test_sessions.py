"""A session that ends is over everywhere at once."""

from importlib import import_module

import pytest
from django.conf import settings
from django.core.cache import caches

pytestmark = pytest.mark.django_db


def session(key=None):
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def test_a_session_that_ended_in_one_process_is_over_in_the_others():
    here = session()
    here["contributor"] = 7
    here.save()
    there = session(here.session_key)
    assert there["contributor"] == 7
    kept = {name: dict(cache._cache) for name, cache in ((each, caches[each]) for each in settings.CACHES)}

    session(here.session_key).flush()
    for name, entries in kept.items():  # what the other process still has in its cache
        caches[name]._cache.update(entries)

    assert "contributor" not in session(here.session_key)
