"""Enter Aberwen through the apps' own actions, as everybody else would, with every moment counted back from now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction

from saidanddone.alliances import actions as alliances
from saidanddone.contributions import tallies
from saidanddone.core.commands import Progress
from saidanddone.core.viewer import SITE
from saidanddone.demonstration import (
    agreed,
    content,
    decided,
    measured,
    pooled,
    promised,
    surveyed,
    telling,
    thanked,
    trusted,
    understood,
)
from saidanddone.demonstration import area as scene
from saidanddone.demonstration.consequences import Consequences
from saidanddone.demonstration.story import Story
from saidanddone.demonstration.timeline import Step, happenings
from saidanddone.people.models import BankHoliday, Organisation
from saidanddone.people.models.organisations import Nation
from saidanddone.thread.actions import recount

PASSWORD = "aberwen-croeso"  # noqa: S105 - of people who do not exist, on this machine only
SEED = 1404
"""Owain Glyndŵr called a parliament in that year; any number would do."""


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    name: str
    role: str
    organisation: str


def sign_ins() -> list[SignIn]:
    """One person for each role, to try."""
    names = {facts.key: facts.name["en"] for facts in content.organisations()}
    return [
        SignIn(person.email, person.name, person.role, names.get(person.organisation, ""))
        for person in content.people()
        if person.sign_in
    ]


def is_loaded() -> bool:
    return Organisation.objects.filter(slug="aberwen-council").exists()


@transaction.atomic
def load(*, at: datetime, seed: int = SEED) -> None:
    """Enter everything that had happened by `at`; all of it or nothing. The same seed gives the same addresses."""
    area = scene.enter(at=at, seed=seed, password=PASSWORD)
    story = Story(area, seed=seed, until=at)
    steps = sorted(_steps(area, story, at), key=lambda step: step.at)
    with tallies.left_to_recount(), Progress("What happened", total=len(steps)) as progress:
        for step in steps:
            step.take()
            progress.advance()
    telling.open_a_page_of_credits(at)
    telling.tidy(at=at)
    recount(by=SITE, at=at)
    alliances.draw_network(by=SITE, at=at)


def _steps(area: scene.Area, story: Story, at: datetime) -> Iterator[Step]:
    for change in scene.changes(at):
        yield Step(change.at, partial(scene.make, area, change))
    holidays = BankHoliday.objects.days_of(Nation.WALES)
    for said in content.contributions():
        for happening in happenings(said, at=at, holidays=holidays):
            yield Step(happening.at, partial(story.tell, happening))
    since_days = max(said.days_ago for said in content.contributions())
    yield from telling.steps(area, at=at, seed=story.seed, since_days=since_days)
    came_of_it = Consequences(area, story, at)
    for part in (understood, decided, promised, measured, thanked, trusted, pooled):
        for step in part.steps(came_of_it):
            if step.at <= at:
                yield replace(step, take=partial(came_of_it.enter, step))
    for apart in (surveyed, agreed):
        for step in apart.steps(came_of_it):
            if step.at <= at:
                yield step
