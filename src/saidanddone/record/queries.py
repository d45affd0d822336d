"""Reads of the record: its state, the tree as kept in tiles, and receipts."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import Ref, urls_of
from saidanddone.record import tiles, tree
from saidanddone.record.models import Checkpoint, Entry, Log, Tile, Witness
from saidanddone.record.notes import VerifierKey
from saidanddone.record.receipts import Receipt
from saidanddone.ui.navigation import RecordLine


@dataclass(frozen=True)
class State:
    """The record at a glance. `log` is None until the first entry has got its number."""

    log: Log | None
    checkpoint: Checkpoint | None
    witnessed: Checkpoint | None
    waiting: int

    @property
    def size(self) -> int:
        """How many entries are signed."""
        return self.checkpoint.size if self.checkpoint else 0

    @property
    def is_standing(self) -> bool:
        return self.log is None or self.log.is_standing


def state(log: Log | None = None) -> State:
    """The state of a log; without one, of the newest."""
    log = log or Log.objects.newest()
    checkpoints = Checkpoint.objects.filter(log=log).select_related("log").order_by("-size")
    return State(log, checkpoints.first(), checkpoints.witnessed().first(), Entry.objects.waiting().count())


def record_line() -> RecordLine | None:
    """How much the record holds, for the footer of every page: one query."""
    newest = Checkpoint.objects.newest()
    return RecordLine(newest.size, newest.signed_at, reverse("record")) if newest else None


def newest_checkpoint(number: int | None = None) -> Checkpoint | None:
    """The newest checkpoint of the log with this number; without one, of the newest log."""
    if number is None:
        return Checkpoint.objects.newest()
    return Checkpoint.objects.filter(log__number=number).newest()


def cosigned_checkpoint(checkpoint: Checkpoint) -> Checkpoint | None:
    """The newest of the same log, up to this one, that a witness has put its name to."""
    return (
        Checkpoint.objects.filter(log=checkpoint.log, size__lte=checkpoint.size).witnessed().order_by("-size").first()
    )


def log_of(number: int | None = None) -> Log | None:
    """The log with this number; without one, the newest."""
    return Log.objects.newest() if number is None else Log.objects.filter(number=number).first()


def active_witnesses() -> list[Witness]:
    return list(Witness.objects.active().order_by("name"))


@dataclass(frozen=True)
class LogPage:
    """One log as its page shows it, with a page of its entries, newest first."""

    state: State
    entries: Page[Entry]
    rows: list[tuple[Entry, str]]
    """Each entry with the address of what it is about; empty if that has none here."""
    others: list[Log]
    witnesses: list[Witness]


def page_of(number: int | None, page: int) -> LogPage | None:
    """A page of a log; None if there is no such log. Before the first entry has its number there is an empty page."""
    log = log_of(number)
    if log is None and number is not None:
        return None
    found = state(log)
    signed = Entry.objects.filter(log=log, position__lt=found.size)
    entries = signed.select_related("log").order_by("-position")
    shown = paginate(entries, number=page, total=found.size)
    urls = urls_of(entry.about for entry in shown.rows)
    rows = [(entry, urls.get(entry.about, "")) for entry in shown.rows]
    others = [other for other in Log.objects.order_by("-number") if other != log]
    return LogPage(found, shown, rows, others, active_witnesses())


def entry_at(position: int, number: int | None = None) -> Entry | None:
    """A signed entry by its position in the log with this number, or in the newest."""
    return signed_entries(number).select_related("log").filter(position=position).first()


def signed_entries(number: int | None = None) -> QuerySet[Entry]:
    """All that is signed in the log with this number, or in the newest, in no order."""
    checkpoint = newest_checkpoint(number)
    return Entry.objects.signed(checkpoint) if checkpoint else Entry.objects.none()


def neighbours_of(entry: Entry) -> list[Entry]:
    """The signed entry before, and the one after."""
    around = (entry.position or 0) - 1, (entry.position or 0) + 1
    signed = signed_entries(entry.log.number if entry.log else None)
    return list(signed.filter(position__in=around).select_related("log").order_by("position"))


def content_for(receipt: Receipt) -> bytes | None:
    """The entry that a receipt is for, from its own log here."""
    origin = receipt.checkpoint.text.partition("\n")[0]
    found = Entry.objects.filter(log__origin=origin, position=receipt.index).values_list("content", flat=True).first()
    return bytes(found) if found is not None else None


def entries_about(*refs: Ref) -> list[Entry]:
    """All that was recorded about these things, oldest first; what waits for its number comes last."""
    return list(Entry.objects.about(*refs).select_related("log").order_by("id"))


def node_of(log: Log) -> tree.Node:
    """The tree's hashes, each tile read once."""
    return tiles.reader(reads_tiles_of(log))


def reads_tiles_of(log: Log) -> "TileReader":
    return TileReader(log)


class TileReader:
    """Gives the bytes of a tile as far as it has come; empty if it has not begun."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def __call__(self, level: int, index: int) -> bytes:
        found = Tile.objects.filter(log=self.log, level=level, index=index).values_list("hashes", flat=True).first()
        return bytes(found or b"")


def tile_bytes(checkpoint: Checkpoint, tile: tiles.Tile) -> bytes | None:
    """A tile or bundle under this checkpoint; None if the checkpoint does not reach so far."""
    if not tiles.holds(checkpoint.size, tile):
        return None
    if tile.level == tiles.ENTRIES:
        entries = Entry.objects.filter(log_id=checkpoint.log_id).under(tile)
        return tiles.pack(bytes(content) for content in entries.values_list("content", flat=True))
    return TileReader(checkpoint.log)(tile.level, tile.index)[: tile.width * tree.HASH_BYTES]


def receipt_for(entry: Entry) -> Receipt | None:
    """An entry's receipt, on the newest checkpoint that a witness signed, or else the newest; None while it waits."""
    if entry.position is None:
        return None
    covering = Checkpoint.objects.covering(entry).select_related("log").order_by("-size")
    checkpoint = covering.witnessed().first() or covering.first()
    if checkpoint is None:
        return None
    proof = tree.inclusion_proof(entry.position, checkpoint.size, node_of(checkpoint.log))
    return Receipt(entry.position, tuple(proof), checkpoint.signed_note).with_entry(bytes(entry.content))


def trusted_keys() -> list[VerifierKey]:
    """The keys of all logs and witnesses of this installation, for checking receipts on its own page."""
    return [log.key for log in Log.objects.order_by("number")] + [
        witness.key for witness in Witness.objects.order_by("pk")
    ]
