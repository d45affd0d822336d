"""Publishing a decision that cites 2,000 contributions: its record, dispositions and tellings, in one transaction."""

import time
from collections.abc import Iterator

from benchmarks.measurement import Measurement, Options

CITED = 2_000


def measure(options: Options) -> Iterator[Measurement]:
    from saidanddone.contributions import actions as contributions
    from saidanddone.core.viewer import SITE
    from saidanddone.decisions import actions
    from saidanddone.thread.models import Telling
    from tests.contributions.factories import DraftFactory
    from tests.decisions.factories import Story
    from tests.people.cast import NOW, assemble
    from tests.people.factories import ContributorFactory

    cast = assemble()
    drafts = [DraftFactory(contributor=ContributorFactory(), place=cast.bryn_teg) for _ in range(CITED)]
    said = contributions.say_many(by=SITE, at=NOW, drafts=drafts).created
    story = Story(cast, NOW).deciding()
    story.do(actions.consider, contributions=said)
    story.do(actions.set_use, uses=list(story.decision.uses.all()), value="used")
    story.choose()
    began = time.perf_counter()
    story.do(actions.decide)
    took = time.perf_counter() - began
    due = Telling.objects.filter(what="decided").count()
    note = f"{due:,} tellings due in the same transaction"
    yield Measurement(
        "deciding: 2,000 cited, published", took, "s", options.database, target=2, at_most=True, note=note
    )
