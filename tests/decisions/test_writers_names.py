"""Whoever wrote a finding is named in it as they choose where they spoke, whatever they choose later."""

import pytest

from saidanddone.contributions import actions as contributions
from saidanddone.decisions import actions
from saidanddone.moderation import registry
from saidanddone.record.models import Entry
from tests.contributions.factories import contributor_of
from tests.decisions.finding_story import FindingStory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at):
    """A finding with Mair as one of its writers, named as in what she said."""
    story = FindingStory(cast, at).cite(credit_name="Mair Pugh").written()
    story.do(actions.add_writer, role="lived", said=story.said[0])
    story.do(actions.publish_finding)
    return story


def names(story):
    return sorted(story.finding.writers.values_list("name", flat=True))


def be_named(story, **credit):
    said = story.said[0]
    contributions.change_credit(by=contributor_of(said), at=story.at, contribution=said, **credit)


def test_another_name_is_followed(story):
    be_named(story, credit="pseudonym", credit_name="A carer")

    assert names(story) == ["A carer", "Owen Rees"]


def test_no_name_is_followed_too(story):
    be_named(story, credit="uncredited")

    assert names(story) == ["Owen Rees"]


def test_the_record_commits_to_the_names_anew(story):
    before = Entry.objects.filter(kind="finding").count()

    be_named(story, credit="pseudonym", credit_name="A carer")

    assert Entry.objects.filter(kind="finding").count() == before + 1


def test_who_takes_back_the_words_takes_back_the_name(story):
    said = story.said[0]

    contributions.withdraw(by=contributor_of(said), at=story.at, contribution=said)

    assert names(story) == ["Owen Rees"]


def test_words_that_are_hidden_take_no_name_away(story):
    registry.handler("contribution").hide(story.said[0].public_id, story.at)

    assert names(story) == ["Mair Pugh", "Owen Rees"]


def test_a_name_that_a_moderator_took_out_goes_here_too(story):
    words = {"text": "The bus.", "credit_name": "M█"}

    registry.handler("contribution").rewrite(story.said[0].public_id, words, is_redacted=True, at=story.at)

    assert names(story) == ["M█", "Owen Rees"]
