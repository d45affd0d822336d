"""Where feeling and record part: by one rule, only where both are known, and without saying why."""

import pytest

from saidanddone.trust.pages import trust_page
from saidanddone.trust.parting import can_tell
from saidanddone.trust.periods import year_to
from saidanddone.trust.record import integrity
from saidanddone.trust.record.figures import Shown
from saidanddone.trust.subjects import Subject
from tests.commitments.factories import CommitmentFactory
from tests.contributions.factories import ContributionFactory
from tests.trust.factories import estimate, published_wave, trust_survey

pytestmark = pytest.mark.django_db


def consistency(cast, at):
    page = trust_page(Subject(organisation=cast.council), year_to(at.date()), on=at.date())
    return next(row for row in page.rows if row.determinant == "consistency")


def promises(cast, kept, late):
    for trait, number in (("kept", kept), ("overdue", late)):
        CommitmentFactory.create_batch(number, organisation=cast.council, **{trait: True})


def test_a_good_record_beside_a_bad_feeling_is_said(client, cast, at):
    promises(cast, kept=5, late=1)
    published_wave(trust_survey(cast.council, "consistency"), net=-0.2)

    row = consistency(cast, at)

    assert row.parting.name == "record_better"
    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "The record looks better than people feel." in page
    assert "Nobody knows why from this alone." in page
    assert "because" not in page.split('class="ground__parting"')[1].split("</section>")[0]


def test_a_bad_record_beside_a_good_feeling_is_said(cast, at):
    promises(cast, kept=1, late=5)
    published_wave(trust_survey(cast.council, "consistency"), net=0.2)

    assert consistency(cast, at).parting.name == "feeling_better"


@pytest.mark.parametrize(
    ("kept", "late", "net", "facts"),
    [
        (5, 1, 0.2, {}),  # both good
        (5, 1, -0.03, {}),  # the margin reaches over the middle
        (5, 1, -0.2, {"sampling": "open"}),  # not drawn by chance
        (3, 3, -0.2, {}),  # the record is on its middle
        (3, 0, -0.2, {}),  # too few to tell
        (0, 0, -0.2, {}),  # no record
    ],
)
def test_otherwise_nothing_is_said(cast, at, kept, late, net, facts):
    promises(cast, kept, late)
    published_wave(trust_survey(cast.council, "consistency"), net=net, **facts)

    assert consistency(cast, at).parting is None


def test_without_a_feeling_nothing_is_said(cast, at):
    promises(cast, kept=5, late=1)

    assert consistency(cast, at).parting is None


def test_a_record_that_is_mixed_parts_from_nothing(cast, at):
    promises(cast, kept=5, late=1)
    for _ in range(5):
        ContributionFactory(organisations=[cast.council], late=True)
    published_wave(trust_survey(cast.council, "consistency"), net=-0.5)

    row = consistency(cast, at)

    assert {each.words for each in row.shown if each.value is not None} >= {"83%", "0%"}
    assert row.parting is None


def test_the_record_of_the_whole_site_says_nothing_of_one_organisation(at):
    """Where nobody has cosigned it, that is no fault of the council."""
    assert not can_tell(Shown(integrity.VERIFIED, at.date(), value=0, numerator=0, of=1500))


def test_the_page_of_the_area_leads_to_organisations_with_where_they_part(client, cast, at):
    promises(cast, kept=5, late=1)
    published_wave(trust_survey(cast.council, "consistency"), net=-0.2)

    page = client.get("/trust/").content.decode().split('id="organisations"')[1].split("</section>")[0]

    council, homes = page.index(cast.council.name), page.index(cast.homes.name)
    assert (
        council < page.index("The record looks better than people feel.") < homes < page.index("Not asked yet", homes)
    )


def test_of_what_staff_say_among_themselves_the_page_of_the_area_says_nothing(client, cast, at):
    promises(cast, kept=5, late=1)
    published_wave(trust_survey(cast.council, "consistency", kind="staff"), net=-0.2)

    page = client.get("/trust/").content.decode()

    assert "The record looks better than people feel." not in page
    assert "They part in no ground" not in page


def test_what_people_of_a_place_say_of_an_organisation_parts_from_no_record_of_all(cast, at):
    CommitmentFactory.create_batch(6, organisation=cast.homes, place=cast.bryn_teg, kept=True)
    analysis = published_wave(trust_survey(cast.council, "consistency"), net=-0.2)
    estimate(analysis, "open-voice", "net", "net", -0.3, variable="area", group="1", place=cast.bryn_teg.public_id)

    page = trust_page(Subject(place=cast.bryn_teg), year_to(at.date()), on=at.date())

    row = next(row for row in page.rows if row.determinant == "consistency")
    assert row.lead.newest.words == "−30" and row.parting is None
