"""The grants of a fund leave as funders in Britain publish them, and no private person goes with them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from saidanddone.core.rules import Refused
from saidanddone.funds import actions, giving
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.usefixtures("clock")
SCHEMA = json.loads((Path(__file__).parent / "data" / "grants.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def package(client, pool):
    response = client.get(f"/funds/{pool.fund.public_id}/360giving.json")
    assert response.status_code == 200
    return checked(response.getvalue())


def checked(raw):
    found = json.loads(raw, parse_float=Decimal)
    errors = [f"{each.json_path}: {each.message}" for each in VALIDATOR.iter_errors(found)]
    assert not errors, errors
    return found


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_a_grant_is_told_with_its_amount_days_and_numbers(client, pool, settings):
    settings.GIVING_PREFIX, settings.GIVING_IDS = "360G-aberwen", ["council=GB-PLA-ABW", "homes=nonsense"]
    order = pool.promised(amount_pence=12_000_10, places=(PlaceFactory(name="Bryn Teg", code="W05001234"),))

    [grant] = package(client, pool)["grants"]
    assert grant["id"] == f"360G-aberwen-{order.public_id}"
    assert grant["amountAwarded"] == Decimal("12000.10")
    assert grant["awardDate"] == "2026-01-15"
    assert grant["plannedDates"] == [{"startDate": "2026-02-01", "endDate": "2027-01-31"}]
    assert grant["fundingOrganization"] == [{"id": "GB-PLA-ABW", "name": pool.fund.host.name}]
    name = "Aberwen Community Transport"
    assert grant["recipientOrganization"] == [{"id": "GB-CHC-1164021", "name": name, "charityNumber": "1164021"}]
    place = {"name": "Bryn Teg", "countryCode": "GB", "geoCode": "W05001234", "geoCodeType": "WD"}
    assert grant["beneficiaryLocation"] == [place]


def test_who_has_no_number_gets_one_that_stays_the_same(client, pool):
    for name in ("The  Hub", "the hub", "Another"):
        pool.promised(recipient=name, identifier="")
    pool.promised(organisation=OrganisationFactory(slug="hub"), recipient="", identifier="")

    ids = [each["recipientOrganization"][0]["id"] for each in package(client, pool)["grants"]]
    assert ids[0] == "360G-aberwen-ORG:hub"
    assert ids[3] == ids[2] != ids[1]


def test_a_private_person_is_told_of_without_a_name(client, pool):
    pool.promised(recipient="Gwenllian Prydderch", is_individual=True, identifier="")

    [grant] = package(client, pool)["grants"]
    assert grant["recipientIndividual"]["name"] == "Individual Recipient"
    assert "Prydderch" not in str(grant)
    assert "beneficiaryLocation" not in grant


def test_contracts_and_what_was_cancelled_unpaid_are_no_grants(client, pool):
    pool.promised(kind="contract")
    gone, part = pool.promised(), pool.promised(title="In part")
    pool.moved(move="spent", line=part.line, order=part, amount_pence=100_50)
    for order in (gone, part):
        actions.cancel_order(by=pool.steward, at=pool.at, order=order, reason="Enough")

    [grant] = package(client, pool)["grants"]
    assert (grant["title"], grant["amountAwarded"]) == ("In part", Decimal("100.50"))


def test_a_fund_without_grants_has_no_such_file(client, pool):
    pool.promised(kind="contract")

    assert client.get(f"/funds/{pool.fund.public_id}/360giving.json").status_code == 404
    assert "360giving.json" not in client.get(f"/funds/{pool.fund.public_id}/orders/").content.decode()


def test_of_a_hidden_fund_nothing_is_published_to_anybody(client, pool, cast):
    pool.promised()
    pool.fund.hidden_at = pool.at
    pool.fund.save()

    for who in (None, "steward"):
        if who:
            cast.sign_in(client, who)
        assert client.get(f"/funds/{pool.fund.public_id}/360giving.json").status_code == 404


def test_it_is_written_in_as_many_queries_for_many_grants_as_for_one(pool, django_assert_max_num_queries):
    for _ in range(6):
        pool.promised(amount_pence=1_00, places=(PlaceFactory(),))

    with django_assert_max_num_queries(3):
        assert len(checked("".join(giving.pieces(pool.fund)))["grants"]) == 6


@pytest.mark.slow
def test_whatever_is_promised_is_written_as_the_standard_asks(pool):
    text = st.text(min_size=1, max_size=40)

    @given(
        title=text,
        description=text,
        recipient=text,
        pence=st.integers(1, 90_000_00),
        day=st.dates(date(2025, 4, 1), date(2026, 3, 2)),
        number=st.sampled_from(["", "GB-CHC-1164021", "GB-COH-01234567", "GB-SC-SC012345"]),
        is_individual=st.booleans(),
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(title, description, recipient, pence, day, number, is_individual):
        facts = {"title": title, "description": description, "recipient": recipient, "is_individual": is_individual}
        with transaction.atomic():
            try:
                pool.promised(amount_pence=pence, agreed_date=day, identifier="" if is_individual else number, **facts)
            except Refused:
                pass
            else:
                [grant] = checked("".join(giving.pieces(pool.fund)))["grants"]
                assert grant["amountAwarded"] * 100 == pence
            transaction.set_rollback(True)

    check()
