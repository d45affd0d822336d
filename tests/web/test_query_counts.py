"""Pages ask the database the same few questions at 20 rows as at 500."""

from itertools import chain

import pytest
from benchmarks import seed
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.core.refs import Ref
from saidanddone.record import sequencer
from tests.record.factories import NOON, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = {
    "home": [],
    "organisations": [],
    "organisation": ["organisation-0"],
    "places": [],
    "place": ["bencher"],
    "contributions": [],
    "record": [],
}
MOST = 12


def recorded(size):
    """Entries about things of several kinds, by turns."""
    of_kinds = (("contribution", Contribution), ("answer", Answer), ("verdict", Verdict))
    ids = [[Ref(kind, each.public_id) for each in rows.objects.order_by("pk")[:size]] for kind, rows in of_kinds]
    for about in chain(*zip(*ids, strict=False)):
        publish(1, about=about)
    sequencer.run_once(NOON)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_than_twelve_questions_however_much_was_said(client, name):
    counts = []
    for size in (20, 500):
        seed.grow(size)
        recorded(size)
        client.get(reverse(name, args=PAGES[name]))  # fills the cache of bank holidays
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=PAGES[name])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST
