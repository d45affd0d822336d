"""What a later step needs of an earlier one: the findings, decisions, promises and outcomes by their keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from saidanddone.commitments.models import Commitment, Indicator, Outcome, Setback
from saidanddone.contributions.models import Contribution
from saidanddone.core.ids import drawn_from
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Bilingual
from saidanddone.decisions.changes import SourceDraft
from saidanddone.decisions.models import Decision, Finding
from saidanddone.demonstration.area import Area
from saidanddone.demonstration.story import Story
from saidanddone.demonstration.timeline import ZONE, Step, ago
from saidanddone.funds.models import Fund
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


@dataclass(slots=True)
class Consequences:
    """Aberwen after people spoke."""

    area: Area
    story: Story
    at: datetime
    findings: dict[str, Finding] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    setbacks: dict[str, Setback] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    _entered: int = 0

    def enter(self, step: Step) -> None:
        """Take a step; the same steps in the same order draw the same identifiers."""
        self._entered += 1
        with drawn_from(f"{self.story.seed}/consequences/{self._entered}"):
            step.take()

    def moment(self, days_ago: int, *, hour: int = 11) -> datetime:
        return ago(self.at, days_ago, hour=hour)

    def day(self, days_ago: int) -> date:
        """A local day; negative numbers are days to come."""
        return self.at.astimezone(ZONE).date() - timedelta(days=days_ago)

    def organisation(self, key: str) -> Organisation:
        return self.area.organisations[key]

    def place(self, key: str) -> Place:
        return self.area.places[key]

    def officer(self, organisation: str) -> Viewer:
        return self.area.officers.get(organisation) or self.area.leads[organisation]

    def lead(self, organisation: str) -> Viewer:
        return self.area.leads[organisation]

    def said(self, key: str) -> Contribution:
        return self.story.contribution(key)


def translation_in(facts: Mapping[str, Any], thing: type[Bilingual]) -> dict[str, str]:
    """A person's translation, which the files give as `<field>_cy`, or as `<field>_other` of what is in Welsh."""
    other = "_other" if facts.get("language") == "cy" else "_cy"
    return {name: facts[name + other].strip() for name in thing.WORDS if facts.get(name + other)}


def sources_in(so_far: Consequences, facts: Mapping[str, Any]) -> list[SourceDraft]:
    """What the files say that a finding or a decision cites beside what people said."""
    return [
        SourceDraft(
            Ref("source", f"{facts['key']}-{number}"),
            each["words"],
            each.get("link", ""),
            each["kind"],
            so_far.day(each["days_ago"]),
        )
        for number, each in enumerate(facts.get("sources", ()), start=1)
    ]
