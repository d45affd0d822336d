"""A check ends in a talk and in repairs: a line among partners, or a promise in public that ends by itself."""

from datetime import date

import pytest

from saidanddone.alliances import actions
from saidanddone.alliances.models import Repair
from saidanddone.commitments import actions as commitments
from saidanddone.commitments.actions import UpdateDraft
from saidanddone.commitments.models import Commitment
from saidanddone.core.rules import Refused
from saidanddone.people.models import Person
from saidanddone.record.models import Entry
from tests.alliances.factories import rated
from tests.commitments.factories import CommitmentFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.usefixtures("clock")
DUE = {"due_date_day": 1, "due_date_month": 4, "due_date_year": 2026}


@pytest.fixture
def talked(circle, client):
    """A check that has closed; the client is a lead of the first party."""
    check = rated(circle, circle.parties[0], [2, 2, 1, 2])
    client.force_login(Person.objects.get(pk=circle.lead(circle.parties[0]).person_id))
    return circle, check


def address(check, path):
    return f"/alliances/{check.alliance.public_id}/checks/{check.public_id}/{path}"


def sent(circle, **facts):
    own = {"words": "We ring back within a day.", "owner": circle.parties[0].public_id, "kind": "private", **DUE}
    return own | facts


def test_a_line_among_partners_is_agreed_and_ended_and_nobody_else_learns_of_it(talked, client):
    circle, check = talked
    assert client.post(address(check, "repair/"), sent(circle)).status_code == 302
    repair = Repair.objects.get()
    client.post(address(check, f"repair/{repair.public_id}/"), {"is_kept": "no", "how": "The line was never set up."})

    assert (Repair.objects.get().is_kept, Commitment.objects.count()) == (False, 0)
    page = client.get(address(check, "shown/")).content.decode()
    assert "Not kept" in page
    assert "The line was never set up." in page


def test_a_promise_in_public_is_made_and_ends_by_itself(talked, client):
    circle, check = talked
    place = PlaceFactory(slug="bryn-fach")
    data = sent(circle, kind="new", place="bryn-fach", submission_key="once")
    assert client.post(address(check, "repair/"), data).status_code == 302
    assert client.post(address(check, "repair/"), data).status_code == 302

    repair = Repair.objects.get()
    promise = Commitment.objects.get()
    assert (repair.commitment, promise.promise, promise.place) == (promise, "We ring back within a day.", place)
    assert Entry.objects.filter(kind="commitment").exists()
    with pytest.raises(Refused, match="promise in public"):
        actions.end_repair(
            by=circle.lead(circle.parties[0]), at=circle.at, repair=repair, is_kept=True, how="Done, I say."
        )
    by = circle.lead(circle.parties[0])
    commitments.update_commitment(
        by=by,
        at=circle.at,
        commitment=promise,
        draft=UpdateDraft(organisation=promise.organisation, done="A line that rings.", claim="kept"),
    )
    assert Repair.objects.get().was_kept is True
    assert not Repair.objects.open().exists()


def test_a_promise_that_is_dropped_is_a_repair_that_was_not_kept(talked, at):
    circle, check = talked
    first = circle.parties[0]
    promise = CommitmentFactory(organisation=first.organisation)
    repair = actions.agree_repair(
        by=circle.lead(first), at=at, check=check, words="W", owner=first, due_date=date(2026, 5, 1), commitment=promise
    )
    promise.dropped_date, promise.drop_reason = date(2026, 4, 1), "No money."
    promise.save()

    assert Repair.objects.get(pk=repair.pk).was_kept is False


def test_a_promise_of_somebody_else_is_not_taken(talked, at):
    circle, check = talked
    first, second = circle.parties[:2]
    other = CommitmentFactory(organisation=second.organisation)

    with pytest.raises(Refused, match="party that sees to it"):
        actions.agree_repair(
            by=circle.lead(first),
            at=at,
            check=check,
            words="W",
            owner=first,
            due_date=date(2026, 5, 1),
            commitment=other,
        )


@pytest.mark.parametrize(
    "facts", [{"words": ""}, {"due_date_year": 1926}, {"kind": "new"}, {"kind": "linked"}, {"owner": "7k3m9qx2pd"}]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(talked, client, facts):
    circle, check = talked
    response = client.post(address(check, "repair/"), sent(circle, **facts))

    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert not Repair.objects.exists()


def test_only_the_party_that_sees_to_it_ends_it(talked, client):
    circle, check = talked
    client.post(address(check, "repair/"), sent(circle))
    client.force_login(Person.objects.get(pk=circle.lead(circle.parties[1]).person_id))
    ending = address(check, f"repair/{Repair.objects.get().public_id}/")

    assert client.post(ending, {"is_kept": "yes", "how": "So I say."}).status_code == 404
    assert Repair.objects.get().ended_date is None


def test_the_next_check_has_its_day_and_is_late_after_it(talked, client):
    _circle, check = talked
    day = {"next_date_day": 1, "next_date_month": 9, "next_date_year": 2026}
    assert client.post(address(check, "talked-over/"), day).status_code == 302
    listed = f"/alliances/{check.alliance.public_id}/checks/"
    assert "The next is due on" in client.get(listed).content.decode()

    check.refresh_from_db()
    check.next_date = date(2026, 2, 1)
    check.save()
    assert "Late" in client.get(listed).content.decode()
