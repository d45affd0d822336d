"""What is handed to actions, before it is a row."""

from dataclasses import dataclass
from datetime import date

from saidanddone.funds.models import Fund, Instalment, Line, Order, Partner
from saidanddone.people.models import Organisation
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class FundDraft:
    """A fund and the organisations whose money will be in it; the host is one of them."""

    name: str
    purpose: str
    host: Organisation
    partners: tuple[Organisation, ...]
    starts_date: date
    language: str
    kind: str = Fund.Kind.POOLED
    ends_date: date | None = None
    year_month: int = 4
    tolerance_pence: int = 0
    surplus: str = Fund.Surplus.CARRIED
    submission_key: str | None = None


@dataclass(frozen=True, slots=True)
class InstalmentDraft:
    """What a partner promises to pay; `what` of one in kind."""

    amount_pence: int
    due_date: date
    form: str = Instalment.Form.CASH
    is_recurrent: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """One move of money, as somebody enters it; `partner` or `line` where the move needs one."""

    move: str
    amount_pence: int
    on_date: date
    words: str
    partner: Partner | None = None
    line: Line | None = None
    payee: Organisation | None = None
    paid_to: str = ""
    order: Order | None = None
    evidence: str = ""
    submission_key: str | None = None
    import_key: str | None = None


@dataclass(frozen=True, slots=True)
class VirementDraft:
    """Part of the budget of one line, to another."""

    giving: Line
    getting: Line
    year: int
    amount_pence: int
    reason: str
    submission_key: str | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What is promised to somebody outside: an `organisation` of this site, or a `recipient` by name."""

    line: Line
    kind: str
    amount_pence: int
    agreed_date: date
    year: int
    title: str
    description: str
    language: str
    organisation: Organisation | None = None
    recipient: str = ""
    is_individual: bool = False
    identifier: str = ""
    starts_date: date | None = None
    ends_date: date | None = None
    places: tuple[Place, ...] = ()
    submission_key: str | None = None
