"""Every address of this app, opened by each of the cast, against the access table."""

import pytest
from django.urls import reverse

from saidanddone.contributions import actions, files
from saidanddone.contributions.models import CannedOpening
from saidanddone.contributions.urls import urlpatterns
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from tests.access_table import ACCESS
from tests.contributions.factories import AnswerFactory, ContributionFactory, contributor_of
from tests.contributions.test_files import picture
from tests.people.cast import ROLES_OF_CAST

pytestmark = pytest.mark.django_db
COLUMNS = ("stranger", "resident", *ROLES_OF_CAST)
LISTS = {
    "contributions",
    "contributions_map",
    "contributions_download",
    "contributions_atom",
    "contributions_json_feed",
}
LAST = ["detach", "support"]
"""They change what the others stand on."""
NAMES = [pattern.name for pattern in urlpatterns if pattern.name not in LISTS]


@pytest.fixture
def addresses(cast):
    said = ContributionFactory(organisations=[cast.council], contributor=cast.mair, place=cast.bryn_teg)
    answered = ContributionFactory(organisations=[cast.council], contributor=cast.mair, place=cast.bryn_teg)
    answer = AnswerFactory(contribution=answered, organisation=cast.council)
    upload = files.Upload(picture(), "image/jpeg")
    attachment = actions.attach(by=contributor_of(said), at=said.created_at, contribution=said, upload=upload)
    opening = CannedOpening.objects.create(organisation=cast.council, language="en", text="Thank you for")
    arguments = {
        "detach": [attachment.public_id],
        "attachment": [attachment.public_id],
        "give_verdict": [answer.public_id],
        "pause_clock": [said.public_id, "council"],
        "resume_clock": [said.public_id, "council"],
        "desk_openings": ["council"],
        "remove_opening": [opening.public_id],
    }
    plain = {pattern.name for pattern in urlpatterns if "<" not in str(pattern.pattern)}
    return {name: reverse(name, args=[] if name in plain else arguments.get(name, [said.public_id])) for name in NAMES}


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_each_address_answers_as_the_table_says(column, client, cast, clock, addresses, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    found, wanted = {}, {}

    for name, address in sorted(addresses.items(), key=lambda item: LAST.index(item[0]) if item[0] in LAST else -1):
        posts = f"POST:{name}" in ACCESS
        enter(client, cast, column)
        response = client.post(address) if posts else client.get(address)
        found[name] = response.status_code
        wanted[name] = ACCESS[f"POST:{name}" if posts else name][COLUMNS.index(column)]
        response.close()
        client.logout()

    assert found == wanted


def enter(client, cast, column):
    if column == "resident":
        session = client.session
        session[CONTRIBUTOR_SESSION_KEY] = cast.mair.pk
        session.save()
    elif column != "stranger":
        client.force_login(getattr(cast, ROLES_OF_CAST[column]))
