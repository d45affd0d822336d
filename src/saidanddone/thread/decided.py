"""What decisions did with a contribution, as events: considered, used or not and why, replaced, withdrawn."""

from django.utils.translation import gettext

from saidanddone.decisions.models import Decision, Use
from saidanddone.thread.came import Came, Events, address, event
from saidanddone.thread.events import Event
from saidanddone.thread.links import Links


def events(links: Links) -> Events:
    for use in links.uses:
        decision = use.decision
        if decision.decided_at:
            yield _decided(use)
        elif decision.announced_at:
            yield _considered(decision)
        if decision.state in (Decision.State.REPLACED, Decision.State.WITHDRAWN):
            yield from _ended(decision)


def _considered(decision: Decision) -> Event:
    assert decision.announced_at is not None  # noqa: S101 - asked before
    came = Came(decision.said("question"), address(decision.ref), state=decision.state)
    heading = gettext("Considered in a decision that is still to come")
    return event(decision.announced_at, heading, "decided", came, note=_by(decision))


def _decided(use: Use) -> Event:
    decision = use.decision
    assert decision.decided_at is not None  # noqa: S101 - asked before
    headings = {
        Use.Value.USED: gettext("Used in a decision"),
        Use.Value.PARTLY: gettext("Used in part in a decision"),
        Use.Value.NOT_USED: gettext("Not used in a decision, and why"),
    }
    heading = headings[Use.Value(use.value)] if use.value else gettext("Considered in a decision")
    text = gettext("By way of the finding that it is part of.") if use.finding_id else ""
    field = "headline" if decision.headline else "question"
    came = Came(decision.said(field), address(decision.ref), because=use.because, text=text)
    return event(decision.decided_at, heading, "decided", came, note=_by(decision))


def _ended(decision: Decision) -> Events:
    """Its last change of state says when; without one, the day on which it was decided does."""
    changes = [each.changed_at for each in decision.state_changes.all()]
    at = max(changes, default=decision.decided_at or decision.announced_at)
    assert at is not None  # noqa: S101 - it is public
    newer = decision.replaced_by
    if newer is not None and newer.is_public:
        words = newer.said("headline" if newer.headline else "question")
        came = Came(words, address(newer.ref), because=decision.reason)
        yield event(at, gettext("The decision was replaced"), "decided", came, note=_by(decision))
    elif newer is None:
        came = Came(decision.said("question"), address(decision.ref), because=decision.reason)
        yield event(at, gettext("The decision was withdrawn"), "plain", came, note=_by(decision), icon="withdrawn")


def _by(decision: Decision) -> str:
    return gettext("by %(who)s") % {"who": decision.organisation.local_name}
