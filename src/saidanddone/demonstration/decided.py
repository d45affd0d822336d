"""Enters decisions: drafted, announced with a day promised, opened for views, decided with the use of all they cite."""

import random
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from saidanddone.core.viewer import Viewer
from saidanddone.decisions import actions
from saidanddone.decisions.changes import (
    BackingDraft,
    BoundDraft,
    Changes,
    DocumentDraft,
    ItemDraft,
    OptionDraft,
    ScenarioDraft,
    SourceDraft,
)
from saidanddone.decisions.models import Decision, Exercise, Use
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences, sources_in, translation_in
from saidanddone.demonstration.timeline import Step

Facts = Mapping[str, Any]
_DECIDED = ("headline", "reasons", "decided_by", "authority", "interests", "dissent", "conditions", "where_from")
_TEXTS = ("question", "why_now", "who_is_affected", "trust_impact")


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.consequences("decisions"):
        at = facts["at"]
        yield Step(so_far.moment(at["announced"], hour=9), partial(_announce, so_far, facts))
        for promise in facts["promised"]:
            if "said" in promise:
                yield Step(so_far.moment(promise["said"], hour=9), partial(_promise, so_far, facts, promise))
        moves = {
            "open_for_views": _open,
            "being_decided": _start_deciding,
            "decided": _decide,
            "under_review": _review,
            "withdrawn": _withdraw,
        }
        for state, move in moves.items():
            if state in at:
                yield Step(so_far.moment(at[state], hour=11), partial(move, so_far, facts))
        if not {"decided", "withdrawn"} & at.keys():
            yield Step(so_far.moment(1, hour=10), partial(_cite_since, so_far, facts))
        if "exercise" in facts:
            yield Step(so_far.moment(at["open_for_views"], hour=12), partial(_set_exercise, so_far, facts))
            yield Step(so_far.moment(at["open_for_views"] - 2, hour=18), partial(_try_exercise, so_far, facts))
        if "revise" in facts:
            yield Step(so_far.moment(facts["revise"]["days_ago"]), partial(_revise, so_far, facts))
        for backing in facts.get("backings", ()):
            yield Step(so_far.moment(backing["said"], hour=16), partial(_back, so_far, facts, backing))
        if "pilot" in facts:
            yield Step(so_far.moment(facts["pilot"]["review"]), partial(_end_pilot, so_far, facts))
        for expected in facts.get("expectations", ()):
            if "outcome" in expected:
                yield Step(so_far.moment(expected["date"] - 1), partial(_compare, so_far, facts, expected))
        if "replaced_by" in facts:
            replacing = next(each for each in content.consequences("decisions") if each["key"] == facts["replaced_by"])
            moment = so_far.moment(replacing["at"]["decided"], hour=12)
            yield Step(moment, partial(_replace, so_far, facts))


def _announce(so_far: Consequences, facts: Facts) -> None:
    organisation, key = facts["organisation"], facts["key"]
    by, at = so_far.lead(organisation), so_far.moment(facts["at"]["announced"], hour=9)
    decision = so_far.decisions[key] = actions.draft_decision(
        by=by,
        at=at,
        organisation=so_far.organisation(organisation),
        place=so_far.place(facts["place"]),
        language="en",
        changes=_changes(so_far, facts),
    )
    actions.translate_decision(by=by, at=at, decision=decision, words=translation_in(facts, Decision))
    _cite(so_far, facts, at_first=True)
    for promise in facts["promised"]:
        if "said" not in promise:
            _promise(so_far, facts, promise)
    so_far.decisions[key] = actions.announce(by=by, at=at, decision=decision)


def _changes(so_far: Consequences, facts: Facts) -> Changes:
    values: dict[str, Any] = {name: facts[name] for name in _TEXTS if facts.get(name)}
    values["topic"] = so_far.area.topics[facts["topic"]]
    values |= {"bed_in_until_date": so_far.day(facts["bed_in"])} if "bed_in" in facts else {}
    if "pilot" in facts:
        values |= {"is_pilot": True, "pilot_review_date": so_far.day(facts["pilot"]["review"])}
    options = tuple(
        OptionDraft(
            title=each["title"],
            cost_pence=each["cost"] * 100 if each["cost"] >= 0 else None,
            text="" if each["cost"] >= 0 else f"Saves £{-each['cost']:,} a year.",
            gain=each["gain"],
            loss=each["loss"],
            asks=each["asks"],
        )
        for each in facts["options"]
    )
    scenarios = tuple(ScenarioDraft(**each) for each in facts.get("scenarios", ()))
    documents = tuple(DocumentDraft(**each) for each in facts.get("documents", ()))
    bounds = tuple(BoundDraft(**each) for each in facts["bounds"])
    return Changes(values, bounds=bounds, options=options, scenarios=scenarios, documents=documents)


def _cite(so_far: Consequences, facts: Facts, *, at_first: bool) -> None:
    """What was there already when it was announced, and the rest before it is decided."""
    moment = so_far.moment(facts["at"]["announced"] if at_first else facts["at"].get("decided", 1), hour=9)
    keys = [use["of"] for use in facts["uses"]]
    known = [key for key in keys if key in so_far.findings or so_far.story.has(key)]
    findings = [so_far.findings[key] for key in known if key in so_far.findings]
    said = [so_far.said(key) for key in known if key not in so_far.findings]
    actions.consider(
        by=so_far.lead(facts["organisation"]),
        at=moment,
        decision=so_far.decisions[facts["key"]],
        contributions=[each for each in said if each.state == "published"],
        findings=[each for each in findings if not at_first or each.published_at],
        refs=() if at_first else _sources(so_far, facts),
    )


def _sources(so_far: Consequences, facts: Facts) -> list[SourceDraft]:
    """What nobody said, and what people chose in its exercise."""
    tried = Exercise.objects.filter(decision=so_far.decisions[facts["key"]])
    chosen = [SourceDraft(each.ref, each.question, kind="exercise") for each in tried]
    return [*chosen, *sources_in(so_far, facts)]


def _cite_since(so_far: Consequences, facts: Facts) -> None:
    """What came after it was announced; of some of it the use is clear already."""
    _cite(so_far, facts, at_first=False)
    _say_uses(so_far, facts)


def _promise(so_far: Consequences, facts: Facts, promise: Facts) -> None:
    actions.promise_date(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(promise.get("said", facts["at"]["announced"]), hour=9),
        decision=so_far.decisions[facts["key"]],
        state=promise["state"],
        due_date=so_far.day(promise["days_ago"]),
        reason=promise.get("reason", ""),
    )


def _open(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    by, at = so_far.lead(facts["organisation"]), so_far.moment(facts["at"]["open_for_views"])
    so_far.decisions[key] = actions.open_for_views(
        by=by, at=at, decision=so_far.decisions[key], close_date=so_far.day(facts["views_closed"])
    )


def _set_exercise(so_far: Consequences, facts: Facts) -> None:
    exercise = facts["exercise"]
    actions.set_exercise(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["at"]["open_for_views"], hour=12),
        decision=so_far.decisions[facts["key"]],
        kind=exercise["kind"],
        question=exercise["question"],
        limit=exercise["limit"] * 100,
        items=[ItemDraft(**{**each, "cost": each["cost"] * 100}) for each in exercise["items"]],
    )


def _try_exercise(so_far: Consequences, facts: Facts) -> None:
    """Some of those who add their voice try it, each by chance and within what there is."""
    exercise = Exercise.objects.get(decision=so_far.decisions[facts["key"]])
    items = list(exercise.items.order_by("order"))
    chance = random.Random(f"{so_far.story.seed}/{facts['key']}")  # noqa: S311 - no secret
    for contributor in so_far.area.voices[: facts["exercise"]["responses"]]:
        left, shares = exercise.limit, dict.fromkeys((each.public_id for each in items), 0)
        for each in chance.sample(items, len(items)):
            steps = chance.randint(0, min(each.most, left // each.cost))
            shares[each.public_id], left = steps, left - steps * each.cost
        actions.try_exercise(
            by=Viewer(contributor_ids=frozenset({contributor.pk})),
            at=so_far.moment(facts["at"]["open_for_views"] - 2, hour=18),
            exercise=exercise,
            shares=shares,
        )


def _start_deciding(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    by, at = so_far.lead(facts["organisation"]), so_far.moment(facts["at"]["being_decided"])
    so_far.decisions[key] = actions.start_deciding(by=by, at=at, decision=so_far.decisions[key])


def _decide(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    by, at = so_far.lead(facts["organisation"]), so_far.moment(facts["at"]["decided"])
    _cite(so_far, facts, at_first=False)
    _say_uses(so_far, facts)
    decision = so_far.decisions[key]
    chosen = next(each["title"] for each in facts["options"] if each.get("chosen"))
    values = {name: facts[name] for name in _DECIDED if facts.get(name)}
    values |= {"choice": decision.options.get(title=chosen), "decided_date": so_far.day(facts["at"]["decided"])}
    values |= {"review_date": so_far.day(facts["review"])}
    values |= {name: facts[name] for name in ("without_listening_because",) if name in facts}
    actions.edit_draft(by=by, at=at, decision=decision, changes=Changes(values))
    actions.translate_decision(by=by, at=at, decision=decision, words=translation_in(facts, Decision))
    for voice in facts.get("sign_offs", ()):
        actions.sign_off(by=by, at=at, decision=decision, **voice)
    for each in facts.get("expectations", ()):
        actions.expect(
            by=by,
            at=at,
            decision=decision,
            text=each["text"],
            measure=each["measure"],
            expected_date=so_far.day(each["date"]),
        )
    so_far.decisions[key] = actions.decide(by=by, at=at, decision=decision)


def _say_uses(so_far: Consequences, facts: Facts) -> None:
    decision = so_far.decisions[facts["key"]]
    for use in facts["uses"]:
        if not use["value"]:
            continue
        if use["of"] in so_far.findings:
            rows = Use.objects.filter(decision=decision, finding=so_far.findings[use["of"]])
        else:
            rows = Use.objects.filter(decision=decision, contribution=so_far.said(use["of"]))
        actions.set_use(
            by=so_far.lead(facts["organisation"]),
            at=so_far.moment(facts["at"].get("decided", 1)),
            decision=decision,
            uses=list(rows),
            value=use["value"],
            because=use["because"],
        )


def _review(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    so_far.decisions[key] = actions.start_review(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["at"]["under_review"]),
        decision=so_far.decisions[key],
        reason="The day on which it is looked at again has come.",
    )


def _withdraw(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    so_far.decisions[key] = actions.withdraw_decision(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["at"]["withdrawn"]),
        decision=so_far.decisions[key],
        reason=facts["withdrawn_reason"],
    )


def _replace(so_far: Consequences, facts: Facts) -> None:
    key = facts["key"]
    replacing = so_far.decisions[facts["replaced_by"]]
    assert replacing.decided_at is not None  # noqa: S101 - it was decided an hour before
    so_far.decisions[key] = actions.replace_decision(
        by=so_far.lead(facts["organisation"]),
        at=replacing.decided_at,
        decision=so_far.decisions[key],
        replacement=replacing,
        reason=facts["replaced_reason"],
    )


def _revise(so_far: Consequences, facts: Facts) -> None:
    revised = facts["revise"]
    actions.revise_decision(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(revised["days_ago"]),
        decision=so_far.decisions[facts["key"]],
        changes=Changes({revised["field"]: revised["text"]}),
        reason=revised["reason"],
    )


def _end_pilot(so_far: Consequences, facts: Facts) -> None:
    pilot = facts["pilot"]
    actions.end_pilot(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(pilot["review"]),
        decision=so_far.decisions[facts["key"]],
        end=pilot["end"],
        learnt=pilot["learnt"],
    )


def _back(so_far: Consequences, facts: Facts, backing: Facts) -> None:
    actions.back(
        by=so_far.lead(backing["by"]),
        at=so_far.moment(backing["said"], hour=16),
        decision=so_far.decisions[facts["key"]],
        draft=BackingDraft(
            organisation=so_far.organisation(backing["by"]),
            until_date=so_far.day(backing["until"]),
            language=backing.get("language", "en"),
            **{name: backing[name] for name in ("post", "why", "if_it_fails")},
        ),
    )


def _compare(so_far: Consequences, facts: Facts, expected: Facts) -> None:
    decision = so_far.decisions[facts["key"]]
    actions.compare_expectation(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(expected["date"] - 1),
        expectation=decision.expectations.get(text=expected["text"]),
        outcome=expected["outcome"],
        found=expected["found"],
    )
