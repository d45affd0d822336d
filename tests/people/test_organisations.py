"""Leads and stewards look after their organisation's words, leads its promise, administrators all of it."""

import json

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.people import actions
from saidanddone.people.actions import OrganisationFacts
from saidanddone.people.drafts import ServiceWords
from saidanddone.people.models import Organisation, Promise, Service
from saidanddone.people.permissions import FACTS_OF_ORGANISATION, WORDS_OF_ORGANISATION, editable_fields
from saidanddone.record.models import Entry
from saidanddone.search.models import SearchDocument
from tests.people.factories import MembershipFactory, OrganisationFactory, ServiceFactory

NEW = {"name": "Bysiau Gwen", "kind": "business", "tier": "local", "nation": "wales"}


def entries():
    return [(entry.kind, json.loads(bytes(entry.content))["fields"]) for entry in Entry.objects.order_by("pk")]


@pytest.fixture
def lead(client, cast):
    client.force_login(cast.lowri)
    return client


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.aled)
    return client


def test_an_administrator_adds_an_organisation(administrator, cast):
    administrator.post(
        reverse("add_organisation"),
        NEW | {"name_cy": "Bysiau Gwen", "summary": "Buses.", "home_page": "bysiau.example", "places": ["bryn-teg"]},
    )

    added = Organisation.objects.get(slug="bysiau-gwen")
    assert (added.kind, added.home_page, list(added.places.all())) == (
        "business",
        "https://bysiau.example",
        [cast.bryn_teg],
    )
    assert SearchDocument.objects.filter(kind="organisation", public_id=added.public_id).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "required"),
        ({"name": "…"}, "Give a short name"),
        ({"slug": "council"}, "taken"),
        ({"kind": "empire"}, "valid choice"),
        ({"nation": "mars"}, "valid choice"),
        ({"places": ["nowhere"]}, "nowhere"),
        ({"home_page": "javascript:alert(1)"}, "valid URL|https://"),
        ({"home_page": "ftp://x.example"}, "https://"),
        ({"summary": "x" * 1001}, "1000"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_added(administrator, changes, sentence):
    response = administrator.post(reverse("add_organisation"), NEW | changes)

    assert response.status_code == 400
    assert any(word in response.content.decode() for word in sentence.split("|"))
    assert Organisation.objects.count() == 2


def test_a_lead_changes_words_and_nothing_else(lead, cast):
    before = Organisation.objects.get(slug="council")

    lead.post(
        reverse("edit_organisation", args=["council"]),
        {
            "name": "The Council",
            "summary": "Bins and roads.",
            "kind": "business",
            "tier": "national",
            "nation": "scotland",
            "slug": "stolen",
            "promise_days": "60",
            "ended_date": "2020-01-01",
            "successor": str(cast.homes.pk),
            "public_id": "stolenxxxx",
            "id": "99",
        },
    )

    after = Organisation.objects.get(pk=before.pk)
    assert (after.name, after.summary) == ("The Council", "Bins and roads.")
    unchanged = ("slug", "kind", "tier", "nation", "promise_days", "ended_date", "successor_id", "public_id")
    assert [getattr(after, name) for name in unchanged] == [getattr(before, name) for name in unchanged]


def test_an_administrator_changes_kind_and_calendar(administrator, cast):
    administrator.post(
        reverse("edit_organisation", args=["council"]),
        {"name": "The Council", "kind": "voluntary", "tier": "regional", "nation": "england"},
    )

    cast.council.refresh_from_db()
    assert (cast.council.kind, cast.council.tier, cast.council.nation) == ("voluntary", "regional", "england")
    assert not cast.council.places.exists()


def test_who_may_change_which_fields(cast):
    fields = {name: editable_fields(cast.viewer(name), cast.council) for name in EVERYONE}

    words, facts, none = WORDS_OF_ORGANISATION, FACTS_OF_ORGANISATION, frozenset()
    assert fields == dict.fromkeys(EVERYONE, none) | {"lead": words, "steward": words, "administrator": facts}


EVERYONE = (
    "stranger",
    "resident",
    "connector",
    "officer",
    "other_officer",
    "lead",
    "steward",
    "moderator",
    "administrator",
)
CALLS = {
    "add_organisation": lambda by, cast, at: actions.add_organisation(
        by=by,
        facts=OrganisationFacts(slug="x", name="X", kind="business", tier="local", nation="wales"),
        at=at,
    ),
    "edit_organisation": lambda by, cast, at: actions.edit_organisation(
        by=by, organisation=cast.council, changes={"name": "New"}, at=at
    ),
    "edit_organisation: its kind": lambda by, cast, at: actions.edit_organisation(
        by=by, organisation=cast.council, changes={"kind": "business"}, at=at
    ),
    "edit_organisation: its places": lambda by, cast, at: actions.edit_organisation(
        by=by, organisation=cast.council, changes={"places": [cast.bryn_teg]}, at=at
    ),
    "edit_organisation: its promise": lambda by, cast, at: actions.edit_organisation(
        by=by, organisation=cast.council, changes={"promise_days": 60}, at=at
    ),
    "end_organisation": lambda by, cast, at: actions.end_organisation(
        by=by, organisation=cast.council, on=at.date(), successor=cast.homes, at=at
    ),
    "publish_promise": lambda by, cast, at: actions.publish_promise(by=by, organisation=cast.council, days=5, at=at),
    "publish_promise: of another": lambda by, cast, at: actions.publish_promise(
        by=by, organisation=cast.homes, days=9, at=at
    ),
    "add_service": lambda by, cast, at: actions.add_service(
        by=by, organisation=cast.council, slug="s", name="S", at=at
    ),
    "edit_service": lambda by, cast, at: actions.edit_service(
        by=by, service=ServiceFactory(organisation=cast.council), name="S", name_cy="", at=at
    ),
    "describe_service": lambda by, cast, at: actions.describe_service(
        by=by,
        service=ServiceFactory(organisation=cast.council),
        draft=ServiceWords(words="Every other week.", from_date=at.date()),
        at=at,
    ),
    "end_service": lambda by, cast, at: actions.end_service(
        by=by, service=ServiceFactory(organisation=cast.council), on=at.date(), successor=None, at=at
    ),
}
MAY = {
    "add_organisation": {"administrator"},
    "edit_organisation": {"lead", "steward", "administrator"},
    "edit_organisation: its kind": {"administrator"},
    "edit_organisation: its places": {"lead", "steward", "administrator"},
    "edit_organisation: its promise": set(),
    "end_organisation": {"administrator"},
    "publish_promise": {"lead", "administrator"},
    "publish_promise: of another": {"administrator"},
    "add_service": {"lead", "steward", "administrator"},
    "edit_service": {"lead", "steward", "administrator"},
    "describe_service": {"lead", "steward", "administrator"},
    "end_service": {"lead", "steward", "administrator"},
}


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("action", CALLS)
def test_who_may_do_what(cast, at, action, name):
    if name in MAY[action]:
        CALLS[action](cast.viewer(name), cast, at)
    else:
        with pytest.raises(Refused) as refused:
            CALLS[action](cast.viewer(name), cast, at)
        assert str(refused.value).endswith(".")


def test_a_promise_is_kept_put_in_force_and_recorded(lead, cast):
    lead.post(reverse("desk_promise", args=["council"]), {"promises": "answer", "days": "5"})

    cast.council.refresh_from_db()
    assert cast.council.promise_days == 5
    assert Promise.objects.get().days == 5
    assert entries() == [("promise", {"organisation": "council", "days": 5})]


def test_a_promise_is_withdrawn_openly(lead, cast):
    lead.post(reverse("desk_promise", args=["council"]), {"promises": "nothing", "days": "7"})

    cast.council.refresh_from_db()
    assert cast.council.promise_days is None
    assert entries() == [("promise", {"organisation": "council", "days": None})]


def test_the_same_promise_again_is_not_recorded_twice(cast, at):
    for _each in range(2):
        actions.publish_promise(by=SITE, organisation=cast.council, days=7, at=at)

    assert len(entries()) == Promise.objects.count() == 1


def test_a_promise_that_was_never_published_is_not_invented(cast, at):
    assert actions.publish_promise(by=SITE, organisation=cast.council, days=10, at=at) is None


@pytest.mark.parametrize("told", [{}, {"promises": "answer"}, {"promises": "answer", "days": "0"}])
def test_a_promise_needs_a_number_of_days(lead, cast, told):
    assert lead.post(reverse("desk_promise", args=["council"]), told).status_code == 400
    assert not Promise.objects.exists()


@pytest.mark.parametrize("days", ["61", "-1", "ten", "9" * 40, "5.5"])
def test_a_promise_of_other_days_is_refused(lead, cast, days):
    response = lead.post(reverse("desk_promise", args=["council"]), {"promises": "answer", "days": days})

    assert response.status_code == 400


def test_an_organisation_ends_with_its_promise_and_names_who_carries_on(administrator, cast):
    administrator.post(
        reverse("end_organisation", args=["council"]),
        {"on_day": "1", "on_month": "3", "on_year": "2026", "successor": cast.homes.public_id},
    )

    cast.council.refresh_from_db()
    assert str(cast.council.ended_date) == "2026-03-01"
    assert cast.council.successor == cast.homes
    assert cast.council.promise_days is None
    assert entries() == [("promise", {"organisation": "council", "days": None})]


def test_of_two_that_merge_each_names_who_carries_on(administrator, cast, at):
    for name in ("Gwen Housing", "Ceiri Homes"):
        ending = OrganisationFactory(name=name)
        actions.end_organisation(by=SITE, organisation=ending, on=at.date(), successor=cast.homes, at=at)

    page = administrator.get(reverse("desk_organisation", args=["homes"])).content.decode()

    assert set(cast.homes.predecessors.values_list("name", flat=True)) == {"Gwen Housing", "Ceiri Homes"}
    assert "Ceiri Homes, Gwen Housing" in page


@pytest.mark.parametrize(
    "day", [("", "", ""), ("31", "2", "2026"), ("1", "1", "2999"), ("1", "1", "1066"), ("x", "y", "z")]
)
def test_a_wrong_day_is_named(administrator, cast, day):
    told = dict(zip(("on_day", "on_month", "on_year"), day, strict=True))

    assert administrator.post(reverse("end_organisation", args=["council"]), told).status_code == 400


def test_what_has_ended_does_not_end_again_nor_promise(cast, at):
    actions.end_organisation(by=SITE, organisation=cast.council, on=at.date(), successor=None, at=at)

    with pytest.raises(Refused, match="ended already"):
        actions.end_organisation(by=SITE, organisation=cast.council, on=at.date(), successor=None, at=at)
    with pytest.raises(Refused, match="cannot promise"):
        actions.publish_promise(by=SITE, organisation=cast.council, days=3, at=at)
    with pytest.raises(Refused, match="stay as they were"):
        actions.add_service(by=SITE, organisation=cast.council, slug="s", name="S", at=at)
    assert editable_fields(cast.viewer("lead"), cast.council) == frozenset()


def test_nothing_succeeds_itself_or_is_carried_on_by_what_has_ended(cast, at):
    gone = OrganisationFactory(ended_date=at.date())
    service, past = ServiceFactory(), ServiceFactory(ended_date=at.date())

    for successor in (cast.council, gone):
        with pytest.raises(Refused, match="goes on"):
            actions.end_organisation(by=SITE, organisation=cast.council, on=at.date(), successor=successor, at=at)
    for successor in (service, past):
        with pytest.raises(Refused, match="goes on"):
            actions.end_service(by=SITE, service=service, on=at.date(), successor=successor, at=at)


def test_services_are_added_renamed_and_ended(lead, cast):
    lead.post(reverse("add_service", args=["council"]), {"name": "Bins", "name_cy": "Biniau"})
    lead.post(reverse("add_service", args=["council"]), {"name": "Hubs"})
    lead.post(reverse("edit_service", args=["council", "bins"]), {"name": "Waste", "name_cy": "Gwastraff"})
    hubs = Service.objects.get(slug="hubs")

    lead.post(
        reverse("end_service", args=["council", "bins"]),
        {"on_day": "1", "on_month": "3", "on_year": "2026", "successor": hubs.public_id},
    )

    bins = Service.objects.get(slug="bins")
    assert (bins.name, bins.name_cy, bins.successor) == ("Waste", "Gwastraff", hubs)
    with pytest.raises(Refused, match="ended already"):
        actions.end_service(by=SITE, service=bins, on=bins.ended_date, successor=None, at=None)
    page = lead.get(reverse("desk_organisation", args=["council"])).content.decode()
    assert "now Hubs" in page


@pytest.mark.parametrize(("name", "sentence"), [("", "required"), ("…", "letters"), ("Bins", "already")])
def test_a_service_needs_a_name_of_its_own(lead, cast, name, sentence):
    ServiceFactory(organisation=cast.council, slug="bins")

    response = lead.post(reverse("add_service", args=["council"]), {"name": name})

    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_service_of_another_organisation_is_not_reached_through_ones_own(lead, cast):
    ServiceFactory(organisation=cast.homes, slug="repairs")

    assert lead.post(reverse("edit_service", args=["council", "repairs"]), {"name": "X"}).status_code == 404
    assert lead.post(reverse("edit_service", args=["homes", "repairs"]), {"name": "X"}).status_code == 403


def test_words_are_shown_as_words(administrator, cast):
    attack = '<script>alert("x")</script>'

    administrator.post(reverse("add_organisation"), NEW | {"name": attack, "summary": attack, "slug": "x"})

    page = administrator.get(reverse("desk_organisation", args=["x"])).content.decode()
    assert attack not in page
    assert "&lt;script&gt;" in page


def test_the_pages_take_constant_queries(administrator, cast, django_assert_max_num_queries):
    for _each in range(20):
        ServiceFactory(organisation=cast.council, successor=ServiceFactory(organisation=cast.homes))
        MembershipFactory(organisation=cast.council)

    for page in ("desk_organisation", "desk_members"):
        with django_assert_max_num_queries(14):
            administrator.get(reverse(page, args=["council"]))
    for page in ("desk_organisations", "desk_people"):
        with django_assert_max_num_queries(12):
            administrator.get(reverse(page))


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize(
    "page",
    [
        "desk_organisation",
        "edit_organisation",
        "desk_promise",
        "end_organisation",
        "add_service",
        "desk_members",
        "invite",
        "add_member",
    ],
)
def test_the_pages_of_an_organisation_stand_in_both_languages(administrator, cast, page, language):
    response = administrator.get(language + reverse(page, args=["council"]))

    assert response.status_code == 200


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize(
    "page", ["desk_organisations", "add_organisation", "desk_people", "invite_to_site", "add_to_site", "desk_calendar"]
)
def test_the_other_pages_stand_in_both_languages(administrator, cast, page, language):
    assert administrator.get(language + reverse(page)).status_code == 200


def test_an_ended_organisation_says_so_on_the_desk(administrator, cast, at):
    actions.end_organisation(by=SITE, organisation=cast.council, on=at.date(), successor=cast.homes, at=at)

    assert b"This organisation has ended" in administrator.get(reverse("desk_organisation", args=["council"])).content
    assert b"Carries on from" in administrator.get(reverse("desk_organisation", args=["homes"])).content
