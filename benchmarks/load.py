"""Load a page for some seconds over several connections, and say how many answers came in a second."""

import contextlib
import http.client
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from saidanddone.config.management.commands.serve import pages

CONNECTIONS = 8
PORT = 8198


@dataclass(frozen=True, slots=True)
class Load:
    """`slow` is the 99th percentile in milliseconds, None where it is not known."""

    per_second: float
    failed: int
    slow: float | None
    by: str


@contextlib.contextmanager
def server(workers: int) -> Iterator[str]:
    """The pages as `saidanddone serve` serves them, without its worker."""
    process = subprocess.Popen(pages("127.0.0.1", PORT, workers))
    address = f"http://127.0.0.1:{PORT}"
    try:
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str) -> None:
    for _ in range(120):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/health/", timeout=5)  # noqa: S310 - our own server
            return
        time.sleep(0.5)
    sys.exit("the server did not start")


def load(url: str, seconds: float, *, cookie: str = "") -> Load:
    """By wrk where it is installed, else by threads of our own, which cost more of the machine's time.

    With the `cookie` of somebody signed in, a page of the desk.
    """
    headers = {"Cookie": cookie} if cookie else {}
    for _ in range(4):
        _warm(url, headers)
    return _by_wrk(url, seconds, headers) if shutil.which("wrk") else _by_threads(url, seconds, headers)


def _warm(url: str, headers: Mapping[str, str]) -> None:
    request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        response.read()


def _by_wrk(url: str, seconds: float, headers: Mapping[str, str]) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{int(seconds)}s", "--timeout", "20s", "--latency"]
    command += [*(part for name, value in headers.items() for part in ("-H", f"{name}: {value}")), url]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", words)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", words)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", words)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", words)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return Load(
        per_second=float(found[1]) if found else 0.0,
        failed=(int(failed[1]) if failed else 0) + (sum(map(int, errors.groups())) if errors else 0),
        slow=float(slow[1]) * scale[slow[2]] if slow else None,
        by="wrk",
    )


def _by_threads(url: str, seconds: float, headers: Mapping[str, str]) -> Load:
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        counted = list(threads.map(lambda _: _client(url, start + seconds, headers), range(CONNECTIONS)))
    took = time.perf_counter() - start
    return Load(sum(good for good, _ in counted) / took, sum(bad for _, bad in counted), None, "Python")


def _client(url: str, until: float, headers: Mapping[str, str]) -> tuple[int, int]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    good = bad = 0
    while time.perf_counter() < until:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=dict(headers))
        response = connection.getresponse()
        response.read()
        good, bad = good + (response.status == 200), bad + (response.status != 200)
    return good, bad
