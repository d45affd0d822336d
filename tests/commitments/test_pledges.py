"""A leader pledges in person: the post stands with the promise, on its organisation's page and among all pledges."""

import pytest

from saidanddone.commitments import actions
from saidanddone.record.models import Entry, Opening
from tests.commitments.factories import MOMENT, CommitmentFactory, PromiseDraftFactory

pytestmark = pytest.mark.django_db
POST = "Chief executive"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


@pytest.fixture
def pledge(cast):
    return CommitmentFactory(organisation=cast.council, promise="I read one letter a day.", pledged_by=POST)


def page(client, address):
    return client.get(address).content.decode()


def test_markup_in_the_name_of_a_post_is_words(client, cast):
    CommitmentFactory(organisation=cast.council, pledged_by="<script>alert(1)</script>")

    for address in ("/pledges/", f"/organisations/{cast.council.slug}/"):
        assert "<script>alert" not in page(client, address)


def test_a_pledge_that_a_moderator_hid_is_nowhere(client, cast, pledge):
    pledge.hidden_at = MOMENT
    pledge.save()

    for address in ("/pledges/", f"/organisations/{cast.council.slug}/", "/commitments/download.csv?pledged=yes"):
        assert pledge.promise not in b"".join(client.get(address)).decode()


def test_all_pledges_stand_on_one_page_and_other_promises_do_not(client, cast, pledge):
    other = CommitmentFactory(organisation=cast.council)

    assert pledge.promise in page(client, "/pledges/")
    assert other.promise not in page(client, "/pledges/")
    assert POST in page(client, "/pledges/")


def test_a_pledge_stands_on_the_page_of_its_organisation_and_with_the_promise(client, cast, pledge):
    assert pledge.promise in page(client, f"/organisations/{cast.council.slug}/")
    assert POST in page(client, f"/commitments/{pledge.public_id}/")


def test_without_pledges_the_page_says_so(client, cast):
    assert "No leader has pledged anything here yet" in page(client, "/pledges/")


def test_the_wall_and_its_file_can_be_of_pledges_alone(client, cast, pledge):
    other = CommitmentFactory(organisation=cast.council)

    file = b"".join(client.get("/commitments/download.csv?pledged=yes")).decode()
    assert pledge.promise in file and POST in file
    assert other.promise not in file
    assert client.get("/commitments/?pledged=perhaps").status_code == 400


def test_a_pledge_is_made_at_the_desk_and_its_post_is_sealed_in_the_record(cast, at):
    draft = PromiseDraftFactory(organisation=cast.council, pledged_by=f" {POST}\n")

    made = actions.promise(by=cast.viewer("lead"), at=at, draft=draft)

    assert made.pledged_by == POST
    assert POST not in str(Entry.objects.get(kind="commitment").facts)
    assert Opening.objects.filter(entry__about_id=made.public_id, field="pledged_by").exists()


def test_all_pledges_take_few_queries_however_many_they_are(client, cast, django_assert_max_num_queries):
    for _number in range(12):
        CommitmentFactory(organisation=cast.council, pledged_by=POST)

    with django_assert_max_num_queries(6):
        client.get("/pledges/")
