"""What the accounts of a fund come to: kept by year, or from scratch; both always the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from django.db.models import Sum

from saidanddone.funds.models import Account, Fund, Transfer


@dataclass(frozen=True, slots=True)
class Sides:
    """What went into an account and out of it, in pence."""

    debit: int = 0
    credit: int = 0

    @property
    def balance(self) -> int:
        """Above nothing where more went in."""
        return self.debit - self.credit

    def __add__(self, other: "Sides") -> "Sides":
        return Sides(self.debit + other.debit, self.credit + other.credit)


@dataclass(frozen=True)
class Balances:
    """The accounts of a fund with their sides, by account and year."""

    accounts: Mapping[int, tuple[str, int | None]]
    """Each by its number: its kind, and the number of the partner or the line that it is of."""
    sides: Mapping[tuple[int, int], Sides]

    def of(self, kind: str, year: int | None = None, *, about: int | None = None) -> int:
        """The balance of all accounts of a kind; of one partner or line by its number (`about`), or of one year."""
        return self._sums.get((kind, year, about), 0)

    @cached_property
    def _sums(self) -> Mapping[tuple[str, int | None, int | None], int]:
        """Every answer at once, as a page asks for each line and each partner."""
        sums: defaultdict[tuple[str, int | None, int | None], int] = defaultdict(int)
        for (number, year), sides in self.sides.items():
            kind, about = self.accounts[number]
            for key in product((kind,), (year, None), {about, None}):
                sums[key] += sides.balance
        return sums

    def until(self, year: int) -> "Balances":
        """As they stood when a year was over."""
        return Balances(self.accounts, {key: sides for key, sides in self.sides.items() if key[1] <= year})

    @property
    def difference(self) -> int:
        """All debits less all credits: nothing, always."""
        return sum(each.balance for each in self.sides.values())


def kept_balances(fund: Fund) -> Balances:
    """From the totals that approvals keep: one query, however many transfers there are."""
    names = ("pk", "kind", "partner", "line", "totals__year", "totals__debit_pence", "totals__credit_pence")
    accounts, sides = {}, {}
    for account, kind, partner, line, year, debit, credit in Account.objects.filter(fund=fund).values_list(*names):
        accounts[account] = (kind, partner or line)
        if year is not None:
            sides[account, year] = Sides(debit, credit)
    return Balances(accounts, sides)


def trial_balance(fund: Fund) -> Balances:
    """From every approved transfer: slower, and beholden to nothing that was kept."""
    rows = Account.objects.filter(fund=fund).values_list("pk", "kind", "partner", "line")
    accounts = {account: (kind, partner or line) for account, kind, partner, line in rows}
    sides: defaultdict[tuple[int, int], Sides] = defaultdict(Sides)
    for key, debit in _sums(fund, "debit"):
        sides[key] += Sides(debit=debit)
    for key, credit in _sums(fund, "credit"):
        sides[key] += Sides(credit=credit)
    return Balances(accounts, dict(sides))


def _sums(fund: Fund, side: str) -> Iterable[tuple[tuple[int, int], int]]:
    rows = Transfer.objects.counted().filter(fund=fund).values_list(side, "year")
    return (((account, year), pence) for account, year, pence in rows.annotate(pence=Sum("amount_pence")).order_by())
