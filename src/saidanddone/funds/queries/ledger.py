"""What the accounts of a fund come to: kept by year, or from scratch; both always the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from saidanddone.funds.models import Account, Fund, Total, Transfer


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


@dataclass(frozen=True, slots=True)
class Balances:
    """The accounts of a fund with their sides, by account and year."""

    accounts: dict[int, Account]
    sides: dict[tuple[int, int], Sides]

    def of(self, kind: str, year: int | None = None, **own: int) -> int:
        """The balance of all accounts of a kind; of one `partner` or `line` by its number, or of one year."""
        return sum(
            sides.balance
            for (number, of_year), sides in self.sides.items()
            if (account := self.accounts[number]).kind == kind
            and year in {None, of_year}
            and all(getattr(account, f"{name}_id") == value for name, value in own.items())
        )

    def until(self, year: int) -> "Balances":
        """As they stood when a year was over."""
        return Balances(self.accounts, {key: sides for key, sides in self.sides.items() if key[1] <= year})

    @property
    def difference(self) -> int:
        """All debits less all credits: nothing, always."""
        return sum(each.balance for each in self.sides.values())


def kept_balances(fund: Fund) -> Balances:
    """From the totals that approvals keep: two queries, however many transfers there are."""
    accounts = {each.pk: each for each in Account.objects.filter(fund=fund)}
    totals = Total.objects.filter(account__fund=fund).values_list("account", "year", "debit_pence", "credit_pence")
    return Balances(accounts, {(account, year): Sides(debit, credit) for account, year, debit, credit in totals})


def trial_balance(fund: Fund) -> Balances:
    """From every approved transfer: slower, and beholden to nothing that was kept."""
    accounts = {each.pk: each for each in Account.objects.filter(fund=fund)}
    sides: defaultdict[tuple[int, int], Sides] = defaultdict(Sides)
    for key, debit in _sums(fund, "debit"):
        sides[key] += Sides(debit=debit)
    for key, credit in _sums(fund, "credit"):
        sides[key] += Sides(credit=credit)
    return Balances(accounts, dict(sides))


def _sums(fund: Fund, side: str) -> Iterable[tuple[tuple[int, int], int]]:
    rows = Transfer.objects.counted().filter(fund=fund).values_list(side, "year")
    return (((account, year), pence) for account, year, pence in rows.annotate(pence=Sum("amount_pence")).order_by())
