"""The gallery breaks no rule of WCAG in any width, scheme or language, and its scripts do what they say."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.journeys.conftest import Walker

pytestmark = pytest.mark.journey
PATIENCE = 60
"""Seconds for the database to be made and the server to answer."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> str:
    """The address of a server with DEBUG on, since the gallery is closed without it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "saidanddone.config.settings",
        "DATA_DIR": str(tmp_path_factory.mktemp("gallery")),
        "DEBUG": "1",
    }
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "migrate", "--verbosity", "0"], env=environment, check=True)
    server = subprocess.Popen(
        [*django, "runserver", "--noreload", str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/gallery/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=30):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"{address} was not served")


@pytest.mark.parametrize("path", ["/gallery/", "/cy/gallery/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_sound_and_fits(browser, gallery, path, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    walker = Walker(context.new_page(), gallery)

    walker.go(path)

    hidden = walker.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert hidden <= 0, "the page is wider than the screen"


def test_menu_opens_and_closes_by_keyboard(browser, gallery):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{gallery}/gallery/")

    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    opened = page.locator("details.menu").get_attribute("open")
    page.keyboard.press("Escape")
    closed = page.locator("details.menu").get_attribute("open")

    context.close()
    assert opened is not None
    assert closed is None


def test_characters_left_are_counted_while_one_types(browser, gallery):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{gallery}/gallery/")

    page.locator("#id_words").fill("x" * 398)
    page.get_by_text("Characters left: 2").wait_for()
    page.locator("#id_words").fill("x" * 403)
    page.get_by_text("Characters too many: 3").wait_for()

    context.close()


def test_option_shows_what_it_reveals_without_scripts(browser, gallery):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery}/gallery/")
    name = page.locator("#id_full_name")

    before = name.is_visible()
    page.locator("#id_credit_0").check()
    after = name.is_visible()

    context.close()
    assert (before, after) == (False, True)
