"""A decision that cites thousands is published in batches; `./do bench deciding` says how quickly."""

import pytest

from saidanddone.contributions import actions as contributions
from saidanddone.core.viewer import SITE
from saidanddone.decisions import actions
from saidanddone.record.models import Entry
from tests.contributions.factories import DraftFactory
from tests.decisions.factories import Story
from tests.people.factories import ContributorFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CITED = 2_000
BATCHES = CITED // 100
"""SQLite takes about a hundred rows of ten columns in a statement."""


def test_two_thousand_citations_are_published_in_batches(cast, at, django_assert_max_num_queries):
    story, contributor = Story(cast, at), ContributorFactory()
    drafts = [DraftFactory(contributor=contributor, place=cast.bryn_teg) for _ in range(CITED)]
    said = contributions.say_many(by=SITE, at=at, drafts=drafts).created
    story.deciding()
    with django_assert_max_num_queries(2 * BATCHES + 30):
        story.do(actions.consider, contributions=said)
    uses = list(story.decision.uses.order_by("pk"))
    with django_assert_max_num_queries(20):
        story.do(actions.set_use, uses=uses[: CITED // 2], value="used")
    story.do(actions.set_use, uses=uses[CITED // 2 :], value="not_used", because="It is about another bus.")
    story.choose()

    with django_assert_max_num_queries(10 * BATCHES + 60):  # with dispositions and tellings, in `thread`
        story.do(actions.decide)

    assert Entry.objects.filter(kind="use").count() == 2 * CITED
