"""Run several programs side by side; when one ends, or the operator says stop, end them all."""

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

PATIENCE = 10.0
"""Seconds that a program has to end by itself before it is killed."""


class Supervisor:
    """Starts programs and waits. `run` returns the exit code of the first that ended, 0 if it was told to stop."""

    def __init__(self, programs: Sequence[Sequence[str]]) -> None:
        self._programs = programs
        self._running: list[subprocess.Popen[bytes]] = []
        self._told_to_stop = False

    def run(self) -> int:
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            signal.signal(getattr(signal, name), self._stop)
        self._running = [subprocess.Popen(list(program)) for program in self._programs]  # noqa: S603 - ours, by name
        try:
            return self._wait()
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _wait(self) -> int:
        while not self._told_to_stop:
            for process in self._running:
                code = process.poll()
                if code is not None:
                    return code or 1
            time.sleep(0.2)
        return 0

    def _end_all(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
