"""One finding as PDF: what was understood, how strong it is, who wrote it, what it rests on, as its page says it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.decisions.insights import Group, Strength
from saidanddone.decisions.models import Check, Finding, Writer
from saidanddone.decisions.queries.findings import Cited, FindingPage
from saidanddone.decisions.source_notes import source_note
from saidanddone.ui import reports
from saidanddone.ui.reports import Block, Facts, Item, Items, Notice, Prose, Said, Section, Table, Words
from saidanddone.ui.states import look
from saidanddone.ui.templatetags.words import grouped, written

MOST_EVIDENCE = 300
"""More would be a book; the page has them all, twenty at a time."""


def as_pdf(found: FindingPage, strength: Strength, *, at: datetime) -> bytes:
    finding, said = found.finding, found.said
    kind = look(finding.kind)
    report = reports.Report(
        title=said["title"],
        address=found.address,
        tone=kind.tone,
        word=str(kind.word),
        lines=[_where(finding), _when(finding)],
        opening=[*_standing(found), Prose(said["summary"]), Prose(_translated(said["summary"].made_by), is_note=True)],
        sections=[
            Section(_("Who wrote it"), [Items([_writer(each) for each in found.writers])]),
            Section(_("What is missing"), [Prose(_or(said["missing"], _("Nothing is said about it yet.")))]),
            Section(_("Who sees it otherwise"), [Prose(_or(said["disagreement"], _("Nobody is known to.")))]),
            Section(_("How strong it is"), _strength(strength)),
            Section(_("What those whom it cites say of it"), _checks(found, strength)),
            Section(_("What it rests on"), _evidence(found)),
            Section(_("What it said before"), _earlier(found)),
        ],
    )
    return reports.pdf(report, at=at)


def _where(finding: Finding) -> str:
    state = "" if finding.state == Finding.State.PUBLISHED else str(look(finding.state).word)
    redacted = str(look("redacted").word) if finding.is_redacted else ""
    topic = finding.topic.local_name if finding.topic else ""
    return " · ".join(filter(None, [state, redacted, topic, finding.place.local_name]))


def _when(finding: Finding) -> str:
    day = f"{_('Published')} {written(finding.published_at)}" if finding.published_at else _("Not published yet")
    return f"{day} · {finding.organisation.local_name}"


def _standing(found: FindingPage) -> list[Block]:
    """What stands above the words on its page."""
    finding, state = found.finding, Finding.State
    notices: list[Block] = []
    if finding.state == state.WITHDRAWN:
        taken = _("%(organisation)s took it back, because:") % {"organisation": finding.organisation.local_name}
        notices.append(Notice(_("This finding was withdrawn"), [taken, Said(finding.reason, finding.language)]))
    elif finding.state == state.SUPERSEDED:
        reason = Said(finding.reason, finding.language)
        words: list[Words] = [reason]
        if found.newer:
            words = [Said(found.newer.title, found.newer.language), _address(found.newer), reason]
        notices.append(Notice(_("A newer finding stands in its place"), words))
    elif finding.state == state.CHECKING:
        closed = _("It is not published yet. Only those who write it and those whom it cites can read it.")
        notices.append(Notice(_("Those whom it cites are checking this"), [closed]))
    elif finding.state == state.DRAFT:
        notices.append(Notice(_("This is a draft"), [_("Only those who write it can read it.")]))
    if finding.hidden_at:
        hidden = _("Nobody else can read it at the moment.")
        notices.append(Notice(_("A moderator has hidden this"), [hidden]))
    return notices


def _address(finding: Finding) -> str:
    return reports.absolute(reverse("finding", args=[finding.public_id]))


def _translated(made_by: str) -> str:
    words = {"machine": _("Translated by a machine"), "person": _("Translated by a person")}
    return words.get(made_by, "")


def _or(words: reports.Spoken, nothing: str) -> reports.Words:
    return words if words.text else nothing


def _writer(writer: Writer) -> Item:
    organisation = f", {writer.organisation.local_name}" if writer.organisation else ""
    return Item(f"{writer.name}{organisation}", notes=[writer.get_role_display()])


def _strength(strength: Strength) -> list[Block]:
    counts, number = strength.counts, strength.references
    rows = (
        (_("people"), counts.people),
        (_("contributions"), counts.contributions),
        (_("other voices"), counts.supports),
    )
    blocks: list[Block] = [Facts([(label, grouped(value)) for label, value in rows])]
    if number:
        words = ngettext(
            "And %(number)s figure, statement or source.", "And %(number)s figures, statements or sources.", number
        )
        blocks.append(Prose(words % {"number": number}))
    blocks.append(Prose(_("People who said the same thing twice, or spoke for each other, count once."), is_note=True))
    if strength.has_too_few:
        blocks.append(Prose(_("They are too few to say where they come from without pointing at somebody.")))
    for group in strength.groups:
        blocks += _group(group)
    return blocks


def _group(group: Group) -> list[Block]:
    if not group.parts:
        return []
    headings = [_("Who"), _("People"), _("Share"), *([_("Of those who live here")] if group.compares else [])]
    rows = [
        [
            part.label,
            grouped(part.people),
            f"{part.share:.0%}",
            *(
                [_("Not known") if part.of_population is None else f"{part.of_population:.0%}"]
                if group.compares
                else []
            ),
        ]
        for part in group.parts
    ]
    kept_back = _("Numbers are kept back where they are small, so that nobody can be recognised.")
    table = Table(group.title, headings, rows, numbers=range(1, len(headings)))
    return [table, *([Prose(kept_back, is_note=True)] if group.kept_back else [])]


def _checks(found: FindingPage, strength: Strength) -> list[Block]:
    counts = strength.counts
    if not counts.checks and not found.checks:
        return []
    rows = ((_("Yes, that is what I meant"), counts.yes), (_("Partly"), counts.partly), (_("No"), counts.no))
    spoken = [_check(each) for each in found.checks if each.shown_words]
    return [Facts([(label, grouped(value)) for label, value in rows]), Items(spoken)]


def _check(check: Check) -> Item:
    name = check.contribution.credit_name
    value = f"{look(check.value).word}" + (f", {name}" if name else "")
    words = Said(f"“{check.shown_words}”", check.language)
    return Item(words, notes=[f"{value}, {written(check.given_at)}"])


def _evidence(found: FindingPage) -> list[Block]:
    blocks: list[Block] = [Items([_cited(each) for each in found.cited])]
    left = found.page.total - len(found.cited)
    if left > 0:
        words = _("These are the first %(shown)s. The others stand on its page.") % {"shown": grouped(len(found.cited))}
        blocks.append(Prose(words, is_note=True))
    if found.not_shown:
        words = ngettext(
            "%(shown)s more was said to %(organisation)s alone. It is counted, not shown.",
            "%(shown)s more were said to %(organisation)s alone. They are counted, not shown.",
            found.not_shown,
        )
        facts = {"shown": grouped(found.not_shown), "organisation": found.finding.organisation.local_name}
        blocks.append(Prose(words % facts, is_note=True))
    return blocks


def _cited(cited: Cited) -> Item:
    """Somebody's words with the credit that they chose, or a reference, and where it stands."""
    said = cited.contribution
    if said is None:
        return Item(cited.words, notes=[source_note(cited.evidence)], link=cited.url)
    facts = " · ".join(filter(None, [str(look(said.kind).word), *cited.facts]))
    return Item(Said(cited.words, said.language), notes=[cited.credit, facts], link=cited.url)


def _earlier(found: FindingPage) -> list[Block]:
    items = []
    for before, changes in found.earlier:
        day = written(before.published_at) if before.published_at else ""
        words = [Said(getattr(before, change.name), before.language) for change in changes if change.name != "title"]
        notes: list[Words] = [day, Said(before.reason, before.language), *words]
        items.append(
            Item(Said(before.title, before.language), notes=notes, link=reverse("finding", args=[before.public_id]))
        )
    return [Items(items)]
