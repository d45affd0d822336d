"""Tellings on their way: 2,000 messages queued in one transaction, delivered to a mail server on this machine.

The mail server and the workers are processes of their own. In the last figure workers are killed with signal 9 in the
middle and started again: every message must be sent, failed or in doubt, and none may arrive twice.
"""

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.measurement import Measurement, Options

MESSAGES = 2_000
TARGET = 200
KILLED_AT = (400, 900, 1_400)
"""So many had arrived when the workers are killed."""
SPAWN = multiprocessing.get_context("spawn")


def measure(options: Options) -> Iterator[Measurement]:
    database = options.database
    with _mail_server() as (address, ask):
        seconds = _queue("one")
        yield Measurement("messages: queued in one transaction", seconds, "s", database, size=MESSAGES)
        for workers in (1, 2):
            _queue(f"by {workers}")
            taken = _deliver(address, workers)
            what = "messages: delivered by one worker" if workers == 1 else f"messages: delivered by {workers} workers"
            yield Measurement(what, MESSAGES / taken, "/s", database, size=MESSAGES, target=TARGET)
        yield _killed(address, ask, database)


def _queue(name: str) -> float:
    """How long the caller's transaction takes; messages of earlier runs are gone."""
    from django.db import connection, transaction

    from saidanddone.core.refs import Ref
    from saidanddone.core.viewer import SITE
    from saidanddone.messaging import actions
    from saidanddone.messaging.models import Message

    Message.objects.all().delete()
    about = Ref("decision", "7k3m9qx2pd")
    words = {"language": "cy", "subject": "Defnyddiwyd eich geiriau", "body": "Dywedoch chi: “…”\n\n" * 20}
    drafts = [
        actions.Draft(address=f"reader{n}@example.org", about=about, dedupe_key=f"{name}:{n}", **words)
        for n in range(MESSAGES)
    ]
    began = time.perf_counter()
    with transaction.atomic():
        actions.send_many(by=SITE, at=datetime.now(UTC), drafts=drafts)
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def _deliver(address: tuple[str, int], workers: int) -> float:
    from django.db import connection

    from saidanddone.messaging.models import Message

    ready, start = SPAWN.Queue(), SPAWN.Event()
    processes = [SPAWN.Process(target=_work, args=(address, ready, start)) for _ in range(workers)]
    for process in processes:
        process.start()
    for _ in processes:
        ready.get(timeout=60)
    began = time.perf_counter()
    start.set()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - began
    assert Message.objects.filter(state="sent").count() == MESSAGES
    connection.close()
    return seconds


def _killed(address: tuple[str, int], ask: Any, database: str) -> Measurement:
    """Two workers are killed three times; the next ones finish, and what was in hand is in doubt."""
    from saidanddone.messaging import actions, tasks
    from saidanddone.messaging.models import Message

    _queue("killed")
    ask("forget")
    kills = 0
    for wanted in KILLED_AT:
        ready, start = SPAWN.Queue(), SPAWN.Event()
        pair = [SPAWN.Process(target=_work, args=(address, ready, start)) for _ in range(2)]
        for process in pair:
            process.start()
        start.set()
        while len(ask("ids")) < wanted:
            time.sleep(0.01)
        for process in pair:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            kills += 1
    _deliver_here(address)
    tasks.doubt_abandoned(at=datetime.now(UTC) + actions.CLAIM + timedelta(seconds=1))
    states = dict(Message.objects.values_list("public_id", "state"))
    arrived = [each.strip("<>").partition("@")[0] for each in ask("ids")]
    found = Counter(states.values())
    sent = {public_id for public_id, state in states.items() if state == "sent"}
    assert len(states) == MESSAGES == found["sent"] + found["failed"] + found["in_doubt"], found
    assert len(arrived) == len(set(arrived)), "a message arrived twice"
    assert sent <= set(arrived) <= sent | {key for key, state in states.items() if state == "in_doubt"}
    assert found["in_doubt"] <= kills
    note = f"{found['sent']:,} sent, {found['failed']} failed; {len(arrived):,} arrived, none twice"
    return Measurement(
        f"messages: in doubt after {kills} kills", found["in_doubt"], "messages", database, size=MESSAGES, target=kills,
        at_most=True, note=note,
    )  # fmt: skip


def _work(address: tuple[str, int], ready: Any, start: Any) -> None:
    import django

    django.setup()
    from saidanddone.messaging.models import Message

    Message.objects.first()
    ready.put("ready")
    start.wait()
    _deliver_here(address)


def _deliver_here(address: tuple[str, int]) -> None:
    from django.conf import settings

    from saidanddone.messaging import tasks
    from saidanddone.messaging.models import Message

    settings.EMAIL_BACKEND = "saidanddone.messaging.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = address
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    while Message.objects.due(datetime.now(UTC)).exists():
        tasks.deliver_due(at=datetime.now(UTC))


@contextmanager
def _mail_server() -> Iterator[tuple[tuple[str, int], Any]]:
    """Its address, and a function that asks it for the Message-IDs that came, or has it forget them."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()

    def ask(what: str) -> Any:
        ours.send(what)
        return ours.recv()

    try:
        yield ours.recv(), ask
    finally:
        ours.send("stop")
        process.join()


def _serve(pipe: Any) -> None:
    from tests.messaging.mail_server import serving

    with serving() as server:
        pipe.send(server.server_address)
        while (what := pipe.recv()) != "stop":
            if what == "forget":
                server.letters.clear()
            pipe.send(server.message_ids)
