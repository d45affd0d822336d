"""A hidden decision is nowhere at once; a redacted one keeps its earlier words nowhere."""

import pytest

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.decisions import actions
from saidanddone.decisions.changes import Changes
from saidanddone.decisions.models import Decision
from saidanddone.moderation import registry
from saidanddone.record.models import Opening
from saidanddone.search import queries as search
from tests.decisions.factories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, at) -> Story:
    return Story(cast, at).decided()


@pytest.fixture
def handler():
    return registry.handler("decision")


def test_hidden_decision_is_seen_by_nobody_outside_and_found_by_nobody(story, handler, at):
    handler.hide(story.decision.public_id, at)

    assert not Decision.objects.visible_to(STRANGER).exists()
    assert not Decision.objects.public().exists()
    assert not search.find("shifts", kinds=["decision"])
    assert not handler.is_visible(story.decision.public_id, STRANGER)


def test_nothing_more_is_published_while_it_is_hidden(story, handler, at):
    handler.hide(story.decision.public_id, at)

    with pytest.raises(Refused, match="A moderator has hidden this"):
        story.do(actions.start_review, reason="To look at it.")


def test_shown_again_it_is_found(story, handler, at):
    handler.hide(story.decision.public_id, at)
    handler.show(story.decision.public_id, at)

    assert search.find("shifts", kinds=["decision"])


def test_redaction_leaves_the_earlier_words_in_no_version_index_or_opening(story, handler, at):
    story.do(actions.revise_decision, changes=Changes({"reasons": "Ann Rees said so."}), reason="Better.")
    words = handler.describe(story.decision.public_id).words

    handler.rewrite(story.decision.public_id, words | {"reasons": "[…] said so."}, is_redacted=True, at=at)

    decision = Decision.objects.get()
    assert (decision.reasons, decision.is_redacted) == ("[…] said so.", True)
    assert not decision.versions.exists()
    assert not search.find("rees", kinds=["decision"])
    assert Opening.objects.filter(entry__about_kind="decision", field="reasons").count() == 1


def test_words_of_options_can_be_redacted_too(story, handler, at):
    option = story.decision.options.get(title="As now")
    words = handler.describe(story.decision.public_id).words

    handler.rewrite(story.decision.public_id, words | {f"options_{option.pk}_loss": "[…]"}, is_redacted=True, at=at)

    option.refresh_from_db()
    assert option.loss == "[…]"


def test_a_draft_is_not_reported(cast, at, handler):
    draft = Story(cast, at).decision

    assert handler.describe(draft.public_id) is None
    assert not handler.is_visible(draft.public_id, cast.viewer("officer"))
