"""What is next in an alliance, and who is late: everything of it that has a day, in one list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.relationship import Relationship
from saidanddone.alliances.queries.work import Work
from saidanddone.core.clock import local_date
from saidanddone.funds.pages import horizon

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """`language` where the words are somebody's own; `who` has it in hand; empty: all of them."""

    day: date
    words: str
    who: str = ""
    url: str = ""
    language: str = ""
    state: str = "to_come"


def due_of(alliance: Alliance, relationship: Relationship, work: Work, *, on: date) -> list[Due]:
    """What is late first, the longest overdue before the rest; then what comes, by its day."""
    if alliance.ended_date:
        return []
    rows = [
        *_of_promises(work),
        *_of_reports(work, on),
        *_of_alliance(alliance, relationship),
        *_of_relationship(alliance, relationship),
        *_of_funds(work, on),
    ]
    return sorted((_seen(each, on) for each in rows), key=lambda each: each.day)


def _seen(due: Due, on: date) -> Due:
    state = "late" if due.day < on else "due_soon" if due.day <= on + SOON else "to_come"
    return Due(due.day, due.words, due.who, due.url, due.language, state)


def late(rows: Sequence[Due]) -> list[Due]:
    return [each for each in rows if each.state == "late"]


def to_come(rows: Sequence[Due]) -> list[Due]:
    return [each for each in rows if each.state != "late"]


def _of_promises(work: Work) -> Iterator[Due]:
    for each in work.promises:
        if each.is_open and each.due_date:
            said, url = each.said("promise"), reverse("commitment", args=[each.public_id])
            yield Due(each.due_date, said.text, each.organisation.local_name, url, said.language)


def _of_reports(work: Work, on: date) -> Iterator[Due]:
    """Of each outcome the next report, and in one row those that were not published on their day."""
    for outcome in work.outcomes:
        days = [each.due_date for each in work.reports_due if each.outcome_id == outcome.pk]
        url, name = reverse("outcome", args=[outcome.public_id]), {"outcome": outcome.said("title").text}
        overdue = [day for day in days if day < on]
        if overdue:
            words = ngettext(
                "A report on “%(outcome)s” is missing",
                "%(n)s reports on “%(outcome)s” are missing",
                len(overdue),
            )
            yield Due(overdue[0], words % ({"n": len(overdue)} | name), url=url)
        if len(days) > len(overdue):
            yield Due(days[len(overdue)], _("Report on “%(outcome)s”") % name, url=url)


def _of_alliance(alliance: Alliance, relationship: Relationship) -> Iterator[Due]:
    if not alliance.signed_at:
        return
    yield Due(alliance.review_date, _("All look at the alliance together"))
    if relationship.next_check_date:
        yield Due(relationship.next_check_date, _("Relationship check"))
    if alliance.drill_months:
        yield Due(_drill_date(alliance, relationship), _("A drill: one step calls all partners"))
    if alliance.ends_date:
        yield Due(alliance.ends_date, _("The deal ends, or is agreed anew"))


def _drill_date(alliance: Alliance, relationship: Relationship) -> date:
    """So many months after the last call-out, as one in earnest teaches as much; before any, after the start."""
    last = local_date(relationship.call_outs[0].called_at) if relationship.call_outs else None
    return drill_date(alliance, last)


def drill_date(alliance: Alliance, last: date | None) -> date:
    """`last`: when everybody was last called out."""
    last = last or alliance.starts_date
    months = last.year * 12 + last.month - 1 + (alliance.drill_months or 0)
    return date(months // 12, months % 12 + 1, min(last.day, 28))


def _of_relationship(alliance: Alliance, relationship: Relationship) -> Iterator[Due]:
    language = alliance.language
    for barrier in relationship.open_barriers:
        yield Due(barrier.due_date, barrier.words, barrier.owner.organisation.local_name, "#barriers", language)
    for step in relationship.plan:
        yield Due(step.next_date, step.what, step.owner.organisation.local_name, "#relationship", language)
    for repair in relationship.open_repairs:
        if repair.commitment_id is None:  # one in public stands among the promises
            yield Due(repair.due_date, repair.words, repair.owner.organisation.local_name, "#relationship", language)


def _of_funds(work: Work, on: date) -> Iterator[Due]:
    """Where money was due and has not come, and when it ends."""
    for stood in work.funds:
        fund, url = stood.fund, reverse("fund", args=[stood.fund.public_id])
        ends = horizon(fund, on=on)
        if ends:
            yield Due(ends.ends_date, _("The money of “%(fund)s” ends") % {"fund": fund.said("name").text}, url=url)
        for partner in stood.partners:
            if partner.behind:
                words = _("An instalment into “%(fund)s” has not come") % {"fund": fund.said("name").text}
                since = partner.behind_since or fund.year_starts(stood.year)
                yield Due(since, words, partner.partner.organisation.local_name, url)
