"""The moderators' queue, one case of it, and how each channel is checked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import Promise

from saidanddone.core.paging import Page, paginate
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, CaseQuerySet, ChannelRule, Report
from saidanddone.moderation.registry import Described

SIZE = 20


@dataclass(frozen=True, slots=True)
class Look:
    """A case with what it is about (None: withdrawn meanwhile) and why people reported it, at one moment."""

    case: Case
    thing: Described | None
    reports: tuple[Report, ...]
    is_claimed: bool


def mode_of(channel: str) -> str:
    """Publish first unless an administrator said otherwise: most of what people say needs no permission."""
    rule = ChannelRule.objects.filter(channel=channel).first()
    return rule.mode if rule else ChannelRule.Mode.PUBLISH_THEN_CHECK.value


def modes() -> dict[str, str]:
    """Every channel that an app has named, with its mode."""
    chosen = dict(ChannelRule.objects.values_list("channel", "mode"))
    return {channel: chosen.get(channel, ChannelRule.Mode.PUBLISH_THEN_CHECK.value) for channel in registry.channels()}


def modes_in_words() -> list[tuple[str | Promise, str | Promise]]:
    """For the policy page: each channel and how it is checked."""
    labels = registry.channels()
    return [(labels[channel], ChannelRule.Mode(mode).label) for channel, mode in modes().items()]


def queue(*, origin: str = "", number: int = 1) -> Page[Case]:
    """Open cases, those that have waited longest first. The number of queries does not grow with the page."""
    cases: CaseQuerySet = Case.objects.open().filter(about_kind__in=registry.kinds())
    if origin:
        cases = cases.filter(origin=origin)
    cases = cases.select_related("claimed_by").order_by("opened_at", "pk")
    return paginate(cases, number=number, size=SIZE)


def queue_length() -> int:
    return Case.objects.open().count()


def waiting_by_origin() -> dict[str, int]:
    counted = dict(Case.objects.open().values_list("origin").annotate(number=Count("pk")))
    return {origin: counted.get(origin, 0) for origin in Case.Origin.values}


def looks(cases: list[Case], *, at: datetime) -> list[Look]:
    """The cases of a page of the queue with what they are about."""
    things = registry.describe_all(case.about for case in cases)
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(case__in=cases).order_by("reported_at", "pk"):
        reports.setdefault(report.case_id, []).append(report)
    return [Look(case, things.get(case.about), tuple(reports.get(case.pk, ())), case.is_claimed(at)) for case in cases]


def sight_of(case: Case, *, at: datetime) -> Look:
    return looks([case], at=at)[0]


def earlier_cases(case: Case) -> CaseQuerySet:
    """What was decided about the same thing before."""
    return (
        Case.objects.about(case.about)
        .filter(Q(state=Case.State.DECIDED), ~Q(pk=case.pk))
        .select_related("decision__decided_by")
        .order_by("-closed_at", "-pk")
    )
