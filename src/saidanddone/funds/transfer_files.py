"""Transfers as a table: what the desk gives away is what `saidanddone import fund` reads again, to the letter.

A row names its partner by the short name, its line by the public id or (in another fund) by the name, and itself by
`id`, which is how a row that was brought in before is known. A taking back names the row that it takes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from saidanddone.core.money import decimal, pence
from saidanddone.core.rejects import Unfit
from saidanddone.core.table_files import TableRow
from saidanddone.core.tables import csv_lines, safe_cell
from saidanddone.core.text import clean_line
from saidanddone.funds.drafts import TransferDraft
from saidanddone.funds.models import Fund, Line, Partner, Transfer
from saidanddone.funds.moves import MOVES, REVERSAL
from saidanddone.people.models import Organisation

COLUMNS = {
    "id": "what the row is called in the books that it comes from; the same each time it is fed",
    "date": "the day, as 2026-01-31 or 31/01/2026; an opening balance has the first day of these books",
    "move": f"what happened: {', '.join(MOVES)}, or {REVERSAL} of an earlier row",
    "amount": "in pounds, as 1234.56",
    "words": "what for",
    "partner": "the short name of the partner that paid, gave or got back; an opening balance is what it had paid in",
    "line": "the public id or the name of the line on which it was spent or used",
    "line_name": "the name of the line, where the id is that of another fund",
    "payee": "the short name of an organisation of this site that was paid",
    "paid_to": "who else was paid, by name",
    "evidence": "the number of the invoice, or where it lies",
    "reverses": f"of a {REVERSAL}: the id of the row that it takes back",
}
Thing = TypeVar("Thing")
REQUIRED = ("id", "date", "move", "amount", "words")
LONGEST = {"id": 60, "words": 300, "evidence": 300, "paid_to": 160}


class BadCell(Exception):
    """A row does not fit: which column, what it holds, and why not."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(slots=True)
class Summary:
    """What came of an import; read = proposed + unchanged + rejected."""

    proposed: int = 0
    unchanged: int = 0
    rejected: list[Unfit] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.proposed + self.unchanged + len(self.rejected)

    def __str__(self) -> str:
        counts = (self.read, self.proposed, self.unchanged, len(self.rejected))
        words = ("read", "proposed", "unchanged", "rejected")
        return " · ".join(f"{count:,} {word}" for count, word in zip(counts, words, strict=True))


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says: its own name, and the transfer or (of a taking back) the name of the row that it takes back."""

    key: str
    draft: TransferDraft
    reverses: str = ""

    def says_the_same(self, made: Transfer) -> bool:
        """As what was brought in before. A taking back has whatever else it has from what it takes back."""
        draft = self.draft
        if any(getattr(draft, name) != getattr(made, name) for name in ("move", "amount_pence", "on_date", "words")):
            return False
        if self.reverses:
            return True
        move = MOVES[draft.move]
        partner = draft.partner if move.needs_partner else None
        line = draft.line if move.needs_line else None
        told = (partner, line, draft.payee, draft.paid_to, draft.evidence)
        kept = (made.debit.partner or made.credit.partner, made.debit.line or made.credit.line, made.payee)
        return told == (*kept, made.paid_to, made.evidence)


class Known:
    """The partners and lines of a fund, and the organisations of the site, by what a file may call them; read once."""

    def __init__(self, fund: Fund) -> None:
        self.partners: dict[str, Partner] = {
            each.organisation.slug: each for each in fund.partners.select_related("organisation")
        }
        lines = list(Line.objects.filter(scheme__fund=fund).select_related("scheme__fund").order_by("pk"))
        names = [each.name.casefold() for each in lines]
        self.lines = {each.name.casefold(): each for each in lines if names.count(each.name.casefold()) == 1}
        self.lines |= {each.public_id: each for each in lines}
        self.payees = {each.slug: each for each in Organisation.objects.all()}


def read(row: TableRow, known: Known) -> Read:
    """What a row says; raises `BadCell` at the first thing that does not fit."""
    if row.fault:
        raise BadCell("", "", row.fault)
    cells = {name: _cell(row, name) for name in COLUMNS}
    for name in REQUIRED:
        if not cells[name]:
            raise BadCell(name, "", "is empty")
    for name, longest in LONGEST.items():
        if len(cells[name]) > longest:
            raise BadCell(name, cells[name], f"is longer than {longest} characters")
    if cells["move"] not in {*MOVES, REVERSAL}:
        raise BadCell("move", cells["move"], f"is none of {', '.join((*MOVES, REVERSAL))}")
    if (cells["move"] == REVERSAL) != bool(cells["reverses"]):
        raise BadCell("reverses", cells["reverses"], f"is filled in for a {REVERSAL} and for nothing else")
    draft = TransferDraft(
        move=cells["move"],
        amount_pence=_amount(cells["amount"]),
        on_date=_day(cells["date"]),
        words=cells["words"],
        evidence=cells["evidence"],
        partner=_found(cells, "partner", known.partners, "is no partner of this fund"),
        line=_line(cells, known),
        paid_to="" if cells["payee"] else cells["paid_to"],
        payee=_found(cells, "payee", known.payees, "is no organisation of this site"),
    )
    return Read(cells["id"], draft, cells["reverses"])


def _cell(row: TableRow, name: str) -> str:
    """Without the apostrophe that keeps a cell from being taken for a formula."""
    text = row.cells.get(name, "")
    shielded = text.startswith("'") and (text[1:].startswith("'") or safe_cell(text[1:]) != text[1:])
    return clean_line(text[1:] if shielded else text)


def _amount(words: str) -> int:
    try:
        return pence(words)
    except ValueError:
        raise BadCell("amount", words, "is no amount such as 1234.56") from None


def _day(words: str) -> date:
    for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y"):
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise BadCell("date", words, "is no day such as 2026-01-31 or 31/01/2026")


def _found(cells: dict[str, str], name: str, known: dict[str, Thing], why_not: str) -> Thing | None:
    if cells[name] and cells[name] not in known:
        raise BadCell(name, cells[name], why_not)
    return known.get(cells[name])


def _line(cells: dict[str, str], known: Known) -> Line | None:
    given = [cells[name] for name in ("line", "line_name") if cells[name]]
    found = (known.lines.get(each) or known.lines.get(each.casefold()) for each in given)
    line = next((each for each in found if each), None)
    if given and not line:
        raise BadCell("line", given[0], "is no line of this fund, or the name of more than one")
    return line


def transfers_csv(fund: Fund) -> Iterator[str]:
    """Every transfer that counts, in the order in which they were made: what is taken back stands before its taking."""
    yield "\ufeff"
    related = ("debit__partner__organisation", "credit__partner__organisation", "debit__line", "credit__line")
    rows = Transfer.objects.counted().filter(fund=fund).select_related(*related, "payee", "reverses")
    yield from csv_lines(tuple(COLUMNS), (_row(each) for each in rows.order_by("pk").iterator(chunk_size=2_000)))


def _row(transfer: Transfer) -> list[object]:
    partner = transfer.debit.partner or transfer.credit.partner
    line = transfer.debit.line or transfer.credit.line
    return [
        transfer.public_id,
        transfer.on_date.isoformat(),
        transfer.move,
        decimal(transfer.amount_pence),
        _shielded(transfer.words),
        partner.organisation.slug if partner else "",
        line.public_id if line else "",
        _shielded(line.name) if line else "",
        transfer.payee.slug if transfer.payee else "",
        _shielded(transfer.paid_to),
        _shielded(transfer.evidence),
        transfer.reverses.public_id if transfer.reverses else "",
    ]


def _shielded(words: str) -> str:
    """An apostrophe of one's own gets another, so that the one that keeps a formula away can be told from it."""
    return f"'{words}" if words.startswith("'") else words
