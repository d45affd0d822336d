"""Programs side by side end together."""

import os
import signal
import sys
import threading
import time

import pytest

from saidanddone.config.supervisor import Supervisor

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def keep_signal_handlers():
    names = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    held = {name: signal.getsignal(name) for name in names}
    yield
    for name, handler in held.items():
        signal.signal(name, handler)


@pytest.mark.slow
def test_when_one_program_fails_the_others_end_and_its_code_is_handed_on():
    supervisor = Supervisor([FOREVER, [sys.executable, "-c", "raise SystemExit(3)"]])

    code = supervisor.run()

    assert code == 3
    assert all(process.poll() is not None for process in supervisor._running)


@pytest.mark.slow
def test_told_to_stop_it_ends_all_and_succeeds():
    supervisor = Supervisor([FOREVER, FOREVER])
    threading.Thread(target=_stop_soon).start()

    code = supervisor.run()

    assert code == 0
    assert all(process.poll() is not None for process in supervisor._running)


def _stop_soon() -> None:
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
