"""Lists come in pages by cursor, with the filters of the pages, in a number of queries that does not grow."""

import json

import pytest
from benchmarks import seed
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.api.filters import ContributionFilters
from saidanddone.contributions.filters import FilterForm
from saidanddone.contributions.models import Contribution
from tests.contributions.factories import AnswerFactory, ContributionFactory, TopicFactory, VerdictFactory

pytestmark = pytest.mark.django_db


def read(client, path, **query):
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def ids_of(found):
    return [item["id"] for item in found["items"]]


@pytest.mark.parametrize("sort", ["newest", "oldest", "supported"])
def test_following_next_gives_each_contribution_once_and_in_order(client, cast, sort):
    said = [ContributionFactory(organisations=[cast.council], supported=n % 3) for n in range(7)]

    pages, url = [], f"/api/v1/contributions?limit=2&sort={sort}"
    while url:
        response = client.get(url.removeprefix("http://localhost:8000"))
        found = json.loads(response.content)
        pages.append(ids_of(found))
        assert (f'<{found["next"]}>; rel="next"' == response.get("Link")) is bool(found["next"])
        url = found["next"]

    order = {"newest": ("-published_at", "-pk"), "oldest": ("published_at", "pk")}.get(
        sort, ("-support_count", "-published_at", "-pk")
    )
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [public_id for page in pages for public_id in page] == list(
        Contribution.objects.order_by(*order).values_list("public_id", flat=True)
    )
    assert len(said) == 7


def test_a_very_common_word_leaves_nothing_out(client, cast, monkeypatch):
    for target in ("search.queries.LIMIT", "api.filters.COUNT_LIMIT"):
        monkeypatch.setattr(f"saidanddone.{target}", 1)
    said = [ContributionFactory(organisations=[cast.council], text="The bus never came.") for _ in range(3)]

    assert ids_of(read(client, "contributions", q="bus")) == [each.public_id for each in reversed(said)]
    assert len(ids_of(read(client, "contributions", q="bus", organisation="council", sort="oldest"))) == 3


def test_what_comes_in_meanwhile_is_not_told_twice(client, cast):
    for _ in range(4):
        ContributionFactory(organisations=[cast.council])
    first = read(client, "contributions", limit="2")
    ContributionFactory(organisations=[cast.council])

    second = json.loads(client.get(first["next"].removeprefix("http://localhost:8000")).content)

    assert not set(ids_of(first)) & set(ids_of(second))


def test_a_cursor_is_the_same_each_time_and_of_one_order_only(client, cast):
    for _ in range(3):
        ContributionFactory(organisations=[cast.council])
    first, again = (read(client, "contributions", limit="1")["next"] for _ in range(2))

    other = client.get(first.removeprefix("http://localhost:8000") + "&sort=oldest")

    assert first == again
    assert other.status_code == 422


def test_the_filters_are_those_of_the_pages():
    own = {field.alias or name for name, field in ContributionFilters.model_fields.items()} - {"limit", "cursor"}

    assert own == set(FilterForm.base_fields)


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "idea"},
        {"place": "bryn-teg"},
        {"topic": "damp"},
        {"organisation": "homes"},
        {"state": "answered"},
        {"verdict": "yes"},
        {"language": "cy"},
        {"since": "2026-03-02"},
        {"q": "mould"},
    ],
)
def test_a_filter_keeps_what_matches_and_drops_the_rest(client, cast, query):
    long_ago = ContributionFactory(organisations=[cast.council], late=True)
    wanted = ContributionFactory(
        organisations=[cast.homes],
        kind="idea",
        place=cast.bryn_teg,
        topic=TopicFactory(slug="damp"),
        language="cy",
        text="The mould is back in the bedroom.",
    )
    VerdictFactory(answer=AnswerFactory(contribution=wanted))

    found = ids_of(read(client, "contributions", **query))

    assert found == [wanted.public_id]
    assert long_ago.public_id not in found


@pytest.mark.parametrize("trait", ["held", "hidden", "withdrawn", "for_one_organisation", "for_organisations"])
def test_what_is_not_public_is_in_no_list(client, cast, trait):
    said = ContributionFactory(organisations=[cast.council], answered=trait != "held", **{trait: True})

    assert ids_of(read(client, "contributions")) == []
    assert ids_of(read(client, "answers")) == []
    assert client.get(f"/api/v1/contributions/{said.public_id}").status_code == 404


@pytest.mark.parametrize(
    "path", ["contributions", "contributions?place=bencher", "answers", "organisations", "places", "services", "topics"]
)
@pytest.mark.slow
def test_a_list_asks_the_same_number_of_questions_at_20_rows_and_at_500(client, path):
    counts = []
    for size in (20, 500):
        seed.grow(size)
        with CaptureQueriesContext(connection) as queries:
            separator = "&" if "?" in path else "?"
            assert client.get(f"/api/v1/{path}{separator}limit=100").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10
