"""Enters findings: drafted, resting on what people said, checked by those whom they cite, published, superseded."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from saidanddone.contributions.models import Contribution
from saidanddone.decisions import actions
from saidanddone.decisions.models import Finding
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences, sources_in, translation_in
from saidanddone.demonstration.timeline import Step

Facts = Mapping[str, Any]
DRAFTED_BEFORE, CHECKED_FOR = 3, 3
"""Days before it is published, and how many of them it is open for checking."""


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.consequences("findings"):
        days, state = facts["days_ago"], facts.get("state", "published")
        drafted = days if state != "published" else days + DRAFTED_BEFORE
        yield Step(so_far.moment(drafted, hour=10), partial(_draft, so_far, facts))
        if state == "draft":
            continue
        asked = min(drafted, days + CHECKED_FOR) if state == "published" else days
        yield Step(so_far.moment(asked, hour=12), partial(_ask, so_far, facts))
        for number, check in enumerate(facts["checks"]):
            yield Step(so_far.moment(days + 2, hour=12 + number), partial(_check, so_far, facts, check))
        if state == "published":
            yield Step(so_far.moment(days), partial(_publish, so_far, facts))


def _draft(so_far: Consequences, facts: Facts) -> None:
    organisation = facts["organisation"]
    by, at = so_far.officer(organisation), so_far.moment(facts["days_ago"], hour=10)
    names = ("title", "summary", "missing", "disagreement")
    words = {name: facts[name] for name in names}
    finding = actions.draft_finding(
        by=by,
        at=at,
        organisation=so_far.organisation(organisation),
        place=so_far.place(facts["place"]),
        language=facts.get("language", "en"),
        words=words,
        kind=facts.get("kind", "understanding"),
        topic=so_far.area.topics[facts["topic"]],
    )
    if translation := translation_in(facts, Finding):
        finding = actions.translate_finding(by=by, at=at, finding=finding, words=translation)
    so_far.findings[facts["key"]] = finding
    said = [each for key in facts["cites"] if _is_public(each := so_far.said(key))]
    actions.cite(by=by, at=at, finding=finding, contributions=said, refs=sources_in(so_far, facts))
    for writer in facts["writers"]:
        _credit(so_far, facts, writer)


def _is_public(contribution: Contribution) -> bool:
    return (contribution.state, contribution.audience) == ("published", "public")


def _credit(so_far: Consequences, facts: Facts, writer: Facts) -> None:
    organisation, finding = facts["organisation"], so_far.findings[facts["key"]]
    by, at = so_far.officer(organisation), so_far.moment(facts["days_ago"], hour=10)
    if "of" in writer:
        actions.add_writer(by=by, at=at, finding=finding, role=writer["role"], said=so_far.said(writer["of"]))
        return
    name = next(person.name for person in content.people() if person.key == writer["person"])
    actions.add_writer(
        by=by,
        at=at,
        finding=finding,
        role=writer["role"],
        name=name,
        organisation=so_far.organisation(organisation),
    )


def _ask(so_far: Consequences, facts: Facts) -> None:
    days = facts["days_ago"]
    until = so_far.day(days) if facts.get("state", "published") == "published" else so_far.day(days - 14)
    actions.open_for_checking(
        by=so_far.officer(facts["organisation"]),
        at=so_far.moment(days + CHECKED_FOR if facts.get("state") is None else days, hour=12),
        finding=so_far.findings[facts["key"]],
        until=until,
    )


def _check(so_far: Consequences, facts: Facts, check: Facts) -> None:
    actions.check_meaning(
        by=so_far.story.whoever_said(check["of"]),
        at=so_far.moment(facts["days_ago"] + 2, hour=12),
        finding=so_far.findings[facts["key"]],
        contribution=so_far.said(check["of"]),
        value=check["value"],
        words=check.get("words", ""),
    )


def _publish(so_far: Consequences, facts: Facts) -> None:
    by, at = so_far.lead(facts["organisation"]), so_far.moment(facts["days_ago"])
    finding = so_far.findings[facts["key"]] = actions.publish_finding(
        by=by, at=at, finding=so_far.findings[facts["key"]]
    )
    if "supersedes" in facts:
        earlier = so_far.findings[facts["supersedes"]]
        actions.supersede_finding(by=by, at=at, finding=earlier, newer=finding, reason=facts["reason"])
