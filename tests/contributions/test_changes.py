"""What contributors change, take back and erase."""

from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Addressee, Contribution, Support, Verdict
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.moderation import registry
from saidanddone.moderation.models import ChannelRule
from saidanddone.people.models import Contributor
from saidanddone.record.models import Entry, Opening
from saidanddone.search.models import SearchDocument
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory, contributor_of
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def fresh(said) -> Contribution:
    return Contribution.objects.get(pk=said.pk)


@pytest.fixture
def hold_first():
    ChannelRule.objects.create(channel="web", mode="hold_then_publish")


def test_early_correction_takes_the_place_of_the_words(at):
    said = ContributionFactory()

    actions.correct(by=contributor_of(said), at=at, contribution=said, text="Better words.")

    assert fresh(said).text == "Better words."
    assert not said.versions.exists()
    assert Opening.objects.filter(field="text").count() == 1


def test_late_correction_keeps_the_earlier_words(at):
    said = ContributionFactory(text="First words.")

    actions.correct(by=contributor_of(said), at=at + HOUR, contribution=said, text="Better words.")

    assert said.versions.get().text == "First words."
    assert Opening.objects.filter(field="text").count() == 2


def test_words_that_somebody_joined_in_are_kept_even_early(at):
    said = ContributionFactory(supported=True)

    actions.correct(by=contributor_of(said), at=at, contribution=said, text="Something quite other.")

    assert said.versions.count() == 1


def test_correction_is_checked_first_where_the_channel_is(hold_first, at):
    said = ContributionFactory(held=True)
    registry.handler("contribution").show(said.public_id, at)

    actions.correct(by=contributor_of(said), at=at + HOUR, contribution=said, text="Spam.")

    assert fresh(said).state == "held"
    assert not SearchDocument.objects.exists()
    registry.handler("contribution").show(said.public_id, at + 2 * HOUR)
    assert fresh(said).state == "published"
    assert Entry.objects.filter(kind="correction").count() == 1


@pytest.mark.parametrize("text", ["", "x" * 5001])
def test_correction_that_is_no_text_is_refused(at, text):
    said = ContributionFactory()

    with pytest.raises(Refused):
        actions.correct(by=contributor_of(said), at=at, contribution=said, text=text)


def test_nobody_changes_what_another_said(at):
    said, stranger = ContributionFactory(), Viewer(contributor_ids=frozenset({ContributorFactory().pk}))

    for act in (
        lambda: actions.correct(by=stranger, at=at, contribution=said, text="No."),
        lambda: actions.change_credit(by=stranger, at=at, contribution=said, credit="uncredited"),
        lambda: actions.withdraw(by=stranger, at=at, contribution=said),
        lambda: actions.narrow_audience(by=stranger, at=at, contribution=said, audience="organisations"),
        lambda: actions.erase_contributor(by=stranger, at=at, contributor=said.contributor),
    ):
        with pytest.raises(Refused):
            act()


def test_earlier_name_is_kept_nowhere(at):
    said = ContributionFactory(credit_name="Mair Pugh")

    actions.change_credit(by=contributor_of(said), at=at, contribution=said, credit="uncredited")

    assert fresh(said).credit_name == ""
    assert not Opening.objects.filter(field="credit_name").exists()


def test_consent_may_change(at):
    said = ContributionFactory(may_be_quoted=True)

    actions.change_consent(
        by=contributor_of(said), at=at, contribution=said, may_be_quoted=False, may_be_contacted=True
    )

    assert (fresh(said).may_be_quoted, fresh(said).may_be_contacted) == (False, True)


def test_narrowed_one_leaves_the_public_and_asks_only_who_may_see_it(cast, at):
    said = ContributionFactory(organisations=[cast.council, cast.homes])

    actions.narrow_audience(
        by=contributor_of(said), at=at, contribution=said, audience="organisation", only=cast.council
    )

    assert not Contribution.objects.visible_to(STRANGER).exists()
    assert not SearchDocument.objects.exists()
    assert not Opening.objects.exists()
    assert Addressee.objects.get().organisation == cast.council
    assert actions.recount(by=SITE, at=at) == 0


def test_audience_never_grows(at):
    said = ContributionFactory(for_one_organisation=True)

    with pytest.raises(Refused):
        actions.narrow_audience(by=contributor_of(said), at=at, contribution=said, audience="public")


def test_withdrawn_one_leaves_every_surface_and_is_the_same_as_none(at):
    said, other = ContributionFactory(), ContributionFactory()
    actions.link_same(by=SITE, at=at, contribution=other, same_as=said)

    actions.withdraw(by=contributor_of(said), at=at, contribution=said)

    assert list(Contribution.objects.visible_to(STRANGER)) == [fresh(other)]
    assert fresh(other).same_as is None
    assert Contribution.objects.visible_to(contributor_of(said)).filter(pk=said.pk).exists()
    assert actions.recount(by=SITE, at=at) == 0
    with pytest.raises(Refused):
        actions.withdraw(by=contributor_of(said), at=at, contribution=said)


def test_erasure_leaves_others_words_and_no_way_to_open_ones_own(cast, at):
    said = ContributionFactory(organisations=[cast.council], with_point=True, contributor=cast.mair)
    given = AnswerFactory(contribution=said, at=at)
    VerdictFactory(answer=given, value="yes", words="Well done.")
    other = ContributionFactory()
    actions.support(by=contributor_of(said), at=at, contribution=other)
    entries = Entry.objects.count()

    actions.erase_contributor(by=contributor_of(said), at=at, contributor=said.contributor)

    gone = fresh(said)
    assert (gone.state, gone.text, gone.credit_name, gone.latitude) == ("withdrawn", "", "", None)
    assert Verdict.objects.get().words == ""
    assert fresh(other).support_count == 0
    assert not Support.objects.exists()
    assert given.text
    assert Entry.objects.count() == entries + 2
    kinds = set(Opening.objects.values_list("entry__about_kind", flat=True))
    assert kinds == {"answer", "contribution"}
    assert not Opening.objects.filter(entry__about_id=said.public_id).exists()
    assert Contributor.objects.get(pk=said.contributor_id).erased_at == at
    assert actions.recount(by=SITE, at=at) == 0
