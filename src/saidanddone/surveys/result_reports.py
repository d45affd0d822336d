"""The results of a wave as PDF: what its page says, to print and to send."""

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.core.downloads import Ending
from saidanddone.surveys import result_words
from saidanddone.surveys.method_pages import Method
from saidanddone.surveys.result_pages import Page, Shown
from saidanddone.surveys.result_parts import Part
from saidanddone.ui import reports
from saidanddone.ui.reports import Block, Facts, Heading, Item, Items, Notice, Prose, Section, Table
from saidanddone.ui.templatetags.words import grouped, written


def as_pdf(page: Page, method: Method, *, at: datetime) -> bytes:
    wave = page.wave
    arguments = [wave.survey.public_id, wave.public_id]
    report = reports.Report(
        title=wave.survey.said("title"),
        address=settings.SITE_URL + reverse("survey_results", args=arguments),
        tone="felt",
        word=_("What people say"),
        lines=[
            " · ".join([wave.survey.organisation.local_name, _("Round %(number)s") % {"number": wave.number}]),
            f"{written(wave.opens_date)} – {written(wave.closes_date)}",
        ],
        opening=_opening(page),
        contents=_("Contents") if page.is_folded else "",
        sections=[
            *(
                Section(part.name, _part(part, interval_words(page)), starts_page=page.is_folded and not number)
                for number, part in enumerate(page.parts)
            ),
            Section(_("Satisfaction and trust"), [Prose(page.association)] if page.association else []),
            Section(_("What goes with trust"), _drivers(page)),
            Section(_("How it was done"), [Facts([(each.label, each.words) for each in method.facts])]),
            Section(_("Files"), [_files(arguments)]),
        ],
    )
    return reports.pdf(report, at=at)


def _opening(page: Page) -> list[Block]:
    blocks: list[Block] = []
    if page.is_draft:
        blocks.append(Notice(_("Not published yet"), [_("Only those who work on it see these figures.")]))
    if not page.wave.is_probability:
        blocks.append(Notice(_("Not drawn by chance"), [str(result_words.NOT_BY_CHANCE)]))
    if page.markers:
        blocks.append(Prose("\n".join(f"{marker} {words}" for marker, words in page.markers), is_note=True))
    return [*_stands_out(page), *blocks]


def interval_words(page: Page) -> str:
    """Never an interval as if people had been drawn by chance, where they were not."""
    return _("95% interval") if page.wave.is_probability else _("Range by chance alone")


def _stands_out(page: Page) -> list[Block]:
    blocks: list[Block] = []
    for group in page.summary.groups:
        lines = [Item(line.words, line.said) for line in group.lines]
        blocks += [Heading(group.heading), Items(lines), Prose(group.note, is_note=True)]
    blocks.append(Prose(page.summary.rest))
    has_any = page.summary.groups or page.summary.rest
    return [Heading(_("What stands out"), level=2), *blocks] if has_any else []


def _part(part: Part, interval: str) -> list[Block]:
    return [block for each in part.shown for block in _question(each, interval)]


def _question(shown: Shown, interval: str) -> list[Block]:
    headings = [_("Answer"), _("Figure"), interval, _("Answers")]
    rows: list[list[reports.Words]] = [
        [each.name, each.value, each.interval, "" if each.count is None else grouped(each.count)] for each in shown.rows
    ]
    table = Table("", headings, rows, numbers=(1, 2, 3))
    return [Heading(shown.words), Prose(shown.change), table, *_groups(shown), *_rounds(shown)]


def _groups(shown: Shown) -> list[Block]:
    """All that people are parted by in one table, which says once what its columns are."""
    found: list[Block] = []
    for headings, splits in groupby(shown.splits, key=lambda each: each.headings):
        rows: list[list[reports.Words]] = []
        for split in splits:
            rows.append([split.by])
            rows += [
                [each.name, *each.cells, "" if each.count is None else grouped(each.count)] for each in split.groups
            ]
        names = [_("Group"), *headings, _("Answers")]
        found.append(Table("", names, rows, numbers=range(1, len(names))))
    return found


def _rounds(shown: Shown) -> list[Block]:
    if not shown.trend:
        return []
    rows: list[list[reports.Words]] = [[cell or "" for cell in row] for row in shown.trend.table]
    return [Table(shown.trend.title, shown.trend.headings, rows, numbers=(1, 2, 3))]


def _drivers(page: Page) -> list[Block]:
    if not page.drivers:
        return []
    rows: list[list[reports.Words]] = [[each.words, each.effect, each.interval, each.share] for each in page.drivers]
    headings = [_("What was asked"), _("Points"), interval_words(page), _("Share of what is explained")]
    return [Prose(str(result_words.NO_CAUSE)), Table(_("What goes with trust"), headings, rows, numbers=(1, 2, 3))]


def _files(arguments: list[str]) -> Items:
    table = reverse("survey_figures", args=[*arguments, Ending.CSV])
    method = reverse("survey_method", args=arguments)
    return Items([Item(_("All figures as a file"), link=table), Item(_("How it was done"), link=method)])
