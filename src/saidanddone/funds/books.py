"""The books of a fund as a plain-text ledger that Beancount reads, so that any accountant can work them out again.

for_partners(fund, at)   every approved transfer with its words: single transfers are between the partners
for_everyone(fund, at)   what each account came to in each year: one transaction a year, whose parts sum to nothing

Both end by asserting the balance that the site itself keeps of each account, so Beancount finds any penny that differs.
Words are quoted strings and nothing else: no name can end one, begin a line or become a directive.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from saidanddone.core.clock import local_date
from saidanddone.core.money import decimal
from saidanddone.funds.models import Account, Fund, Transfer
from saidanddone.funds.queries.ledger import Balances, kept_balances

Kind = Account.Kind
_ROOTS = {
    Kind.PURSE: "Assets:Purse",
    Kind.RESERVE: "Assets:Reserve",
    Kind.PAID_IN: "Income:PaidIn",
    Kind.SPENT: "Expenses:Spent",
    Kind.GIVEN: "Income:InKind",
    Kind.USED: "Expenses:InKind",
}
CHUNK = 2_000


def for_partners(fund: Fund, *, at: datetime) -> Iterator[str]:
    """A transfer at a time, in the order of their days, however many there are; what is approved meanwhile is not."""
    names, balances = _names(fund), kept_balances(fund)
    yield from _opening(fund, names)
    rows = Transfer.objects.counted().filter(fund=fund, settled_at__lte=at).select_related("payee", "reverses")
    for transfer in rows.order_by("on_date", "pk").iterator(chunk_size=CHUNK):
        yield _transaction(transfer, names)
    yield from _closing(fund, names, balances, local_date(at))


def for_everyone(fund: Fund, *, at: datetime) -> Iterator[str]:
    """A year at a time: that much of its accounts is public."""
    names, balances, on = _names(fund), kept_balances(fund), local_date(at)
    yield from _opening(fund, names)
    for year in sorted({year for _account, year in balances.sides}):
        moved = [
            (names[account], sides.balance)
            for (account, of_year), sides in sorted(balances.sides.items())
            if of_year == year and sides.balance
        ]
        if moved:
            yield f"\n{min(on, fund.year_ends_on(year))} * {quoted(fund.year_name(year))}\n"
            yield from (f"  {name}  {decimal(pence)} GBP\n" for name, pence in moved)
    yield from _closing(fund, names, balances, on)


def _names(fund: Fund) -> dict[int, str]:
    """Each account by its number, as Beancount has it: named by its partner's short name, or by the id of its line."""
    rows = Account.objects.filter(fund=fund).select_related("partner__organisation", "line").order_by("pk")
    return {each.pk: _name(each) for each in rows}


def _name(account: Account) -> str:
    root = _ROOTS[Kind(account.kind)]
    if account.line:
        return f"{root}:L{account.line.public_id}"
    return f"{root}:{_partner(account)}" if account.partner else root


def _partner(account: Account) -> str:
    assert account.partner  # noqa: S101 - asked of a partner's account alone
    slug = account.partner.organisation.slug
    plain = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug, re.ASCII)
    return slug[0].upper() + slug[1:] if plain else f"P{account.partner.public_id}"


def _opening(fund: Fund, names: dict[int, str]) -> Iterator[str]:
    yield f"; {settings.SITE_URL}{reverse('fund', args=[fund.public_id])}\n"
    yield f'option "title" {quoted(fund.name)}\noption "operating_currency" "GBP"\n\n'
    rows = Account.objects.filter(fund=fund).select_related("partner__organisation", "line").order_by("pk")
    for account in rows:
        about = account.line.name if account.line else account.partner.organisation.name if account.partner else ""
        yield f"{fund.starts_date} open {names[account.pk]} GBP\n"
        if about:
            yield f"  name: {quoted(about)}\n"


def _transaction(transfer: Transfer, names: dict[int, str]) -> str:
    links = [f"^{transfer.public_id}", *([f"^{transfer.reverses.public_id}"] if transfer.reverses else [])]
    paid = transfer.payee.name if transfer.payee else transfer.paid_to
    payee = f"{quoted(paid)} " if paid else ""
    evidence = f"  evidence: {quoted(transfer.evidence)}\n" if transfer.evidence else ""
    pence = transfer.amount_pence
    return (
        f"\n{transfer.on_date} * {payee}{quoted(transfer.words)} #{transfer.move} {' '.join(links)}\n{evidence}"
        f"  {names[transfer.debit_id]}  {decimal(pence)} GBP\n"
        f"  {names[transfer.credit_id]}  {decimal(-pence)} GBP\n"
    )


def _closing(fund: Fund, names: dict[int, str], balances: Balances, on: date) -> Iterator[str]:
    """What the site keeps of each account, asserted for the morning after."""
    sums = dict.fromkeys(names, 0)
    for (account, _year), sides in balances.sides.items():
        sums[account] += sides.balance
    yield "\n"
    for account, pence in sums.items():
        yield f"{max(on, fund.starts_date) + timedelta(days=1)} balance {names[account]}  {decimal(pence)} ~ 0.00 GBP\n"


def quoted(words: str) -> str:
    """One string of Beancount on one line, whatever the words hold.

    >>> quoted('a "b" \\\\ c')
    '"a \\\\"b\\\\" \\\\\\\\ c"'
    """
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in words)
    text = " ".join(plain.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
