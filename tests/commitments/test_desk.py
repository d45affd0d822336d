"""The desk: what is late first, and a form for each thing that is done to a promise or a setback."""

from datetime import timedelta

import pytest

from saidanddone.commitments.models import Commitment, Setback
from tests.commitments.factories import MOMENT, TODAY, CommitmentFactory, OwnerFactory, SetbackFactory
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory
from tests.people.factories import MembershipFactory

pytestmark = pytest.mark.django_db
KEY = "a" * 64


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def lead(client, cast):
    cast.sign_in(client, "lead")
    return client


@pytest.fixture
def made(cast):
    return CommitmentFactory(organisation=cast.council, place=cast.bryn_teg)


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def sent(client, address, data):
    """Sent as a browser would, with what stands in the page's hidden fields."""
    page = client.get(address)
    assert page.status_code == 200, page.content[:500]
    response = client.post(address, {"language": "en", "submission_key": KEY} | data)
    assert response.status_code == 302, response.context["form"].errors
    return response


def test_what_is_late_comes_first_and_each_part_keeps_its_own(lead, cast):
    facts = {"organisation": cast.council, "place": cast.bryn_teg}
    CommitmentFactory(promise="Fresh.", made_at=MOMENT, **facts)
    CommitmentFactory(promise="Late.", overdue=True, made_at=MOMENT, **facts)
    CommitmentFactory(promise="Quiet.", made_at=MOMENT - timedelta(days=61), **facts)
    CommitmentFactory(promise="Kept.", kept=True, **facts)
    CommitmentFactory(promise="Foreign.", organisation=cast.homes)

    def promises(part):
        rows = lead.get(f"/desk/council/commitments/?part={part}").context["desk"].page.rows
        return [row.promise for row in rows]

    assert promises("open")[0] == "Late."
    assert set(promises("open")) == {"Late.", "Fresh.", "Quiet."}
    assert promises("late") == ["Late."]
    assert promises("quiet") == ["Quiet."]
    assert promises("ended") == ["Kept."]


def test_the_desk_takes_as_many_queries_for_one_as_for_many(lead, cast, django_assert_max_num_queries):
    for _ in range(25):
        CommitmentFactory(organisation=cast.council, place=cast.bryn_teg)

    with django_assert_max_num_queries(18):
        lead.get("/desk/council/commitments/")


def test_the_desk_leads_to_ones_own_organisation(lead):
    assert lead.get("/desk/commitments/").url == "/desk/council/commitments/"


def test_a_promise_is_made_from_what_was_said(lead, cast):
    said = ContributionFactory()
    data = {"promise": "We will mend the lift.", "kind": "once", "place": "bryn-teg", "cost_pounds": "1200"}

    sent(
        lead,
        f"/desk/council/commitments/new/?contribution={said.public_id}",
        data | day("due_date", TODAY + timedelta(days=30)),
    )

    made = Commitment.objects.get()
    assert (made.contribution, made.cost_pence, made.place) == (said, 120_000, cast.bryn_teg)
    assert made.start_date == TODAY


def test_an_update_says_what_was_done_in_two_fields(client, cast, made):
    cast.sign_in(client, "officer")

    sent(client, f"/commitments/{made.public_id}/update/", {"done": "The drivers are hired.", "claim": "goes_on"})

    assert made.updates.get().done == "The drivers are hired."


def test_a_partner_is_not_asked_whether_it_is_kept(client, cast, made):
    made.partners.create(organisation=cast.homes, part="Tells its tenants")
    cast.sign_in(client, "other_officer")

    sent(client, f"/commitments/{made.public_id}/update/", {"done": "All tenants know.", "claim": "kept"})

    update = made.updates.get()
    assert (update.organisation, update.claim) == (cast.homes, "")


def test_dropping_asks_why(client, cast, made):
    cast.sign_in(client, "officer")
    address = f"/commitments/{made.public_id}/update/"

    refused = client.post(address, {"claim": "dropped", "language": "en", "submission_key": KEY})
    sent(client, address, {"claim": "dropped", "reason": "The grant was cut."})

    assert "Say why it is dropped" in refused.content.decode()
    made.refresh_from_db()
    assert made.drop_reason == "The grant was cut."


def test_steps_are_named_reached_and_taken_away(lead, made):
    address = f"/commitments/{made.public_id}/steps/"
    sent(
        lead,
        address,
        {"title-0": "Hire", "title-1": "Print"} | day("day-0", TODAY) | day("day-1", TODAY + timedelta(days=3)),
    )
    hire, printed = made.milestones.order_by("due_date")
    sent(
        lead,
        f"/commitments/{made.public_id}/update/",
        {"done": "Hired.", "claim": "goes_on", "reached": hire.public_id},
    )

    asked_why = lead.post(address, {f"title-{printed.public_id}": ""})
    sent(lead, address, {f"title-{printed.public_id}": "", "reason": "The tables stay as they are"})

    assert "Say why" in asked_why.text
    assert made.milestones.standing().get().reached_date == TODAY


def test_a_change_a_partner_and_a_replacement(lead, cast, made):
    one = f"/commitments/{made.public_id}/"
    later = TODAY + timedelta(days=90)
    sent(lead, f"{one}change/", {"promise": made.promise, "reason": "No drivers yet"} | day("due_date", later))
    sent(lead, f"{one}partners/", {"organisation": "homes", "part": "Tells its tenants"})
    lead.post(f"{one}partners/{made.partners.get().pk}/remove/")
    other = CommitmentFactory(organisation=cast.council)
    sent(lead, f"{one}replace/", {"replacement": other.public_id, "reason": "A better one"})

    made.refresh_from_db()
    assert (made.due_date, made.replaced_by) == (later, other)
    assert not made.partners.exists()


def test_a_period_of_a_standing_promise(client, cast):
    standing = CommitmentFactory(organisation=cast.council, standing=True)
    cast.sign_in(client, "officer")
    dates = day("start_date", TODAY - timedelta(days=14)) | day("end_date", TODAY - timedelta(days=8))

    sent(
        client,
        f"/commitments/{standing.public_id}/period/",
        {"kept_count": "9", "all_count": "10", "source": "Call log"} | dates,
    )

    assert standing.periods.get().kept_count == 9


@pytest.mark.parametrize("is_own", [True, False])
def test_a_setback_is_tied_to_a_decision_and_an_outcome_of_its_organisation_alone(client, cast, made, is_own):
    cast.sign_in(client, "officer")
    body = cast.council if is_own else cast.homes
    decision = DecisionFactory(decided=True, organisation=body, place=cast.bryn_teg)
    outcome = OwnerFactory(organisation=body).outcome
    concerns = {"decision": decision.public_id, "outcome": outcome.public_id}
    facts = {"title": "The bus failed", "text": "No driver.", "touched": "Forty people.", "fix": "A second driver."}
    facts |= {"fix_owner": "Bus team", "place": "bryn-teg", "language": "en", "submission_key": KEY}
    dates = day("known_date", TODAY) | day("check_date", TODAY + timedelta(days=30))

    client.post("/desk/council/setbacks/new/", facts | dates | concerns)

    found = Setback.objects.first()
    assert (found is not None) == is_own
    if found:
        assert (found.decision, found.outcome) == (decision, outcome)


def test_a_setback_is_said_and_looked_at_again(client, cast, made):
    cast.sign_in(client, "officer")
    data = {
        "title": "The wrong letter",
        "text": "Forty people got it.",
        "touched": "Forty people",
        "fix": "A new letter",
        "fix_owner": "The housing team",
        "place": "bryn-teg",
        "commitment": made.public_id,
    }
    dates = day("known_date", TODAY) | day("check_date", TODAY + timedelta(days=30))

    sent(client, f"/desk/council/setbacks/new/?commitment={made.public_id}", data | dates)
    setback = Setback.objects.get()
    assert "The wrong letter" in client.get("/desk/council/setbacks/").content.decode()
    sent(client, f"/setbacks/{setback.public_id}/again/", {"found": "All have it.", "cause": "A slip"})

    setback.refresh_from_db()
    assert (setback.commitment, setback.found, setback.cause) == (made, "All have it.", "A slip")


def test_nobody_writes_at_a_strangers_desk(client, cast, made):
    SetbackFactory(organisation=cast.council)
    cast.sign_in(client, "other_officer")

    for address in (
        "/desk/council/commitments/",
        "/desk/council/commitments/new/",
        "/desk/council/setbacks/new/",
        f"/commitments/{made.public_id}/update/",
        f"/commitments/{made.public_id}/change/",
        f"/setbacks/{Setback.objects.get().public_id}/again/",
    ):
        assert client.get(address).status_code == 403


def test_a_lead_of_two_organisations_finds_both(lead, cast):
    MembershipFactory(person=cast.lowri, organisation=cast.homes, role="lead")

    assert "Aberwen Homes" in lead.get("/desk/council/commitments/").content.decode()
