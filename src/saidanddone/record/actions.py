"""Every write to the record: appending and forgetting, giving entries their positions, new logs, and witnesses."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.record import canonical, keys, kinds, tiles, tree
from saidanddone.record.models import Checkpoint, Cosignature, Entry, Log, Opening, Tile, Witness, origin_of
from saidanddone.record.notes import COSIGNATURE, BadNote, Note, VerifierKey, cosigned_at
from saidanddone.record.notes import Checkpoint as Head
from saidanddone.record.permissions import (
    check_append,
    check_append_many,
    check_register_witness,
    check_retire_witness,
    check_sequence,
    check_start_new_log,
)
from saidanddone.record.queries import newest_checkpoint, node_of, reads_tiles_of
from saidanddone.record.standing import contradiction_of

AT_MOST = 2_000
"""Entries that are positioned in one transaction, so that on SQLite other writers wait for tens of milliseconds."""

LOG_STARTED = "log-started"
WITHDRAWAL = "withdrawal"


class NotInTransaction(RuntimeError):
    """An entry was appended outside the transaction of what it is about: a crash could leave one without the other."""


@dataclass(frozen=True)
class Draft:
    """An entry to be appended with many others."""

    kind: str
    about: Ref
    fields: Mapping[str, Any]
    private: Mapping[str, str] = field(default_factory=dict)


def append(
    *,
    by: Viewer,
    kind: str,
    about: Ref,
    at: datetime,
    fields: Mapping[str, Any],
    private: Mapping[str, str] | None = None,
) -> Entry:
    """Append an entry, inside the caller's transaction; it gets its position within a second or so.

    `fields` are public for ever: facts, never about a person. The whole entry takes at most 8,000 bytes, so long public
    content enters as `canonical.digest(content)`. `private` values enter only as salted commitments.
    """
    check_append(by=by)
    return _insert([Draft(kind, about, fields, private or {})], at)[0]


def append_many(*, by: Viewer, at: datetime, drafts: Iterable[Draft]) -> list[Entry]:
    """Append the entries of one batch of an import, inside its transaction, in three queries."""
    check_append_many(by=by)
    return _insert(list(drafts), at)


def forget(*, by: Viewer, about: Ref, at: datetime) -> int:
    """Delete the openings of everything private about a thing, and append its withdrawal; give how many were open.

    Every proof still verifies afterwards. Works even while nothing can be published: erasure never waits. Doing it
    twice appends nothing new.
    """
    _require_transaction()
    entries = Entry.objects.about(about)
    deleted, _ = Opening.objects.filter(entry__in=entries).delete()
    if entries.exists() and (deleted or not entries.filter(kind=WITHDRAWAL).exists()):
        _insert([Draft(WITHDRAWAL, about, {})], at)
    return deleted


def close(*, by: Viewer, about: Ref, at: datetime, fields: Iterable[str]) -> int:
    """Delete the openings of some private fields of a thing, as newer words stand in their place.

    Appends nothing: the entry with the newer words says it. Call it before that is appended.
    """
    _require_transaction()
    return Opening.objects.filter(entry__in=Entry.objects.about(about), field__in=list(fields)).delete()[0]


def sequence(*, by: Viewer, at: datetime, at_most: int = AT_MOST) -> Checkpoint | None:
    """Give waiting entries their positions, extend the tree and sign it; give the new checkpoint, if there is one.

    Two transactions, so that a kill at any moment loses and doubles nothing: positions and hashes are durable before
    anything is signed, and what is signed is remembered outside the database before it is published. One at a time:
    both hold the lock of the log's row (PostgreSQL) or of the database (SQLite, immediate transactions).
    """
    check_sequence(by=by)
    with transaction.atomic(durable=True):
        log = _lock_log(at)
        if log is None or not _stands(log, at):
            return None
        _take_up(log, at_most)
    with transaction.atomic(durable=True):
        log = Log.objects.select_for_update().get(pk=log.pk)
        return _sign(log, at) if _stands(log, at) else None


def start_new_log(*, by: Viewer, at: datetime, reason: str) -> Log:
    """Begin a log that names the one that can no longer be continued. What still waits goes into the new one.

    Its first entry says which log it follows, what was last signed of that, how much of it is still here, and why.
    """
    with transaction.atomic():
        old = Log.objects.select_for_update().order_by("-number").first()
        check_start_new_log(by=by, log=old)
        assert old is not None  # noqa: S101 - the check refuses otherwise
        signed = keys.last_signed()
        number = max(old.number, keys.number_of(signed.origin) if signed else 0) + 1
        log = _begin(number, at, follows=old)
        facts = {
            "log": log.origin,
            "follows": signed.origin if signed else old.origin,
            "signed_size": signed.size if signed else None,
            "signed_root": base64.b64encode(signed.root).decode() if signed else None,
            "kept_size": old.size,
            "reason": reason[:500],
        }
        _insert([Draft(LOG_STARTED, Ref("log", str(number)), facts)], at)
    return log


def register_witness(*, by: Viewer, at: datetime, key: str) -> Witness:
    """Take cosignatures by the holder of this key from now on. Raises `BadNote` if it is not a witness's key."""
    check_register_witness(by=by)
    parsed = VerifierKey.parse(key)
    if parsed.kind != COSIGNATURE:
        raise BadNote("this key signs notes; a witness's key is of the kind that cosigns")
    witness, _ = Witness.objects.update_or_create(
        verifier_key=str(parsed), defaults={"retired_at": None}, create_defaults=_new_witness(parsed, at)
    )
    return witness


def retire_witness(*, by: Viewer, at: datetime, name: str) -> None:
    """Take no more cosignatures from this witness. What it has signed stays."""
    check_retire_witness(by=by)
    Witness.objects.active().filter(name=name).update(retired_at=at)


def accept_cosignatures(*, by: Viewer, at: datetime, note: Note) -> int:
    """Keep the cosignatures of registered witnesses under one of our checkpoints; give how many are new.

    Anyone may bring them: the signature speaks. Raises `BadNote` if the checkpoint is none of ours, or if a
    registered witness's signature under it is false.
    """
    head = Head.parse(note.text)
    checkpoint = Checkpoint.objects.filter(log__origin=head.origin, size=head.size).first()
    if checkpoint is None or Note.parse(checkpoint.note).text != note.text:
        raise BadNote("this checkpoint is not one of this record")
    witnesses = {witness.key: witness for witness in Witness.objects.active()}
    added = 0
    for key in note.signers(witnesses):
        signature = next(each for each in note.signatures if key.made(each))
        _, is_new = Cosignature.objects.get_or_create(
            checkpoint=checkpoint,
            witness=witnesses[key],
            defaults={"line": signature.line, "cosigned_at": cosigned_at(signature)},
        )
        added += is_new
    return added


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise NotInTransaction("an entry is appended in the transaction of what it is about")


def _insert(drafts: list[Draft], at: datetime) -> list[Entry]:
    _require_transaction()
    entries, openings = [], []
    for draft in drafts:
        kinds.require(draft.kind)
        salts = {name: canonical.salt() for name in draft.private}
        content = canonical.entry_bytes(
            kind=draft.kind,
            about=str(draft.about),
            at=at,
            fields=draft.fields,
            commitments={name: canonical.commit(salts[name], text) for name, text in draft.private.items()},
        )
        about_kind, about_id = draft.about.kind, draft.about.public_id
        hashed = tree.leaf_hash(content)
        entry = Entry(
            kind=draft.kind, about_kind=about_kind, about_id=about_id, at=at, content=content, leaf_hash=hashed
        )
        entries.append(entry)
        openings += [Opening(entry=entry, field=name, salt=salt) for name, salt in salts.items()]
    _store(entries, openings)
    return entries


def _store(entries: list[Entry], openings: list[Opening]) -> None:
    """One by one where there is one: on SQLite every other writer waits meanwhile, and it takes half the time."""
    if len(entries) > 1:
        Entry.objects.bulk_create(entries, batch_size=500)
        Opening.objects.bulk_create(openings, batch_size=1_000)
        return
    for row in (*entries, *openings):
        row.save(force_insert=True)


def _lock_log(at: datetime) -> Log | None:
    """The newest log, locked; the first one begins with the first entry."""
    log = Log.objects.select_for_update().order_by("-number").first()
    if log is None and Entry.objects.waiting().exists():
        log = _begin(1, at, follows=None)
    return log


def _begin(number: int, at: datetime, follows: Log | None) -> Log:
    keys.make()
    origin = origin_of(settings.RECORD_ORIGIN, number)
    key = str(keys.signer(origin).key())
    return Log.objects.create(number=number, origin=origin, verifier_key=key, started_at=at, follows=follows)


def _stands(log: Log, at: datetime) -> bool:
    """Compare with what was last signed, and say on the log's row, for every page to see, whether it may go on.

    A contradiction goes when its cause does, such as a folder that was not mounted: nothing was signed meanwhile.
    """
    found = contradiction_of(log) or ""
    if found != log.contradiction:
        log.contradiction, log.contradicted_at = found, at if found else None
        log.save(update_fields=["contradiction", "contradicted_at"])
    return log.is_standing


def _take_up(log: Log, at_most: int) -> None:
    waiting = list(Entry.objects.waiting().order_by("id").values_list("id", "leaf_hash")[:at_most])
    if not waiting:
        return
    hashes = tiles.Hashes(reads_tiles_of(log))
    hashes.extend(log.size, [bytes(leaf) for _, leaf in waiting])
    positions = [(log.pk, position, pk) for position, (pk, _) in enumerate(waiting, start=log.size)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE record_entry SET log_id = %s, position = %s WHERE id = %s", positions)
    Tile.objects.bulk_create(
        [Tile(log=log, level=level, index=index, hashes=bytes(to)) for (level, index), to in hashes.changed.items()],
        update_conflicts=True,
        unique_fields=["log", "level", "index"],
        update_fields=["hashes"],
    )
    log.size += len(waiting)
    log.save(update_fields=["size"])


def _sign(log: Log, at: datetime) -> Checkpoint | None:
    newest = newest_checkpoint(log.number)
    if log.size == (newest.size if newest else 0):
        return None
    head = Head(log.origin, log.size, tree.root(log.size, node_of(log)))
    note = Note(head.text).signed(keys.signer(log.origin).sign(head.text))
    keys.remember(note)
    return Checkpoint.objects.create(log=log, size=head.size, root=head.root, note=str(note), signed_at=at)


def _new_witness(key: VerifierKey, at: datetime) -> dict[str, Any]:
    return {"name": key.name, "verifier_key": str(key), "registered_at": at}
