"""Bring in transfers from books kept elsewhere, as proposals of one person; another approves a whole batch.

Nothing that a command line can say makes a transfer count: whoever brings a file in is named as the one who proposed
it, and somebody else, signed in as themselves, has to approve it at the desk, as they do any other transfer. An auditor
then finds two people behind each penny, and which file it came from, by name, day and SHA-256.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from saidanddone.core.rejects import Unfit
from saidanddone.core.rules import Refused
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import Viewer
from saidanddone.funds.actions.ledger import approve_transfer, propose_transfer, reverse_transfer
from saidanddone.funds.models import Batch, Fund, Transfer
from saidanddone.funds.permissions import check_approve_batch, check_import_transfers
from saidanddone.funds.transfer_files import BadCell, Known, Read, Summary, read

WRITTEN = 200
"""Rows that are written in one transaction; a run that breaks off is fed again, and finds them unchanged."""
TRIES = 9
"""So often the same row may be mended after it was refused."""
APPROVED = 500
"""Transfers that one press approves; those that come after wait for the next."""


def import_transfers(
    *,
    by: Viewer,
    at: datetime,
    fund: Fund,
    rows: Iterable[TableRow],
    source: str,
    sha256: str,
    is_trial: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Summary:
    """Propose every row that fits and was not brought in before; say of every other why not."""
    check_import_transfers(by=by, fund=fund, source=source)
    known, summary, remaining = Known(fund), Summary(), iter(rows)
    batch = Batch(fund=fund, source=source, sha256=sha256, brought_by_id=by.person_id, brought_at=at)
    seen: dict[str, int] = {}
    while some := list(islice(remaining, WRITTEN)):
        with transaction.atomic():
            if batch.pk is None or is_trial:
                batch.pk = None
                batch.save(force_insert=True)
            for row in some:
                _bring_in(by, at, row, batch, known=known, summary=summary, seen=seen)
                tick()
            transaction.set_rollback(is_trial)
    if not is_trial and not summary.proposed and batch.pk:
        batch.delete()
    return summary


def _bring_in(
    by: Viewer,
    at: datetime,
    row: TableRow,
    batch: Batch,
    *,
    known: Known,
    summary: Summary,
    seen: dict[str, int],
) -> None:
    try:
        said = read(row, known)
        if (earlier := seen.setdefault(said.key, row.line)) != row.line:
            raise BadCell("id", said.key, f"is the same as on line {earlier}")
        before = _of(batch, said.key)
        if before and said.says_the_same(before):
            summary.unchanged += 1
            return
        if before and before.state != Transfer.State.REFUSED:
            raise BadCell("id", said.key, "was brought in before and said something else; take that one back first")
        _keep(by, at, said, batch)
        summary.proposed += 1
    except BadCell as bad:
        summary.rejected.append(Unfit(row, bad.column, bad.value, bad.reason))
    except Refused as refused:
        summary.rejected.append(Unfit(row, "", "", str(refused)))


def _keep(by: Viewer, at: datetime, said: Read, batch: Batch) -> None:
    with transaction.atomic():
        taken = set(Transfer.objects.filter(import_key__in=_keys(batch, said.key)).values_list("import_key", flat=True))
        free = [key for key in _keys(batch, said.key) if key not in taken]
        if not free:
            raise BadCell("id", said.key, f"was refused {TRIES} times; give the row another id")
        made = _propose(by, at, said, batch)
        Transfer.objects.filter(pk=made.pk).update(batch=batch, import_key=free[0])


def _keys(batch: Batch, name: str) -> list[str]:
    """Under which a row is known: what was refused keeps its own, so that it can be mended and fed again."""
    return [f"{batch.fund.public_id}:{batch.source}:{number}:{name}" for number in range(TRIES)]


def _of(batch: Batch, name: str) -> Transfer | None:
    """What a row became that was fed before, or a transfer of this fund that a file of its own names."""
    related = ("debit__partner", "credit__partner", "debit__line", "credit__line", "payee", "fund__host")
    rows = Transfer.objects.filter(fund=batch.fund).select_related(*related).order_by("-pk")
    fed = rows.filter(import_key__in=_keys(batch, name)).first()
    return fed or rows.filter(public_id=name, state=Transfer.State.APPROVED).first()


def _propose(by: Viewer, at: datetime, said: Read, batch: Batch) -> Transfer:
    if not said.reverses:
        return propose_transfer(by=by, at=at, fund=batch.fund, draft=said.draft)
    other = _of(batch, said.reverses)
    if other is None:
        raise BadCell("reverses", said.reverses, "is the id of no row that was brought in")
    if not other.is_counted:
        reason = "is not approved yet: have the batch approved, then feed the file again"
        raise BadCell("reverses", said.reverses, reason)
    if other.amount_pence != said.draft.amount_pence:
        raise BadCell("amount", str(said.draft.amount_pence), "is not the amount of the row that it takes back")
    draft = said.draft
    return reverse_transfer(by=by, at=at, transfer=other, reason=draft.words, on_date=draft.on_date)


def approve_batch(*, by: Viewer, at: datetime, batch: Batch) -> int:
    """All that waits of it, up to 500 at a press, or nothing where one of them cannot be approved."""
    with transaction.atomic():
        Fund.objects.locked(batch.fund)
        waiting = list(batch.transfers.waiting().select_related("fund__host").order_by("on_date", "pk")[:APPROVED])
        check_approve_batch(by=by, batch=batch, waiting=waiting)
        for transfer in waiting:
            approve_transfer(by=by, at=at, transfer=transfer)
    return len(waiting)
