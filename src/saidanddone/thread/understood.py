"""What was understood of a contribution, as events: in a finding, and whether it is what was meant."""

from django.utils.translation import gettext

from saidanddone.contributions.cards import credit
from saidanddone.decisions.models import Check, Finding
from saidanddone.thread.came import Came, Events, address, event
from saidanddone.thread.events import Event
from saidanddone.thread.links import Links


def events(links: Links) -> Events:
    for finding in links.findings:
        yield _found(finding)
        if finding.ended_at:
            yield _ended(finding)
        if check := links.checks.get(finding.pk):
            yield _checked(links, finding, check)


def _found(finding: Finding) -> Event:
    heading = {
        Finding.Kind.RED_LINE: gettext("Part of a red line"),
        Finding.Kind.WISH: gettext("Part of a wish for the future"),
    }.get(Finding.Kind(finding.kind), gettext("Part of a finding"))
    note = gettext("by %(who)s") % {"who": finding.organisation.local_name}
    came = Came(finding.said("title"), address(finding.ref))
    assert finding.published_at is not None  # noqa: S101 - it is public
    return event(finding.published_at, heading, "understood", came, note=note)


def _ended(finding: Finding) -> Event:
    assert finding.ended_at is not None  # noqa: S101 - asked before
    newer = finding.superseded_by
    if newer is not None and newer.is_public:
        came = Came(newer.said("title"), address(newer.ref), because=finding.reason)
        return event(finding.ended_at, gettext("A newer finding took its place"), "understood", came)
    came = Came(finding.said("title"), address(finding.ref), because=finding.reason)
    return event(finding.ended_at, gettext("The finding was withdrawn"), "plain", came, icon="withdrawn")


def _checked(links: Links, finding: Finding, check: Check) -> Event:
    """Whoever said it, on whether the finding says what they meant."""
    words = {
        Check.Value.YES: gettext("this is what I meant"),
        Check.Value.PARTLY: gettext("this is what I meant in part"),
        Check.Value.NO: gettext("this is not what I meant"),
    }[Check.Value(check.value)]
    came = Came(
        finding.said("title"),
        address(finding.ref),
        verdict=check.value,
        verdict_words=words,
        text=check.shown_words,
        who=credit(links.contribution),
    )
    return event(check.given_at, gettext("Is this what you meant?"), "felt", came)
