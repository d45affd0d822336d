"""A worker that is killed at any moment sends nothing twice and loses nothing. With real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.messaging.mail_server import MailServer, serving
from tests.record.installations import installation

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
MOMENTS = ["before-claiming", "with-claim-uncommitted", "before-sending", "after-sending", "with-note-uncommitted"]
"""At which a worker dies, at its third message: the second is noted together with the third's claim."""


class Processes:
    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = os.environ | variables

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.messaging.crashing", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=subprocess.PIPE, text=True)

    def run(self, *words: str) -> str:
        process = self.start(*words)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return said


@pytest.fixture
def server() -> Iterator[MailServer]:
    with serving() as found:
        yield found


@pytest.fixture
def processes(tmp_path, server) -> Iterator[Processes]:
    host, port = server.server_address
    with installation(tmp_path, app="messaging", settings="tests.messaging.bare_settings") as variables:
        yield Processes(variables | {"EMAIL_URL": f"smtp://{host}:{port}?starttls=no"})


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_dies_sends_nothing_twice_and_one_is_in_doubt(processes, server, moment):
    processes.run("queue", "6")
    died = processes.start("work", moment)
    died.communicate(timeout=120)
    assert died.returncode == -signal.SIGKILL

    processes.run("work")
    processes.run("settle")

    states = json.loads(processes.run("facts"))
    assert Counter(states.values()) == {"sent": 5, "in_doubt": 1}
    holds(states, server)


def test_workers_that_are_killed_again_and_again_leave_each_message_in_one_state(processes, server):
    processes.run("queue", "300")
    kills = 0
    for wanted in (30, 90, 180):
        pair = [processes.start("work") for _ in range(2)]
        while len(server.letters) < wanted and any(each.poll() is None for each in pair):
            time.sleep(0.01)
        for each in pair:
            each.kill()
            each.communicate()
            kills += 1

    processes.run("settle")

    states = json.loads(processes.run("facts"))
    assert set(states.values()) <= {"sent", "in_doubt"}
    assert Counter(states.values())["in_doubt"] <= kills
    holds(states, server)


def holds(states: dict[str, str], server: MailServer) -> None:
    """Nothing arrived twice; whatever is sent arrived, and whatever arrived is sent or in doubt."""
    arrived = [name.strip("<>").partition("@")[0] for name in server.message_ids]
    sent = {public_id for public_id, state in states.items() if state == "sent"}
    doubtful = {public_id for public_id, state in states.items() if state == "in_doubt"}
    assert len(arrived) == len(set(arrived))
    assert sent <= set(arrived) <= sent | doubtful
