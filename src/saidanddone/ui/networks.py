"""Who works with whom, drawn by the server: names that never stand over one another, strength by width, and its table.

    drawing = networks.drawn(_("Who works with whom"), nodes, ties, description)      # then {% network drawing %}

Places come from a layout that keeps organisations where they stood (`analysis.network.layout`, through insights). Each
name gets room of its own near its place, and many a taller picture. There is one for phones and one for wider screens.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from saidanddone.ui.diagrams import LETTER, wrapped

Floats = NDArray[np.float64]
SHAPES = {
    "square": "M1 1H13V13H1Z",
    "circle": "M7 0.5A6.5 6.5 0 1 0 7 13.5A6.5 6.5 0 1 0 7 0.5Z",
    "diamond": "M7 0L14 7L7 14L0 7Z",
    "triangle": "M7 0.5L14 13.5H0Z",
    "hexagon": "M3.5 1H10.5L14 7L10.5 13H3.5L0 7Z",
    "cross": "M5 0.5H9V5H13.5V9H9V13.5H5V9H0.5V5H5Z",
}
"""What kinds are told apart by, each 14 by 14."""
SIZES = {"narrow": (340, 68, 1.0), "wide": (760, 112, 0.5)}
"""The width of each picture, the room of a name in it, and how tall it is at least against its width."""
MARK, LINE, PAD, APART = 27, 15, 7, 8
THINNEST, THICKEST = 1.5, 8.0
ROOM, FEWEST_ROWS = 1.6, 3
"""So many cells for each name, in so many rows at least."""


@dataclass(frozen=True, slots=True)
class Node:
    """One organisation. `kind` says in words what its shape says; `note` what is special about it, if anything."""

    key: str
    words: str
    kind: str
    shape: str
    url: str
    x: float
    y: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Between two organisations; `shown` is its strength in words, for the table."""

    one: str
    other: str
    strength: float
    shown: str


@dataclass(frozen=True, slots=True)
class PlacedNode:
    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: list[str]

    @property
    def shape(self) -> str:
        return SHAPES[self.node.shape]

    @property
    def shape_y(self) -> float:
        return round(self.y + self.height / 2 - 7, 1)

    @property
    def shape_x(self) -> float:
        return round(self.x + PAD, 1)

    def line_places(self) -> list[tuple[str, float, float]]:
        """Each line with where it stands."""
        first = self.y + self.height / 2 - (len(self.lines) - 1) * LINE / 2 + 4
        return [(line, round(self.x + MARK, 1), round(first + n * LINE, 1)) for n, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    size: str
    width: int
    height: float
    nodes: list[PlacedNode]
    strokes: list[Stroke]


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the table, with its partners and the strength of each tie, the strongest first."""

    node: Node
    partners: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NetworkDrawing:
    title: str
    description: str
    pictures: list[Picture]
    kinds: list[tuple[str, str]]
    notes: list[str]
    rows: list[Row]


def drawn(title: str, nodes: Sequence[Node], ties: Iterable[Tie], description: str) -> NetworkDrawing:
    """The pictures and the table. Ties to what is not there are left out."""
    here = {node.key for node in nodes}
    kept = [tie for tie in ties if tie.one in here and tie.other in here]
    kinds = sorted({(node.kind, SHAPES[node.shape]) for node in nodes})
    notes = sorted({node.note for node in nodes if node.note})
    pictures = [_picture(size, nodes, kept) for size in SIZES] if nodes else []
    return NetworkDrawing(title, description, pictures, kinds, notes, _rows(nodes, kept))


def _rows(nodes: Sequence[Node], ties: Sequence[Tie]) -> list[Row]:
    words = {node.key: node.words for node in nodes}
    partners: dict[str, list[tuple[float, str, str]]] = {node.key: [] for node in nodes}
    for tie in ties:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one)):
            partners[one].append((-tie.strength, words[other], tie.shown))
    ordered = sorted(nodes, key=lambda node: (node.words.casefold(), node.key))
    return [Row(node, [(name, shown) for _, name, shown in sorted(partners[node.key])]) for node in ordered]


def _picture(size: str, nodes: Sequence[Node], ties: Sequence[Tie]) -> Picture:
    width, room, least = SIZES[size]
    lines = [wrapped(node.words, room) for node in nodes]
    sizes = np.array([(MARK + PAD + LETTER * max(map(len, each), default=0), 12 + LINE * len(each)) for each in lines])
    middles, height = _apart(np.array([(node.x, node.y) for node in nodes]), sizes, width, least * width)
    corners = np.round(middles - sizes / 2, 1)
    placed = [
        PlacedNode(node, float(x), float(y), round(float(wide), 1), float(tall), words)
        for node, (x, y), (wide, tall), words in zip(nodes, corners, sizes, lines, strict=True)
    ]
    at = {node.key: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, middles, strict=True)}
    most = max((tie.strength for tie in ties), default=1)
    strokes = [
        Stroke(*at[tie.one], *at[tie.other], round(THINNEST + (THICKEST - THINNEST) * tie.strength / most, 1))
        for tie in sorted(ties, key=lambda tie: tie.strength)
    ]
    return Picture(size, width, round(height, 1), placed, strokes)


def _apart(places: Floats, sizes: Floats, width: float, least: float) -> tuple[Floats, float]:
    """Middles of boxes that do not touch, and how tall the picture is then.

    The picture is cut into more cells than there are boxes. Each box gets one, so that together they stay as near to
    their places as can be, and stands in it as near to its own as it fits. A crowd is let out by half of its order.
    """
    widest, tallest = sizes.max(axis=0) + APART
    across = max(1, int(width // widest))
    down = max(FEWEST_ROWS, math.ceil(ROOM * len(places) / across))
    height = max(least, down * float(tallest))
    cell = np.array([width / across, height / down])
    corners = np.array([(column, row) for row in range(down) for column in range(across)]) * cell
    ranks = places.argsort(axis=0, kind="stable").argsort(axis=0) / max(1, len(places) - 1)
    wanted = (places + ranks) / 2 * (width, height)
    far = ((wanted[:, None] - corners - cell / 2) ** 2).sum(axis=2)
    chosen = corners[linear_sum_assignment(far)[1]]
    low, high = chosen + (sizes + APART) / 2, chosen + cell - (sizes + APART) / 2
    return np.clip(wanted, low, high), height
