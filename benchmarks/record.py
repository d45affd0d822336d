"""The record under load: eight writers at once, the sequencer beside them, and a full check of a million entries.

A write is what an action does: a row of its own and an entry with one private field, in one transaction. Writers are
processes; entries count when they are committed, and lag is from commit to signature.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measurement import Measurement, Options

WRITERS = 8
PACE = 25
"""Writes a second by each writer of the paced run: 200 in all."""
BULK = int(os.environ.get("BENCH_RECORD_ENTRIES", "1000000"))
BATCH = 5_000


def measure(options: Options) -> Iterator[Measurement]:
    from django.conf import settings

    settings.RECORD_DIR = options.folder / "record"
    database = options.database
    yield from _paced(database, max(10.0, options.seconds))
    yield from _flat_out(database, max(10.0, options.seconds))
    yield from _million(database, options.folder)


def _paced(database: str, seconds: float) -> Iterator[Measurement]:
    """Eight writers that publish 200 times a second together, with the sequencer running as the worker runs it."""
    written, lags, waits = _run(seconds, pace=PACE)
    rate = written / seconds
    yield Measurement("record: published writes, 8 writers paced", rate, "/s", database, target=0.98 * WRITERS * PACE)
    slowest = max(lags)
    yield Measurement(
        "record: from commit to signature, slowest", slowest, "s", database, target=2, at_most=True,
        note=f"median {sorted(lags)[len(lags) // 2]:.2f} s; slowest write waited {max(waits) * 1000:.0f} ms",
    )  # fmt: skip


def _flat_out(database: str, seconds: float) -> Iterator[Measurement]:
    """The same as fast as they can."""
    written, lags, waits = _run(seconds, pace=None)
    yield Measurement(
        "record: published writes, 8 writers flat out", written / seconds, "/s", database, target=200,
        note=f"signed within {max(lags):.2f} s at most; slowest write waited {max(waits) * 1000:.0f} ms",
    )  # fmt: skip


def _run(seconds: float, pace: float | None) -> tuple[int, list[float], list[float]]:
    from django.db import connection, connections

    from saidanddone.record.models import Entry, Log

    before = Entry.objects.count()
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    stop, results = context.Event(), context.Queue()
    start = context.Value("d", 0.0)
    sequencer = context.Process(target=_sequence, args=(stop, results))
    writers = [context.Process(target=_write, args=(n, start, seconds, pace, results)) for n in range(WRITERS)]
    for process in (sequencer, *writers):
        process.start()
    for _ in range(WRITERS + 1):
        assert results.get(timeout=120) == "ready"
    start.value = time.time() + 0.5
    found = [results.get(timeout=seconds + 120) for _ in writers]
    while Entry.objects.waiting().exists() or not _is_signed():
        time.sleep(0.05)
    stop.set()
    signed = results.get(timeout=60)
    for process in (sequencer, *writers):
        process.join()
    committed = [moment for moments, _ in found for moment in moments]
    assert Entry.objects.count() - before == len(committed) == Log.objects.get().size - before, "lost or doubled"
    connection.close()
    return len(committed), _lags(sorted(committed), before, signed), [wait for _, waits in found for wait in waits]


def _is_signed() -> bool:
    from saidanddone.record.models import Log

    log = Log.objects.newest()
    return bool(log and log.checkpoints.filter(size=log.size).exists())


def _lags(committed: list[float], before: int, signed: list[tuple[int, float]]) -> list[float]:
    """How long each entry waited, in the order of commits (near enough the order of positions)."""
    lags, place = [], 0
    for number, moment in enumerate(committed, start=before):
        while signed[place][0] <= number:
            place += 1
        lags.append(max(0.0, signed[place][1] - moment))
    return lags


def _write(number: int, start, seconds: float, pace: float | None, results) -> None:
    import django

    django.setup()
    from django.db import transaction

    from saidanddone.core.refs import Ref
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions
    from saidanddone.record.models import Log, Witness

    Log.objects.first()
    results.put("ready")
    while not start.value or time.time() < start.value:
        time.sleep(0.005)
    committed, waits, began = [], [], start.value
    while (now := time.time()) < began + seconds:
        if pace and now < (due := began + len(committed) / pace):
            time.sleep(due - now)
            continue
        name, at = f"{os.getpid()}-{len(committed)}", datetime.now(UTC)
        with transaction.atomic():
            Witness.objects.create(name=name, verifier_key=name, registered_at=at, retired_at=at)
            facts = {"organisation": "aberwen-council", "kind": "answered", "words_sha256": "0" * 64}
            about = Ref("answer", name)
            actions.append(by=SITE, kind="withdrawal", about=about, at=at, fields=facts, private={"text": name})
        committed.append(time.time())
        waits.append(committed[-1] - now)
    results.put((committed, waits))


def _sequence(stop, results) -> None:
    import django

    django.setup()
    from saidanddone.record import sequencer

    sequencer.run_once(datetime.now(UTC))
    results.put("ready")
    signed = []
    while not stop.wait(sequencer.INTERVAL):
        if checkpoint := sequencer.run_once(datetime.now(UTC)):
            signed.append((checkpoint.size, time.time()))
    results.put(signed)


def _million(database: str, folder: Path) -> Iterator[Measurement]:
    """Import in batches up to a million entries, sequence them, then check every one of them with both verifiers."""
    from django.db import transaction

    from saidanddone.core.refs import Ref
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions, audit, export, queries, sequencer
    from saidanddone.record.models import Entry

    missing, appending, sequencing = BULK - Entry.objects.count(), 0.0, 0.0
    for first in range(0, missing, BATCH):
        at = datetime.now(UTC)
        drafts = [
            actions.Draft("withdrawal", Ref("contribution", f"{first + n:010}"), {"place": "glan-yr-afon", "n": n})
            for n in range(min(BATCH, missing - first))
        ]
        began = time.perf_counter()
        with transaction.atomic():
            actions.append_many(by=SITE, at=at, drafts=drafts)
        appending += time.perf_counter() - began
        began = time.perf_counter()
        sequencer.run_once(at)
        sequencing += time.perf_counter() - began
    yield Measurement("record: entries appended in batches", missing / appending, "/s", database, size=BULK)
    yield Measurement("record: entries sequenced and signed", missing / sequencing, "/s", database, size=BULK)
    checkpoint = queries.newest_checkpoint()
    assert checkpoint and checkpoint.size == BULK
    began = time.perf_counter()
    export.export(checkpoint, folder / "copy")
    yield Measurement("record: export", time.perf_counter() - began, "s", database, size=BULK)
    began = time.perf_counter()
    verifier = Path(audit.__file__).with_name("verify.py")
    subprocess.run([sys.executable, verifier, folder / "copy"], check=True, stdout=subprocess.DEVNULL)
    yield Measurement(
        "record: verify.py", time.perf_counter() - began, "s", database, size=BULK, target=60, at_most=True
    )
    began = time.perf_counter()
    assert audit.audit(audit.Source(str(folder / "copy")), [checkpoint.log.key]).holds
    yield Measurement(
        "record: saidanddone record verify", time.perf_counter() - began, "s", database, size=BULK, target=60,
        at_most=True,
    )  # fmt: skip
    entry = Entry.objects.get(position=BULK // 3)
    began = time.perf_counter()
    receipt = queries.receipt_for(entry)
    took = (time.perf_counter() - began) * 1000
    yield Measurement(
        "record: a receipt", len(str(receipt).encode()), "bytes", database, size=BULK, target=2_000, at_most=True,
        note=f"made in {took:.0f} ms",
    )  # fmt: skip
