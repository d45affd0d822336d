"""A fund as its page tells it: where the money comes from and what it does, who bears a variance, when it ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.core.money import pounds
from saidanddone.decisions.bilingual import Said, Translated
from saidanddone.funds.models import Account, Forecast, Fund, Partner, Transfer, Virement
from saidanddone.funds.queries.figures import LineStanding, Standing
from saidanddone.funds.risk import Borne, Rule
from saidanddone.ui.diagrams import FlowDrawing, FlowEnd, flow

WARNED_MONTHS = (6, 12, 24)
"""So many months before its money ends, its page says so."""
Kind = Account.Kind


@dataclass(frozen=True, slots=True)
class Flow:
    """Money in and out of a fund in a year; `is_planned` while none has moved."""

    sources: Sequence[FlowEnd]
    targets: Sequence[FlowEnd]
    is_planned: bool

    @property
    def drawing(self) -> FlowDrawing:
        return flow(self.sources, self.targets)

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.sources)


def money_flow(standing: Standing) -> Flow:
    """What came in and what it did; both sides always sum to the same."""
    moved = _moved(standing)
    return moved if moved.total else _planned(standing)


def _moved(standing: Standing) -> Flow:
    year, balances = standing.year, standing.balances
    before, now = balances.until(year - 1).of(Kind.PURSE), balances.until(year).of(Kind.PURSE)
    aside = balances.of(Kind.RESERVE, year)
    partners = [(each.partner.organisation.local_name, each.received) for each in standing.partners]
    came = [(name, pence, "said") for name, pence in partners]
    came += [(_("Left from before"), before, "understood"), (_("From the reserve"), -aside, "understood")]
    came += [(_("Spent before it came"), -now, "late"), *_refunds(standing)]
    went = [(name, pence, "done") for name, pence in _by_scheme(standing, "spent")]
    went += [(_("Back to %(partner)s") % {"partner": name}, -pence, "said") for name, pence in partners]
    went += [(_("Set aside for risks"), aside, "understood"), (_("Still in the purse"), now, "decided")]
    went += [(_("Spent before this year"), -before, "late")]
    return Flow(_ends(came), _ends(went), is_planned=False)


def _refunds(standing: Standing) -> list[tuple[str, int, str]]:
    """A scheme of which more was taken back than spent in a year brings money in."""
    return [
        (_("Came back: %(what)s") % {"what": name}, -pence, "done") for name, pence in _by_scheme(standing, "spent")
    ]


def _planned(standing: Standing) -> Flow:
    promised = [(each.partner.organisation.local_name, each.promised, "said") for each in standing.partners]
    budgets = [(name, pence, "done") for name, pence in _by_scheme(standing, "budget")]
    over = standing.promised - standing.budget
    promised.append((_("Promised by nobody yet"), -over, "late"))
    budgets.append((_("Not planned yet"), over, "decided"))
    return Flow(_ends(promised), _ends(budgets), is_planned=True)


def _by_scheme(standing: Standing, figure: str) -> list[tuple[str, int]]:
    sums: dict[int, int] = {}
    names: dict[int, str] = {}
    for each in standing.lines:
        scheme = each.line.scheme
        names[scheme.pk] = str(scheme.said("name"))
        sums[scheme.pk] = sums.get(scheme.pk, 0) + getattr(each, figure)
    return [(names[key], pence) for key, pence in sums.items()]


def _ends(rows: Sequence[tuple[str, int, str]]) -> list[FlowEnd]:
    return [FlowEnd(words, pence, pounds(pence), tone) for words, pence, tone in rows if pence > 0]


@dataclass(frozen=True, slots=True)
class Horizon:
    """When a fund's money ends. `within` is the narrowest of 6, 12 and 24 months that it falls in, or nothing."""

    ends_date: date
    months: int
    within: int | None

    @property
    def is_over(self) -> bool:
        return self.months < 0

    @property
    def state(self) -> str:
        """`late` in its last half year, so that colour and icon say it too."""
        return "late" if self.is_over or self.within == WARNED_MONTHS[0] else "waiting"


def horizon(fund: Fund, *, on: date) -> Horizon | None:
    """Nothing where no end is set, or the fund is closed."""
    end = fund.ends_date
    if end is None or fund.closed_at:
        return None
    months = (end.year - on.year) * 12 + end.month - on.month - (end.day < on.day)
    return Horizon(end, months, next((each for each in WARNED_MONTHS if months < each), None))


def rule_words(rule: Rule, names: Mapping[str, str]) -> str:
    """A risk rule as a sentence; `names` are those of the partners by their short names."""
    kind = rule.get("kind")
    if kind == "own":
        return _("%(partner)s bears all of it.") % {"partner": names.get(rule["bearer"], rule["bearer"])}
    if kind == "fixed":
        total = sum(rule["shares"].values())
        shares = (
            _("%(partner)s %(share)s of %(total)s") % {"partner": names.get(who, who), "share": share, "total": total}
            for who, share in rule["shares"].items()
        )
        return _("By shares that were agreed: %(shares)s.") % {"shares": ", ".join(shares)}
    if kind == "waterfall":
        steps = {"inside": _("what other lines leave over"), "reserve": _("the reserve")}
        named = ", ".join(steps[each] for each in rule["steps"])
        return _("First from %(steps)s. What is left:") % {"steps": named} + " " + rule_words(rule["then"], names)
    return _("By what each partner has promised to pay in that year.")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in a year, the rule of its risk in words, and who bears its variance."""

    figures: LineStanding
    rule: str
    borne: Sequence[tuple[str, int]]


def line_rows(standing: Standing) -> list[LineRow]:
    names = _names(standing)
    return [
        LineRow(each, rule_words(each.line.risk, names), _borne_by(standing.borne(each), names))
        for each in standing.lines
    ]


def _names(standing: Standing) -> dict[str, str]:
    return {each.partner.organisation.slug: each.partner.organisation.local_name for each in standing.partners}


def _borne_by(borne: Borne | None, names: Mapping[str, str]) -> list[tuple[str, int]]:
    """Without whoever bears nothing."""
    if borne is None:
        return []
    rows = [(names[who], pence) for who, pence in borne.partners.items()]
    inside = (
        (_("What other lines leave over"), borne.inside)
        if borne.inside > 0
        else (_("Left for other lines"), -borne.inside)
    )
    rows += [inside, (_("The reserve"), borne.reserve)]
    return [row for row in rows if row[1]]


@dataclass(frozen=True, slots=True)
class Names:
    """What schemes and lines are called, for one `{% translation_note %}` about all of them."""

    language: str
    other_language: str
    translated: Sequence[Translated]
    translated_by: str


def names_of(fund: Fund, standing: Standing) -> Names:
    """Where a machine made one of the translations, the note says so of all."""
    things = dict.fromkeys(thing for each in standing.lines for thing in (each.line.scheme, each.line))
    own = [each for each in things if each.language == fund.language and each.translation]
    by = "machine" if any(each.translated_by == "machine" for each in own) else "person"
    return Names(fund.language, fund.other_language, [row for each in own for row in each.translated], by)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer at the desk, and the partner or the line that it is about, where its move has one."""

    transfer: Transfer
    about: str


def transfer_rows(standing: Standing, transfers: Iterable[Transfer]) -> list[TransferRow]:
    names = standing.names
    return [TransferRow(each, names.get(each.debit_id) or names.get(each.credit_id, "")) for each in transfers]


def about_words(thing: Any) -> str:
    """What something at the desk is done to, above its form."""
    if isinstance(thing, Transfer):
        return f"{pounds(thing.amount_pence)} · {thing.label} · {thing.words}"
    if isinstance(thing, Virement):
        return f"{pounds(thing.amount_pence)} · {thing.giving.said('name')} → {thing.getting.said('name')}"
    if isinstance(thing, Partner):
        return thing.organisation.local_name
    thing = thing.line if isinstance(thing, Forecast) else thing
    named = next((each for each in ("name", "title") if hasattr(thing, each)), "")
    return str(thing.said(named)) if named else str(thing)


@dataclass(frozen=True, slots=True)
class PartnerTried:
    """What one partner promised for the year, and what it would bear beside."""

    name: str
    promised: int
    bears: int

    @property
    def pays(self) -> int:
        return self.promised + self.bears


@dataclass(frozen=True, slots=True)
class LineTried:
    """A line that would be over or under its budget, by its rule."""

    name: Said
    amount: int
    rule: str
    rows: Sequence[tuple[str, int]]

    @property
    def shown(self) -> str:
        return pounds(abs(self.amount))


@dataclass(frozen=True, slots=True)
class Tried:
    """What variances that somebody thinks of would cost whom, all lines together."""

    partners: Sequence[PartnerTried]
    lines: Sequence[LineTried]
    reserve: int

    @property
    def promised(self) -> int:
        return sum(each.promised for each in self.partners)

    @property
    def bears(self) -> int:
        return sum(each.bears for each in self.partners)

    @property
    def pays(self) -> int:
        return self.promised + self.bears


def what_if(standing: Standing, variances: Mapping[int, int]) -> Tried:
    """Line by its number → pence over its budget; below nothing: under it."""
    names, borne = _names(standing), standing.tried(variances)
    partners = []
    for each in standing.partners:
        slug = each.partner.organisation.slug
        bears = sum(part.partners.get(slug, 0) for part in borne.values())
        partners.append(PartnerTried(names[slug], each.promised, bears))
    lines = [
        LineTried(each.line.said("name"), amount, rule_words(each.line.risk, names), _borne_by(borne[pk], names))
        for each in standing.lines
        if (amount := variances.get(pk := each.line.pk, 0))
    ]
    return Tried(partners, lines, sum(part.reserve for part in borne.values()))
