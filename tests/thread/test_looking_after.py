"""What did not go by itself comes back to a person, who sees it at the desk and says when they have told them."""

import pytest
from django.urls import reverse

from saidanddone.core.rules import Refused
from saidanddone.thread import actions
from saidanddone.thread.models import Telling, Way
from saidanddone.thread.permissions.telling import check_see_tellings
from saidanddone.thread.queries.tellings import looked_after_by
from tests.contributions.factories import ContributionFactory
from tests.decisions.factories import FindingFactory
from tests.people.factories import ContributorFactory
from tests.thread.test_telling import move, said, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(cast):
    return FindingFactory(published=True, organisation=cast.council, title="The last bus goes too early.")


@pytest.fixture
def handed(cast, finding, at):
    """Written down by the connector for somebody who has no address."""
    mine = ContributionFactory(
        text="The 28 never comes.",
        contributor=ContributorFactory(email=""),
        may_be_contacted=True,
        channel="conversation",
        by=cast.viewer("connector"),
    )
    move("in_finding", finding.ref, mine, at=at)
    return Telling.objects.get()


@pytest.fixture
def failed(finding, at):
    move("in_finding", finding.ref, said(), at=at)
    Telling.objects.filter(state="due").update(state="failed", settled_at=at)
    return Telling.objects.get(state="failed")


@pytest.mark.parametrize("who", ["connector", "administrator"])
def test_the_connector_who_has_it_or_an_administrator_says_that_they_were_told(cast, handed, at, who):
    actions.mark_told(by=cast.viewer(who), at=at, public_id=handed.public_id)

    handed.refresh_from_db()
    assert (handed.state, handed.settled_at, handed.message) == ("sent", at, None)
    assert Way.objects.get(contribution=handed.contribution).told_at == at


@pytest.mark.parametrize("who", ["stranger", "resident", "officer", "other_officer", "lead", "steward", "moderator"])
def test_nobody_else_says_so(cast, handed, at, who):
    with pytest.raises(Refused, match="Only the connector who wrote it down"):
        actions.mark_told(by=cast.viewer(who), at=at, public_id=handed.public_id)

    assert states() == ["handed"]


def test_what_failed_is_for_an_administrator_and_is_settled_once(cast, failed, at):
    with pytest.raises(Refused, match="Only the connector"):
        actions.mark_told(by=cast.viewer("connector"), at=at, public_id=failed.public_id)
    actions.mark_told(by=cast.viewer("administrator"), at=at, public_id=failed.public_id)

    with pytest.raises(Refused, match="settled already"):
        actions.mark_told(by=cast.viewer("administrator"), at=at, public_id=failed.public_id)


def test_each_sees_what_is_theirs_to_look_after(cast, handed, failed):
    assert set(looked_after_by(cast.viewer("administrator"))) == {handed, failed}
    assert set(looked_after_by(cast.viewer("connector"))) == {handed}
    assert not looked_after_by(cast.viewer("stranger")).exists()


@pytest.mark.parametrize("who", ["stranger", "resident", "moderator"])
def test_the_list_is_for_connectors_and_administrators(cast, who):
    with pytest.raises(Refused, match="Only connectors and administrators"):
        check_see_tellings(by=cast.viewer(who))


@pytest.mark.parametrize(("state", "is_shown"), [("", True), ("handed", True), ("failed", False), ("nonsense", True)])
def test_the_desk_lists_it_and_takes_it_off(client, cast, handed, state, is_shown):
    cast.sign_in(client, "connector")

    page = client.get(reverse("desk_tellings"), {"state": state}).content.decode()
    client.post(reverse("mark_told", args=[handed.public_id]))

    assert ("The 28 never comes." in page) == is_shown
    assert states() == ["sent"]
    assert "The 28 never comes." not in client.get(reverse("desk_tellings")).content.decode()
