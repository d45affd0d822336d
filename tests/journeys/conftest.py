"""Walks through the real thing: `saidanddone demo` as a stranger would run it, in Debian's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from saidanddone.demonstration import loader

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 300  # seconds: entering the demonstration area takes half a minute, and more where others hold the machine
"""Seconds for the demonstration to be entered and served."""


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> dict[str, str]:
    """The environment in which a demonstration area of this test process's own runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("demonstration")
    return os.environ | {"DEMO_DIR": str(folder / "demo"), "PORT": str(port)}


@pytest.fixture(scope="session")
def site(demonstration) -> str:
    """Its address, while it is served."""
    environment, port = demonstration, demonstration["PORT"]
    folder = Path(environment["DEMO_DIR"]).parent
    command = [sys.executable, "-m", "saidanddone", "demo"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield _served(f"http://localhost:{port}", server, folder / "log")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def _served(address: str, server: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/", timeout=5):  # noqa: S310 - our own address
                return address
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the demonstration was not served:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Browser:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Walker:
    """Someone at a browser: goes, looks, and has every page checked by axe."""

    def __init__(self, page: Page, site: str, *, has_scripts: bool = True) -> None:
        self.page, self.site, self.has_scripts = page, site, has_scripts
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("console", self._hear)

    def _hear(self, message) -> None:
        away = "ERR_INTERNET_DISCONNECTED" in message.text  # a journey cut the network
        if message.type == "error" and "status of 4" not in message.text and not away:
            self.complaints.append(f"console: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.site}{path}")
        self.check()

    def follow(self, link_or_button: Locator) -> None:
        """Click on what leads to another page, and have that page checked once it is there."""
        with self.page.expect_navigation():
            link_or_button.click()
        self.check()

    def check(self) -> None:
        """No violation of a WCAG A or AA rule, no script error, nothing blocked."""
        if not self.has_scripts:
            return
        found = self.page.evaluate(f"{AXE}\n;axe.run(document, {{runOnly: {RULES}}})")
        said = [
            f"{violation['id']}: {node['html'][:200]} ({node['failureSummary']})"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not said, f"{self.page.url}\n" + "\n".join(said)
        assert not self.complaints, f"{self.page.url}\n" + "\n".join(self.complaints)

    def sign_in(self, email: str) -> None:
        self.go("/account/login/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(loader.PASSWORD)
        self.follow(self.page.get_by_role("button", name="Sign in", exact=True))
        assert "/desk/" in self.page.url


@pytest.fixture
def walker(browser: Browser, site: str) -> Walker:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Walker(context.new_page(), site)
    context.close()


@pytest.fixture
def second_walker(browser: Browser, site: str) -> Walker:
    """Somebody else, in a browser of their own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Walker(context.new_page(), site)
    context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Walker:
    """A small screen without JavaScript. axe needs scripts, so the same pages are checked by those who have them."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield Walker(context.new_page(), site, has_scripts=False)
    context.close()
