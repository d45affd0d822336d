"""Enters how an alliance goes: its checks with their repairs, what is in the way, call-outs, its plan and reviews."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from saidanddone.alliances import actions
from saidanddone.alliances.drafts import CoverDraft
from saidanddone.alliances.models import Barrier, CoverNote, Party, PlanStep, Rater, Repair, Review
from saidanddone.core.viewer import SITE
from saidanddone.demonstration.allied import Allied, Facts, organisation_of
from saidanddone.demonstration.timeline import Step
from saidanddone.surveys.instruments import instrument

NAMED_BEFORE, ANSWERED_AFTER = 3, 2
"""Days before a check opens, in which people are named; days after, until they have answered."""
SPREAD = 0.7
"""How far an answer lies from the level of all, on a scale from 1 to 4."""
CANNOT_SAY = 0.05


def steps(allied: Allied) -> Iterator[Step]:
    facts = allied.facts
    for number, each in enumerate(facts.get("check", ()), start=1):
        yield from _of_check(allied, number, each)
    for each in facts.get("barrier", ()):
        yield allied.step(each["raised"], 11, _raise_barrier, each)
        if "ended" in each:
            yield allied.step(each["ended"], 11, _end_barrier, each)
    for each in facts.get("plan", ()):
        yield allied.step(each["from"], 15, _plan_step, each)
        for days_ago in each["done"]:
            yield allied.step(days_ago, 16, _step_done, each)
    for each in facts.get("call_out", ()):
        yield allied.step(each["days_ago"], 17, _call_out, each)
        if "stood_down" in each:
            yield allied.step(each["stood_down"], 9, _stand_down, each)
    for each in facts.get("cover", ()):
        yield allied.step(each["written"], 10, _cover, each)
        for backing in each["backed"]:
            yield allied.step(backing["days_ago"], 12, _back_cover, each, backing)
        if "ended" in each:
            yield allied.step(each["ended"], 12, _end_cover, each)
    for each in facts.get("review", ()):
        yield allied.step(each["held"], 14, _hold_review, each)
        if "in_review" in each:
            yield allied.step(each["in_review"]["from"], 9, _begin_review)
            yield allied.step(each["in_review"]["until"], 16, _end_review)


def _of_check(allied: Allied, number: int, facts: Facts) -> Iterator[Step]:
    yield allied.step(facts["opened"] + NAMED_BEFORE, 9, _plan_check, facts)
    yield allied.step(facts["opened"], 9, _open_check, number)
    yield allied.step(facts["opened"] - ANSWERED_AFTER, 13, _answer, number, facts)
    if "closed" not in facts:
        return
    yield allied.step(facts["closed"], 17, _close_check, number)
    for each in facts.get("repairs", ()):
        yield allied.step(facts["talked_over"], 10, _agree_repair, number, each)
        if "ended" in each and "commitment" not in each:  # a promise in public ends by itself
            yield allied.step(each["ended"], 15, _end_repair, number, each)
    yield allied.step(facts["talked_over"], 12, _talk_over, number, facts)


def _plan_check(allied: Allied, at: datetime, facts: Facts) -> None:
    """Each party names who of its people is asked."""
    day = allied.so_far.day
    check = actions.plan_check(
        by=allied.by(allied.first),
        at=at,
        alliance=allied.alliance,
        form=facts["form"],
        opens_date=day(facts["opened"]),
        closes_date=day(facts.get("closed", facts.get("closes"))),
    )
    for key in facts["raters"]:
        organisation = organisation_of(key)
        party, person = allied.party(organisation), allied.person(key)
        actions.name_rater(by=allied.by(organisation), at=at, check=check, party=party, person=person)


def _open_check(allied: Allied, at: datetime, number: int) -> None:
    actions.open_check(by=allied.by(allied.first), at=at, check=allied.check(number))


def _answer(allied: Allied, at: datetime, number: int, facts: Facts) -> None:
    """Everybody but those of whom the files say that they have not yet; some write to the facilitator."""
    words = list(facts.get("to_facilitator", ()))
    for key in facts["raters"]:
        if key in facts.get("not_yet", ()):
            continue
        rater = Rater.objects.select_related("party").get(check_of=allied.check(number), person=allied.person(key))
        chance = random.Random(f"{allied.seed}/{number}/{key}")  # noqa: S311 - no secret
        for about in _asked_about(allied, facts, rater):
            answers = _drawn(facts, about, chance)
            actions.rate(by=allied.so_far.area.people[key], at=at, rater=rater, about=about, answers=answers)
        if words:
            actions.write_to_facilitator(by=allied.so_far.area.people[key], at=at, rater=rater, words=words.pop())


def _asked_about(allied: Allied, facts: Facts, rater: Rater) -> list[Party | None]:
    if facts["form"] == "whole":
        return [None]
    others = allied.alliance.parties.exclude(organisation=rater.party.organisation_id)
    return list(others.select_related("organisation"))


def _drawn(facts: Facts, about: Party | None, chance: random.Random) -> dict[str, int | None]:
    """Answers around the level of each item; of some partners it is another one."""
    own: dict[str, float] = facts.get("of", {}).get(about.organisation.slug, {}) if about else {}
    levels: dict[str, Any] = {**facts["levels"], **own}
    answers: dict[str, int | None] = {}
    for item in instrument("partners" if about else "partnership").items:
        level = levels[item.name] + chance.uniform(-SPREAD, SPREAD)
        cannot_say = chance.random() < CANNOT_SAY
        answers[item.name] = None if cannot_say else min(4, max(1, round(level)))
    return answers


def _close_check(allied: Allied, at: datetime, number: int) -> None:
    check = actions.close_check(by=allied.by(allied.first), at=at, check=allied.check(number))
    actions.work_out(by=SITE, at=at, check=check)


def _agree_repair(allied: Allied, at: datetime, number: int, facts: Facts) -> None:
    actions.agree_repair(
        by=allied.by(facts["of"]),
        at=at,
        check=allied.check(number),
        words=facts["words"],
        owner=allied.party(facts["of"]),
        due_date=allied.so_far.day(facts["due"]),
        commitment=allied.so_far.commitments.get(facts.get("commitment", "")),
    )


def _end_repair(allied: Allied, at: datetime, number: int, facts: Facts) -> None:
    repair = Repair.objects.get(check_of=allied.check(number), words=facts["words"])
    actions.end_repair(by=allied.by(facts["of"]), at=at, repair=repair, is_kept=facts["is_kept"], how=facts["how"])


def _talk_over(allied: Allied, at: datetime, number: int, facts: Facts) -> None:
    next_date = allied.so_far.day(facts["next"])
    actions.talk_over(by=allied.by(allied.first), at=at, check=allied.check(number), next_date=next_date)


# what keeps it going


def _raise_barrier(allied: Allied, at: datetime, facts: Facts) -> None:
    actions.raise_barrier(
        by=allied.by(facts["of"]),
        at=at,
        alliance=allied.alliance,
        words=facts["words"],
        owner=allied.party(facts["of"]),
        due_date=allied.so_far.day(facts["due"]),
        is_public=facts.get("is_public", False),
    )


def _end_barrier(allied: Allied, at: datetime, facts: Facts) -> None:
    barrier = Barrier.objects.get(alliance=allied.pk, words=facts["words"])
    is_removed, how = facts["is_removed"], facts["how"]
    actions.end_barrier(by=allied.by(facts["of"]), at=at, barrier=barrier, is_removed=is_removed, how=how)


def _plan_step(allied: Allied, at: datetime, facts: Facts) -> None:
    actions.plan_step(
        by=allied.by(facts["of"]),
        at=at,
        alliance=allied.alliance,
        what=facts["what"],
        owner=allied.party(facts["of"]),
        every_days=facts["every"],
        next_date=allied.so_far.day(facts["from"]),
    )


def _step_done(allied: Allied, at: datetime, facts: Facts) -> None:
    step = PlanStep.objects.get(alliance=allied.pk, what=facts["what"])
    actions.step_done(by=allied.by(facts["of"]), at=at, step=step)


def _call_out(allied: Allied, at: datetime, facts: Facts) -> None:
    """Those who have heard it say so within the hour."""
    made = allied.call_outs[facts["days_ago"]] = actions.call_out(
        by=allied.by(facts["by"]),
        at=at,
        alliance=allied.alliance,
        words=facts["words"],
        is_drill=facts.get("is_drill", False),
    )
    for each in facts["heard"]:
        party = allied.party(each["by"])
        actions.acknowledge(by=allied.by(each["by"]), at=at, call_out=made, party=party, words=each["words"])


def _stand_down(allied: Allied, at: datetime, facts: Facts) -> None:
    actions.stand_down(by=allied.by(facts["by"]), at=at, call_out=allied.call_outs[facts["days_ago"]])


def _cover(allied: Allied, at: datetime, facts: Facts) -> None:
    words = {name: facts[name] for name in ("post", "what", "who_carries", "not_acting")}
    draft = CoverDraft(
        party=allied.party(facts["of"]),
        until_date=allied.so_far.day(facts["until"]),
        language=facts.get("language", allied.language),
        is_public=facts.get("is_public", False),
        **words,
    )
    actions.write_cover_note(by=allied.by(facts["of"]), at=at, alliance=allied.alliance, draft=draft)


def _note(allied: Allied, facts: Facts) -> CoverNote:
    return CoverNote.objects.get(alliance=allied.pk, what=facts["what"])


def _back_cover(allied: Allied, at: datetime, facts: Facts, backing: Facts) -> None:
    by, party = allied.so_far.lead(backing["by"]), allied.party(backing["by"])
    actions.back_cover_note(by=by, at=at, note=_note(allied, facts), party=party, post=backing["post"])


def _end_cover(allied: Allied, at: datetime, facts: Facts) -> None:
    actions.end_cover_note(by=allied.by(facts["of"]), at=at, note=_note(allied, facts), how=facts["how"])


def _hold_review(allied: Allied, at: datetime, facts: Facts) -> None:
    review = Review(
        kind=facts["kind"],
        held_date=allied.so_far.day(facts["held"]),
        reasons=facts.get("reasons", []),
        next_date=allied.so_far.day(facts["next"]) if "next" in facts else None,
        **{name: facts[name] for name in ("summary", "went_well", "did_not", "next_steps")},
    )
    actions.hold_review(by=allied.by(facts["by"]), at=at, alliance=allied.alliance, review=review)


def _begin_review(allied: Allied, at: datetime) -> None:
    actions.begin_review(by=allied.so_far.lead(allied.first), at=at, alliance=allied.alliance)


def _end_review(allied: Allied, at: datetime) -> None:
    actions.end_review(by=allied.so_far.lead(allied.first), at=at, alliance=allied.alliance)
