"""The agenda of the talk after a check, on paper: what works first, then what to talk about; no order of partners."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.alliances.models import Repair
from saidanddone.alliances.queries.shown import Band, Told
from saidanddone.surveys.instruments import Item as Asked
from saidanddone.ui import reports
from saidanddone.ui.reports import Block, Heading, Item, Items, Prose, Section
from saidanddone.ui.templatetags.words import written

TODAY = gettext_lazy("Who does what, by when? And when do we ask each other again?")


def as_pdf(told: Told, earlier: Sequence[Repair], *, at: datetime) -> bytes:
    alliance = told.check.alliance
    report = reports.Report(
        title=_("Agenda: how we work together"),
        address=settings.SITE_URL + reverse("check_shown", args=[alliance.public_id, told.check.public_id]),
        tone="felt",
        word=_("Relationship check"),
        lines=[alliance.said("title"), _for_partners(told)],
        sections=[
            Section(_("What works"), _by_item(told.strengths) or [Prose(_("Nothing stands clearly on this side."))]),
            Section(_("What to talk about"), _by_item(told.gaps) or [Prose(_("Nothing stands clearly on this side."))]),
            Section(_("In between"), _by_item(told.between)),
            Section(_("What we agreed to mend before"), _repairs(earlier)),
            Section(_("What we agree today"), [Prose(str(TODAY))]),
        ],
    )
    return reports.pdf(report, at=at)


def _for_partners(told: Told) -> str:
    closed = written(told.check.closed_at) if told.check.closed_at else ""
    facts = {"answered": told.check.answered, "organisations": told.check.answered_organisations, "day": closed}
    return _("For partners. %(answered)s people of %(organisations)s organisations answered by %(day)s.") % facts


def _by_item(rows: Sequence[tuple[Asked, Sequence[Band]]]) -> list[Block]:
    blocks: list[Block] = []
    for _item, bands in rows:
        first = bands[0]
        if first.about is None:
            blocks.append(Items([_line(first, first.question)]))
            continue
        blocks.append(Heading(first.topic))
        blocks.append(Items([_line(each, str(each.about)) for each in bands]))
    return blocks


def _line(band: Band, words: reports.Words) -> Item:
    shown = f"{band.words} ({band.range})" if band.range else band.words
    notes = [band.counted, *([band.change] if band.has_moved else [])]
    return Item(words, more=shown, notes=notes)


def _repairs(rows: Sequence[Repair]) -> list[Block]:
    if not rows:
        return []
    notes = [f"{each.owner}, {written(each.due_date)}" for each in rows]
    return [Items([Item(each.words, notes=[note]) for each, note in zip(rows, notes, strict=True)])]
