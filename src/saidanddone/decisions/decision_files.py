"""One decision as PDF: the open record as its page has it, with the words that it had before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.decisions.models import Bound, Decision, Expectation, Option, SignOff
from saidanddone.decisions.queries.clocks import Promised
from saidanddone.decisions.queries.decision_pages import Cited, DecisionPage
from saidanddone.decisions.queries.history import Difference, Event
from saidanddone.decisions.source_notes import source_note
from saidanddone.ui import reports
from saidanddone.ui.reports import Block, Facts, Heading, Item, Items, Notice, Prose, Said, Section, Table, Words
from saidanddone.ui.states import look
from saidanddone.ui.templatetags.words import grouped, written

MOST_CONSIDERED = 300
"""More would be a book; the page has them all, thirty at a time."""


def as_pdf(page: DecisionPage, events: Sequence[Event], *, at: datetime) -> bytes:
    decision = page.decision
    is_headline = page.is_taken and bool(decision.headline)
    report = reports.Report(
        title=page.words["headline" if is_headline else "question"],
        address=page.address,
        tone="decided",
        word=str(look(decision.state).word),
        lines=[_where(page)],
        opening=[*_standing(page), *([Prose(page.words["question"])] if is_headline else [])],
        sections=[
            *(_choice(page) if page.is_taken else []),
            *_question(page),
            Section(_heard_words(page), _heard(page)),
            *([Section(_("Can it be delivered?"), _gate(page))] if page.has_gate else []),
            *_beside(page),
            Section(_("How it came about, and what was changed"), _events(events, decision.language)),
        ],
    )
    return reports.pdf(report, at=at)


def _where(page: DecisionPage) -> str:
    decision = page.decision
    tags = [str(look("without_listening").word)] if page.is_taken and decision.without_listening_because else []
    tags += [_("A pilot")] if decision.is_pilot else []
    tags += [str(look("redacted").word)] if decision.is_redacted else []
    topic = decision.topic.local_name if decision.topic else ""
    return " · ".join(filter(None, [*tags, decision.organisation.local_name, topic, decision.place.local_name]))


def _day(day: date | None) -> str:
    return written(day) if day else ""


def _standing(page: DecisionPage) -> list[Block]:
    """What stands above the words on its page."""
    decision, notices = page.decision, list(_state_notices(page))
    if page.is_taken and decision.without_listening_because:
        words = page.words["without_listening_because"]
        notices.append(Notice(_("Decided without listening, because"), [words]))
    return list(notices)


def _state_notices(page: DecisionPage) -> Iterable[Notice]:
    decision, state = page.decision, Decision.State
    reason = Said(decision.reason, decision.language)
    if decision.hidden_at:
        hidden = _("A moderator has hidden this. Only its organisation and the moderators can see it.")
        yield Notice(_("Hidden"), [hidden])
    elif decision.state == state.DRAFT:
        yield Notice(_("A draft"), [_("Only your organisation can see this. So it will look when it is announced.")])
    elif decision.state == state.REPLACED:
        newer = page.replaced_by
        named: list[Words] = [Said(str(newer), newer.language), _address(newer)] if newer else []
        yield Notice(_("Another decision stands in its place"), [*named, reason])
    elif decision.state == state.WITHDRAWN:
        yield Notice(_("This was withdrawn"), [reason])
    elif page.is_open:
        closes = {"closes": _day(decision.views_close_date)}
        asked = _("Say what you think until the end of %(closes)s. What is decided must say how it was used.") % closes
        address = reports.absolute(reverse("decision_views", args=[decision.public_id]))
        yield Notice(_("You can still shape this"), [asked, address])


def _address(decision: Decision) -> str:
    return reports.absolute(reverse("decision", args=[decision.public_id]))


def _choice(page: DecisionPage) -> list[Section]:
    decision, words = page.decision, page.words
    chosen = [Notice(Said(decision.choice.title, decision.language))] if decision.choice else []
    facts = (
        (_("Who decided"), words["decided_by"]),
        (_("Under which authority"), words["authority"]),
        (_("Decided on"), _day(decision.decided_date)),
        (_("Looked at again by"), _looked_at_again(page)),
        (_("Declared interests"), words["interests"]),
        (_("Dissent"), words["dissent"] if decision.dissent else _("None was recorded")),
        (_("Conditions"), words["conditions"] if decision.conditions else _("None")),
    )
    return [
        Section(_("What was decided, and why"), [*chosen, Prose(words["reasons"]), Facts(facts)]),
        Section(_("Where this came from"), [Prose(words["where_from"])]),
    ]


def _question(page: DecisionPage) -> list[Section]:
    heading = _("The question") if page.is_taken else _("What it is about")
    asked = (("why_now", _("Why now")), ("who_is_affected", _("Who is affected")))
    return [
        Section(heading, _under_headings(page, asked)),
        Section(_("What can be shaped, and what cannot"), _bounds(page)),
        Section(_("The options"), _options(page)),
        Section(_("What it would mean for whom"), _scenarios(page)),
    ]


def _under_headings(page: DecisionPage, fields: Iterable[tuple[str, str]]) -> list[Block]:
    """Each field of which something is said, below its heading."""
    said = [(heading, page.words[name]) for name, heading in fields if page.words[name].text]
    return [block for heading, words in said for block in (Heading(heading), Prose(words))]


def _bounds(page: DecisionPage) -> list[Block]:
    headings = {"open": _("Can be shaped"), "constrained": _("Constrained"), "fixed": _("Fixed")}
    blocks: list[Block] = []
    for kind, heading in headings.items():
        rows = page.bounds[kind]
        nothing = Prose(_("Nothing is named here."), is_note=True)
        blocks += [
            Heading(heading),
            Items([_bound(each, page.decision.language) for each in rows]) if rows else nothing,
        ]
    return blocks


def _bound(bound: Bound, language: str) -> Item:
    by = bound.get_by_display() if bound.by else ""
    return Item(Said(bound.text, language), more=Said(bound.figures, language), notes=[by])


def _options(page: DecisionPage) -> list[Block]:
    """One table: a row for each way to choose."""
    headings = [
        _("The option"),
        _("Cost a year"),
        _("Who gains"),
        _("Who loses"),
        _("What it asks of those who deliver it"),
    ]
    rows = [_option(each, page) for each in page.options]
    more = [
        Item(Said(each.title, page.decision.language), more=Said(each.text, page.decision.language))
        for each in page.options
        if each.text
    ]
    return [Table(_("Each way to choose, side by side"), headings, rows), Items(more)]


def _option(option: Option, page: DecisionPage) -> list[Words]:
    language = page.decision.language
    is_chosen = page.is_taken and option.pk == page.decision.choice_id
    title = f"{option.title} ({_('Chosen')})" if is_chosen else option.title
    cost = _("Not known") if option.cost_pence is None else option.cost
    return [Said(title, language), cost, *(Said(words, language) for words in (option.gain, option.loss, option.asks))]


def _scenarios(page: DecisionPage) -> list[Block]:
    blocks: list[Block] = []
    for each in page.scenarios:
        matters = _("Matters to: %(whom)s") % {"whom": each.matters_to}
        language = page.decision.language
        blocks += [Heading(Said(each.title, language)), Prose(matters, is_note=True), Prose(Said(each.text, language))]
    return blocks


def _heard_words(page: DecisionPage) -> str:
    return _("What was heard, and how it was used") if page.is_taken else _("What is being considered")


def _heard(page: DecisionPage) -> list[Block]:
    blocks: list[Block] = []
    if not page.is_taken:
        promise = _(
            "When it is decided, whoever said each of these is told whether it was used, partly used or not used, "
            "and why."
        )
        nothing = _("Nothing has been cited yet.")
        blocks += (
            [Prose(promise), Items([_cited(each, page) for each in page.cited])] if page.cited else [Prose(nothing)]
        )
    elif not page.cited:
        blocks.append(Prose(_("Nothing was considered.")))
    else:
        blocks += _uses(page)
    left = page.uses.total - len(page.cited)
    if left > 0:
        words = _("These are the first %(shown)s. The others stand on its page.") % {"shown": grouped(len(page.cited))}
        blocks.append(Prose(words, is_note=True))
    return blocks


def _uses(page: DecisionPage) -> list[Block]:
    headings = {"used": _("Used"), "partly": _("Partly used, because"), "not_used": _("Not used, because")}
    numbers = {
        "used": _("%(number)s used"),
        "partly": _("%(number)s partly used"),
        "not_used": _("%(number)s not used"),
    }
    counted = [numbers[value] % {"number": grouped(number)} for value, number in page.counts.items() if number]
    blocks: list[Block] = [Prose(" · ".join(counted))]
    for value, group in groupby(page.cited, key=lambda each: each.value):
        blocks += [Heading(headings.get(value, headings["not_used"])), Items([_cited(each, page) for each in group])]
    return blocks


def _cited(cited: Cited, page: DecisionPage) -> Item:
    """As its page has it: what may not be seen is told by nothing but that, and by its use."""
    because = Said(cited.use.because if page.is_taken else "", page.decision.language)
    if cited.is_gone:
        return Item(_("Something that is no longer public"), more=because)
    title = f"“{cited.title}”" if cited.kind == "contribution" else cited.title
    kind = str(look("understood").word) if cited.kind == "finding" else ""
    note = source_note(cited.source) if cited.source else ""
    return Item(Said(title, cited.language), more=because, notes=[kind, cited.credit, note], link=cited.url)


def _gate(page: DecisionPage) -> list[Block]:
    decision, language = page.decision, page.decision.language
    blocks: list[Block] = []
    if page.sign_offs:
        blocks += [Heading(_("Who was asked")), Facts([_sign_off(each, language) for each in page.sign_offs])]
    if page.expectations:
        headings = [_("What is expected"), _("Measured by"), _("By"), _("What came")]
        rows = [_expectation(each, language, is_late=each in page.late_expectations) for each in page.expectations]
        table = Table(_("Expected before it began, compared after"), headings, rows)
        blocks += [Heading(_("What was expected, and what came")), table]
    blocks += _under_headings(page, [("trust_impact", _("What it could break, and for whom"))])
    if decision.bed_in_until_date:
        until = {"until": _day(decision.bed_in_until_date)}
        blocks.append(Prose(_("It is left to bed in, and not redesigned, until %(until)s.") % until))
    if decision.is_pilot:
        blocks += [Heading(_("A pilot")), *_pilot(page)]
    return blocks


def _sign_off(sign_off: SignOff, language: str) -> tuple[Words, Words]:
    if not sign_off.says:
        refused = f"{_('Not asked, because:')} {sign_off.not_asked_because}"
        return sign_off.get_voice_display(), Said(refused, language)
    organisation = f", {sign_off.organisation.local_name}" if sign_off.organisation else ""
    signed = f"{sign_off.says}\n{sign_off.name}{organisation}, {written(sign_off.signed_at)}"
    return sign_off.get_voice_display(), Said(signed, language)


def _expectation(each: Expectation, language: str, *, is_late: bool) -> list[Words]:
    came: Words = _missed(_("Nobody has compared it yet.")) if is_late else _("Not compared yet")
    if each.outcome:
        came = Said(f"{each.get_outcome_display()}: {each.found}", language)
    return [Said(each.text, language), Said(each.measure, language), written(each.expected_date), came]


def _looked_at_again(page: DecisionPage) -> str:
    day = _day(page.decision.review_date)
    return f"{day}\n{_missed(_('Nobody has said what came of that look.'))}" if page.is_review_late else day


def _missed(words: str) -> str:
    return f"{look('missed').word}. {words}"


def _pilot(page: DecisionPage) -> list[Block]:
    decision = page.decision
    if decision.pilot_end:
        return [Prose(decision.get_pilot_end_display()), Prose(Said(decision.pilot_learnt, decision.language))]
    if decision.pilot_review_date:
        until = {"until": _day(decision.pilot_review_date)}
        if page.is_pilot_late:
            words = _("By %(until)s it was to be continued, changed or stopped. Nobody has said how it ends.")
            return [Prose(_missed(words % until))]
        return [Prose(_("By %(until)s it is continued, changed or stopped.") % until)]
    return []


def _beside(page: DecisionPage) -> list[Section]:
    decision, language = page.decision, page.decision.language
    said = ngettext("See %(number)s view", "See %(number)s views", page.view_count) % {"number": page.view_count}
    views = [Item(said, link=reverse("decision_views", args=[decision.public_id]))] if page.view_count else []
    documents = [Item(Said(each.title, language), link=each.link) for each in page.documents]
    replaced = [Item(Said(str(each), each.language), link=_address(each)) for each in page.replaces]
    return [
        Section(_("By when"), [Items([_promised(each, language) for each in page.days])]),
        Section(_("What people say about it"), [Items(views)]),
        Section(_("Documents"), [Items(documents)]),
        Section(_("It replaces"), [Items(replaced)]),
    ]


def _promised(each: Promised, language: str) -> Item:
    facts = {"number": each.days_late}
    late = {
        "late": ngettext("It came %(number)s day late.", "It came %(number)s days late.", each.days_late) % facts,
        "missed": ngettext("Missed by %(number)s day.", "Missed by %(number)s days.", each.days_late) % facts,
    }
    moved = _("Moved here, because: %(reason)s") % {"reason": each.reason} if each.reason else ""
    words = f"{each.state_words}: {written(each.due_date)} ({look(each.standing).word})"
    return Item(words, notes=[late.get(each.standing, ""), Said(moved, language)])


def _events(events: Sequence[Event], language: str) -> list[Block]:
    return [Items([_event(each, language) for each in events])]


def _event(event: Event, language: str) -> Item:
    """A move or a revision, with the words that it took the place of."""
    moved = event.change or event.version
    before = [Said(f"{each.label}: {_before(each)}", language) for each in event.differences]
    heading = f"{event.heading}, {written(event.at)}"
    return Item(heading, more=Said(moved.reason if moved else "", language), notes=before)


def _before(difference: Difference) -> str:
    words = "".join(piece.words for piece in difference.pieces if piece.change != "new")
    return words or _("nothing was said")
