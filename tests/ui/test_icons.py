"""Every icon that a template or a state names is in the sprite."""

import re
from pathlib import Path

import pytest

from saidanddone.ui import icons
from saidanddone.ui.states import STATES, UnknownState, UnknownTone, look, tone_named

SOURCE = Path(__file__).parents[2] / "src/saidanddone"
USED = sorted(
    {
        name
        for path in SOURCE.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([a-z-]+)"|icon="([a-z-]+)"', path.read_text())
        for name in name
        if name
    }
)


@pytest.mark.parametrize("name", [*USED, *sorted({state.icon for state in STATES.values()})])
def test_icon_is_in_the_sprite(name):
    assert "<svg" in icons.icon(name)


def test_icon_without_a_label_is_silent():
    assert 'aria-hidden="true"' in icons.icon("said")


def test_icon_with_a_label_is_read_out_and_escaped():
    drawn = icons.icon("close", 'Remove "Bins" <b>')

    assert 'role="img"' in drawn
    assert "&lt;b&gt;" in drawn


def test_unknown_names_are_errors():
    with pytest.raises(icons.UnknownIcon, match="nosuch"):
        icons.icon("nosuch")
    with pytest.raises(UnknownState, match="nosuch"):
        look("nosuch")
    with pytest.raises(UnknownTone, match="pink"):
        tone_named("pink")
