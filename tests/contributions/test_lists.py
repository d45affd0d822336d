"""Lists: each filter keeps what it names, each order orders, and whatever cannot be understood is refused."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from saidanddone.contributions.filters import Filters
from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.contributions.queries import lists
from saidanddone.core.viewer import STRANGER
from saidanddone.people.models import Service
from saidanddone.search import queries as words
from tests.conftest import MOMENT
from tests.contributions.factories import AnswerFactory, ContributionFactory, TopicFactory, VerdictFactory
from tests.people.factories import ServiceFactory
from tests.places.factories import PlaceFactory

ON = MOMENT.date()
URL = "/contributions/"


def ids(page):
    return [row.public_id for row in page.rows]


def listed(client, query):
    response = client.get(URL + query)
    assert response.status_code == 200, response.content[:2000]
    return ids(response.context["listing"].page)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def plain(cast):
    return ContributionFactory(place=cast.county, kind="question", at=MOMENT - timedelta(days=1))


def test_place_includes_the_places_within_it(client, cast, plain):
    inside = ContributionFactory(place=cast.bryn_teg)
    ContributionFactory(place=PlaceFactory(slug="aberwen-elsewhere"))

    assert set(listed(client, "?place=aberwen")) == {plain.public_id, inside.public_id}
    assert listed(client, "?place=bryn-teg") == [inside.public_id]


def test_topic_service_kind_and_language_keep_what_they_name(client, cast, plain):
    service = ServiceFactory(organisation=cast.council)
    facts = {"topic": TopicFactory(slug="bins"), "service": service, "kind": "idea", "language": "cy"}
    wanted = ContributionFactory(place=cast.county, **facts)

    for query in ("topic=bins", f"service={service.public_id}", "kind=idea", "language=cy"):
        assert listed(client, f"?{query}") == [wanted.public_id]


def test_what_was_said_about_a_service_that_has_ended_can_be_looked_for(client, cast, plain):
    service = ServiceFactory(organisation=cast.council, name="Meals on wheels")
    said = ContributionFactory(service=service)
    Service.objects.update(ended_date=ON)

    page = client.get(f"{URL}?service={service.public_id}")

    assert ids(page.context["listing"].page) == [said.public_id]
    assert "Meals on wheels (ended)" in page.text


def test_organisation_keeps_what_is_addressed_to_it(client, cast, plain):
    wanted = ContributionFactory(place=cast.county, organisations=[cast.homes, cast.council])
    ContributionFactory(place=cast.county, organisations=[cast.council])

    assert listed(client, "?organisation=homes") == [wanted.public_id]


@pytest.mark.parametrize("state", ["waiting", "late", "paused", "answered", "passed_on"])
def test_state_keeps_what_stands_so(client, cast, plain, state):
    states = {
        "waiting": ContributionFactory(place=cast.county, organisations=[cast.council]),
        "late": ContributionFactory(place=cast.county, organisations=[cast.council], late=True),
        "paused": ContributionFactory(place=cast.county, organisations=[cast.council]),
        "answered": ContributionFactory(place=cast.county, organisations=[cast.council], answered=True),
        "passed_on": ContributionFactory(place=cast.county, organisations=[cast.council]),
    }
    Addressee.objects.filter(contribution=states["paused"]).update(paused_at=MOMENT)
    AnswerFactory(contribution=states["passed_on"], kind="passed_on", passed_to=cast.homes, text="")

    found = set(listed(client, f"?state={state}"))

    expected = {states[state].public_id}
    if state == "waiting":  # late and paused ones wait too, and so does whoever it was passed on to
        expected |= {states[each].public_id for each in ("late", "paused", "passed_on")}
    assert found == expected


def test_late_at_an_organisation_means_late_there(client, cast):
    here = ContributionFactory(place=cast.county, organisations=[cast.homes, cast.council], late=True)
    AnswerFactory(contribution=here, organisation=cast.council)

    assert listed(client, "?state=late&organisation=homes") == [here.public_id]
    assert listed(client, "?state=late&organisation=council") == []


@pytest.mark.parametrize(("value", "count"), [("any", 3), ("yes", 1), ("partly", 1), ("no", 1)])
def test_verdict_keeps_what_was_judged_so(client, cast, plain, value, count):
    for given in ("yes", "partly", "no"):
        contribution = ContributionFactory(place=cast.county, organisations=[cast.council], answered=True)
        VerdictFactory(answer=contribution.answers.get(), value=given)

    assert len(listed(client, f"?verdict={value}")) == count


def test_dates_are_days_where_the_area_is(client, cast):
    at = MOMENT.replace(month=6, hour=23, minute=30)  # half past midnight on the 3rd by the clocks of the area
    wanted = ContributionFactory(place=cast.county, at=at)

    assert listed(client, "?since=2026-06-03&until=2026-06-03") == [wanted.public_id]
    assert listed(client, "?until=2026-06-02") == []


def test_words_are_found_in_both_languages_best_first(client, cast):
    long = ContributionFactory(place=cast.county, text=f"{'Many words about other matters. ' * 9}A bus was late.")
    short = ContributionFactory(place=cast.county, text="A bus was late.")
    welsh = ContributionFactory(place=cast.county, text="Collais fy mws olaf.", language="cy")

    assert listed(client, "?q=late+buses") == [short.public_id, long.public_id]
    assert listed(client, "?q=bws") == [welsh.public_id]
    assert listed(client, "?q=late+buses&sort=best") == listed(client, "?q=late+buses&sort=")
    assert listed(client, "?q=late+bus&sort=newest") == [short.public_id, long.public_id]
    assert listed(client, "?q=bus&sort=oldest") == [long.public_id, short.public_id]
    assert listed(client, "?q=bus&language=cy") == []


def test_orders(client, cast):
    old = ContributionFactory(place=cast.county, at=MOMENT - timedelta(days=9), organisations=[cast.council])
    loved = ContributionFactory(place=cast.county, at=MOMENT - timedelta(days=5), supported=2)
    new = ContributionFactory(place=cast.county, organisations=[cast.homes, cast.council])

    assert listed(client, "") == listed(client, "?sort=newest") == [new.public_id, loved.public_id, old.public_id]
    assert listed(client, "?sort=oldest") == [old.public_id, loved.public_id, new.public_id]
    assert listed(client, "?sort=supported")[0] == loved.public_id
    assert listed(client, "?sort=due") == [new.public_id, old.public_id] or listed(client, "?sort=due") == [
        old.public_id,
        new.public_id,
    ]


def test_due_soonest_lists_each_once_by_its_first_running_clock(client, cast):
    both = ContributionFactory(place=cast.county, organisations=[cast.homes, cast.council])
    council = ContributionFactory(place=cast.county, organisations=[cast.council], at=MOMENT - timedelta(days=1))
    days = dict(Addressee.objects.values_list("contribution__public_id", "due_date").order_by("-due_date"))

    found = listed(client, "?sort=due")

    assert sorted(found) == sorted([both.public_id, council.public_id])
    assert [days[each] for each in found] == sorted(days[each] for each in found)


def test_many_matches_are_walked_in_the_same_order_as_few_are_sorted(cast, monkeypatch):
    topic = TopicFactory()
    for number in range(7):
        ContributionFactory(
            place=[cast.county, cast.bryn_teg][number % 2],
            topic=topic,
            at=MOMENT - timedelta(days=number % 3),
            organisations=[cast.council],
            supported=number % 2,
            answered=number > 3,
        )
    both = frozenset({cast.county.pk, cast.bryn_teg.pk})
    asked = ({"topic": topic}, {"organisation": cast.council}, {"place": cast.county, "place_ids": both})
    for facts in (*asked, {"q": "surgery"}, {"q": "surgery", "topic": topic}):
        for sort in ("newest", "oldest", "supported", "due"):
            filters = Filters(**facts, sort=sort)

            few = lists.page(filters, viewer=STRANGER, on=ON, size=3)
            with monkeypatch.context() as patch:
                patch.setattr(lists, "COUNT_LIMIT", 1)
                many = lists.page(filters, viewer=STRANGER, on=ON, size=3)

            assert ids(few) == ids(many), (facts, sort)
            assert many.more_than_total


@pytest.fixture
def many_buses(cast, monkeypatch):
    """Five that speak of buses, the oldest in Bryn Teg, where two make a word very common and one is many."""
    for module, name, value in ((words, "LIMIT", 2), (lists, "LIMIT", 2), (lists, "COUNT_LIMIT", 1)):
        monkeypatch.setattr(module, name, value)
    return [
        ContributionFactory(
            place=cast.county if days else cast.bryn_teg, at=MOMENT - timedelta(days=9 - days), text=f"Bus {days}."
        ).public_id
        for days in range(5)
    ]


def test_words_with_another_filter_leave_nothing_out_however_common_they_are(client, many_buses):
    assert listed(client, "?q=bus&place=bryn-teg") == many_buses[:1]
    assert listed(client, "?q=bus&until=2026-02-22") == many_buses[1::-1]


def test_words_in_another_order_leave_nothing_out_however_common_they_are(client, many_buses):
    assert listed(client, "?q=bus&sort=oldest") == many_buses
    assert listed(client, "?q=bus&sort=newest") == many_buses[::-1]


def test_of_a_very_common_word_the_newest_are_ranked_and_the_older_follow(cast, many_buses):
    best = ContributionFactory(place=cast.county, at=MOMENT - timedelta(days=5, hours=1), text="Bus, bus, bus, bus!")
    filters = Filters(q="bus", sort="best")

    pages = [lists.page(filters, viewer=STRANGER, on=ON, number=number, size=2) for number in (1, 2, 3)]

    assert [ids(page) for page in pages] == [
        [best.public_id, many_buses[4]],
        [many_buses[3], many_buses[2]],
        [many_buses[1], many_buses[0]],
    ]
    assert [page.has_next for page in pages] == [True, True, False]


@pytest.mark.parametrize(
    "query",
    [
        "?colour=red",
        "?place=nowhere",
        "?place=aberwen&place=bryn-teg",
        "?topic=1",
        "?kind=rant",
        "?state=hidden",
        "?language=fr",
        "?sort=text",
        "?sort=best",
        "?verdict=perhaps",
        "?since=yesterday",
        "?since=2026-02-31",
        "?since=2026-03-02&until=2026-03-01",
        f"?q={'x' * 201}",
        "?q=%00",
        "?contributor__email=x",
        "?order_by=contributor__email",
        "?page=0",
        "?page=-1",
        "?page=501",
        "?page=9999999999999999999999",
        "?page=two",
    ],
)
def test_what_is_not_on_the_list_of_filters_is_a_400_with_a_page(client, cast, query):
    for path in ("", "feed.atom", "feed.json", "map.geojson", "download.csv"):
        if "page" in query and path:
            continue
        response = client.get(f"{URL}{path}{query}")

        assert response.status_code == 400
        assert b"<h1>" in response.content


def test_refused_filter_says_why_and_keeps_what_was_typed(client, cast):
    response = client.get(f"{URL}?q=buses&kind=rant")

    page = response.content.decode()
    assert 'value="buses"' in page
    assert "rant" in page


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "{{7*7}}", "' OR 1=1 --", "%s%n", "🚌", "\u202e"])
def test_words_of_a_question_are_shown_as_words(client, cast, query):
    response = client.get(URL, {"q": query})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_empty_list_says_what_to_do(client, cast):
    page = client.get(f"{URL}?q=unheard").content.decode()

    assert "Nobody has said anything like this yet" in page


def test_htmx_gets_the_results_alone(client, cast, plain):
    response = client.get(URL, headers={"HX-Request": "true"})

    assert b"<html" not in response.content
    assert plain.excerpt in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def test_filters_in_force_can_be_dropped_one_by_one(client, cast):
    response = client.get(f"{URL}?place=aberwen&state=late&page=1")

    chosen = dict(response.context["listing"].chosen)
    assert chosen == {"Aberwen": "/contributions/?state=late", "Late": "/contributions/?place=aberwen"}


def test_pages_hold_twenty_and_lead_on(client, cast):
    for _ in range(21):
        ContributionFactory(place=cast.county)

    first, second = client.get(URL), client.get(f"{URL}?page=2")

    assert len(first.context["listing"].page.rows) == 20
    assert first.context["listing"].page.has_next
    assert len(second.context["listing"].page.rows) == 1


def test_page_is_in_welsh(client, cast):
    with override("cy"):
        assert client.get("/cy/contributions/").status_code == 200


def _grow(cast, count):
    for number in range(count):
        ContributionFactory(place=cast.county, organisations=[cast.council, cast.homes], answered=number % 2 == 0)


QUERIES = ("", "?state=waiting&place=aberwen", "?q=surgery", "?organisation=council&sort=due", "?view=map")


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES)
def test_list_takes_at_most_twelve_queries_however_many_rows(client, cast, query, django_assert_max_num_queries):
    _grow(cast, 20)
    with django_assert_max_num_queries(12) as few:
        client.get(URL + query)
    row = Contribution.objects.order_by("pk").last()
    copies = [
        Contribution(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}) for _ in range(1000)
    ]
    for number, copy in enumerate(copies):
        copy.pk, copy.public_id, copy.submission_key = None, f"c0pe{number:06}", None
    Contribution.objects.bulk_create(copies)
    made = Contribution.objects.filter(public_id__startswith="c0pe")
    Addressee.objects.bulk_create(
        Addressee(contribution=each, organisation=cast.council, asked_at=MOMENT, due_date=date(2026, 3, 9))
        for each in made
    )

    with django_assert_max_num_queries(12) as many:
        client.get(URL + query)

    assert len(many) - len(few) in (0, 1)  # where more than a thousand match, the walk is a query more
