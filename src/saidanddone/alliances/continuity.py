"""What whoever comes next should know of an alliance, when people, plan or money change.

Everyone gets what everyone may read; partners also what is theirs. Page and PDF are made of the same sections.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.alliances.deals import ClauseRead, PartyRead
from saidanddone.alliances.due import Due
from saidanddone.alliances.pages import FundCard, Page
from saidanddone.core.clock import local_date
from saidanddone.core.money import pounds
from saidanddone.decisions.bilingual import Said
from saidanddone.ui import reports
from saidanddone.ui.reports import Item, Items, Prose, Words
from saidanddone.ui.states import look
from saidanddone.ui.templatetags.words import written

SURE_DAYS = 365
"""Money that is sure for a year leaves time to agree on what comes after it."""


@dataclass(frozen=True, slots=True)
class Line:
    words: Words
    notes: Sequence[str] = ()
    url: str = ""

    @property
    def language(self) -> str:
        """Empty where the words are in the reader's own."""
        return "" if isinstance(self.words, str) else self.words.language

    @property
    def text(self) -> str:
        return self.words if isinstance(self.words, str) else self.words.text


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is its anchor. A part that says nothing is named too, so that what is missing is seen."""

    name: str
    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that lets an alliance outlast a change, and whether it is there."""

    words: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class Pack:
    page: Page
    months: int
    kept: list[Kept] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def there(self) -> int:
        return sum(1 for each in self.kept if each.is_there)

    @property
    def together(self) -> str:
        years, months = divmod(self.months, 12)
        parts = []
        if years:
            parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
        if months or not years:
            parts.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
        return ", ".join(parts)


def pack_of(page: Page, *, at: datetime) -> Pack:
    on = local_date(at)
    starts, until = page.alliance.starts_date, page.alliance.ended_date or on
    months = max(0, (until.year - starts.year) * 12 + until.month - starts.month - (until.day < starts.day))
    return Pack(page, months, _kept(page, on), _parts(page))


def _kept(page: Page, on: date) -> list[Kept]:
    """What helps it to last, each by what stands on its own page."""
    alliance, deal = page.alliance, page.deal
    ends = [each.horizon.ends_date for each in page.funds if each.horizon]
    checks = page.relationship.held
    rows = [
        Kept(_("Who carries on when people or programmes change is agreed"), bool(deal.of("succession"))),
        Kept(_("How somebody leaves is agreed"), bool(deal.of("exit"))),
        Kept(_("Somebody looks after the relationship"), alliance.facilitator_id is not None),
        Kept(_("A relationship check was held, and talked over"), any(each.talked_over_date for each in checks)),
        Kept(_("The day on which all look at it is still to come"), alliance.review_date >= on),
        Kept(_("Everybody who signed first is still in it"), not page.left),
    ]
    if page.funds:
        rows.append(
            Kept(_("Its money is sure for a year and more"), all((each - on).days >= SURE_DAYS for each in ends))
        )
    return rows


def _parts(page: Page) -> list[Part]:
    deal, relationship = page.deal, page.relationship
    parts = [
        Part("purpose", _("What it is for"), [Line(deal.purpose)]),
        Part("roles", _("Who holds which role"), [*map(_role, deal.parties), *_facilitator(page)]),
        Part("decides", _("How decisions are made"), _said(deal.of("decision_rule"))),
        Part("outcomes", _("What it answers for"), [_outcome(page, number) for number in range(len(page.outcomes))]),
        Part("promises", _("What is open, by its day"), [_due(each) for each in (*page.late, *page.to_come)]),
        Part(
            "barriers",
            _("What is in the way"),
            [Line(_own(page, each.words), [each.owner.organisation.local_name]) for each in relationship.open_barriers],
        ),
        Part("repairs", _("What was agreed to mend"), _repairs(page)),
        Part(
            "learnt",
            _("What was learnt"),
            [
                Line(_own(page, each.summary), [written(each.held_date)])
                for each in relationship.reviews
                if each.summary
            ],
        ),
        Part("money", _("Money, and until when it is sure"), [*map(_fund, page.funds), *_said(deal.of("money"))]),
        Part("succession", _("Who carries on"), _said(deal.of("succession"))),
        Part("exit", _("How somebody leaves"), _said([*deal.of("exit"), *deal.of("cost_of_exit")])),
    ]
    if page.reader.is_partner:
        plan = [
            Line(
                _own(page, each.what),
                [each.owner.organisation.local_name, _("next on %(day)s") % {"day": written(each.next_date)}],
            )
            for each in relationship.plan
        ]
        parts.insert(6, Part("plan", _("What we do for it, again and again"), plan))
    return parts


def _own(page: Page, words: str) -> Said:
    """Words that are written in the language of the alliance."""
    return Said(words, page.alliance.language)


def _role(party: PartyRead) -> Line:
    notes = [_("Bridge to the community")] if party.is_bridge else []
    return Line(
        party.name, [*notes, *(each.said.text for each in party.brings)], reverse("organisation", args=[party.slug])
    )


def _facilitator(page: Page) -> Iterable[Line]:
    """By name for partners; for everyone only that there is one."""
    person = page.alliance.facilitator
    if person is not None:
        named = person.name if page.reader.is_partner and person.name else _("A facilitator")
        yield Line(named, [_("looks after the relationship")])


def _said(clauses: Iterable[ClauseRead]) -> list[Line]:
    return [Line(each.said, [_("For partners alone")] if each.is_for_partners else []) for each in clauses]


def _outcome(page: Page, number: int) -> Line:
    card = page.outcomes[number]
    notes = [f"{each.indicator.said('title')}: {look(each.reading.state).word}" for each in card.measures]
    return Line(card.outcome.said("title"), notes, reverse("outcome", args=[card.outcome.public_id]))


def _due(row: Due) -> Line:
    words: Words = Said(row.words, row.language) if row.language else row.words
    url = row.url if row.url.startswith("/") else ""
    return Line(words, [written(row.day), str(look(row.state).word), *filter(None, [row.who])], url)


def _repairs(page: Page) -> list[Line]:
    """One that is a promise in public in the words of that promise."""
    rows = []
    for each in page.relationship.repairs:
        state = "waiting" if each.over_date is None else "kept" if each.was_kept else "dropped"
        word = _("open") if state == "waiting" else str(look(state).word)
        words = _own(page, each.words) if each.commitment is None else each.commitment.said("promise")
        rows.append(Line(words, [each.owner.organisation.local_name, word]))
    return rows


def _fund(card: FundCard) -> Line:
    fund = card.stood.fund
    notes = [
        f"{_('In the purse now')}: {pounds(card.stood.purse)}",
        f"{_('Budget of the year')}: {pounds(card.stood.budget)}",
    ]
    if card.horizon:
        notes.append(f"{_('Its money is sure until')} {written(card.horizon.ends_date)}")
    return Line(fund.said("name"), notes, reverse("fund", args=[fund.public_id]))


def as_pdf(pack: Pack, *, at: datetime) -> bytes:
    alliance, deal = pack.page.alliance, pack.page.deal
    nothing = Prose(_("Nothing is known of this yet."), is_note=True)
    kept = [Item(each.words, notes=[_("Yes") if each.is_there else _("Not yet")]) for each in pack.kept]
    report = reports.Report(
        title=Said(_("To carry on: %(alliance)s") % {"alliance": deal.title.text}, deal.title.language),
        address=settings.SITE_URL + reverse("alliance", args=[alliance.public_id]),
        tone="brand",
        word=_("Continuity pack"),
        lines=[
            _("Together for %(time)s") % {"time": pack.together},
            _("For partners alone: it has what they say only to each other.") if pack.page.reader.is_partner else "",
            _("As it stood on %(day)s") % {"day": written(at)},
        ],
        sections=[
            reports.Section(_("What helps it to last"), [Items(kept)]),
            *(
                reports.Section(part.heading, [Items(list(map(_item, part.lines))) if part.lines else nothing])
                for part in pack.parts
            ),
        ],
    )
    return reports.pdf(report, at=at)


def _item(line: Line) -> Item:
    return Item(line.words, notes=[" · ".join(line.notes)], link=line.url)
