"""Text and its ground differ enough to be read, in light and dark (WCAG 2.2 AA: 4.5 to 1; 3 to 1 for edges)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "src/saidanddone/ui/static/ui/tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
SCHEMES = {
    "light": dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", LIGHT)),
    "dark": dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", DARK)),
}
TONES = ["said", "understood", "decided", "done", "felt", "late", "plain"]
TEXT = [
    *[(ink, ground) for ink in ("ink", "quiet", "brand", "brand-strong") for ground in ("paper", "card", "sunk")],
    *[(tone, f"{tone}-tint") for tone in [*TONES, "brand"]],
    *[(tone, ground) for tone in TONES for ground in ("paper", "card")],
    *[("ink", f"{tone}-tint") for tone in [*TONES, "brand"]],
    ("button-ink", "button"),
    ("notice-ink", "notice"),
    ("focus-ink", "focus"),
    ("paper", "late"),
]
EDGES = [("plain", "card"), ("plain", "paper"), ("focus-ink", "focus")]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme, ink, ground):
    colours = SCHEMES[scheme]

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(scheme, edge, ground):
    colours = SCHEMES[scheme]

    assert contrast(colours[edge], colours[ground]) >= 3


def test_both_schemes_name_the_same_colours():
    assert set(SCHEMES["light"]) == set(SCHEMES["dark"])
