"""One alliance of the files as it comes about: who of which party does what, and where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from saidanddone.alliances.models import Alliance, CallOut, Check, Party
from saidanddone.core.ids import drawn_from
from saidanddone.core.viewer import Viewer
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences
from saidanddone.demonstration.timeline import Step
from saidanddone.people.models import Person

Facts = Mapping[str, Any]


@dataclass(slots=True)
class Allied:
    """An alliance, and what a later step needs of an earlier one."""

    so_far: Consequences
    facts: Facts
    pk: int = 0
    call_outs: dict[int, CallOut] = field(default_factory=dict)
    """By the day on which they were made."""
    steps: int = 0

    @property
    def alliance(self) -> Alliance:
        """As it stands now."""
        return Alliance.objects.get(pk=self.pk)

    @property
    def seed(self) -> str:
        return f"{self.so_far.story.seed}/alliances/{self.facts['key']}"

    @property
    def language(self) -> str:
        return str(self.facts.get("language", "en"))

    @property
    def first(self) -> str:
        """The party that began it, and looks after what belongs to all."""
        return str(self.facts["party"][0]["organisation"])

    def by(self, organisation: str) -> Viewer:
        return self.so_far.officer(organisation)

    def party(self, organisation: str) -> Party:
        return Party.objects.get(alliance=self.pk, organisation=self.so_far.organisation(organisation))

    def person(self, key: str) -> Person:
        person_id = self.so_far.area.people[key].person_id
        assert person_id is not None  # noqa: S101 - everybody in the files has an account
        return Person.objects.get(pk=person_id)

    def check(self, number: int) -> Check:
        return Check.objects.get(alliance=self.pk, number=number)

    def step(self, days_ago: int, hour: int, take: Callable[..., object], *given: Any) -> Step:
        """Its identifiers are drawn for themselves, so that those of everything else stay as they are."""
        self.steps += 1
        at = self.so_far.moment(days_ago, hour=hour)
        return Step(at, partial(_drawn, f"{self.seed}/{self.steps}", take, self, at, *given))


def _drawn(seed: str, take: Callable[..., object], *given: Any) -> None:
    with drawn_from(seed):
        take(*given)


def organisation_of(person: str) -> str:
    """For whom somebody of the files works."""
    return next(each.organisation for each in content.people() if each.key == person)
