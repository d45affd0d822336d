"""Programs read what everyone may read of a fund: totals, lines, grants and contracts, and no single transfer."""

import json

import pytest

from saidanddone.funds import actions
from saidanddone.funds.models import Line
from tests.funds.factories import MOMENT, OrderDraftFactory, TransferDraftFactory, set_up
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db


def pooled(cast, **facts):
    """A fund of the council and Aberwen Homes with money paid in and spent, and a grant."""
    by, second = cast.viewer("steward"), cast.viewer("lead")
    fund = actions.open_fund(by=by, at=MOMENT, fund=set_up(by, host=cast.council, others=(cast.homes,), **facts))
    line = Line.objects.filter(scheme__fund=fund).order_by("pk").first()
    for more in (
        {"partner": fund.partners.first()},
        {"move": "spent", "line": line, "amount_pence": 7_777_77, "words": "Salary of the night nurse"},
    ):
        made = actions.propose_transfer(by=by, at=MOMENT, fund=fund, draft=TransferDraftFactory(**more))
        actions.approve_transfer(by=second, at=MOMENT, transfer=made)
    promise(cast, fund)
    return fund


def promise(cast, fund, **facts):
    line = Line.objects.filter(scheme__fund=fund).order_by("pk").first()
    draft = OrderDraftFactory(**{"line": line} | facts)
    return actions.place_order(by=cast.viewer("steward"), at=MOMENT, fund=fund, draft=draft)


def read(client, path, status=200):
    response = client.get(path if path.startswith("/") else f"/api/v1/{path}")
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_a_fund_is_told_with_its_partners_lines_and_years(client, cast):
    fund = pooled(cast)

    [listed] = read(client, "funds")["items"]
    told = read(client, f"funds/{fund.public_id}")
    assert listed["id"] == told["id"] == fund.public_id
    assert [each["organisation"]["slug"] for each in told["partners"]] == ["council", "homes"]
    assert (told["years"], told["closed_years"]) == ([2025, 2026, 2027], [])
    assert [each["name"] for each in told["lines"]] == ["Care workers", "Beds and rails"]
    assert told["lines"][0]["risk"] == {"kind": "variable"}


def test_its_figures_are_told_by_year_in_pence(client, cast):
    fund = pooled(cast)

    told = read(client, f"funds/{fund.public_id}/figures?year=2025")
    assert (told["received_pence"], told["spent_pence"], told["purse_pence"]) == (25_000_00, 7_777_77, 17_222_23)
    assert told["promised_pence"] == 12_000_00
    assert told["lines"][0]["spent_pence"] == 7_777_77
    assert told["partners"][0]["received_pence"] == 25_000_00
    assert "night nurse" not in json.dumps(told)


@pytest.mark.parametrize("year", ["2024", "2028", "99999", "x"])
def test_a_year_that_it_does_not_have_is_a_problem(client, cast, year):
    read(client, f"funds/{pooled(cast).public_id}/figures?year={year}", status=422)


def test_promises_are_told_and_no_private_person_is_named(client, cast):
    fund = pooled(cast)
    promise(cast, fund, recipient="Gwenllian Prydderch", is_individual=True, identifier="")
    promise(cast, fund, kind="contract", places=(PlaceFactory(slug="bryn"),))

    contract, person, grant = read(client, f"funds/{fund.public_id}/orders")["items"]
    assert (grant["recipient"], grant["identifier"]) == ("Aberwen Community Transport", "GB-CHC-1164021")
    assert (person["recipient"], person["is_individual"]) == (None, True)
    assert [each["slug"] for each in contract["places"]] == ["bryn"]
    assert "Prydderch" not in json.dumps(person)
    assert len(read(client, f"funds/{fund.public_id}/orders?kind=grant&limit=1")["items"]) == 1


def test_lists_are_followed_and_filtered(client, cast):
    made = [pooled(cast).public_id for _ in range(3)]

    pages, url = [], "/api/v1/funds?limit=2&organisation=homes&open=true"
    while url:
        found = read(client, url)
        pages.append([each["id"] for each in found["items"]])
        url = found["next"] and found["next"].removeprefix("http://localhost:8000")
    assert [each for page in pages for each in page] == list(reversed(made))
    assert read(client, "funds?open=false")["items"] == []
    read(client, "funds?organisation=nobody", status=422)


def test_a_draft_or_hidden_fund_is_told_nowhere(client, cast):
    draft, hidden = set_up(cast.viewer("steward"), host=cast.council), pooled(cast)
    hidden.hidden_at = MOMENT
    hidden.save()

    assert read(client, "funds")["items"] == []
    for fund in (draft, hidden):
        for path in ("", "/figures", "/orders"):
            read(client, f"funds/{fund.public_id}{path}", status=404)


def test_it_takes_as_many_queries_for_many_as_for_one(client, cast, django_assert_max_num_queries):
    fund, _second, _third = pooled(cast), pooled(cast), pooled(cast)
    for _ in range(4):
        promise(cast, fund, amount_pence=1, places=(PlaceFactory(),))

    for path, most in (("funds", 4), (f"funds/{fund.public_id}", 5), (f"funds/{fund.public_id}/orders", 7)):
        with django_assert_max_num_queries(most):
            read(client, path)
    with django_assert_max_num_queries(11):
        read(client, f"funds/{fund.public_id}/figures")
