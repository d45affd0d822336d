"""Surveys under load: how many answers are taken in a second, and whether any is lost when it is killed.

Several writers answer as people do, each with a key of its own: a response is begun, page after page is saved, it is
handed in. An answer is what somebody said to one question, kept when the page was acknowledged; a page has four. The
time of beginning and handing in counts, and so does that of whoever sends: both work in the same processes. Then all
of them are killed in the middle (`kill -9`), and what they had been told was kept must stand in the table.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measurement import Measurement, Options

WRITERS = 4
PAGES, ITEMS = 8, 4


def measure(options: Options) -> Iterator[Measurement]:
    wave = _wave()
    seconds = max(10.0, options.seconds)
    told, worked = _run(wave, seconds, options.folder, kill=False)
    kept = {"database": options.database, "note": f"{told:,} pages of {ITEMS}; {_load()}"}
    yield Measurement("surveys: answers taken, 4 writers", told * ITEMS / seconds, "/s", target=300, **kept)
    yield Measurement("surveys: pages of answers taken, 4 writers", told / seconds, "/s", **kept)
    yield Measurement("surveys: work of a processor for a page", worked / told * 1000, "ms", **kept)
    before = _kept(wave)
    told, _worked = _run(wave, seconds / 2, options.folder, kill=True)
    lost = max(0, told - (_kept(wave) - before))
    note = f"of {told:,} that were acknowledged before kill -9"
    yield Measurement("surveys: pages of answers lost", lost, "", options.database, target=0, at_most=True, note=note)


def _load() -> str:
    return "load " + " ".join(f"{each:.1f}" for each in os.getloadavg())


def _wave() -> int:
    """An open wave with one battery, of an organisation of its own."""
    from saidanddone.people.models import Organisation
    from saidanddone.surveys.models import Question, Survey, Wave
    from saidanddone.surveys.questionnaire import digest, frozen

    at = datetime.now(UTC)
    council = Organisation.objects.create(slug="answered", name="Council", kind="public_body", tier="local")
    facts = {"kind": "public", "title": {"en": "Trust"}, "about_kind": "organisation", "about_id": council.public_id}
    survey = Survey.objects.create(organisation=council, state="ready", created_at=at, first_opened_at=at, **facts)
    scale = {"kind": "scale", "labels": {"en": {"0": "None", "10": "All"}}, "scoring": {"points": list(range(11))}}
    asked = [
        Question.objects.create(
            survey=survey, name=f"q{n}", order=n, battery=f"b{n // ITEMS}", wording={"en": "Trust?"}, **scale
        )
        for n in range(PAGES * ITEMS)
    ]
    days = {"opens_date": at.date(), "closes_date": at.date() + timedelta(days=1)}
    days["identity_deleted_date"] = at.date() + timedelta(days=2)
    facts = {"modes": ["link"], "state": "open", "opened_at": at, "link_key": "answered", "questions": frozen(asked)}
    facts["questions_digest"] = digest(facts["questions"])
    return Wave.objects.create(survey=survey, number=1, sampling="open", **facts, **days).pk


def _kept(wave: int) -> int:
    from saidanddone.surveys.models import Response

    rows = Response.objects.filter(wave=wave).values_list("answers", flat=True)
    return sum(len(answers) // ITEMS for answers in rows.iterator())


def _run(wave: int, seconds: float, folder: Path, *, kill: bool) -> tuple[int, float]:
    """How many pages of answers the writers were told had been kept, and how many seconds of a processor it took."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    ready, start = context.Queue(), context.Value("d", 0.0)
    logs = [folder / f"told-{number}-{kill}" for number in range(WRITERS)]
    writers = [context.Process(target=_write, args=(wave, start, seconds, log, ready)) for log in logs]
    for writer in writers:
        writer.start()
    for _ in writers:
        ready.get(timeout=300)
    start.value = time.time() + 0.5
    if kill:
        time.sleep(0.5 + seconds / 2)
        for writer in writers:
            os.kill(writer.pid or 0, signal.SIGKILL)
    for writer in writers:
        writer.join()
    worked = 0.0 if kill else sum(ready.get(timeout=60) for _ in writers)
    return sum(log.stat().st_size for log in logs), worked


def _write(wave_id: int, start, seconds: float, log: Path, ready) -> None:
    """Through the pages themselves, as a browser sends them. Each page that was acknowledged is a byte in the log."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from saidanddone.surveys.models import Wave

    settings.ALLOWED_HOSTS = ["*"]
    settings.TRUSTED_PROXIES = 1
    wave = Wave.objects.get(pk=wave_id)
    pages = ((page, range((page - 1) * ITEMS, page * ITEMS)) for page in range(1, PAGES + 1))
    answers = {page: urlencode({f"q-q{n}": n % 11 for n in numbers}) for page, numbers in pages}
    form = "application/x-www-form-urlencoded"
    with log.open("ab", buffering=0) as told:
        Client().post(f"/answer/{wave.link_key}/")  # what a process does once, it has done
        ready.put(0.0)
        while not start.value or time.time() < start.value:
            time.sleep(0.005)
        number, worked = 0, time.process_time()
        while time.time() < start.value + seconds:
            number += 1
            sender = f"10.{os.getpid() % 250}.{number // 250 % 250}.{number % 250}"
            client = Client(HTTP_X_FORWARDED_FOR=sender)
            client.post(f"/answer/{wave.link_key}/")
            for page in range(1, PAGES + 1):
                address = f"/answer/{wave.public_id}/page/{page}/"
                if client.post(address, answers[page], content_type=form).status_code == 302:
                    told.write(b".")
            client.post(f"/answer/{wave.public_id}/check/")
    ready.put(time.process_time() - worked)
