"""At the desk a fund is set up, money recorded in under a minute, approved by a second person, and a year closed."""

from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from saidanddone.funds import actions
from saidanddone.funds.models import Fund, Line, Transfer
from tests.commitments.factories import OutcomeFactory
from tests.funds.factories import VirementDraftFactory, set_up

pytestmark = pytest.mark.usefixtures("clock")


def parts(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def desk(client, cast):
    """As somebody of the council, or of Aberwen Homes."""

    class Desk:
        slug = "council"

        def as_(self, who, slug="council"):
            client.logout()
            cast.sign_in(client, who) if isinstance(who, str) else client.force_login(who)
            self.slug = slug
            return self

        def url(self, fund, path=""):
            return f"/desk/{self.slug}/funds/{fund.public_id}/{path}"

        def get(self, fund, path="", **asked):
            return client.get(self.url(fund, path), asked)

        def post(self, fund, path, **data):
            return client.post(self.url(fund, path), data)

        def new(self, **data):
            return client.post(f"/desk/{self.slug}/funds/new/", data)

    return Desk().as_("steward")


def test_a_fund_is_set_up_from_nothing_to_open(desk, cast, at):
    outcome = OutcomeFactory()
    facts = {"name": "Care at home", "purpose": "Help on the day", "kind": "pooled", "partners": ["homes"]}
    facts |= {"year_month": 4, "tolerance_pence": "500", "surplus": "carried", "language": "en"}
    assert desk.new(**facts, **parts(date(2025, 4, 1), "starts_date")).status_code == 302
    fund = Fund.objects.get()

    def do(path, **data):
        response = desk.post(fund, f"do/{path}/", **data)
        assert response.status_code == 302, response.content.decode()

    for partner in fund.partners.all():
        due = parts(date(2025, 4, 1), "due_date")
        do(f"instalments/{partner.public_id}", form="cash", amount="25,000", count=4, months=3, **due)
    do("scheme", name="Help on the day", outcome=outcome.public_id, lead="homes")
    do(f"line/{fund.schemes.get().public_id}", name="Care workers")
    line = Line.objects.get()
    do(f"budget/{line.public_id}", year=2025, amount="£200,000")
    do(f"risk/{line.public_id}", kind="fixed", steps=["reserve"], **{"share-council": 60, "share-homes": 40})
    do("open")

    fund.refresh_from_db()
    assert fund.is_open
    assert Line.objects.get().risk == {
        "kind": "waterfall",
        "steps": ["reserve"],
        "then": {"kind": "fixed", "shares": {"council": 60, "homes": 40}},
    }
    assert [each.due_date for each in fund.partners.first().instalments.all()][-1] == date(2026, 1, 1)


def test_a_transfer_is_recorded_and_approved_by_somebody_else(desk, pool):
    data = {"move": "spent", "amount": "£1,234.56", "words": "Night rota", "line": pool.lines[0].public_id}
    data["paid_to"] = "Payroll"
    assert desk.post(pool.fund, "do/transfer/", **data, **parts(date(2026, 2, 2), "on_date")).status_code == 302
    transfer = Transfer.objects.get()

    desk.post(pool.fund, f"press/approve/{transfer.public_id}/")
    assert not Transfer.objects.get().is_counted, "whoever recorded it cannot approve it"
    desk.as_("lead").post(pool.fund, f"press/approve/{transfer.public_id}/")
    assert Transfer.objects.get().is_counted
    assert "£1,234.56" in desk.get(pool.fund).content.decode()


def test_spending_is_recorded_with_the_fields_that_it_needs_and_what_is_likely_in_them(desk, pool, cast, at):
    pool.moved(move="spent", amount_pence=1_00, line=pool.lines[1])
    html = desk.get(pool.fund, "do/spent/").content.decode()
    assert 'name="partner"' not in html
    assert 'name="move"' not in html
    assert f'<option value="{pool.lines[1].public_id}" selected>' in html
    assert f'name="on_date_day" value="{at.day}"' in html

    data = {"amount": "£1,234.56", "words": "Night rota", "paid_to": cast.homes.name, "line": pool.lines[0].public_id}
    assert desk.post(pool.fund, "do/spent/", **data, **parts(date(2026, 2, 2), "on_date")).status_code == 302

    made = Transfer.objects.latest("pk")
    assert (made.move, made.amount_pence, made.debit.line, made.payee) == ("spent", 1_234_56, pool.lines[0], cast.homes)
    assert f"paid to {cast.homes.name}" in desk.get(pool.fund).content.decode()


def test_whoever_gets_the_money_is_asked_and_stays_between_the_partners(desk, client, pool):
    data = {"amount": "12", "words": "Taxi", "line": pool.lines[0].public_id, **parts(date(2026, 2, 2), "on_date")}
    refused = desk.post(pool.fund, "do/spent/", **data)
    assert refused.status_code == 400
    assert "Say who was paid." in refused.content.decode()

    desk.post(pool.fund, "do/spent/", **data, paid_to="<i>Mrs Evans</i>")
    made = Transfer.objects.get()
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=made)
    assert (made.payee, made.paid_to) == (None, "<i>Mrs Evans</i>")
    assert "&lt;i&gt;Mrs Evans&lt;/i&gt;" in desk.get(pool.fund).content.decode()
    public = (
        client.get(f"/funds/{pool.fund.public_id}/").content
        + client.get(f"/funds/{pool.fund.public_id}/lines.csv").getvalue()
    )
    assert b"Mrs Evans" not in public


def test_what_a_partner_paid_and_gave_has_a_form_of_its_own(desk, pool):
    own = {"partner": pool.fund.partners.first().public_id, **parts(date(2026, 2, 2), "on_date")}
    assert desk.post(pool.fund, "do/received/", amount="25,000", words="Instalment", **own).status_code == 302
    line = pool.lines[0].public_id
    assert desk.post(pool.fund, "do/given/", amount="500", words="A room", line=line, **own).status_code == 302
    assert desk.post(pool.fund, "do/given/", amount="500", words="A room", **own).status_code == 400

    assert [each.move for each in Transfer.objects.order_by("pk")] == ["received", "given"]


@pytest.mark.parametrize("deed", ["spent", "received", "given"])
def test_a_form_for_one_move_makes_no_other(desk, pool, deed):
    own = {"move": "returned", "partner": pool.fund.partners.first().public_id, "line": pool.lines[0].public_id}
    own |= {"amount": "5", "words": "x", "paid_to": "x", **parts(date(2026, 2, 2), "on_date")}
    desk.post(pool.fund, f"do/{deed}/", **own)

    assert Transfer.objects.get().move == deed


def test_what_was_refused_stays_in_sight_with_its_reason(desk, pool):
    actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=pool.proposed(words="Twice"), reason="Paid in May")
    draft = VirementDraftFactory(giving=pool.lines[1], getting=pool.lines[0])
    asked = actions.ask_virement(by=pool.steward, at=pool.at, fund=pool.fund, draft=draft)
    actions.refuse_virement(by=pool.lead, at=pool.at, virement=asked, reason="Winter is coming")

    html = desk.get(pool.fund).content.decode()
    assert all(words in html for words in ("Twice", "Paid in May", "Winter is coming", "Fewer beds were needed"))
    assert "Waits for a second person" not in html


def test_what_a_form_is_about_is_said_in_words(desk, pool):
    waiting = pool.proposed(words="First instalment")

    html = desk.get(pool.fund, f"do/refuse/{waiting.public_id}/").content.decode()
    assert "£25,000 · A partner paid in · First instalment" in html


def test_what_is_refused_by_the_books_stands_above_the_form_with_what_was_typed(desk, pool):
    data = {"move": "spent", "amount": "12", "words": "Night rota", "paid_to": "Payroll"}
    response = desk.post(pool.fund, "do/transfer/", **data, **parts(date(2026, 2, 2), "on_date"))

    assert response.status_code == 400
    html = response.content.decode()
    assert "Choose a line of this fund." in html
    assert "Night rota" in html


def test_what_a_form_carries_beside_its_fields_is_not_taken(desk, pool, at):
    more = {"state": "approved", "settled_by": 1, "proposed_by": 1, "amount_pence": 1, "import_key": "x"}
    data = {"move": "received", "amount": "12", "words": "x", "partner": pool.fund.partners.first().public_id}
    desk.post(pool.fund, "do/transfer/", **data, **more, **parts(date(2026, 2, 2), "on_date"))

    made = Transfer.objects.get()
    assert (made.state, made.amount_pence, made.import_key, made.settled_by) == ("proposed", 1200, None, None)
    assert made.proposed_by_id == pool.steward.person_id


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("connector", 403), ("other_officer", 404)])
def test_nobody_else_gets_a_form(desk, pool, who, status):
    waiting = pool.proposed()
    desk.as_(who)

    assert desk.get(pool.fund, "do/transfer/").status_code == status
    assert desk.post(pool.fund, f"press/approve/{waiting.public_id}/").status_code == status
    assert not Transfer.objects.get().is_counted


def test_books_of_others_are_not_there(desk, pool, cast, ivy):
    other = set_up(pool.steward, host=cast.council)
    actions.open_fund(by=pool.steward, at=pool.at, fund=other)
    waiting = pool.proposed()

    assert desk.get(other).status_code == 200
    assert desk.post(other, f"do/refuse/{waiting.public_id}/", reason="x").status_code == 404, "of another fund"
    desk.as_(ivy, "homes")
    assert desk.get(pool.fund).status_code == 200
    assert desk.get(other).status_code == 404


def test_every_partner_sees_every_statement(desk, pool, ivy):
    pool.moved(amount_pence=25_000_00)
    desk.as_(ivy, "homes")

    assert "£25,000" in desk.get(pool.fund, "statement/council/", year="2025").content.decode()
    rows = desk.get(pool.fund, "statement/council.csv", year="2025").getvalue().decode()
    assert "received,,,25000.00" in rows
    assert desk.get(pool.fund, "statement/elsewhere/").status_code == 404


@pytest.mark.slow
def test_a_statement_is_tagged_paper(desk, pool, tmp_path):
    pool.moved(amount_pence=25_000_00)
    path = tmp_path / "statement.pdf"
    path.write_bytes(desk.get(pool.fund, "statement/council.pdf", year="2025").content)

    read = PdfReader(path)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "£25,000" in "".join(page.extract_text() for page in read.pages)


def test_a_statement_of_a_closed_year_is_the_one_that_was_kept(desk, pool, clock):
    pool.moved(amount_pence=25_000_00)
    closed_at = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    ended = actions.close_year(by=pool.steward, at=closed_at, fund=pool.fund, year=2025)

    html = desk.get(pool.fund, "statement/council/", year="2025").content.decode()
    assert ended.digests["council"] in html


def test_budget_moves_at_the_desk(desk, pool):
    facts = {"giving": pool.lines[1].public_id, "getting": pool.lines[0].public_id, "year": 2025, "amount": "100"}
    assert desk.post(pool.fund, "do/virement/", reason="Fewer beds", **facts).status_code == 302
    desk.as_("lead")
    assert "Fewer beds" in desk.get(pool.fund).content.decode()
    waiting = pool.lines[1].scheme.fund
    draft = VirementDraftFactory(giving=pool.lines[1], getting=pool.lines[0])
    more = actions.ask_virement(by=pool.steward, at=pool.at, fund=waiting, draft=draft)
    assert desk.post(pool.fund, f"press/approve-virement/{more.public_id}/").status_code == 302
    more.refresh_from_db()
    assert more.is_approved


def test_a_forecast_that_is_off_leads_to_a_plan(desk, pool):
    line = pool.lines[0]
    assert desk.post(pool.fund, f"do/forecast/{line.public_id}/", year=2025, amount="180000").status_code == 400
    assert (
        desk.post(pool.fund, f"do/forecast/{line.public_id}/", year=2025, amount="180000", cause="Snow").status_code
        == 302
    )
    assert "Needs a plan" in desk.get(pool.fund).content.decode()
    made = line.forecasts.get()
    data = {"what": "Share the rota", "owner": "homes", **parts(date(2026, 3, 20), "due_date")}
    assert desk.post(pool.fund, f"do/plan/{made.public_id}/", **data).status_code == 302
    plan = made.plans.get()
    assert desk.post(pool.fund, f"do/end-plan/{plan.public_id}/", came_of_it="It helped").status_code == 302


@pytest.mark.parametrize("deed", ["nonsense", "refuse", "open/0000000000"])
def test_a_deed_that_is_none_is_not_found(desk, pool, deed):
    assert desk.get(pool.fund, f"do/{deed}/").status_code == 404
