"""The report of one outcome as PDF: why it matters, who answers for it, how far it has come, and who says so."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.commitments.models import Line, Observation, Opinion, Outcome, Owner, Report, Setback
from saidanddone.commitments.outcome_charts import figure
from saidanddone.commitments.outcome_pages import FullMeasure, Measure, Page, Shown
from saidanddone.core.downloads import Ending
from saidanddone.ui import reports
from saidanddone.ui.numbers import with_unit
from saidanddone.ui.reports import Block, Facts, Heading, Item, Items, Notice, Prose, Quote, Said, Section, Table, Words
from saidanddone.ui.states import look
from saidanddone.ui.templatetags.words import grouped, written


def as_pdf(shown: Shown, *, at: datetime) -> bytes:
    outcome = shown.outcome
    measures = [block for full in shown.page.measures for block in _measure(full)]
    report = reports.Report(
        title=outcome.said("title"),
        address=settings.SITE_URL + reverse("outcome", args=[outcome.public_id]),
        tone="felt",
        word=_("An outcome"),
        lines=[
            " · ".join([_redacted(outcome), outcome.place.local_name]).strip(" ·"),
            _("As it stood on %(day)s") % {"day": written(at)},
        ],
        opening=_standing(shown.page),
        sections=[
            Section(_("Why it matters"), [Quote(outcome.said("why"))]),
            Section(_("Who answers for it together"), _owners(shown.page)),
            Section(
                _("How far it has come"),
                [*measures, *_files(outcome)] if measures else [Prose(_("It has no measure yet."))],
            ),
            Section(_("What the owners report"), _reports(shown.page)),
            Section(_("What is promised for it"), _promises(shown.promises)),
            Section(_("What went wrong on the way"), [Items([_setback(each) for each in shown.setbacks])]),
            Section(_("The work around the work"), _burden(shown.page)),
        ],
    )
    return reports.pdf(report, at=at)


def _redacted(outcome: Outcome) -> str:
    return str(look("redacted").word) if outcome.is_redacted else ""


def _standing(page: Page) -> list[Block]:
    outcome = page.outcome
    notices: list[Block] = []
    if outcome.hidden_at:
        hidden = _("A moderator has hidden this. Only those who answer for it see it.")
        notices.append(Notice(_("Hidden"), [hidden]))
    if outcome.ended_date:
        ended: list[Words] = [written(outcome.ended_date), outcome.said("end_reason"), outcome.said("lessons")]
        notices.append(Notice(_("This outcome has ended"), ended))
    elif page.is_alone:
        alone = _("An outcome is answered for by several together. At the moment fewer than two have agreed.")
        notices.append(Notice(_("It needs more who answer for it"), [alone]))
    return notices


def _owners(page: Page) -> list[Block]:
    blocks: list[Block] = [Items([_owner(each) for each in page.owners])]
    asked = _("Was asked to answer for it too, and has not agreed yet.")
    blocks.append(Items([Item(each.organisation.local_name, notes=[asked]) for each in page.asked]))
    if page.former:
        blocks += [Heading(_("Who answered for it before")), Items([_former(each) for each in page.former])]
    return blocks


def _owner(owner: Owner) -> Item:
    since = f"{_('since')} {written(owner.since_date)}"
    took_over = f"{_('took over from')} {owner.follows.organisation.local_name}" if owner.follows else ""
    nothing = _("It does not say yet where this stands in its own plan.")
    plan = owner.plan_text or ("" if owner.plan_link else nothing)
    clash = f"{_('May clash with')}: {owner.clashes_with}" if owner.clashes_with else ""
    return Item(owner.organisation.local_name, more=plan, notes=[since, took_over, clash], link=owner.plan_link)


def _former(owner: Owner) -> Item:
    until = f" – {written(owner.until_date)}" if owner.until_date else ""
    return Item(owner.organisation.local_name, more=owner.plan_text, notes=[f"{written(owner.since_date)}{until}"])


def _measure(full: FullMeasure) -> list[Block]:
    indicator = full.measure.indicator
    kind = f"{indicator.get_kind_display()} · {indicator.get_better_display()} · {indicator.get_frequency_display()}"
    return [
        Heading(indicator.said("title")),
        Prose(kind, is_note=True),
        Prose(indicator.said("definition")),
        *_opinions(full.measure),
        *_figures(full),
        *_lines(full),
        *_sources(full),
        *_past(full),
    ]


def _opinions(measure: Measure) -> list[Block]:
    headings = [_("What the rule says"), _("What the owners say"), _("What somebody independent says")]
    given = (measure.owners, measure.independent)
    states = [measure.reading.state, *(each.value if each else "" for each in given)]
    shown = [str(look(state).word) if state else _("Not said yet") for state in states]
    reasons: list[Words] = [_computed(measure), *(_opinion(each) for each in given)]
    differ = (
        _("These opinions differ. They are kept apart, so that you can judge for yourself.") if measure.differ else ""
    )
    return [Table(_("Three opinions, side by side"), headings, [shown, reasons]), Prose(differ, is_note=True)]


def _computed(measure: Measure) -> str:
    reading = measure.reading
    words = []
    if measure.expected:
        expected = with_unit(measure.expected, measure.indicator.unit)
        words.append(_("The line is at %(expected)s.") % {"expected": expected})
        if reading.share_percent is not None:
            gone = _("%(share)s%% of the way from the baseline to the target is done.")
            words.append(gone % {"share": reading.share_percent})
    directions = {
        "better": _("The newest figures go the better way."),
        "worse": _("The newest figures go the worse way."),
        "unclear": _("Which way the newest figures go is not clear."),
    }
    unknown = _("There are not enough figures to say which way they go.")
    return "\n".join([*words, directions.get(str(reading.trend.direction), unknown)])


def _opinion(opinion: Opinion | None) -> Words:
    if opinion is None:
        return ""
    who = f"{opinion.name}, " if opinion.name and opinion.by == Opinion.By.INDEPENDENT else ""
    return Said(f"{opinion.reason}\n{who}{written(opinion.given_at)}", opinion.language)


def _figures(full: FullMeasure) -> list[Block]:
    chart = full.chart
    if chart is None:
        return [Prose(_("No figures yet")), Prose(_("The rule that will judge them is declared already, below."))]
    rows = [[_("No data") if cell is None else cell for cell in row] for row in chart.table]
    marks = Items([Item(f"{letter}: {words}") for _day, letter, words in full.marks])
    table = Table(f"{chart.title} ({chart.unit})", chart.headings, rows, numbers=(1, 2, 3))
    return [*reports.picture_of(chart), marks, table, *_places(full)]


def _places(full: FullMeasure) -> list[Block]:
    """The newest figure of each place; the file of its page has them all."""
    rows = [
        [each.title, each.table[0][0] or "", each.table[0][1] or _("No data")] for each in full.places if each.table
    ]
    return [Table(_("By place"), [_("Place"), _("Period"), _("Value")], rows, numbers=(2,))]


def _lines(full: FullMeasure) -> list[Block]:
    unit = full.measure.indicator.unit
    held = [(_("Baseline"), full.baseline), (_("Target"), full.target)]
    items = [Item(f"{name}: {_line(line, unit)}") for name, line in held if line]
    items += [_reset(each, unit) for each in full.resets]
    nothing = Prose(_("None is set yet, so the rule has nothing to measure by."))
    rule = f"{_('Declared on')} {written(full.measure.indicator.rule_declared_at)}"
    return [
        Heading(_("Baseline and target"), level=4),
        Items(items) if items else nothing,
        Heading(_("The rule, declared before the figures"), level=4),
        Prose(full.measure.rule),
        Prose(rule, is_note=True),
    ]


def _line(line: Line, unit: str) -> str:
    return f"{with_unit(figure(line.value), unit)}, {written(line.date)}"


def _reset(line: Line, unit: str) -> Item:
    """One that was given up: it stays in sight, with its reason."""
    before = _("%(line)s, before") % {"line": line.get_kind_display()}
    anew = f"{_('Set anew on')} {written(line.superseded_at)}: {line.reason}" if line.superseded_at else ""
    return Item(f"{before}: {_line(line, unit)}", more=anew)


def _sources(full: FullMeasure) -> list[Block]:
    indicator = full.measure.indicator
    source = f"{indicator.source}\n{indicator.source_link}" if indicator.source_link else indicator.source
    rows = (
        (_("Source"), source),
        (_("Looked after by"), indicator.steward.local_name),
        (_("About whom"), indicator.population),
        (_("Where"), indicator.geography),
        (_("Chosen with"), indicator.chosen_with),
        (_("When figures are revised"), indicator.revision_rule),
    )
    return [Heading(_("Where the figures come from"), level=4), Facts(rows), Prose(indicator.technical_note)]


def _past(full: FullMeasure) -> list[Block]:
    """Figures and opinions that others took the place of."""
    blocks: list[Block] = []
    if full.revisions:
        items = [_revision(each, name, value, full) for each, name, value in full.revisions]
        blocks += [Heading(_("Figures that were replaced"), level=4), Items(items)]
    if full.earlier:
        items = [_earlier(each) for each in full.earlier]
        blocks += [Heading(_("Earlier opinions"), level=4), Items(items)]
    return blocks


def _revision(each: Observation, name: str, value: str, full: FullMeasure) -> Item:
    place = f", {each.place.local_name}" if each.place else ""
    shown = with_unit(value, full.measure.indicator.unit) if value else _("No data")
    note = f"{each.get_status_display()} · {_('replaced on')} {written(each.superseded_at or each.recorded_at)}"
    return Item(f"{name}{place}: {shown}", notes=[note])


def _earlier(opinion: Opinion) -> Item:
    name = f": {opinion.name}" if opinion.name else ""
    words = f"{look(opinion.value).word}. {opinion.get_by_display()}{name}, {written(opinion.given_at)}"
    return Item(words, more=Said(opinion.reason, opinion.language))


def _files(outcome: Outcome) -> list[Block]:
    link = reverse("figures_download", args=[outcome.public_id, Ending.CSV])
    return [Items([Item(_("All figures as a file"), link=link)])]


def _reports(page: Page) -> list[Block]:
    """The newest in full; what is missing says so by itself."""
    calendar = page.calendar
    blocks: list[Block] = []
    if calendar.published:
        blocks += _report(calendar.published[-1])
    missing = [f"{_('A report was due on')} {written(each.due_date)}." for each in reversed(calendar.overdue)]
    blocks.append(Items([Item(words, notes=[_("Not published")]) for words in missing]))
    if calendar.next:
        blocks.append(Prose(f"{_('The next report is due on')} {written(calendar.next.due_date)}", is_note=True))
    return blocks or [Prose(_("No report is due yet."))]


def _report(report: Report) -> list[Block]:
    published = f"{_('published on')} {written(report.published_at)}" if report.published_at else ""
    if days := report.days_late:
        late = ngettext("It came %(number)s day late.", "It came %(number)s days late.", days) % {"number": days}
        published = f"{published}. {late}"
    heading = f"{_('Report of')} {written(report.due_date)}"
    return [Heading(heading), Prose(published, is_note=True), Prose(Said(report.text, report.language))]


def _promises(promises: list[Any]) -> list[Block]:
    if not promises:
        return [Prose(_("No promise names it yet."))]
    return [Items([_promise(each) for each in promises])]


def _promise(promise: Any) -> Item:
    due = f" · {_('by')} {written(promise.due_date)}" if promise.due_date else ""
    note = f"{look(promise.state).word} · {promise.organisation.local_name}{due}"
    return Item(promise.said("promise"), notes=[note], link=reverse("commitment", args=[promise.public_id]))


def _setback(setback: Setback) -> Item:
    note = f"{setback.organisation.local_name} · {written(setback.said_at)}"
    return Item(setback.said("title"), notes=[note], link=reverse("setback", args=[setback.public_id]))


def _burden(page: Page) -> list[Block]:
    """As protected as on its page."""
    burden = page.burden
    if not burden.shown and not burden.kept_back:
        return []
    headings = [_("Process"), _("It helps"), _("It costs little"), _("It gets in the way")]
    rows = [
        [each.process, *(_("kept back") if count is None else grouped(count) for count in each.counts)]
        for each in burden.shown
    ]
    blocks: list[Block] = [Table(_("What staff say, by process"), headings, rows, numbers=(1, 2, 3))]
    if burden.kept_back:
        words = ngettext(
            "%(number)s process was named by too few people to show.",
            "%(number)s processes were named by too few people to show.",
            burden.kept_back,
        )
        blocks.append(Prose(words % {"number": burden.kept_back}, is_note=True))
    return blocks
