"""A kill at any moment, of a writer or of the sequencer, loses nothing and doubles nothing. With real processes."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.installations import installation

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
MOMENTS = [
    "before-positions",
    "with-positions-uncommitted",
    "before-signing",
    "before-remember",
    "after-remember",
    "before-commit",
]


class Processes:
    """Starts processes of one installation, and kills them."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = os.environ | variables

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.record.crashing", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=subprocess.PIPE, text=True)

    def run(self, *command: str) -> str:
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @staticmethod
    def kill(process: subprocess.Popen[str]) -> list[int]:
        """Signal 9; give the numbers that the process had said were committed."""
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        return [int(line) for line in said.split("\n")[:-1]]


@pytest.fixture
def processes(tmp_path) -> Iterator[Processes]:
    with installation(tmp_path) as variables:
        yield Processes(variables)


def test_killed_writers_and_sequencers_lose_and_double_nothing(processes, tmp_path):
    chance = random.Random(20261122)
    acknowledged: set[tuple[int, int]] = set()
    sequencers = [processes.start("sequence") for _ in range(2)]
    writers = {number: processes.start("write", str(number)) for number in range(3)}
    for number in range(3, 7):
        first, process = next(iter(writers.items()))
        said = read_lines(process, chance.randint(3, 60))
        acknowledged |= {(first, each) for each in [*said, *processes.kill(writers.pop(first))]}
        writers[number] = processes.start("write", str(number))
        processes.kill(sequencers.pop(0))
        sequencers.append(processes.start("sequence"))
    for number, process in writers.items():
        acknowledged |= {(number, each) for each in processes.kill(process)}
    for process in sequencers:
        processes.kill(process)
    processes.run("-m", "tests.record.crashing", "settle")

    found = recorded(processes, tmp_path)

    assert len(found) == len(set(found)) > 50
    assert acknowledged <= set(found)
    assert len(acknowledged) > 50


def test_a_sequencer_that_dies_at_the_worst_moment_is_taken_over(processes, tmp_path):
    writer, said = processes.start("write", "1"), []
    for moment in MOMENTS:
        said += read_lines(writer, 5)
        sequencer = processes.start("sequence", moment)
        sequencer.communicate(timeout=120)
        assert sequencer.returncode == -signal.SIGKILL
    acknowledged = {(1, each) for each in [*said, *read_lines(writer, 5), *processes.kill(writer)]}
    processes.run("-m", "tests.record.crashing", "settle")

    found = recorded(processes, tmp_path)

    assert len(found) == len(set(found))
    assert acknowledged <= set(found)


def read_lines(process: subprocess.Popen[str], count: int) -> list[int]:
    """Wait until the process has said so many numbers more; give them."""
    assert process.stdout
    return [int(process.stdout.readline()) for _ in range(count)]


def recorded(processes: Processes, tmp_path: Path) -> list[tuple[int, int]]:
    """Export and verify with both verifiers; give (writer, number) of each entry, in order."""
    folder = str(tmp_path / "copy")
    facts = json.loads(processes.run("-m", "tests.record.crashing", "facts", folder))
    processes.run("src/saidanddone/record/verify.py", folder)
    assert facts["holds"]
    assert facts["companions"] == sorted(facts["entries"])
    assert facts["waiting"] == 0
    assert facts["contradiction"] == ""
    assert facts["checkpoints_agree"]
    return [tuple(map(int, name.split("-"))) for name in facts["entries"]]
