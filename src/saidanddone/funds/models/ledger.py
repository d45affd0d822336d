"""The ledger: accounts, transfers between two of them, and what they come to.

A transfer takes one amount from one account to another, so the books balance by construction. It counts once somebody
else than whoever proposed it has approved it; then it is never changed, and a mistake is taken back by another one.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.funds.models.budgets import Line
from saidanddone.funds.models.funds import Fund, Partner
from saidanddone.funds.models.orders import Order
from saidanddone.people.models import Organisation


class Account(models.Model):
    """Where money of a fund is, or what it went to. `key` is its name within the fund."""

    class Kind(models.TextChoices):
        PURSE = "purse", _("The purse")
        PAID_IN = "paid_in", _("Paid in by a partner")
        SPENT = "spent", _("Spent on a line")
        RESERVE = "reserve", _("Reserve for risks")
        GIVEN = "given", _("Given in kind by a partner")
        USED = "used", _("Used in kind by a line")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.CASCADE, related_name="accounts")
    kind = models.CharField(max_length=8, choices=Kind)
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="accounts")
    line = models.ForeignKey(Line, models.CASCADE, null=True, blank=True, related_name="accounts")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("fund", "key"), name="account_of_a_fund_once"),
            models.CheckConstraint(
                name="account_belongs_where_its_kind_says",
                condition=Q(kind__in=("purse", "reserve"), partner=None, line=None)
                | Q(kind__in=("paid_in", "given"), partner__isnull=False, line=None)
                | Q(kind__in=("spent", "used"), partner=None, line__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.key


class Total(models.Model):
    """What went into and out of an account in a year, by approved transfers: kept, and equal to their sum."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="totals")
    year = models.SmallIntegerField()
    debit_pence = models.BigIntegerField(default=0)
    credit_pence = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "year"), name="total_of_an_account_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.account} in {self.year}"


class Batch(models.Model):
    """Transfers that were brought in together from a file: which, by whom, when. Each is proposed by itself."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="batches")
    source = models.CharField(
        max_length=40, help_text="Where it comes from, in a word; rows are known by it and their id."
    )
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    brought_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source


class TransferQuerySet(models.QuerySet["Transfer"]):
    def counted(self) -> "TransferQuerySet":
        return self.filter(state=Transfer.State.APPROVED)

    def waiting(self) -> "TransferQuerySet":
        return self.filter(state=Transfer.State.PROPOSED)

    def settled(self) -> "TransferQuerySet":
        return self.exclude(state=Transfer.State.PROPOSED)


class Transfer(models.Model):
    """One amount from `credit` to `debit`. Append-only: only its state moves, and only once."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="transfers")
    move = models.CharField(max_length=12, help_text="What happened, as `moves.MOVES` names it.")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="Where it goes.")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="Where it comes from.")
    amount_pence = models.BigIntegerField()
    on_date = models.DateField()
    year = models.SmallIntegerField(help_text="The fund's year in which the day lies.")
    words = models.CharField(max_length=300, help_text="What for.")
    payee = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    paid_to = models.CharField(max_length=160, blank=True, help_text="Who was paid, where it is nobody of this site.")
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        help_text="What it pays of what was promised.",
    )
    evidence = models.CharField(max_length=300, blank=True, help_text="The number of an invoice, or where it lies.")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reversals")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was approved or refused.")
    refusal = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="transfers")
    submission_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - one row a form sent twice
    import_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "not imported"

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="transfer_moves_more_than_nothing", condition=Q(amount_pence__gt=0)),
            models.CheckConstraint(name="transfer_has_two_accounts", condition=~Q(debit=F("credit"))),
            models.CheckConstraint(
                name="transfer_pays_one", condition=Q(payee=None) | Q(payee__isnull=False, paid_to="")
            ),
            models.CheckConstraint(name="transfer_does_not_reverse_itself", condition=~Q(reverses=F("pk"))),
            models.UniqueConstraint(
                fields=("reverses",), condition=~Q(state="refused"), name="transfer_is_taken_back_once"
            ),
            models.CheckConstraint(
                name="transfer_is_settled_by_somebody_else",
                condition=Q(settled_by=None) | Q(proposed_by=None) | ~Q(settled_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="transfer_settled_has_a_time",
                condition=Q(state="proposed", settled_at=None, refusal="")
                | Q(state="approved", settled_at__isnull=False, refusal="")
                | Q(state="refused", settled_at__isnull=False) & ~Q(refusal=""),
            ),
        )
        indexes = (
            models.Index(fields=("fund", "on_date", "id"), name="transfer_of_fund_by_day"),
            models.Index(fields=("fund",), condition=Q(state="proposed"), name="transfer_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.move}: {self.amount_pence} p on {self.on_date}"

    @property
    def label(self) -> str:
        """What happened, in words."""
        from saidanddone.funds.moves import label_of

        return label_of(self.move)

    @property
    def paid_whom(self) -> str:
        """Who was paid, as the partners of the fund read it; nothing where nobody outside was."""
        if self.order:
            return self.order.recipient_named
        return self.payee.local_name if self.payee else self.paid_to

    @property
    def is_counted(self) -> bool:
        return self.state == Transfer.State.APPROVED
