"""The wall, the page of a promise, setbacks: what everyone reads, in a fixed number of queries."""

import json
from datetime import timedelta

import pytest

from saidanddone.commitments import actions, downloads
from saidanddone.commitments.actions import Part, Step, UpdateDraft
from saidanddone.commitments.models import Change, Commitment, FollowUp
from tests.commitments.factories import (
    MOMENT,
    TODAY,
    CommitmentFactory,
    FollowUpFactory,
    OutcomeFactory,
    SetbackFactory,
)
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 22
WALL_QUERIES = 9


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content[:2000]
    return response.content.decode()


def walled(client, query=""):
    response = client.get(f"/commitments/{query}")
    assert response.status_code == 200
    return [row.promise for row in response.context["page"].rows]


@pytest.fixture
def several(cast):
    facts = {"organisation": cast.council, "place": cast.bryn_teg}
    CommitmentFactory(promise="Kept.", kept=True, **facts)
    CommitmentFactory(promise="Dropped.", dropped=True, **facts)
    CommitmentFactory(promise="Standing.", standing=True, **facts)
    CommitmentFactory(promise="Later.", **facts)
    CommitmentFactory(promise="Soon.", due_date=TODAY + timedelta(days=9), **facts)
    CommitmentFactory(promise="Late.", overdue=True, **facts)
    CommitmentFactory(promise="Hidden.", hidden_at=MOMENT, **facts)


def test_what_is_late_comes_first_and_what_has_ended_last(client, several):
    assert walled(client)[:4] == ["Late.", "Soon.", "Later.", "Standing."]
    assert set(walled(client)[4:]) == {"Kept.", "Dropped."}


@pytest.mark.parametrize(
    ("query", "promises"),
    [
        ("?state=overdue", ["Late."]),
        ("?state=due_soon", ["Soon."]),
        ("?state=standing", ["Standing."]),
        ("?state=kept", ["Kept."]),
        ("?place=bryn-teg&state=on_course", ["Later."]),
        ("?organisation=homes", []),
    ],
)
def test_each_filter_keeps_what_it_names(client, several, query, promises):
    assert walled(client, query) == promises


def test_an_organisations_promises_are_those_in_which_it_has_a_part(client, cast, several):
    Commitment.objects.get(promise="Soon.").partners.create(organisation=cast.homes, part="Tells its tenants")

    assert walled(client, "?organisation=homes") == ["Soon."]


def test_what_is_not_to_choose_from_is_refused(client, db):
    assert client.get("/commitments/?state=nonsense").status_code == 400
    assert client.get("/commitments/?page=0").status_code == 400


def test_the_wall_takes_as_many_queries_for_one_as_for_many(client, cast, django_assert_max_num_queries):
    for _ in range(25):
        CommitmentFactory(organisation=cast.council, place=cast.bryn_teg)

    with django_assert_max_num_queries(WALL_QUERIES):
        read(client, "/commitments/")


def test_the_files_hold_what_is_public_and_every_field_is_a_column_or_left_out(client, cast, several):
    FollowUpFactory(commitment=Commitment.objects.get(promise="Kept."), value="no")

    rows = json.loads(b"".join(client.get("/commitments/download.json?state=kept").streaming_content))
    lines = b"".join(client.get("/commitments/download.csv").streaming_content).decode().splitlines()

    assert [(row["promise"], row["state"], row["worked_no"]) for row in rows] == [("Kept.", "kept", 1)]
    assert len(lines) == 7
    assert "Hidden." not in "".join(lines)
    fields = {each.name for each in Commitment._meta.concrete_fields}
    assert fields <= set(downloads.COLUMNS) | set(downloads.LEFT_OUT)
    assert not set(downloads.COLUMNS) & set(downloads.LEFT_OUT)


@pytest.fixture
def storied(cast):
    """One with all that can hang on a promise."""
    finding = FindingFactory(published=True)
    decision = DecisionFactory(organisation=cast.council, decided=True, headline="Bus 7 runs until ten")
    for _ in range(3):
        EvidenceFactory(finding=finding)
        UseFactory(decision=decision)
    UseFactory(decision=decision, contribution=None, finding=finding)
    made = CommitmentFactory(
        organisation=cast.council,
        place=cast.bryn_teg,
        decision=decision,
        outcome=OutcomeFactory(),
        cost_pence=12_345_600,
        funding="The transport grant",
        risk="Drivers are scarce",
    )
    lead = cast.viewer("lead")
    actions.add_partner(by=lead, at=MOMENT, commitment=made, part=Part(cast.homes, "Tells its tenants"))
    actions.set_milestones(
        by=lead, at=MOMENT, commitment=made, steps=[Step("Hire drivers", TODAY), Step("Print tables", TODAY)]
    )
    actions.change_commitment(
        by=lead, at=MOMENT, commitment=made, promise="Bus 7 runs until ten.", due_date=TODAY, reason="It was unclear"
    )
    for claim in ("", "", "kept"):
        draft = UpdateDraft(
            organisation=cast.council, done="Drivers are hired.", claim=claim, evidence="https://example.org/a"
        )
        actions.update_commitment(by=lead, at=MOMENT, commitment=made, draft=draft)
    SetbackFactory(organisation=cast.council, commitment=made)
    Commitment.objects.filter(pk=made.pk).update(asked_at=MOMENT)
    for each in UseFactory._meta.model.objects.filter(decision=decision, contribution__isnull=False):
        FollowUpFactory(commitment=made, contribution=each.contribution, value="no", words="The last bus was full.")
    return Commitment.objects.get(pk=made.pk)


def test_the_page_tells_the_whole_story(client, storied):
    page = read(client, f"/commitments/{storied.public_id}/")

    for words in (
        "Bus 7 runs until ten.",
        "Bus 7 runs until ten",
        "Tells its tenants",
        "Hire drivers",
        "It was unclear",
        "Drivers are hired.",
        "https://example.org/a",
        "Forty people got the wrong letter",
        "£123,456",
        "The transport grant",
        "Drivers are scarce",
        "6 contributions led to it",
        "3 of 3 people who were asked have answered",
        "The last bus was full.",
        "Mair Pugh",
    ):
        assert words in page
    before = storied.changes.get(field=Change.Field.PROMISE).before
    assert page.count(before) == 2
    assert "<del>" in page


def test_the_page_takes_a_fixed_number_of_queries(client, cast, storied, django_assert_max_num_queries):
    with django_assert_max_num_queries(PAGE_QUERIES):
        read(client, f"/commitments/{storied.public_id}/")
    cast.sign_in(client, "lead")
    with django_assert_max_num_queries(PAGE_QUERIES + 8):
        read(client, f"/commitments/{storied.public_id}/")


def test_a_hidden_promise_is_there_for_its_own_organisation_alone(client, cast):
    hidden = CommitmentFactory(organisation=cast.council, hidden_at=MOMENT)
    address = f"/commitments/{hidden.public_id}/"

    assert client.get(address).status_code == 404
    cast.sign_in(client, "other_officer")
    assert client.get(address).status_code == 404
    cast.sign_in(client, "officer")
    assert "A moderator has hidden this" in read(client, address)


def test_what_is_not_public_is_not_shown_under_where_it_came_from(client, cast):
    secret = ContributionFactory(for_one_organisation=True, text="Only for you, dear council.")
    finding = FindingFactory(published=True)
    EvidenceFactory(finding=finding, contribution=secret)
    FollowUpFactory(
        commitment=CommitmentFactory(finding=finding, kept=True), contribution=secret, value="yes", words="Thank you!"
    )
    commitment = FollowUp.objects.get().commitment

    page = read(client, f"/commitments/{commitment.public_id}/")

    assert "Only for you" not in page
    assert "Mair Pugh" not in page
    assert "Thank you!" in page


def test_whoever_was_asked_answers_in_one_press_by_return_link(client, cast):
    said = ContributionFactory(contributor=cast.mair)
    asked = FollowUpFactory(contribution=said)
    address = f"/commitments/{asked.commitment.public_id}/"
    assert "Your words led to this" not in read(client, address)
    cast.sign_in(client, "resident")
    assert "Your words led to this" in read(client, address)

    response = client.post(f"{address}worked/", {"verdict": "unknown"})

    assert response.status_code == 302
    asked.refresh_from_db()
    assert (asked.value, asked.words) == ("cannot_tell", "")
    assert "Change what you said" in read(client, address)


def test_words_go_with_it_and_a_later_press_keeps_them(client, cast):
    asked = FollowUpFactory(contribution=ContributionFactory(contributor=cast.mair))
    address = f"/commitments/{asked.commitment.public_id}/worked/"
    cast.sign_in(client, "resident")
    assert client.post(address, {}).status_code == 400

    client.post(address, {"value": "no", "words": "It never came."})
    client.post(address, {"verdict": "partly"})

    asked.refresh_from_db()
    assert (asked.value, asked.words) == ("partly", "It never came.")


def test_nobody_else_finds_the_question(client, cast):
    asked = FollowUpFactory()

    for name in ("stranger", "resident", "lead"):
        cast.sign_in(client, name)
        assert client.get(f"/commitments/{asked.commitment.public_id}/worked/").status_code == 404


def test_setbacks_stand_newest_first_with_how_many_were_said_in_time(client, cast):
    SetbackFactory(organisation=cast.council, title="The older one", said_at=MOMENT - timedelta(days=3))
    SetbackFactory(organisation=cast.council, title="The newer one", is_in_time=False)
    SetbackFactory(organisation=cast.council, title="The hidden one", hidden_at=MOMENT)

    page = read(client, "/setbacks/")

    assert page.index("The newer one") < page.index("The older one")
    assert "1 of 2" in page
    assert "The hidden one" not in page


def test_a_setback_tells_all_and_says_when_its_second_look_was_missed(client, cast):
    missed = SetbackFactory(organisation=cast.council, known_date=TODAY - timedelta(days=9), check_date=TODAY)
    SetbackFactory._meta.model.objects.update(check_date=TODAY - timedelta(days=1))

    page = read(client, f"/setbacks/{missed.public_id}/")

    for words in (
        "Forty households",
        "A new letter, by hand.",
        "The housing team",
        "Not known yet.",
        "Nobody has said",
    ):
        assert words in page
