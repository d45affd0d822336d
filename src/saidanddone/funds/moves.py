"""What can happen to a fund's money: each move has its two accounts, so that nobody has to think of debit and credit.

Money and what is given in kind have accounts of their own, and no move leads from one to the other.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.funds.models import Account

Kind = Account.Kind


@dataclass(frozen=True, slots=True)
class Move:
    """Money goes to an account of kind `debit` from one of kind `credit`."""

    name: str
    label: str | Promise
    debit: Account.Kind
    credit: Account.Kind

    @property
    def needs_partner(self) -> bool:
        return bool({self.debit, self.credit} & {Kind.PAID_IN, Kind.GIVEN})

    @property
    def needs_line(self) -> bool:
        return bool({self.debit, self.credit} & {Kind.SPENT, Kind.USED})


MOVES = {
    move.name: move
    for move in (
        Move("received", _("A partner paid in"), Kind.PURSE, Kind.PAID_IN),
        Move("spent", _("Money was spent"), Kind.SPENT, Kind.PURSE),
        Move("given", _("A partner gave in kind"), Kind.USED, Kind.GIVEN),
        Move("set_aside", _("Money was set aside for risks"), Kind.RESERVE, Kind.PURSE),
        Move("drawn", _("Money was drawn from the reserve"), Kind.PURSE, Kind.RESERVE),
        Move("returned", _("Money went back to a partner"), Kind.PAID_IN, Kind.PURSE),
    )
}
REVERSAL = "reversal"
"""The move of a transfer that takes another one back: its accounts are those of the other, the other way round."""


def label_of(move: str) -> str:
    """What happened, in words."""
    return str(_("Another one was taken back") if move == REVERSAL else MOVES[move].label)
