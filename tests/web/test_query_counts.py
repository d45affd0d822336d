"""Pages ask the database the same few questions at 20 rows as at 500."""

import pytest
from benchmarks import seed
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = {
    "home": [],
    "organisations": [],
    "organisation": ["organisation-0"],
    "places": [],
    "place": ["bencher"],
    "contributions": [],
}
MOST = 12


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_than_twelve_questions_however_much_was_said(client, name):
    counts = []
    for size in (20, 500):
        seed.grow(size)
        client.get(reverse(name, args=PAGES[name]))  # fills the cache of bank holidays
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=PAGES[name])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST
