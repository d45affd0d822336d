"""Enters promises, how they went, what those who spoke say of them, and what went wrong."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from saidanddone.commitments import actions
from saidanddone.commitments.drafts import Part, PeriodDraft, PromiseDraft, SetbackDraft, Step, UpdateDraft
from saidanddone.commitments.models import Commitment, FollowUp, Setback
from saidanddone.contributions.files import Upload, read
from saidanddone.core.viewer import SITE
from saidanddone.demonstration import content, timeline
from saidanddone.demonstration.consequences import Consequences, translation_in

Facts = Mapping[str, Any]
ASKED_AFTER, ANSWERED_AFTER = 28, 30
"""Days after a promise was kept: when people are asked whether it worked, and when they say."""


def steps(so_far: Consequences) -> Iterator[timeline.Step]:
    for facts in content.consequences("commitments"):
        yield timeline.Step(so_far.moment(facts["made"], hour=13), partial(_promise, so_far, facts))
        for period in facts.get("periods", ()):
            yield timeline.Step(so_far.moment(period["end"] - 1, hour=9), partial(_period, so_far, facts, period))
        for change in facts.get("change_due", ()):
            yield timeline.Step(so_far.moment(change["days_ago"], hour=9), partial(_change, so_far, facts, change))
        for moved in facts.get("steps_moved", ()):
            yield timeline.Step(so_far.moment(moved["days_ago"], hour=9), partial(_move_step, so_far, facts, moved))
        for update in facts.get("then", ()):
            yield timeline.Step(so_far.moment(update["days_ago"], hour=15), partial(_update, so_far, facts, update))
        yield from _endings(so_far, facts)
    for facts in content.consequences("setbacks"):
        yield timeline.Step(so_far.moment(facts["said"], hour=16), partial(_setback, so_far, facts))
        if "checked" in facts:
            yield timeline.Step(so_far.moment(facts["checked"], hour=16), partial(_look_again, so_far, facts))


def _endings(so_far: Consequences, facts: Facts) -> Iterator[timeline.Step]:
    if "dropped" in facts:
        yield timeline.Step(so_far.moment(facts["dropped"], hour=15), partial(_drop, so_far, facts))
    if "replaced" in facts:
        yield timeline.Step(so_far.moment(facts["replaced"], hour=15), partial(_replace, so_far, facts))
    if "kept" in facts:
        yield timeline.Step(so_far.moment(facts["kept"] - ASKED_AFTER, hour=7), partial(_ask, so_far, facts))
        for felt in facts.get("felt", ()):
            moment = so_far.moment(facts["kept"] - ANSWERED_AFTER, hour=19)
            yield timeline.Step(moment, partial(_say, so_far, facts, felt))


def _promise(so_far: Consequences, facts: Facts) -> None:
    organisation = facts["organisation"]
    origin = facts["from"]
    commitment = actions.promise(
        by=so_far.lead(organisation),
        at=so_far.moment(facts["made"], hour=13),
        draft=PromiseDraft(
            organisation=so_far.organisation(organisation),
            place=so_far.place(facts["place"]),
            promise=facts["promise"],
            language=facts.get("language", "en"),
            start_date=so_far.day(facts["start"]),
            due_date=so_far.day(facts["due"]) if "due" in facts else None,
            is_standing=facts.get("standing", False),
            decision=so_far.decisions.get(origin),
            finding=so_far.findings.get(origin),
            contribution=so_far.said(origin) if so_far.story.has(origin) else None,
            outcome=so_far.outcomes.get(facts.get("outcome", "")),
            cost_pence=facts["cost"] * 100 if "cost" in facts else None,
            funding_end_date=so_far.day(facts["funding_end"]) if "funding_end" in facts else None,
            partners=tuple(Part(so_far.organisation(each["organisation"]), each["part"]) for each in _partners(facts)),
            steps=tuple(Step(each["title"], so_far.day(each["due"])) for each in facts.get("milestones", ())),
            **{
                name: facts[name]
                for name in ("standard", "notice", "for_whom", "pledged_by", "funding", "risk")
                if name in facts
            },
        ),
    )
    if translation := translation_in(facts, Commitment):
        by, at = so_far.officer(organisation), commitment.made_at
        commitment = actions.translate_commitment(by=by, at=at, commitment=commitment, words=translation)
    so_far.commitments[facts["key"]] = commitment


def _partners(facts: Facts) -> list[Facts]:
    found: list[Facts] = facts.get("partners", [])
    return found


def _period(so_far: Consequences, facts: Facts, period: Facts) -> None:
    actions.record_period(
        by=so_far.officer(facts["organisation"]),
        at=so_far.moment(period["end"] - 1, hour=9),
        commitment=so_far.commitments[facts["key"]],
        draft=PeriodDraft(
            start_date=so_far.day(period["start"]),
            end_date=so_far.day(period["end"]),
            kept_count=period["kept"],
            all_count=period["all"],
            source=period["source"],
            note=period.get("note", ""),
        ),
    )


def _change(so_far: Consequences, facts: Facts, change: Facts) -> None:
    actions.change_commitment(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(change["days_ago"], hour=9),
        commitment=so_far.commitments[facts["key"]],
        reason=change["reason"],
        due_date=so_far.day(change["to"]),
    )


def _move_step(so_far: Consequences, facts: Facts, moved: Facts) -> None:
    """The others stay as they are."""
    commitment = so_far.commitments[facts["key"]]
    days = {moved["title"]: so_far.day(moved["to"])}
    standing = commitment.milestones.standing().order_by("due_date", "pk")
    actions.set_milestones(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(moved["days_ago"], hour=9),
        commitment=commitment,
        steps=[Step(each.title, days.get(each.title, each.due_date), each.public_id) for each in standing],
        reason=moved["reason"],
    )


def _photos(update: Facts) -> tuple[Upload, ...]:
    """Read as one that somebody sends."""
    if "photo" not in update:
        return ()
    return (read(SimpleUploadedFile(update["photo"], content.photo(update["photo"])), update["shows"]),)


def _update(so_far: Consequences, facts: Facts, update: Facts) -> None:
    commitment = so_far.commitments[facts["key"]]
    titles = {each["title"] for each in facts.get("milestones", ()) if each.get("reached") == update["days_ago"]}
    organisation = update.get("by", facts["organisation"])
    reached = commitment.milestones.filter(title__in=titles).values_list("public_id", flat=True)
    actions.update_commitment(
        by=so_far.officer(organisation),
        at=so_far.moment(update["days_ago"], hour=15),
        commitment=commitment,
        draft=UpdateDraft(
            organisation=so_far.organisation(organisation),
            done=update["done"],
            next=update.get("next", ""),
            claim=update.get("claim", ""),
            reached=tuple(reached),
            files=_photos(update),
            language=facts.get("language", "en"),
        ),
    )


def _drop(so_far: Consequences, facts: Facts) -> None:
    organisation = facts["organisation"]
    draft = UpdateDraft(
        organisation=so_far.organisation(organisation), done="", claim="dropped", reason=facts["drop_reason"]
    )
    actions.update_commitment(
        by=so_far.lead(organisation),
        at=so_far.moment(facts["dropped"], hour=15),
        commitment=so_far.commitments[facts["key"]],
        draft=draft,
    )


def _replace(so_far: Consequences, facts: Facts) -> None:
    actions.replace_commitment(
        by=so_far.lead(facts["organisation"]),
        at=so_far.moment(facts["replaced"], hour=15),
        commitment=so_far.commitments[facts["key"]],
        replacement=so_far.commitments[facts["replaced_by"]],
        reason="People who walk home together do it better than a marshal who was never paid for.",
    )


def _ask(so_far: Consequences, facts: Facts) -> None:
    at = so_far.moment(facts["kept"] - ASKED_AFTER, hour=7)
    actions.ask_if_it_worked(by=SITE, at=at, commitment=so_far.commitments[facts["key"]])


def _say(so_far: Consequences, facts: Facts, felt: Facts) -> None:
    asked = FollowUp.objects.filter(commitment=so_far.commitments[facts["key"]])
    actions.say_if_it_worked(
        by=so_far.story.whoever_said(felt["of"]),
        at=so_far.moment(facts["kept"] - ANSWERED_AFTER, hour=19),
        follow_up=asked.get(contributor=so_far.said(felt["of"]).contributor),
        value=felt["value"],
        words=felt.get("words", ""),
    )


def _setback(so_far: Consequences, facts: Facts) -> None:
    organisation = facts["organisation"]
    words = ("title", "text", "touched", "cost", "cause", "fix", "fix_owner")
    setback = actions.say_setback(
        by=so_far.officer(organisation),
        at=so_far.moment(facts["said"], hour=16),
        draft=SetbackDraft(
            organisation=so_far.organisation(organisation),
            place=so_far.place(facts["place"]),
            known_date=so_far.day(facts["known"]),
            check_date=so_far.day(facts["check"]),
            commitment=so_far.commitments.get(facts.get("commitment", "")),
            decision=so_far.decisions.get(facts.get("decision", "")),
            outcome=so_far.outcomes.get(facts.get("outcome", "")),
            **{name: facts[name] for name in words if name in facts},
        ),
    )
    so_far.setbacks[facts["key"]] = setback
    _translate_setback(so_far, facts, so_far.moment(facts["said"], hour=17))


def _translate_setback(so_far: Consequences, facts: Facts, at: datetime) -> None:
    """As far as there are words yet: what the second look found is translated after it."""
    by, setback = so_far.officer(facts["organisation"]), so_far.setbacks[facts["key"]]
    actions.translate_setback(by=by, at=at, setback=setback, words=translation_in(facts, Setback))


def _look_again(so_far: Consequences, facts: Facts) -> None:
    actions.check_setback_again(
        by=so_far.officer(facts["organisation"]),
        at=so_far.moment(facts["checked"], hour=16),
        setback=so_far.setbacks[facts["key"]],
        found=facts["found"],
        lesson=facts.get("lesson", ""),
    )
    _translate_setback(so_far, facts, so_far.moment(facts["checked"], hour=17))
