"""A fund becomes part of the deal: its terms are frozen, read in words, and it opens as it was signed."""

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import Pool
from saidanddone.alliances.permissions import missing_for
from saidanddone.alliances.terms import in_words
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.funds import actions as funds
from saidanddone.funds.models import Fund, Line
from saidanddone.moderation import registry
from tests.alliances.factories import alliance_draft
from tests.alliances.told import told
from tests.funds.factories import set_up
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def fund(table, cast, at):
    return set_up(cast.viewer("steward"), host=cast.council, others=(cast.homes,), at=at)


def link(table, fund, by=None):
    return actions.link_fund(by=by or table.lead(table.parties[0]), at=table.at, alliance=table.alliance, fund=fund)


def test_its_terms_are_frozen_into_the_text_and_read_in_words(table, fund):
    link(table, fund)
    version = table.proposed()

    terms = in_words(version.text["money"][0])
    assert terms.name == fund.name
    assert any("keeps its books" in each for each in terms.facts)
    assert {name for name, _pays in terms.partners} == {"Aberwen Council", "Aberwen Homes"}
    assert "£" in terms.text


def test_it_opens_with_the_last_signature(table, fund):
    link(table, fund)
    version = table.proposed()
    table.sign(version, *table.parties[:2])
    assert not Fund.objects.get().is_open
    table.sign(version, table.parties[2])

    assert Fund.objects.get().is_open


def test_what_was_changed_at_the_fund_since_is_not_signed(table, fund, cast):
    link(table, fund)
    version = table.proposed()
    line = Line.objects.first()
    funds.set_budget(by=cast.viewer("steward"), at=table.at, line=line, year=2025, amount_pence=1_00)

    with pytest.raises(Refused, match="has been changed since"):
        table.sign(version, table.parties[0])


def test_what_the_fund_lacks_the_deal_lacks(table, fund):
    link(table, fund)
    Line.objects.update(risk={})

    assert any("who bears the risk" in each for each in missing_for(table.alliance))
    with pytest.raises(Refused, match="who bears the risk"):
        table.proposed()


def test_money_of_nobody_else_is_bound(table, cast, at):
    other = OrganisationFactory()
    fund = set_up(cast.viewer("steward"), host=cast.council, others=(other,), at=at)

    with pytest.raises(Refused, match="has to be a party"):
        link(table, fund)


@pytest.mark.parametrize("who", ["stranger", "steward", "officer", "moderator", "administrator"])
def test_only_who_works_with_partners_and_handles_money_links_it(table, fund, cast, who):
    """An officer handles no money; a steward does not work with partners."""
    with pytest.raises(Refused):
        link(table, fund, by=cast.viewer(who))
    assert not Pool.objects.exists()


def test_a_fund_is_of_one_alliance(table, fund, cast, at):
    link(table, fund)
    assert link(table, fund) == Pool.objects.get(), "linked twice, it is linked once"
    other = actions.start_alliance(by=cast.viewer("lead"), at=at, draft=alliance_draft(cast.council, cast.homes))
    with pytest.raises(Refused, match="already"):
        actions.link_fund(by=cast.viewer("lead"), at=at, alliance=other, fund=fund)


def test_a_fund_is_set_up_from_the_desk_with_the_parties_in_it(table, client, cast):
    cast.sign_in(client, "lead")
    seat = f"/desk/council/alliances/{table.alliance.public_id}/"
    html = client.get(f"{seat}do/new-fund/").content.decode()
    assert table.alliance.title in html

    data = {"name": "Home fund", "purpose": "Rails", "kind": "pooled", "partners": ["homes"], "year_month": 4}
    data |= {"tolerance_pence": "0", "surplus": "carried", "language": "en", "submission_key": "d" * 64}
    data |= {"starts_date_day": 1, "starts_date_month": 4, "starts_date_year": 2026}
    assert client.post(f"{seat}do/new-fund/", data).status_code == 302
    client.post(f"{seat}do/new-fund/", data)
    fund = Pool.objects.get().fund
    assert (fund.name, fund.host) == ("Home fund", cast.council)
    assert "Home fund" in client.get(seat).content.decode()

    client.post(f"{seat}do/unlink-fund/{fund.public_id}/")
    assert not Pool.objects.exists()
    client.post(f"{seat}do/link-fund/", {"fund": fund.public_id})
    assert Pool.objects.get().fund == fund


def test_a_fund_that_is_open_stays_with_its_signed_deal(table, fund):
    link(table, fund)
    table.live()

    with pytest.raises(Refused, match="closes at its own desk"):
        actions.unlink_fund(
            by=table.lead(table.parties[0]), at=table.at, alliance=table.alliance, fund=Fund.objects.get()
        )


def test_an_open_fund_may_move_its_budgets_under_a_deal_that_waits(table, fund):
    funds.open_fund(by=SITE, at=table.at, fund=fund)
    link(table, fund)
    version = table.proposed()
    Line.objects.first().budgets.update(amount_pence=5)

    table.sign(version)
    assert table.alliance.is_public


def test_everyone_reads_the_terms_that_all_signed_and_a_moderator_takes_words_out_of_them(client, table, fund):
    link(table, fund)
    told(table)
    line = Line.objects.first()
    address = f"/alliances/{table.alliance.public_id}/"
    pages = ("deal/", "versions/1.json")
    assert all(line.name in client.get(address + path).content.decode() for path in pages)

    words = registry.describe(table.alliance.ref).words
    words = {name: "A line" if text == line.name else text for name, text in words.items()}
    registry.handler("alliance").rewrite(table.alliance.public_id, words, is_redacted=True, at=table.at)
    assert not any(line.name in client.get(address + path).content.decode() for path in pages)


def test_the_name_of_an_outcome_that_is_hidden_is_not_in_the_terms(client, table, fund):
    link(table, fund)
    told(table)
    outcome = fund.schemes.first().outcome
    outcome.title, outcome.hidden_at = "Markhidden outcome", table.at
    outcome.save()

    assert "Markhidden" not in client.get(f"/alliances/{table.alliance.public_id}/deal/").content.decode()
