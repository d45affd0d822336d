"""Enters trust action plans, how their actions ended, and of what before and after are compared."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences, translation_in
from saidanddone.demonstration.timeline import Step
from saidanddone.trust import actions
from saidanddone.trust.drafts import PlanDraft
from saidanddone.trust.models import PlanAction

Facts = Mapping[str, Any]


def steps(so_far: Consequences) -> Iterator[Step]:
    planned: dict[str, PlanAction] = {}
    for facts in content.trust("action"):
        yield Step(so_far.moment(facts["planned"], hour=15), partial(_plan, so_far, facts, planned))
        if "ended" in facts:
            yield Step(so_far.moment(facts["ended"]["days_ago"], hour=15), partial(_end, so_far, facts, planned))
        if translation_in(facts, PlanAction):
            translated = facts.get("ended", {}).get("days_ago", facts["planned"])
            yield Step(so_far.moment(translated, hour=16), partial(_translate, so_far, facts, planned))
    for facts in content.trust("comparison"):
        yield Step(so_far.moment(facts["declared"], hour=15), partial(_compare, so_far, facts))


def _plan(so_far: Consequences, facts: Facts, planned: dict[str, PlanAction]) -> None:
    words = ("determinant", "benefit", "what", "measure", "owner")
    planned[facts["what"]] = actions.plan_action(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["planned"], hour=15),
        draft=PlanDraft(
            organisation=so_far.organisation(facts["organisation"]),
            due_date=so_far.day(facts["due"]),
            language="en",
            **{name: facts[name] for name in words},
        ),
    )


def _end(so_far: Consequences, facts: Facts, planned: dict[str, PlanAction]) -> None:
    ended = facts["ended"]
    by, at = so_far.lead(facts["organisation"]), so_far.moment(ended["days_ago"], hour=15)
    action = planned[facts["what"]]
    if ended["how"] == "done":
        actions.finish_action(by=by, at=at, action=action, came_of_it=ended["words"])
    else:
        actions.drop_action(by=by, at=at, action=action, reason=ended["words"])


def _translate(so_far: Consequences, facts: Facts, planned: dict[str, PlanAction]) -> None:
    by, action = so_far.lead(facts["organisation"]), planned[facts["what"]]
    days_ago = facts.get("ended", {}).get("days_ago", facts["planned"])
    action.refresh_from_db()
    words = translation_in(facts, PlanAction)
    actions.translate_trust_action(by=by, at=so_far.moment(days_ago, hour=16), action=action, words=words)


def _compare(so_far: Consequences, facts: Facts) -> None:
    actions.declare_comparison(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["declared"], hour=15),
        thing=so_far.decisions[facts["decision"]] if "decision" in facts else so_far.commitments[facts["commitment"]],
        measure=facts["measure"],
        starts_date=so_far.day(facts["starts"]),
    )
