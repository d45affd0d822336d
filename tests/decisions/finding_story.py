"""One finding brought along by its actions, as far as a test asks: `FindingStory(cast, at).published()`."""

from datetime import timedelta

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import actions
from saidanddone.decisions.models import Finding
from tests.contributions.factories import ContributionFactory

WORDS = {
    "title": "People who work late in Bryn Teg cannot get home.",
    "summary": "Shifts end at nine, and the last bus has gone by then.",
    "missing": "Nobody of the night shift was asked.",
    "disagreement": "Two people would rather have an earlier first bus.",
}


class FindingStory:
    """A draft of the council's about Bryn Teg; `said` are the contributions that it cites."""

    def __init__(self, cast, at, **words):
        self.cast, self.at = cast, at
        self.lead, self.officer = cast.viewer("lead"), cast.viewer("officer")
        self.said = []
        self.finding = actions.draft_finding(
            by=self.officer,
            at=at,
            organisation=cast.council,
            place=cast.bryn_teg,
            language="en",
            words=WORDS | words,
        )

    def do(self, action, by=None, **facts):
        done = action(by=by or self.lead, at=self.at, finding=self.finding, **facts)
        self.finding = Finding.objects.get(pk=self.finding.pk)
        return done

    def cite(self, *contributions, number=1, **facts):
        facts = {"place": self.cast.bryn_teg, "at": self.at, "contributor": self.cast.mair} | facts
        new = contributions or [ContributionFactory(**facts) for _ in range(number)]
        self.said += new
        self.do(actions.cite, contributions=list(new))
        return self

    def written(self):
        self.do(actions.add_writer, role="interpreted", name="Owen Rees")
        return self

    def checking(self):
        if not self.said:
            self.cite()
        self.do(actions.open_for_checking, until=self.at.date() + timedelta(days=14))
        return self

    def check(self, value="yes", words="", said=None):
        said = said or self.said[0]
        by = Viewer(contributor_ids=frozenset({said.contributor_id}))
        return self.do(actions.check_meaning, by=by, contribution=said, value=value, words=words)

    def published(self):
        if not self.said:
            self.cite()
        self.written()
        self.do(actions.publish_finding)
        return self
